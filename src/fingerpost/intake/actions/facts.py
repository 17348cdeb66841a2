"""A candidate's facts as a record keeps them, in groups that change together, and what a source newly says in each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fingerpost.intake.actions.cleaning import Complain
from fingerpost.intake.actions.naming import Organisations, Places, SeriesBook, Token
from fingerpost.intake.actions.timing import deadline_columns, span, when_columns
from fingerpost.intake.addresses import normal_address
from fingerpost.readers.types import Candidate
from fingerpost.readers.values.moments import Moment

#: The groups, and what an editor calls each.
GROUPS = {
    "title": gettext_lazy("title"),
    "summary": gettext_lazy("summary"),
    "language": gettext_lazy("language"),
    "when": gettext_lazy("date"),
    "deadline": gettext_lazy("time to register by"),
    "status": gettext_lazy("status"),
    "place": gettext_lazy("place"),
    "series": gettext_lazy("series"),
    "organisers": gettext_lazy("organisers"),
    "item": gettext_lazy("address"),
    "register": gettext_lazy("registration address"),
    "recording": gettext_lazy("recording"),
}
#: The attribute of a candidate that holds each link, by the link's role.
LINKS = {"item": "url", "register": "register_url", "recording": "recording_url"}

#: The group in which each attribute of a candidate belongs.
GROUP_OF = {
    **{name: name for name in ("title", "summary", "language", "status", "place", "series", "organisers")},
    **{name: role for role, name in LINKS.items()},
    **dict.fromkeys(("start", "end", "timezone", "published"), "when"),
    "register_by": "deadline",
    "number": "series",
}

_VAGUENESS = {"minute": 0, "day": 1, "month": 2, "year": 3}


@dataclass(frozen=True, slots=True)
class Authorities:
    """What names are looked up in."""

    organisations: Organisations
    series: SeriesBook
    places: Places


@dataclass(frozen=True, slots=True)
class Facts:
    """Columns by group, in JSON; a series or an organisation that is not saved yet is its folded name."""

    columns: dict[str, dict[str, Any]]
    links: dict[str, str | None]
    organisers: list[Token]


def credit_role(kind: str) -> str:
    return "publisher" if kind == "resource" else "organiser"


def facts_of(candidate: Candidate, authorities: Authorities, complain: Complain) -> Facts:
    """Return what a record of this candidate would hold; what it cannot hold is complained of."""
    columns = {
        "title": {"title": candidate.title},
        "summary": {"summary": candidate.summary or ""},
        "language": {"language": candidate.language or ""},
        "when": _in_json(when_columns(candidate, complain)),
        "series": {"series": authorities.series.token(candidate.series), "number": candidate.number},
        "place": _place_columns(candidate, authorities.places, complain),
    }
    if candidate.type == "event":
        columns["deadline"] = _in_json(deadline_columns(candidate, complain))
        columns["status"] = {"status": candidate.status or ""}
    return Facts(
        columns=columns,
        links={role: getattr(candidate, name) for role, name in LINKS.items()},
        organisers=authorities.organisations.tokens(candidate.organisers),
    )


def news(old: Candidate, new: Candidate, organisations: Organisations) -> list[str]:
    """Return the groups in which a source says something else than it did before.

    What it no longer says is no news, nor is a vaguer word for the same: the same item may stand on a second page that
    tells less.
    """
    tests: dict[str, Callable[[], bool]] = {
        "title": lambda: _differs(old.title, new.title),
        "summary": lambda: _differs(old.summary, new.summary),
        "language": lambda: _differs(old.language, new.language),
        "when": lambda: _newly_dated(old, new),
        "deadline": lambda: new.type == "event" and _moved(old.register_by, new.register_by),
        "status": lambda: new.type == "event" and _differs(old.status, new.status),
        "place": lambda: _differs(old.place, new.place),
        "series": lambda: _differs(old.series, new.series) or _differs(old.number, new.number),
        "organisers": lambda: (
            not set(organisations.tokens(new.organisers)) <= set(organisations.tokens(old.organisers))
        ),
        **{role: _link_test(name, old, new) for role, name in LINKS.items()},
    }
    return [group for group, test in tests.items() if test()]


def _link_test(name: str, old: Candidate, new: Candidate) -> Callable[[], bool]:
    return lambda: _differs(normal_address(getattr(old, name) or ""), normal_address(getattr(new, name) or ""))


def _differs(old: object, new: object) -> bool:
    return new not in (None, "") and new != old


def _newly_dated(old: Candidate, new: Candidate) -> bool:
    if new.type in {"resource", "update"}:
        return _moved(old.published or old.start, new.published or new.start)
    zoned = bool(new.start and new.start.time and new.timezone and new.timezone != old.timezone)
    return _moved(old.start, new.start) or _moved(old.end, new.end) or zoned


def _moved(old: Moment | None, new: Moment | None) -> bool:
    if new is None or old is None:
        return new is not None
    first, last = span(new)
    vaguer = _VAGUENESS[new.precision] > _VAGUENESS[old.precision]
    return old != new and not (vaguer and first <= old.first_day() <= last)


def _place_columns(candidate: Candidate, places: Places, complain: Complain) -> dict[str, Any]:
    found = places.find(candidate.place) if candidate.place else None
    if candidate.type == "event":
        return {
            "place": found.place if found else None,
            "venue": found.venue if found else "",
            "mode": found.mode if found else "",
        }
    if found and found.venue:
        complain(
            _("“%(place)s” is not a place that the catalogue knows.") % {"place": found.venue},
            _("Add the city, then choose it by hand."),
        )
    return {"place": found.place if found else None}


def _in_json(columns: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in columns.items()}
