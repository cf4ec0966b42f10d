"""Sets as people pack and label them: read as they were meant, said in the report, or refused as a whole."""

import csv
import io
import unicodedata
import zipfile
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from data.importer import ImportFailed, read_set
from data.imports import limits
from data.labelled_set import Labelled
from data.labels import PROPERTIES, file_stem
from data.read import read_picture
from data.sample import SamplerSettings, sample
from tests.data.picture_files import file_of, on_ground

pytestmark = pytest.mark.slow

DRAWN = sample(SamplerSettings(per_class=1))
HELD = Labelled(DRAWN.pictures[::5], DRAWN.labels[::5])  # every class of every property but for some angles
ALL = Labelled(DRAWN.pictures, DRAWN.labels)
NAMES = [f"img{number:03}" for number in range(len(ALL))]
NUMBERS = [tuple(map(str, row)) for row in ALL.labels]
WORDS = [tuple(prop.classes[label] for prop, label in zip(PROPERTIES.values(), row, strict=True)) for row in ALL.labels]


def zipped(files, written=lambda name: name):
    """A zip of files; `written` changes their names in it byte by byte, as other systems do."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo()
            member.filename = written(name)
            archive.writestr(member, data)
    return stream


def table(rows, names=NAMES, head="file,length,width,colour,angle", delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(
        [head.split(","), *zip(names, *zip(*rows, strict=True), strict=True)]
    )
    return text.getvalue()


def pictures(folder="images/", ending=".png", names=NAMES):
    return {f"{folder}{name}{ending}": file_of(picture) for name, picture in zip(names, ALL.pictures, strict=False)}


def set_of(rows=NUMBERS, head="file,length,width,colour,angle"):
    return zipped(pictures() | {"labels.csv": table(rows, head=head)})


def same(source, held=ALL, **options):
    result = read_set(source, **options)
    np.testing.assert_array_equal(result.held.pictures, held.pictures)
    np.testing.assert_array_equal(result.held.labels, held.labels)
    assert result.report.refused == 0
    return result.report


def stems(ending=".png"):
    return {f"lines/{file_stem(row, 0)}{ending}": file_of(picture) for picture, row in zip(*both(ALL), strict=True)}


def both(held):
    return held.pictures, held.labels


# Names ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_table", [False, True])
def test_backslashes_are_slashes(with_table):
    files = stems() | (
        {"lines/labels.csv": table(WORDS, [file_stem(row, 0) for row in ALL.labels])} if with_table else {}
    )
    same(zipped(files, lambda name: name.replace("/", "\\")))


@pytest.mark.parametrize("form", ["NFD", "NFC"])
def test_composed_and_decomposed_letters_are_the_same(form):
    names = [f"länge {name}" for name in NAMES]
    files = pictures("Öffentlich/", ".PNG", [unicodedata.normalize("NFD", name) for name in names])
    listed = [unicodedata.normalize(form, f"{name}.PNG") for name in names]
    same(zipped(files | {"Öffentlich/labels.csv": table(NUMBERS, listed), "__MACOSX/Öffentlich/._labels.csv": b"\0"}))


def test_utf_8_of_macos_that_does_not_say_so_is_understood():
    names = [f"länge{name}" for name in NAMES]
    files = pictures("", names=names) | {"labels.csv": table(NUMBERS, [f"{name}.png" for name in names])}
    data = zipped(files).getvalue()
    for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):  # take the flag away
        data = mark.join(part if not number else part[: at - 3] + bytes([part[at - 3] & ~8]) + part[at - 2 :]
                         for number, part in enumerate(data.split(mark)))  # fmt: skip
    same(io.BytesIO(data))


WAYS = {
    "no folder": "{}.png",
    "no ending": "images/{}",
    "neither": "{}",
    "other case": "IMAGES/{}.PNG",
    "backslashes": "images\\{}.png",
    "from here": "./images/{}.png",
    "of another machine": "C:\\Users\\me\\set\\images\\{}.png",
    "from above": "../images/{}.png",
}


@pytest.mark.parametrize("way", WAYS)
def test_a_table_may_write_names_in_its_own_way(way):
    names = [WAYS[way].format(name) for name in NAMES]
    same(zipped(pictures() | {"labels.csv": table(NUMBERS, names)}))


def test_files_without_an_ending_are_read_by_their_content():
    same(zipped(pictures(ending="") | {"labels.csv": table(NUMBERS, [f"{name}.png" for name in NAMES])}))


def test_a_name_that_several_files_have_is_refused_and_nothing_is_guessed():
    files = {
        "a/x.png": file_of(ALL.pictures[0]),
        "b/x.png": file_of(ALL.pictures[95]),
        "c.png": file_of(ALL.pictures[1]),
    }
    result = read_set(zipped(files | {"l.csv": table(NUMBERS[:2], ["x", "c"])}))
    assert result.report.read == 1
    assert any("several files" in why for why in result.report.reasons)


def test_two_lines_that_mean_one_file_decide_nothing():
    files = {"x.png": file_of(ALL.pictures[0]), "c.png": file_of(ALL.pictures[1])}
    result = read_set(zipped(files | {"l.csv": table(NUMBERS[:3], ["a/x.png", "c.png", "b/x.png"])}))
    np.testing.assert_array_equal(result.held.pictures, ALL.pictures[1:2])
    assert any("Several lines" in why for why in result.report.reasons)


def test_an_exact_name_comes_before_a_similar_one():
    files = {"a.png": file_of(ALL.pictures[0]), "A.png": file_of(ALL.pictures[1])}
    report = read_set(zipped(files | {"l.csv": table(NUMBERS[:2], ["A.png", "a.png"])}))
    assert report.held.labels.tolist() == ALL.labels[[1, 0]].tolist()


# Tables ---------------------------------------------------------------------------------------------------------------

ENCODINGS = {
    "utf-8": lambda text: text.encode(),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16-be with a mark": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "cp1252": lambda text: text.encode("cp1252"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", ",;\t")
def test_tables_in_every_encoding_and_with_every_delimiter(encoding, delimiter):
    names = [f"länge {name}.png" for name in NAMES]
    text = table(NUMBERS, names, delimiter=delimiter)
    same(zipped(pictures("", names=[f"länge {name}" for name in NAMES]) | {"l.csv": ENCODINGS[encoding](text)}))


@pytest.mark.parametrize("name", ["labels.CSV", "labels.tsv", "labels.txt"])
def test_tables_of_other_endings(name):
    same(zipped(pictures() | {name: table(NUMBERS, delimiter="\t").encode("utf-16")}))


@pytest.mark.parametrize("before", ["sep=;\r\n", "\r\n", " \n\n"])
def test_what_stands_before_the_head_is_passed_over(before):
    same(zipped(pictures() | {"l.csv": before + table(NUMBERS, delimiter=";")}))


def test_of_several_tables_the_one_with_the_columns_counts():
    files = pictures() | {"labels.csv": table(NUMBERS), "scores.csv": "epoch,loss\n1,2\n", "about.txt": "hello"}
    assert read_set(zipped(files)).report.read == len(ALL)
    with pytest.raises(ImportFailed, match="2 CSV files"):
        read_set(zipped(files | {"scores.csv": table(NUMBERS)}))


@pytest.mark.parametrize("head", ["file,length,width,color,angle", "Filename, Length ,WIDTH,Colour,angle_deg"])
def test_columns_in_other_words(head):
    same(set_of(WORDS, head))


def test_two_columns_for_one_property_are_refused():
    with pytest.raises(ImportFailed, match="two columns for colour"):
        read_set(set_of([(*row, row[2]) for row in NUMBERS], "file,length,width,colour,angle,color"))


# Labels ---------------------------------------------------------------------------------------------------------------


def column(name, texts):
    """The words of all pictures, but for one column, whose classes are these texts."""
    place = list(PROPERTIES).index(name)
    return [
        (*words[:place], texts[int(numbers[place])], *words[place + 1 :])
        for words, numbers in zip(WORDS, NUMBERS, strict=True)
    ]


ANGLES = range(0, 180, 15)
MEANT = {
    "px": ("width", ["1", "3"], "px (1 = thin, 3 = thick)"),
    "px with unit": ("width", ["1 px", "3px"], "px"),
    "length in px": ("length", ["7.0", "15.0"], "px"),
    "from 0": ("width", ["0", "1"], "numbers from 0"),
    "from 0 as floats": ("colour", ["0.0", "1.0"], "numbers from 0"),
    "from 1": ("width", ["1", "2"], "numbers from 1"),
    "angles from 1": ("angle", [str(number) for number in range(1, 13)], "numbers from 1"),
    "angles from 0": ("angle", [str(number) for number in range(12)], "numbers from 0"),
    "degrees": ("angle", [f"{angle}°" for angle in ANGLES], "degrees"),
    "degrees as floats": ("angle", [f"{angle}.0" for angle in ANGLES], "degrees"),
    "decimal commas": ("angle", [f"{angle},0" for angle in ANGLES], "degrees (0 = 0, 15 = 15)"),
    "degrees up to 180": ("angle", [str(angle or 180) for angle in ANGLES], "degrees"),
    "degrees from -90": ("angle", [str(angle if angle < 90 else angle - 180) for angle in ANGLES], "degrees"),
    "other case": ("colour", ["Red", " BLUE "], "names"),
}


@pytest.mark.parametrize("case", MEANT)
def test_a_column_is_read_as_it_was_meant_and_the_report_says_so(case):
    name, texts, words = MEANT[case]
    report = same(set_of(column(name, texts)))
    (labels,) = [note for note in report.notes if note.startswith("Labels: ")]
    assert f"{name} by {words}" in labels
    assert labels in " ".join(report.lines())


UNCLEAR = {
    "degrees in steps of 5": ("angle", [str(5 * number) for number in range(12)]),
    "degrees in steps of 1": ("angle", [str(number) for number in range(10, 22)]),
    "half degrees": ("angle", [f"{angle}.5" for angle in ANGLES]),
    "radians": ("angle", [f"{number * 0.2618:.4f}" for number in range(12)]),
    "only px or numbers": ("width", ["1", "1"]),
    "third number": ("width", ["0", "2"]),
    "px of other lines": ("length", ["8", "16"]),
    "degrees and numbers": ("angle", ["0", "1", *map(str, ANGLES[2:])]),
    "negative": ("colour", ["-1", "1"]),
    "words of their own": ("colour", ["red", "green"]),
    "other unit": ("width", ["1 deg", "3 deg"]),
    "too many digits": ("width", ["1", "9" * 400]),
}


@pytest.mark.parametrize("case", UNCLEAR)
def test_a_column_without_one_meaning_refuses_the_set_as_a_whole(case):
    name, texts = UNCLEAR[case]
    with pytest.raises(ImportFailed, match=f"labels of {name} .*Write {', '.join(PROPERTIES[name].classes)}") as caught:
        read_set(set_of(column(name, texts)))
    assert len(str(caught.value)) < 500


def test_few_degrees_in_steps_of_5_are_not_taken_for_numbers():
    with pytest.raises(ImportFailed, match="may be numbers from 0 or degrees"):
        read_set(set_of(column("angle", ["0", "5", "10"] * 4)))


def test_numbers_from_1_in_all_columns_are_told_from_those_from_0():
    from_1 = [tuple(str(int(number) + 1) for number in row) for row in NUMBERS]
    same(set_of(from_1))
    few = [row for row in from_1 if row[:3] == ("1", "1", "1")][1:]  # 2 to 12 as angle, all else 1
    with pytest.raises(ImportFailed, match="may be"):
        read_set(zipped(pictures() | {"l.csv": table(few[:9], NAMES[:9])}))


def test_a_column_that_shows_0_tells_how_the_others_count():
    blue = [(a, b, "1", d) for a, b, _, d in NUMBERS]
    assert (read_set(set_of(blue)).held.labels[:, 2] == 1).all()


def in_px(length, width, colour, angle):
    return 15 if length else 7, 3 if width else 1, 15 * angle, colour


def from_1(length, width, colour, angle):
    return length + 1, width + 1, angle + 1, colour + 1


def in_words(*labels):
    length, width, colour, angle = (prop.classes[i] for i, prop in zip(labels, PROPERTIES.values(), strict=True))
    return length, width, angle, colour


@pytest.mark.parametrize("parts", [in_px, from_1, in_words])
def test_files_may_be_named_with_numbers_from_1_px_degrees_or_words(parts):
    names = ["_".join(map(str, (*parts(*row), 0))) for row in ALL.labels.tolist()]
    same(zipped(pictures(names=names)))


WRITTEN = {
    "names": lambda name, label: PROPERTIES[name].classes[label],
    "numbers": lambda name, label: str(label),
    "floats": lambda name, label: f"{label}.0",
    "values": lambda name, label: str(PROPERTIES[name].values[label]),  # px and degrees
}


@settings(deadline=None, max_examples=80)
@given(
    st.lists(st.integers(0, 95), min_size=1, max_size=20, unique=True),
    st.tuples(
        *[st.sampled_from([way for way in WRITTEN if name != "colour" or way != "values"]) for name in PROPERTIES]
    ),
    st.integers(0, 1),
)
def test_any_table_is_read_as_it_was_meant_or_refused_as_a_whole(rows, ways, first):
    """Whatever pictures it lists, however each column is written, and whether it counts from 0 or from 1."""
    texts = [
        [
            WRITTEN[way](name, label + first * (way in ("numbers", "floats")))
            for name, way, label in zip(PROPERTIES, ways, ALL.labels[row], strict=True)
        ]
        for row in rows
    ]
    files = {f"{NAMES[row]}.png": file_of(ALL.pictures[row]) for row in rows}
    source = zipped(files | {"l.csv": table(texts, [NAMES[row] for row in rows])})
    with suppress(ImportFailed):
        result = read_set(source)
        np.testing.assert_array_equal(result.held.labels, ALL.labels[rows])
        assert result.report.refused == 0


def test_names_of_other_angles_refuse_the_set_as_a_whole():
    files = {f"0_0_{5 * number}_0_0.png": file_of(ALL.pictures[0]) for number in range(36)}
    with pytest.raises(ImportFailed, match="labels of angle"):
        read_set(zipped(files))


# Pictures -------------------------------------------------------------------------------------------------------------


def turned(picture):
    image, stream = Image.fromarray(np.rot90(picture).copy()), io.BytesIO()
    image.getexif()[0x0112] = 6
    image.save(stream, "PNG", exif=image.getexif())
    return stream.getvalue()


def clear(picture):
    """Nothing below the line but white."""
    coverage = picture.max(axis=2, keepdims=True)
    return file_of(np.concatenate((np.where(coverage > 0, picture, 255), coverage), axis=2))


def deep(picture):
    """16 bits of grey."""
    stream = io.BytesIO()
    Image.fromarray(picture.max(axis=2).astype(np.uint16) * 257).save(stream, "PNG")
    return stream.getvalue()


FILES = {
    "turned upright": (turned, ".png"),
    "laid on black": (clear, ".png"),
    "16 bits": (deep, ".png"),
    "background, which became black": (lambda picture: file_of(on_ground(picture, (255, 255, 255))), ".png"),
    "background": (lambda picture: file_of(on_ground(picture, (90, 120, 60)), "BMP"), ".bmp"),
}


@pytest.mark.parametrize("words", FILES)
def test_pictures_of_a_set_are_read_as_an_upload_and_the_report_says_what_was_done(words):
    written, ending = FILES[words]
    files = [written(picture) for picture in HELD.pictures]
    result = read_set(
        zipped({f"{file_stem(row, 0)}{ending}": data for row, data in zip(HELD.labels, files, strict=True)})
    )
    uploads = np.stack([read_picture(data).picture for data in files])
    np.testing.assert_array_equal(result.held.pictures, uploads)
    assert any(words in note and f"{len(files)}." in note for note in result.report.notes)
    if words in ("turned upright", "laid on black"):
        np.testing.assert_allclose(uploads, HELD.pictures, atol=2)


@pytest.mark.parametrize("rows", [NUMBERS, WORDS])
def test_red_and_blue_swapped_in_a_zip_are_found_and_may_be_forced(rows):
    files = {name: file_of(picture[..., ::-1].copy()) for name, picture in zip(NAMES, ALL.pictures, strict=True)}
    source = zipped(files | {"l.csv": table(rows)})
    assert "swapped" in same(source).warnings[0]
    forced = read_set(source, channels="rgb")
    np.testing.assert_array_equal(forced.held.pictures, ALL.pictures[..., ::-1])
    assert "Only 0.0 %" in forced.report.warnings[0]


# Arrays ---------------------------------------------------------------------------------------------------------------


def npz(**arrays):
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream


def test_what_a_form_does_not_need_is_left_alone_and_named():
    metadata = np.array({"author": "me"}, dtype=object)
    source = npz(pictures=ALL.pictures, labels=ALL.labels, seed=7, metadata=metadata, names=np.array(["a"]))
    with zipfile.ZipFile(source, "a") as archive:
        archive.writestr("readme.txt", "hello")
        archive.writestr("broken.npy", b"no array")
    notes = same(source).notes
    for name in ("seed", "metadata", "names", "readme.txt", "broken"):
        assert name in notes[0]


def test_half_a_part_of_the_coursework_is_left_alone():
    flat = ALL.pictures[..., ::-1].reshape(96, -1)
    report = same(npz(X_train=flat, y_train=np.eye(96), X_test=np.zeros(3)))
    assert "X_test" in report.notes[0]


def test_objects_are_never_loaded_where_a_form_needs_them():
    with pytest.raises(ImportFailed, match="pickled objects"):
        read_set(npz(pictures=np.array([{}], dtype=object), labels=ALL.labels[:1]))


@pytest.mark.parametrize("change", [lambda labels: labels + 1, lambda labels: labels * (8, 2, 1, 15) + (7, 1, 0, 0)])
def test_plain_labels_of_arrays_are_understood_by_column_too(change):
    report = same(npz(pictures=ALL.pictures, labels=change(ALL.labels).astype(float)))
    assert "numbers from 1" in report.notes[0] or "px" in report.notes[0]


def test_plain_labels_without_one_meaning_refuse_the_set_as_a_whole():
    with pytest.raises(ImportFailed, match="labels of angle"):
        read_set(npz(pictures=ALL.pictures, labels=ALL.labels * (1, 1, 1, 5)))


def test_arrays_that_are_not_on_black_are_told():
    light = np.maximum(ALL.pictures, 60)
    report = same(npz(pictures=light, labels=ALL.labels), Labelled(light, ALL.labels))
    assert "96 pictures are not on black" in report.warnings[0]


def test_an_extra_member_cannot_be_a_bomb():
    source = npz(pictures=ALL.pictures, labels=ALL.labels)
    with zipfile.ZipFile(source, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("more.npy", bytes(20 * limits.MAX_PICTURE_BYTES))
    with pytest.raises(ImportFailed, match="times its size"):
        read_set(source)
