"""What a view found as one file: arrays as `.npz` without pickles, everything else as JSON inside."""

import io
import json
import zipfile

import numpy as np

from model.explain.query import Answer

REST = "rest.json"  # beside `<name>.npy`


def pack(answer: Answer) -> bytes:
    """One file of arrays and JSON values by name.

    Raises:
        TypeError, ValueError: A value is neither a plain array nor plain JSON (NaN is not).
    """
    arrays = {name: value for name, value in answer.items() if isinstance(value, np.ndarray)}
    plain_values = {name: value for name, value in answer.items() if name not in arrays}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, array in arrays.items():
            with archive.open(f"{name}.npy", "w") as entry:
                np.lib.format.write_array(entry, array, allow_pickle=False)
        archive.writestr(REST, json.dumps(plain_values, allow_nan=False))
    return file.getvalue()


def unpack(data: bytes) -> Answer:
    """Inverse of `pack`.

    Raises:
        ValueError: The file holds pickled objects, or is none of ours.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            answer: Answer = json.loads(archive.read(REST))
            for name in archive.namelist():
                if name != REST:
                    array = np.lib.format.read_array(io.BytesIO(archive.read(name)), allow_pickle=False)
                    answer[name.removesuffix(".npy")] = array
            return answer
    except (zipfile.BadZipFile, KeyError) as error:
        raise ValueError(f"This is not an answer of a view: {error}. Ask the view again.") from error
