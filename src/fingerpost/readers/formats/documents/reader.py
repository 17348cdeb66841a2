"""A word processor's document as Candidates."""

from fingerpost.readers.formats.documents.docx import open_docx
from fingerpost.readers.formats.documents.odt import open_odt
from fingerpost.readers.formats.documents.outline import read_outline
from fingerpost.readers.formats.packages import Package, PackageKind
from fingerpost.readers.types import Reading, Source


def read_document(source: Source, package: Package, kind: PackageKind) -> Reading:
    """Return what a word processor's document lists. The balance counts paragraphs, list items and table rows.

    Raises UnreadableSource for what is damaged, locked by a password or too long.
    """
    return read_outline(source, open_odt(package) if kind == "odt" else open_docx(package), kind)
