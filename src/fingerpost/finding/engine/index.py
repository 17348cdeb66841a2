"""The index itself: entries go in, wishes are answered."""

import json
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

import tantivy

from fingerpost.finding.engine.documents import document, state_document
from fingerpost.finding.engine.queries import Translator
from fingerpost.finding.engine.schema import ID, STATE_ID, make_schema, register_terms
from fingerpost.finding.engine.wishes import Every, Value, Wish
from fingerpost.finding.entries import WHATS, IndexEntry

#: What a writer gathers in memory before it writes a piece of the index.
WRITER_BYTES = 60_000_000
#: From so many found entries on, their facets are counted on two processors.
MANY = 4000
#: Nobody turns so many pages.
FURTHEST = 10_000
#: Words that are looked through for the one that was meant.
NEIGHBOURS = 4000

_counters = ThreadPoolExecutor(2, thread_name_prefix="facets")


class UnreadableIndex(Exception):
    """The folder holds no index that this version can read; it is to be made anew."""


class Row(NamedTuple):
    """One found entry."""

    what: str
    pk: int
    score: float
    address: tantivy.DocAddress


@dataclass(frozen=True, slots=True)
class Answer:
    total: int
    rows: list[Row]
    searcher: tantivy.Searcher = field(repr=False)

    def told(self, row: Row) -> list[list[tuple[str, str]]]:
        """Return the titles, names and texts of a row, each with its language, as they were when this was asked."""
        return json.loads(self.searcher.doc(row.address).get_first("told"))


class Index:
    """One index in a folder, or in memory. Many may read at once, from any thread; one process at a time may write."""

    def __init__(self, index: tantivy.Index, folder: Path | None = None) -> None:
        register_terms(index)
        self._index, self.folder = index, folder
        self._schema = index.schema
        self._translator = Translator(self._schema)
        self._writer: tantivy.IndexWriter | None = None
        self._writing = threading.Lock()

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
            self._index.reload()
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
        """See what another process has written."""
        self._index.reload()

    # Asking

    def state(self) -> dict[str, Any]:
        """Return what the index was told to know of itself last; nothing where it never was."""
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.term_query(self._schema, ID, STATE_ID), 1, count=False).hits
        return json.loads(searcher.doc(found[0][1]).get_first("told")) if found else {}

    def __len__(self) -> int:
        searcher = self._index.searcher()
        return searcher.search(self._translator.everything, 1).count

    def ask(self, wish: Wish, *, order: str = "relevance", first: int = 0, most: int = 20) -> Answer:
        """Return how many entries fulfil a wish, and some of them in an order: relevance, newest or oldest."""
        searcher = self._index.searcher()
        query = self._translator.query(wish)
        if order == "relevance":
            how: dict[str, Any] = {"weight_by_field": "weight"}
        else:
            by = tantivy.Order.Asc if order == "oldest" else tantivy.Order.Desc
            how = {"order_by_field": "first_day", "order": by}
        result = searcher.search(query, max(1, most), offset=min(first, FURTHEST), **how)
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
        return self._index.searcher().search(self._translator.query(wish), 1).count

    def counts(self, wish: Wish, facets: Mapping[str, int], *, many: bool = False) -> dict[str, list[tuple[str, int]]]:
        """Return for each facet its most frequent values among what fulfils a wish, and how frequent they are.

        ``facets`` says how many values of each are wanted. ``many``: the answer is large, so count on two processors.
        """
        searcher, query = self._index.searcher(), self._translator.query(wish)

        def counted(names: Sequence[str]) -> dict[str, Any]:
            wanted = {name: {"terms": {"field": name, "size": facets[name]}} for name in names}
            return searcher.aggregate(query, wanted) if wanted else {}

        # Facets of many values for each entry cost the most: they go first, by turns.
        names = sorted(facets, key=lambda name: name not in {"theme", "organisation"})
        parts = [names[::2], names[1::2]] if many else [names]
        found: dict[str, Any] = {}
        for part in _counters.map(counted, parts) if many else map(counted, parts):
            found |= part
        return {
            name: [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in found[name]["buckets"]]
            for name in facets
        }

    def has_value(self, facet: str, value: str) -> bool:
        return self._index.searcher().doc_freq(facet, value) > 0

    def frequency(self, term: str) -> int:
        """Return in how many entries a loose term stands, roughly: what was removed lately may still count."""
        searcher = self._index.searcher()
        return max(searcher.doc_freq(name, term) for name in ("title_loose", "names_loose", "text_loose"))

    def spelt_like(self, prefix: str, suffix: str) -> list[tuple[str, int]]:
        """Return the words that begin or end so, with the number of entries that have each."""
        searcher = self._index.searcher()
        public = self._translator.query(Value("public", ("1",)))
        found: dict[str, int] = {}
        if prefix:
            found |= dict(searcher.terms_with_prefix("spelling", prefix, filter_query=public, limit=NEIGHBOURS))
        if suffix:
            ends = searcher.terms_with_prefix("reversed", suffix[::-1], filter_query=public, limit=NEIGHBOURS)
            found |= {word[::-1]: count for word, count in ends}
        return list(found.items())

    def find_entry(self, id_: str) -> Row | None:
        """Return the row of one entry, by its id such as “record:7”."""
        searcher = self._index.searcher()
        found = searcher.search(tantivy.Query.term_query(self._schema, ID, id_), 1, count=False).hits
        if not found:
            return None
        what, _, pk = id_.partition(":")
        return Row(what, int(pk), 0.0, found[0][1])

    def ids(self) -> set[str]:
        """Return the ids of all entries: to compare the index with what it was made from."""
        answer = self.ask(Every(()), most=max(1, len(self)))
        return {f"{row.what}:{row.pk}" for row in answer.rows}
