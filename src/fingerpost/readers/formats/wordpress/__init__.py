"""WordPress's own export (WXR)."""

from fingerpost.readers.formats.wordpress.reader import read_export

__all__ = ["read_export"]
