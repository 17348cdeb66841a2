"""Office documents: told by what is inside them, whatever their name says, and handed to the Reader of their kind."""

from collections.abc import Callable

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.documents import read_document
from fingerpost.readers.formats.packages import Package, PackageKind, kind_of
from fingerpost.readers.formats.sheets import read_workbook
from fingerpost.readers.types import Reading, Source

_READERS: dict[PackageKind, Callable[[Source, Package, PackageKind], Reading]] = {
    "xlsx": read_workbook,
    "ods": read_workbook,
    "docx": read_document,
    "odt": read_document,
}
_REFUSED: dict[PackageKind, tuple[str, str]] = {
    "xlsb": ("a binary workbook (XLSB)", "Save it as an Excel workbook (.xlsx) or as CSV."),
    "pptx": ("a presentation", "Copy the text of its slides, or save it as PDF."),
    "odp": ("a presentation", "Copy the text of its slides, or save it as PDF."),
}
#: Names of streams in old office files, as their directory writes them, and what such a file is.
_OLD = (
    ("EncryptedPackage", "protected by a password", "Open it in its own program and save it without a password."),
    ("__substg1.0_", "an Outlook message", "Save the message as .eml or as text, or paste what it says."),
    ("WordDocument", "an old Word document (.doc)", "Save it as .docx."),
    ("PowerPoint Document", "an old presentation (.ppt)", "Copy the text of its slides, or save it as PDF."),
    ("Workbook", "an old Excel workbook (.xls)", "Save it as an Excel workbook (.xlsx)."),
    ("Book", "an old Excel workbook (.xls)", "Save it as an Excel workbook (.xlsx)."),
)


def read_package(source: Source) -> Reading:
    """Read a ZIP that is a document or a workbook. Raises UnreadableSource for any other, and for a damaged one."""
    package = Package(source.content)
    kind = kind_of(package)
    reader = _READERS.get(kind)
    if reader is not None:
        return reader(source, package, kind)
    what, remedy = _REFUSED.get(kind, ("a ZIP archive", "Unpack it and give the files inside one by one."))
    raise UnreadableSource(f"The source is {what}.", remedy=remedy)


def read_old(source: Source) -> Reading:
    """Refuse an office file of the time before 2007, or a locked one of today. Raises UnreadableSource with what it is."""
    for stream, what, remedy in _OLD:
        if stream.encode("utf-16-le") in source.content:
            raise UnreadableSource(f"The file is {what}.", remedy=remedy)
    raise UnreadableSource("The file is an old office document.", remedy="Save it as .docx or .xlsx.")


def read_other(source: Source) -> Reading:
    """Refuse RTF and the flat XML of office programs. Raises UnreadableSource with what to do."""
    what = "a document in RTF" if source.content.lstrip().startswith(b"{\\rtf") else "an office document in flat XML"
    raise UnreadableSource(f"The source is {what}.", remedy="Save it as .docx, .xlsx, .odt or .ods.")
