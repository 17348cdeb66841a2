"""Small indexes for tests."""

from typing import Any

from fingerpost.finding.engine import Index
from fingerpost.finding.entries import IndexEntry, Text


def entry(
    pk: int, title: str, text: str = "", *, what: str = "record", language: str = "en", **more: Any
) -> IndexEntry:
    """Return an entry; ``names`` are words, everything else an entry's own."""
    values = {"kind": ["event"] if what == "record" else [what], "language": [language], **more.pop("values", {})}
    names = [Text(name) for name in more.pop("names", ())]
    texts = [Text(text, language)] if text else []
    more = {"is_public": True, **more}
    return IndexEntry(what=what, pk=pk, titles=[Text(title, language)], names=names, texts=texts, values=values, **more)


def index_of(*entries: IndexEntry) -> Index:
    index = Index.open(None)
    index.write(entries)
    return index
