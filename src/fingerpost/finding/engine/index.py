"""The index itself: entries go in, wishes are answered."""

import json
import threading
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

import tantivy

from fingerpost.finding.engine.documents import document, state_document
from fingerpost.finding.engine.queries import Translator
from fingerpost.finding.engine.schema import ID, STATE_ID, make_schema, register_terms
from fingerpost.finding.engine.wishes import Every, Wish, unranked
from fingerpost.finding.entries import WHATS, IndexEntry
from fingerpost.scripts.nearness import spelling, term_of

#: What a writer gathers in memory before it writes a piece of the index.
WRITER_BYTES = 60_000_000
#: Nobody turns so many pages.
FURTHEST = 10_000
#: Words that are looked through for the one that was meant.
NEIGHBOURS = 4000

#: For each facet its values with the number of entries that have each, the most frequent first.
Counts = dict[str, list[tuple[str, int]]]

_counters = ThreadPoolExecutor(4, thread_name_prefix="facets")


class UnreadableIndex(Exception):
    """The folder holds no index that this version can read; it is to be made anew."""


class Row(NamedTuple):
    """One found entry."""

    what: str
    pk: int
    score: float
    address: tantivy.DocAddress


class Told(NamedTuple):
    """An entry's titles, names and texts, each with its language, and its values."""

    titles: list[tuple[str, str]]
    names: list[tuple[str, str]]
    texts: list[tuple[str, str]]
    values: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Answer:
    total: int
    rows: list[Row]
    searcher: tantivy.Searcher = field(repr=False)

    def told(self, row: Row) -> Told:
        """Return what an entry said of itself, as it was when this was asked."""
        return Told(*json.loads(self.searcher.doc(row.address).get_first("told")))


class Index:
    """One index in a folder, or in memory. Many may read at once, from any thread; one process at a time may write."""

    def __init__(self, index: tantivy.Index, folder: Path | None = None) -> None:
        register_terms(index)
        self._index, self.folder = index, folder
        self._schema = index.schema
        self._translator = Translator(self._schema)
        self._writer: tantivy.IndexWriter | None = None
        self._writing = threading.Lock()
        self._languages: list[str] | None = None

    @classmethod
    def open(cls, folder: Path | None) -> Self:
        """Open the index in a folder, or begin an empty one there; in memory where there is no folder.

        Raises UnreadableIndex where something else stands there, or an index of another version.
        """
        schema = make_schema()
        if folder is None:
            return cls(tantivy.Index(schema))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(schema, path=str(folder))
            index.searcher()
        except (ValueError, OSError, BaseException) as error:
            if isinstance(error, KeyboardInterrupt | SystemExit):
                raise
            raise UnreadableIndex(f"“{folder}” holds no index that can be read ({error}).") from error
        return cls(index, folder)

    # Writing

    def write(
        self, entries: Iterable[IndexEntry], removed: Iterable[str] = (), state: Mapping[str, Any] | None = None
    ) -> int:
        """Replace and remove entries in one step, with what the index is to know of itself; say how many were written.

        A crash or an error half-way leaves the index as it was.
        """
        with self._writing:
            writer = self._the_writer()
            try:
                count = self._put(writer, entries, removed, state)
                writer.commit()
            except BaseException:
                writer.rollback()
                raise
            self.reload()
        return count

    def _put(
        self,
        writer: tantivy.IndexWriter,
        entries: Iterable[IndexEntry],
        removed: Iterable[str],
        state: Mapping[str, Any] | None,
    ) -> int:
        for gone in removed:
            writer.delete_documents_by_term(ID, gone)
        count = 0
        for entry in entries:
            writer.delete_documents_by_term(ID, entry.id)
            writer.add_document(document(entry))
            count += 1
        if state is not None:
            writer.delete_documents_by_term(ID, STATE_ID)
            writer.add_document(state_document(state))
        return count

    def _the_writer(self) -> tantivy.IndexWriter:
        if self._writer is None:
            # One thread: the words are taken apart in Python, which is slower than what Tantivy does with them.
            self._writer = self._index.writer(heap_size=WRITER_BYTES, num_threads=1)
        return self._writer

    def close(self) -> None:
        """Let go of the writer, when what it tidies in the background is done."""
        with self._writing:
            if self._writer is not None:
                self._writer.wait_merging_threads()
                self._writer = None

    def reload(self) -> None:
        """See what was written, by this process or by another one."""
        self._index.reload()
        self._languages = None

    # Asking

    def state(self) -> dict[str, Any]:
        """Return what the index was told to know of itself last; nothing where it never was."""
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.term_query(self._schema, ID, STATE_ID), 1, count=False).hits
        return json.loads(searcher.doc(found[0][1]).get_first("told")) if found else {}

    def size(self) -> int:
        """Return how many entries there are."""
        searcher = self._index.searcher()
        return searcher.search(self._translator.everything, 1).count

    def languages(self) -> list[str]:
        """Return the languages that entries are in, the commonest first."""
        if self._languages is None:
            self._languages = [tag for tag, _count in self.counts(Every(()), {"language": 60})["language"]]
        return self._languages

    def ask(self, wish: Wish, *, order: str = "relevance", first: int = 0, most: int = 20) -> Answer:
        """Return how many entries fulfil a wish, and some of them in an order: relevance, newest or oldest."""
        searcher = self._index.searcher()
        query = self._translator.query(wish)
        if order == "relevance":
            how: dict[str, Any] = {"weight_by_field": "weight"}
        else:
            by = tantivy.Order.Asc if order == "oldest" else tantivy.Order.Desc
            how = {"order_by_field": "first_day", "order": by}
        result = searcher.search(query, max(1, most), offset=min(max(0, first), FURTHEST), **how)
        hits = result.hits[:most] if first <= FURTHEST else []
        addresses = [address for _score, address in hits]
        whats = searcher.fast_field_values("what_number", addresses)
        pks = searcher.fast_field_values("pk", addresses)
        rows = [
            Row(WHATS[int(what or 0)], int(pk or 0), float(score or 0) if order == "relevance" else 0.0, address)
            for (score, address), what, pk in zip(hits, whats, pks, strict=True)
        ]
        return Answer(result.count, rows, searcher)

    def count(self, wish: Wish) -> int:
        """Return how many entries fulfil a wish."""
        return self._index.searcher().search(self._translator.query(unranked(wish)), 1).count

    def counts(self, wish: Wish, facets: Mapping[str, int], *, today: int = 0) -> Counts:
        """Return for each facet its most frequent values among what fulfils a wish, and how frequent they are.

        ``facets`` says how many values of each are wanted; “when” tells what is upcoming from what is past on the day
        ``today``, an ordinal.
        """
        return self._counts(wish, tuple(facets), facets, today)

    def counts_meanwhile(self, wish: Wish, facets: Mapping[str, int], *, today: int = 0) -> Callable[[], Counts]:
        """Begin to count on other processors, and return what waits for the counts."""
        # Facets of several values for each entry cost the most: they go first, by turns.
        names = sorted(facets, key=lambda name: name not in {"theme", "organisation"})
        parts = [part for part in (names[::2], names[1::2]) if part]
        begun = [_counters.submit(self._counts, wish, part, facets, today) for part in parts]
        return lambda: {name: values for each in begun for name, values in each.result().items()}

    def _counts(self, wish: Wish, names: Sequence[str], facets: Mapping[str, int], today: int) -> Counts:
        if not names:
            return {}
        wanted = {name: _aggregation(name, facets[name], today) for name in names}
        found = self._index.searcher().aggregate(self._translator.query(unranked(wish)), wanted)
        return {name: _counted(name, found[name]["buckets"], today) for name in names}

    def has_value(self, facet: str, value: str) -> bool:
        return self._index.searcher().doc_freq(facet, value) > 0

    def frequency(self, term: str) -> int:
        """Return in how many entries a loose term stands, roughly: what was removed lately may still count."""
        searcher = self._index.searcher()
        return max(searcher.doc_freq(name, term) for name in ("title_loose", "names_loose", "text_loose"))

    def spelt_like(
        self, prefix: str, reversed_suffix: str = "", lengths: Container[int] | None = None
    ) -> list[tuple[str, int]]:
        """Return the words whose spelling begins so, or so when read from its end, with how many entries have each.

        ``lengths`` are those of the spellings that are wanted. The commonest come first. Words of entries that were
        removed lately may still be among them.
        """
        searcher = self._index.searcher()
        found = dict(searcher.terms_with_prefix("spelling", prefix, limit=NEIGHBOURS))
        if reversed_suffix:
            ends = searcher.terms_with_prefix("reversed", reversed_suffix, limit=NEIGHBOURS)
            found |= {spelt[::-1]: count for spelt, count in ends}
        wanted = [each for each in found.items() if lengths is None or len(each[0]) in lengths]
        return [(term_of(spelt), count) for spelt, count in sorted(wanted, key=lambda each: -each[1])]

    def spelt(self, word: str) -> int:
        """Return in how many entries a whole word stands as it is spelt, roughly."""
        return self._index.searcher().doc_freq("spelling", spelling(word))

    def told(self, id_: str) -> Told | None:
        """Return what one entry says of itself, by its id such as “record:7”."""
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.term_query(self._schema, ID, id_), 1, count=False).hits
        return Told(*json.loads(searcher.doc(found[0][1]).get_first("told"))) if found else None

    def ids(self) -> set[str]:
        """Return the ids of all entries: to compare the index with what it was made from."""
        answer = self.ask(Every(()), most=max(1, self.size()))
        return {f"{row.what}:{row.pk}" for row in answer.rows}


def _aggregation(name: str, size: int, today: int) -> dict[str, Any]:
    if name == "when":
        return {"range": {"field": "last_day", "ranges": [{"from": 0, "to": today}, {"from": today}]}}
    return {"terms": {"field": name, "size": size}}


def _counted(name: str, buckets: Iterable[Mapping[str, Any]], today: int) -> list[tuple[str, int]]:
    if name != "when":
        return [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets]
    counts = {bucket.get("from"): int(bucket["doc_count"]) for bucket in buckets}
    return [(value, count) for value, at in (("upcoming", today), ("past", 0)) if (count := counts.get(at, 0))]
