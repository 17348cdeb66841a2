"""Documents: text, tables and links as word processors and PDF programs save them."""

from fingerpost.readers.formats.documents.reader import read_document

__all__ = ["read_document"]
