"""The Reader for a page of HTML, whatever made it."""

from fingerpost.readers.formats.pages.html.reading import read_html

__all__ = ["read_html"]
