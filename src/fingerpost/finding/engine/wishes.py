"""What can be asked of the index, as values that name no engine."""

from dataclasses import dataclass

from fingerpost.scripts.asking import Asked


class Wish:
    """Anything that an entry fulfils or does not."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Word(Wish):
    """A word in any of its forms, anywhere in an entry: in its title best, as written better than by its stem."""

    asked: Asked


@dataclass(frozen=True, slots=True)
class Said(Wish):
    """The same as a Word, where the order of what has it does not matter."""

    asked: Asked


@dataclass(frozen=True, slots=True)
class Phrase(Wish):
    """Exact terms that follow one another, anywhere in an entry or in its title only."""

    terms: tuple[str, ...]
    in_title: bool = False
    as_one: bool = False  #: all terms together count as one word does


@dataclass(frozen=True, slots=True)
class Called(Wish):
    """One of these names is what an entry is called, whole; each name is given by its exact terms."""

    names: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Few(Wish):
    """A run without spaces of which at least a share of its neighbouring signs stand together."""

    terms: tuple[str, ...]
    least: int


@dataclass(frozen=True, slots=True)
class Term(Wish):
    """One loose term, such as a stem, anywhere in an entry."""

    term: str


@dataclass(frozen=True, slots=True)
class Prefix(Wish):
    """Terms by which an entry completes what is being typed; it has all of them.

    ``groups`` says among what: public names, other public entries, drafts; see ``schema.GROUPS``.
    """

    terms: tuple[str, ...]
    groups: tuple[str, ...] = ("name", "other", "draft")
    at_first: bool = False  #: of their first word


@dataclass(frozen=True, slots=True)
class Every(Wish):
    """All of these; every entry there is where it holds none."""

    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(Wish):
    """At least one of these; more of them count more."""

    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Best(Wish):
    """At least one of these; only the best of them counts."""

    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class AtLeast(Wish):
    """So many of these."""

    least: int
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Not(Wish):
    """What fulfils this is left out."""

    wish: Wish


@dataclass(frozen=True, slots=True)
class Bonus(Wish):
    """What fulfils the first; what fulfils others too stands higher."""

    wish: Wish
    others: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class Weighed(Wish):
    """A wish at another strength: 1 is its own."""

    wish: Wish
    strength: float


@dataclass(frozen=True, slots=True)
class Same(Wish):
    """One entry, by its id such as “record:7”."""

    id: str


@dataclass(frozen=True, slots=True)
class Flat(Wish):
    """A wish that counts the same however it is fulfilled."""

    wish: Wish
    strength: float


@dataclass(frozen=True, slots=True)
class Value(Wish):
    """One of these values of a facet. Does not change the order unless it is given a strength."""

    facet: str
    values: tuple[str, ...]
    strength: float = 0.0


@dataclass(frozen=True, slots=True)
class Days(Wish):
    """Goes on between two days, by ordinal, both included; None leaves a side open. Does not change the order."""

    first: int | None = None
    last: int | None = None
    by_end: bool = False  #: compare the last day with both sides, not whether it goes on in between


def unranked(wish: Wish) -> Wish:
    """Return a wish that the same entries fulfil, without what only changes their order: to count them costs less."""
    match wish:
        case Word(asked):
            return Said(asked)
        case Bonus(inner) | Weighed(inner) | Flat(inner):
            return unranked(inner)
        case Not(inner):
            return Not(unranked(inner))
        case Every(wishes):
            return Every(tuple(map(unranked, wishes)))
        case AnyOf(wishes) | Best(wishes):
            return AnyOf(tuple(map(unranked, wishes)))
        case AtLeast(least, wishes):
            return AtLeast(least, tuple(map(unranked, wishes)))
    return wish
