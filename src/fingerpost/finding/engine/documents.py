"""An entry as the index keeps it."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import tantivy

from fingerpost.finding.engine.schema import AT_FIRST, FACETS, GROUPS, ID, PARTS, STATE_ID, loose, whole
from fingerpost.finding.engine.spelling import spellings
from fingerpost.finding.entries import NAMED, WHATS, IndexEntry
from fingerpost.scripts.analysis import analysed
from fingerpost.scripts.prefixes import prefix_terms

#: Of a long text, what is kept to show where a word stands in it; all of it is searched.
KEPT_TO_SHOW = 100_000
#: Nothing is called by more terms than that.
LONGEST_CALLED = 60
#: Letters; of a longer word the beginning is enough.
LONGEST_WORD = 40
#: A name that a word happens to stand in is less than an entry on it; the whole name is told by ``called``.
WEIGHTS = {"record": 1.0, "document": 0.9, "page": 0.8}
WEIGHT_OF_NAMES = 0.4


def document(entry: IndexEntry) -> tantivy.Document:
    made = tantivy.Document()
    made.add_text(ID, entry.id)
    made.add_text("public", _seen_by(entry))
    made.add_text("what", entry.what)
    made.add_integer("pk", entry.pk)
    made.add_integer("what_number", WHATS.index(entry.what))
    made.add_float("weight", entry.weight * WEIGHTS.get(entry.what, WEIGHT_OF_NAMES))
    if entry.first_day is not None:
        made.add_integer("first_day", entry.first_day)
        made.add_integer("last_day", entry.first_day if entry.last_day is None else entry.last_day)
    for facet, values in entry.values.items():
        for value in values if facet in FACETS else ():
            made.add_text(facet, value)
    parts = _parts(entry)
    _add_words(made, entry, *parts)
    made.add_bytes("told", _told(entry, *parts))
    return made


def _seen_by(entry: IndexEntry) -> str:
    """The thesaurus is asked, never found."""
    if entry.what == "term":
        return "asked"
    return "1" if entry.is_public else "0"


def state_document(state: Mapping[str, Any]) -> tantivy.Document:
    """Return the document that holds what the index knows of itself; no search finds it."""
    made = tantivy.Document()
    made.add_text(ID, STATE_ID)
    made.add_bytes("told", json.dumps(state).encode())
    return made


class _Taken(NamedTuple):
    """A text taken apart, as its fields hold it."""

    exact: str
    loose: str
    called: str
    spelt: frozenset[str]
    told: str  #: the text itself and its language, in JSON


_Parts = tuple[list[_Taken], list[_Taken], list[_Taken]]


def _parts(entry: IndexEntry) -> _Parts:
    """Return titles, names and texts."""
    names = [_taken_name(*name) for name in entry.names]
    return [_taken(*title) for title in entry.titles], names, [_taken(*text) for text in entry.texts]


def _add_words(
    made: tantivy.Document, entry: IndexEntry, titles: list[_Taken], names: list[_Taken], texts: list[_Taken]
) -> None:
    called = [*titles, *names] if entry.what in NAMED else titles
    made.add_text("called", " ".join([each.called for each in called]))
    if entry.what == "term":
        # It is asked for by its whole names only: a word that stands in no other entry must not seem to occur.
        return
    for part, taken in zip(PARTS, (titles, names, texts), strict=True):
        made.add_text(part, " ".join([each.exact for each in taken]))
        made.add_text(loose(part), " ".join([each.loose for each in taken]))
    written = frozenset().union(*[each.spelt for each in (*titles, *names, *texts)])
    made.add_text("spelling", " ".join(written))
    made.add_text("reversed", " ".join([word[::-1] for word in written]))
    made.add_text("prefix", " ".join(_prefixes(entry)))


def _taken(words: str, language: str) -> _Taken:
    analysis = analysed(words, language)
    called = whole(analysis.exact) if len(analysis.exact) <= LONGEST_CALLED else ""
    told = _as_json([words[:KEPT_TO_SHOW], language])
    return _Taken(" ".join(analysis.exact), " ".join(analysis.loose), called, spellings(analysis), told)


#: Names stand in many entries.
_taken_name = lru_cache(maxsize=20_000)(_taken)


def _prefixes(entry: IndexEntry) -> set[str]:
    """Return what completes to it: a record by its titles, everything else by each of its names."""
    group = ("name" if entry.what in NAMED else "other") if entry.is_public else "draft"
    texts = (*entry.titles, *entry.names) if entry.what in NAMED else entry.titles
    anywhere = {GROUPS[group] + term for text in texts for term in prefix_terms(text.words)}
    at_first = {GROUPS[group] + AT_FIRST + term for text in texts for term in prefix_terms(_first_word(text.words))}
    return anywhere | at_first


def _first_word(words: str) -> str:
    return next(iter(words[:LONGEST_WORD].split()), "")


def _told(entry: IndexEntry, *parts: list[_Taken]) -> bytes:
    texts = ",".join(["[" + ",".join([each.told for each in taken]) + "]" for taken in parts])
    values = _as_json({name: list(values) for name, values in entry.values.items() if values})
    return f"[{texts},{values}]".encode("utf-8", "replace")


_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
