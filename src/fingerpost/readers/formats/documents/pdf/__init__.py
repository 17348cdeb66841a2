"""PDF: text by where it stands on its pages, with the addresses of its links."""

from fingerpost.readers.formats.documents.pdf.reader import read_pdf

__all__ = ["read_pdf"]
