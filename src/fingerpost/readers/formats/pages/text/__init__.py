"""A page as flattened text: what a dump leaves of headings, rows, posts and menus."""

from fingerpost.readers.formats.pages.text.reader import read_text

__all__ = ["read_text"]
