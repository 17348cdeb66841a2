"""How alike two things are, and why: points for what agrees and against what does not, and the sentences that say so.

Only things that share a rare word of their titles, an address, or a day and an organisation are compared at all
(blocking), so that a reading takes time by its own length and not by the catalogue's.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import token_sort_ratio

from fingerpost.catalogue.models.records import KINDS
from fingerpost.intake.actions.naming import Token

#: The first and the last day that a date may mean.
Span = tuple[date, date]

#: From here on an editor is asked whether two things are one …
LIKELY = 0.5
#: … and from here on nobody needs to be asked: nearly the same title, the same day, an organisation in common.
CERTAIN = 0.99
_MANY = 3
#: A word that more titles share than this tells nothing; comparing with all of them would take time without end.
_COMMON = 200
_RARE_WORDS = 5
_SAME_TITLE = 0.97
_NEARLY_THE_SAME_TITLE = 0.9
_LONG_TITLE = 8
_ONE_PAGE = 0.85
_EVEN = 4.0
#: Titles whose numbers and scripts are kept in mind.
_REMEMBERED = 50_000

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\U00020000-\U0002ffff]+"
)
_NUMBER = re.compile(r"\d+")
_ROMAN = {
    name: str(value)
    for value, name in enumerate(["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"], start=1)
}


@dataclass(slots=True, kw_only=True, eq=False)
class Known:
    """A thing as far as telling it from others needs it: one of the catalogue, or one of this very source."""

    kind: str
    title: str  #: as ``normal_title`` gives it
    record_id: int | None = None  #: None while it is only in this source
    origin: str = ""  #: where in this source
    live: bool = False
    day: Span | None = None
    clock: tuple[str, str] | None = None  #: local time and zone
    instant: datetime | None = None  #: aware
    number: int | None = None
    address: str = ""
    register: str = ""  #: the address for signing up
    organisations: set[Token] = field(default_factory=set)

    def same_day(self, other: "Known") -> bool:
        return bool(self.day and other.day and self.day[0] <= other.day[1] and other.day[0] <= self.day[1])

    def may_share_day(self, other: "Known") -> bool:
        return not (self.day and other.day) or self.same_day(other)

    def other_hour(self, other: "Known") -> bool:
        """True if both say at what time, on clocks of one zone, and the times differ: two sessions of one day."""
        mine, theirs = self.clock, other.clock
        return bool(mine and theirs and mine[1] == theirs[1] and mine[0] != theirs[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """One thing that another may be."""

    known: Known
    score: float  #: 0 to 1
    reasons: tuple[str, ...]
    certain: bool = False

    @property
    def record_id(self) -> int | None:
        return self.known.record_id

    def as_json(self) -> dict[str, object]:
        """Return it as an Item keeps it; ``origin`` is set where it is another item of the same source."""
        return {
            "record": self.record_id,
            "origin": "" if self.record_id else self.known.origin,
            "score": self.score,
            "reasons": list(self.reasons),
        }


#: Points for or against, and the sentence that says why, with what stands in it; put in words only where somebody reads it.
Reason = str | tuple[str, dict[str, object]]
Evidence = tuple[float, Reason]


class Likenesses:
    """Everything that a new thing may be, found by what it shares with it."""

    def __init__(self, related: Callable[[set[Token], set[Token]], bool]) -> None:
        self._related = related
        self._by_word: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._by_day: dict[tuple[str, date, Token], list[Known]] = defaultdict(list)
        self._by_register: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._by_title: dict[str, list[Known]] = defaultdict(list)  # of any kind
        self._by_address: dict[tuple[str, str], list[Known]] = defaultdict(list)

    def add(self, known: Known) -> None:
        for word in words_of(known.title):
            self._by_word[known.kind, word].append(known)
        if known.day and known.day[0] == known.day[1]:
            for token in known.organisations:
                self._by_day[known.kind, known.day[0], token].append(known)
        if known.register:
            self._by_register[known.kind, known.register].append(known)
        if known.address:
            self._by_address[known.kind, known.address].append(known)
        if known.title and known.record_id is not None:
            self._by_title[known.title].append(known)

    def of(self, wanted: Known) -> list[Likeness]:
        """Return what it may be, the likeliest first, at most three."""
        near = (known for known in self._near(wanted) if _may_repeat(known, wanted))
        found = ((known, self._evidence(known, wanted)) for known in near)
        likely = [_likeness(known, evidence) for known, evidence in found if _score(evidence) >= LIKELY]
        likely = [replace(each, certain=self._is_certain(each, wanted)) for each in likely]
        return sorted(likely, key=lambda each: (-each.score, each.known.record_id or 0))[:_MANY]

    def _near(self, wanted: Known) -> Iterable[Known]:
        near: dict[int, Known] = {}
        for some in self._blocks(wanted):
            near |= {id(known): known for known in some[:_COMMON]}
        return near.values()

    def _blocks(self, wanted: Known) -> Iterator[list[Known]]:
        kind = wanted.kind
        yield self._by_title.get(wanted.title, [])
        sharing = (self._by_word.get((kind, word), []) for word in words_of(wanted.title))
        rare = sorted((some for some in sharing if 0 < len(some) <= _COMMON), key=len)
        yield from rare[:_RARE_WORDS]
        if wanted.day and wanted.day[0] == wanted.day[1]:
            for token in wanted.organisations:
                yield self._by_day.get((kind, wanted.day[0], token), [])
        if wanted.register:
            yield self._by_register.get((kind, wanted.register), [])
        if wanted.address:
            yield self._by_address.get((kind, wanted.address), [])

    def compared(self, known: Known, wanted: Known) -> Likeness:
        """Return how alike two things are; why they are taken for one stands in its reasons."""
        likeness = _likeness(known, self._evidence(known, wanted))
        return replace(likeness, certain=self._is_certain(likeness, wanted))

    def _evidence(self, known: Known, wanted: Known) -> list[Evidence]:
        other_kind = known.kind != wanted.kind
        when = [_of_kinds(known)] if other_kind else [*_of_days(known, wanted), *_of_hours(known, wanted)]
        return [
            *_of_titles(known, wanted),
            *when,
            *_of_addresses(known, wanted),
            self._of_organisers(known, wanted),
        ]

    def _is_certain(self, likeness: Likeness, wanted: Known) -> bool:
        return likeness.score >= CERTAIN and self._beyond_doubt(likeness.known, wanted)

    def _of_organisers(self, known: Known, wanted: Known) -> Evidence:
        if not (known.organisations and wanted.organisations):
            return 0, ""
        if self._related(known.organisations, wanted.organisations):
            return 2, _("An organisation in common.")
        return -1.5, _("No organisation in common.")

    def _beyond_doubt(self, known: Known, wanted: Known) -> bool:
        return (
            known.kind == wanted.kind
            and known.same_day(wanted)
            and not known.other_hour(wanted)
            and _letters_alike(known.title, wanted.title) >= _NEARLY_THE_SAME_TITLE
            and numbers_of(known.title) == numbers_of(wanted.title)
            and self._related(known.organisations, wanted.organisations)
        )


def _score(evidence: list[Evidence]) -> float:
    return 1 / (1 + math.exp(_EVEN - sum(points for points, _reason in evidence)))


def _likeness(known: Known, evidence: list[Evidence]) -> Likeness:
    reasons = tuple(_in_words(reason) for _points, reason in evidence if reason)
    return Likeness(known=known, score=round(_score(evidence), 3), reasons=reasons)


def _in_words(reason: Reason) -> str:
    return gettext(reason) if isinstance(reason, str) else gettext(reason[0]) % reason[1]


def _may_repeat(known: Known, wanted: Known) -> bool:
    """A page lists different things: of two on one page only nearly the same title, or one address, makes one doubt it."""
    return known.record_id is not None or (
        (numbers_of(known.title) == numbers_of(wanted.title) and _letters_alike(known.title, wanted.title) >= _ONE_PAGE)
        or bool(known.address and known.address == wanted.address)
        or bool(known.register and known.register == wanted.register and not same_script(known.title, wanted.title))
    )


def words_of(title: str) -> set[str]:
    """Return the words of a normal title; where a script has no spaces, its pairs of letters.

    >>> sorted(words_of("서울 forum"))
    ['forum', '서울']
    >>> sorted(words_of("東京都 forum"))
    ['forum', '京都', '東京']
    """
    words: set[str] = set()
    for word in title.split():
        for run in _UNSPACED.findall(word):
            words |= {run[at : at + 2] for at in range(max(1, len(run) - 1))}
        words |= {part for part in _UNSPACED.split(word) if len(part) > 1}
    return words


def is_unspaced(text: str) -> bool:
    """True if some of a text is in a script that puts no spaces between words, or hangs particles on them."""
    return bool(_UNSPACED.search(text))


@lru_cache(maxsize=_REMEMBERED)
def numbers_of(title: str) -> frozenset[str]:
    """Return the numbers in a normal title, Roman ones too: they tell “Webinar II” from “Webinar III”."""
    words = title.split()
    return frozenset(
        {str(int(number)) for number in _NUMBER.findall(title)} | {_ROMAN[word] for word in words if word in _ROMAN}
    )


def title_likeness(one: str, other: str) -> float:
    """Return how alike two normal titles are, 0 to 1; one that is the other's beginning or end is nearly it."""
    ratio = _letters_alike(one, other)
    short, long = sorted((one, other), key=len)
    if len(short.split()) > 2 and (long.startswith(f"{short} ") or long.endswith(f" {short}")):
        return max(ratio, 0.92)
    return ratio


def _letters_alike(one: str, other: str) -> float:
    """Return the part of their letters that two titles share, whatever the order of their words."""
    return max(float(Indel.normalized_similarity(one, other)), token_sort_ratio(one, other) / 100)


def same_script(one: str, other: str) -> bool:
    """True if two titles are written in one script, so that likeness of their letters says something."""
    return bool(_scripts(one) & _scripts(other))


@lru_cache(maxsize=_REMEMBERED)
def _scripts(title: str) -> frozenset[int]:
    # Blocks of 128 code points tell scripts apart as far as this needs it; Latin letters are one.
    letters = {ord(char) >> 7 for char in title if char.isalpha()}
    return frozenset(0 if block < 5 else min(100, block) for block in letters)


def _of_kinds(known: Known) -> Evidence:
    """The day of an event and the day of a publication say nothing of each other."""
    return -1, (_("It is kept as another kind: %(kind)s."), {"kind": KINDS[known.kind]._meta.verbose_name})


def _of_titles(known: Known, wanted: Known) -> Iterator[Evidence]:
    if not (known.title and wanted.title):
        return
    alike = title_likeness(known.title, wanted.title)
    comparable = same_script(known.title, wanted.title)
    if alike >= _SAME_TITLE:
        length = len(words_of(wanted.title))
        yield 4.5 + min(length, _LONG_TITLE) / 4, _("The same title.") if alike == 1 else _("Nearly the same title.")
    elif not comparable:
        yield 0, _("The titles are in different languages.")
    elif alike > 0.5:
        yield 10 * (alike - 0.5), (_("A similar title (%(percent)d %%)."), {"percent": round(alike * 100)})
    else:
        yield -10 * (0.5 - alike), ""
    mine, theirs = numbers_of(known.title), numbers_of(wanted.title)
    if comparable and alike < 1 and mine != theirs and mine and theirs:
        yield -5, _("Other numbers in the title.")
    elif known.number is not None and wanted.number is not None and known.number != wanted.number:
        yield -5, _("Another number in the series.")


def _of_days(known: Known, wanted: Known) -> Iterator[Evidence]:
    if not (known.day and wanted.day):
        return
    dated = known.kind in {"event", "update"}
    exact = all(day[0] == day[1] for day in (known.day, wanted.day))
    if known.same_day(wanted):
        yield (3.0 if dated and exact else 1.0), _("The same day.") if exact else ""
    elif abs(known.day[0] - wanted.day[0]) <= timedelta(days=1):
        yield 1, _("A day apart.")
    elif dated:
        yield -4, _("On another day.")
    elif abs(known.day[0].year - wanted.day[0].year) > 1:
        yield -2, _("Published in another year.")


def _of_hours(known: Known, wanted: Known) -> Iterator[Evidence]:
    if known.instant and wanted.instant and known.instant == wanted.instant:
        yield 1.5, _("At the same hour.")
    elif known.same_day(wanted) and (
        known.other_hour(wanted) or (known.instant and wanted.instant and known.instant != wanted.instant)
    ):
        yield -2.5, _("At another hour.")


def _of_addresses(known: Known, wanted: Known) -> Iterator[Evidence]:
    if known.address and known.address == wanted.address:
        yield 3, _("The same address.")
    if known.register and known.register == wanted.register:
        yield 3, _("The same address for signing up.")
