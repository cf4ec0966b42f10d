"""The files of a folder or of a zip, read one by one and never unpacked to disk."""

import io
import os
import stat
import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from data.imports import limits
from data.imports.refusals import ImportFailed, printable

ARCHIVES = (".zip", ".npz", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".zst")
LITTER = ("__macosx", ".ds_store", "thumbs.db", "desktop.ini")  # what systems leave behind
_UNREADABLE = (
    "This is not a folder, a zip or an .npz that can be read: it is damaged, cut off, or of another kind. "
    "Save it again, or take another file."
)
_SAYS_UTF_8 = 0x800  # a member's flag
TAIL = 66_000  # bytes at the end of a zip in which its end record lies


class SetFiles(Protocol):
    names: list[str]

    def size(self, name: str) -> int:
        """Bytes."""
        ...

    def open(self, name: str) -> IO[bytes]: ...


class Folder:
    """The files under a folder. Links are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.names = []
        for folder, _, names in os.walk(root):
            inside = (Path(folder, name) for name in sorted(names))
            self.names += [
                str(path.relative_to(root))
                for path in inside
                if not path.is_symlink() and path.is_file() and not _litter(path)
            ]
            if len(self.names) > 2 * limits.MAX_PICTURES:
                raise ImportFailed(f"The folder holds too many files. {limits.LIMITS_TEXT}")

    def size(self, name: str) -> int:
        return (self._root / name).stat().st_size

    def open(self, name: str) -> IO[bytes]:
        return (self._root / name).open("rb")


class Zip:
    """The members of a zip."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        entries = ((_name(entry), entry) for entry in archive.infolist())
        named = [
            (name, entry) for name, entry in entries if not name.endswith("/") and not _litter(PurePosixPath(name))
        ]
        self.names = [name for name, _ in named]
        self.members = [entry for _, entry in named]
        self._entries = dict(named)

    def size(self, name: str) -> int:
        return self._entries[name].file_size

    def open(self, name: str) -> IO[bytes]:
        return self._archive.open(self._entries[name])


def _name(entry: zipfile.ZipInfo) -> str:
    """With slashes; macOS writes UTF-8 and does not say so."""
    name = entry.filename
    if not entry.flag_bits & _SAYS_UTF_8:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


@contextmanager
def opened(source: Path | IO[bytes]) -> Iterator[SetFiles]:
    """The files of a folder or an archive.

    Raises:
        ImportFailed: It is neither, too large, damaged or hostile.
    """
    if isinstance(source, Path) and source.is_dir():
        yield Folder(source)
        return
    with errors_in_words(), source.open("rb") if isinstance(source, Path) else nullcontext(source) as file:
        size = file.seek(0, io.SEEK_END)
        if size > limits.MAX_FILE:
            raise ImportFailed(f"The file has {size / 1e9:.1f} GB. {limits.LIMITS_TEXT}")
        if directory_bytes(file, size) > limits.MAX_DIRECTORY:
            raise ImportFailed(f"The archive lists too many files. {limits.LIMITS_TEXT}")
        with zipfile.ZipFile(file) as archive:
            yield _safe(Zip(archive), size)


@contextmanager
def errors_in_words(otherwise: str = _UNREADABLE) -> Iterator[None]:
    """Whatever a damaged archive raises becomes a sentence."""
    try:
        yield
    except ImportFailed:
        raise
    except FileNotFoundError as error:
        raise ImportFailed(f"There is no file {printable(str(error.filename))}. Check its name.") from error
    except PermissionError as error:
        raise ImportFailed(f"{printable(str(error.filename))} may not be read. Change its rights.") from error
    except Exception as error:  # a hostile file may raise anything
        raise ImportFailed(otherwise) from error


def directory_bytes(file: IO[bytes], size: int) -> int:
    """How long the archive's list of members says it is: looked at before `zipfile` reads that much."""
    file.seek(max(0, size - TAIL))
    tail = file.read()
    sizes = [0]
    for mark, at, form in ((b"PK\5\6", 12, "<L"), (b"PK\6\6", 40, "<Q")):  # the end record, and that of zip64
        start = tail.find(mark)
        while start >= 0:
            field = tail[start + at : start + at + struct.calcsize(form)]
            if len(field) == struct.calcsize(form) and field != b"\xff" * len(field):
                sizes += struct.unpack(form, field)
            start = tail.find(mark, start + 1)
    return max(sizes)


def _safe(files: Zip, size: int) -> Zip:
    """The members of an archive of so many bytes, if all are safe to read."""
    for member in files.members:
        _check(member)
    unpacked = sum(member.file_size for member in files.members)
    if unpacked > max(limits.MAX_RATIO * size, limits.MAX_PICTURE_BYTES) or unpacked > limits.MAX_UNPACKED:
        raise ImportFailed(
            f"The archive would unpack to {unpacked / 1e6:,.0f} MB, {unpacked / size:,.0f} times its size. "
            f"{limits.LIMITS_TEXT}"
        )
    if len(set(files.names)) < len(files.names):
        raise ImportFailed("The archive holds two files of the same name. Pack it again.")
    return files


def _check(member: zipfile.ZipInfo) -> None:
    """Refuse the whole archive for a member that no honest archive of pictures has."""
    path, name = PurePosixPath(member.orig_filename.replace("\\", "/")), printable(member.filename)
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or "\0" in member.orig_filename:
        raise ImportFailed(f"The archive has a file that would land outside its folder: {name}. It was not read.")
    if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG):
        raise ImportFailed(f"The archive has a link or a device where a file should be: {name}. It was not read.")
    if path.suffix.lower() in ARCHIVES:
        raise ImportFailed(f"The archive holds another archive: {name}. Pack the pictures themselves.")
    if member.flag_bits & 1:
        raise ImportFailed(f"The archive is locked with a password: {name}. Pack it without one.")


def _litter(path: Path | PurePosixPath) -> bool:
    return any(part.lower() in LITTER for part in path.parts) or path.name.startswith(("._", ".~lock", "~$"))
