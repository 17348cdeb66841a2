"""Feeds: RSS, Atom and JSON Feed, whole or broken."""

from fingerpost.readers.formats.feeds.reader import read_feed

__all__ = ["read_feed"]
