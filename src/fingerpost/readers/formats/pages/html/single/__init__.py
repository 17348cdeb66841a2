"""A page that is itself one event or one document."""

from fingerpost.readers.formats.pages.html.single.page import Single, page_itself

__all__ = ["Single", "page_itself"]
