"""What the index holds of one thing, before its words are taken apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

#: What the index holds; a “term” is an entry of the thesaurus: it is never found, it widens what is asked.
WHATS = ("record", "organisation", "place", "theme", "series", "page", "document", "term")

#: What is known by names; its names are its own, where a record's are those of what it carries.
NAMED = frozenset({"organisation", "place", "theme", "series", "term"})


class Text(NamedTuple):
    words: str
    language: str = ""  #: BCP 47, "" where nobody said


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """One thing as it is found.

    ``titles`` is what it is called itself, in each language, its own first; ``names`` what it may also be asked for by:
    organisations with all their names, places, themes, series. ``texts`` is everything else that it says. ``values`` are
    its facets: each value stands for itself, as an address writes it.
    """

    what: str  #: one of WHATS
    pk: int
    is_public: bool
    titles: Sequence[Text]
    names: Sequence[Text] = ()
    texts: Sequence[Text] = ()
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first_day: int | None = None  #: proleptic ordinal, as date.toordinal counts
    last_day: int | None = None
    weight: float = 1.0  #: multiplies the relevance: above 1 what is recent or much used

    @property
    def id(self) -> str:
        return f"{self.what}:{self.pk}"
