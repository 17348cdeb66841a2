"""The parts of a ZIP, unpacked in pieces: never more than a part states, and never more than is allowed altogether."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.values.text import MAX_BYTES

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_ENTRIES = 5_000
_CHUNK_BYTES = 1 << 20
_ENTRY_MARK = b"PK\x01\x02"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, struct.error, ValueError, OverflowError, IndexError)
_CANNOT = (NotImplementedError, RuntimeError)  #: what zipfile raises for other compressions and for passwords
_MAIN_PARTS = (
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-excel.template.macroEnabled.main+xml", "xlsx"),
    (b"ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"ms-word.document.macroEnabled.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"ms-word.template.macroEnabledTemplate.main+xml", "docx"),
    (b"presentationml.", "pptx"),
)

PackageKind = Literal["xlsx", "xlsb", "docx", "pptx", "ods", "odt", "odp", "zip"]


class Package:
    """An opened ZIP. Raises UnreadableSource for what is damaged, locked or too large, here and while it is unpacked."""

    def __init__(self, content: bytes) -> None:
        if len(content) > MAX_BYTES:
            raise _too_large()
        # Before zipfile makes an object of each: a bomb may list millions.
        if content.count(_ENTRY_MARK) > MAX_ENTRIES:
            raise UnreadableSource(
                f"The file packs more than {MAX_ENTRIES:,} parts together; a sheet or a document has a few dozen.",
                remedy="Save it again from the program that made it, without what is embedded in it.",
            )
        with _sentences():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._names = {name.replace("\\", "/").lstrip("/").lower(): name for name in self._zip.namelist()}
        self._unpacked_bytes = 0

    def has(self, name: str) -> bool:
        return name.lower() in self._names

    def names(self) -> Iterator[str]:
        """The names of all parts, in lower case."""
        return iter(self._names)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces; names count without regard to case, as office programs do."""
        real = self._names[name.lower()]
        # Of a part no more is unpacked than it states, so an honest bomb can be refused before it is touched.
        if self._unpacked_bytes + self._zip.getinfo(real).file_size > MAX_UNPACKED_BYTES:
            raise _too_large()
        with _sentences(), self._zip.open(real) as part:
            while chunk := part.read(_CHUNK_BYTES):
                self._unpacked_bytes += len(chunk)
                if self._unpacked_bytes > MAX_UNPACKED_BYTES:
                    raise _too_large()
                yield chunk

    def head(self, name: str, most: int = 1 << 16) -> bytes:
        """The first bytes of a part; none if there is no such part."""
        return next(self.chunks(name), b"")[:most] if self.has(name) else b""


def kind_of(package: Package) -> PackageKind:
    """Return what a package is, by what it declares inside; its file's name is not asked."""
    declared = package.head("mimetype", 200)
    for word, kind in ((b"opendocument.spreadsheet", "ods"), (b"opendocument.text", "odt"), (b"opendocument.presentation", "odp")):  # fmt: skip
        if word in declared:
            return kind  # type: ignore[return-value]  # the table above holds kinds only
    types = package.head("[Content_Types].xml", 1 << 20)
    for word, found in _MAIN_PARTS:
        if word in types:
            return found  # type: ignore[return-value]  # as above
    return _by_parts(package)


def _by_parts(package: Package) -> PackageKind:
    """For packages whose declaration is missing: the part that only one kind has."""
    for part, kind in (("xl/workbook.xml", "xlsx"), ("word/document.xml", "docx"), ("xl/workbook.bin", "xlsb")):
        if package.has(part):
            return kind  # type: ignore[return-value]  # as above
    if package.has("content.xml"):
        return "ods" if b"office:spreadsheet" in package.head("content.xml", 1 << 20) else "odt"
    return "zip"


def _too_large() -> UnreadableSource:
    return UnreadableSource(
        f"The file unpacks to more than {MAX_UNPACKED_BYTES // 1_048_576} MB.",
        remedy="Keep only the sheet or the pages that hold the listing, and save them as a file of their own.",
    )


@contextmanager
def _sentences() -> Iterator[None]:
    try:
        yield
    except UnreadableSource:
        raise
    except _CANNOT as error:
        raise UnreadableSource(
            "The file is protected by a password, or packed in a way that cannot be opened.",
            remedy="Open it in its own program and save it without a password.",
        ) from error
    except _DAMAGED as error:
        raise UnreadableSource(
            "The file is damaged or cut off: it cannot be unpacked.", remedy="Download or copy it again, whole."
        ) from error
