"""A candidate as JSON, as an Item keeps it, and back."""

import re
from dataclasses import fields
from datetime import time, timedelta
from typing import Any

from fingerpost.intake.actions.cleaning import storable
from fingerpost.readers.types import Candidate
from fingerpost.readers.values.moments import Moment

_MOMENTS = frozenset({"start", "end", "register_by", "published"})
_NAMES = tuple(field.name for field in fields(Candidate) if field.name != "raw")
_MOMENT = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T([\d:.]+)(?:([+-])(\d\d):(\d\d)(?::(\d\d))?|(Z))?)?)?)?")


def as_data(candidate: Candidate) -> dict[str, Any]:
    """Return a candidate as JSON; what it does not state is left out, and so is its raw text, which the Item has."""
    stated = ((name, getattr(candidate, name)) for name in _NAMES)
    return {name: _as_json(value) for name, value in stated if value not in (None, "", ())}


def from_data(data: dict[str, Any]) -> Candidate:
    """Return the candidate that ``as_data`` made this of; names that no candidate has are passed over."""
    known: dict[str, Any] = {name: data[name] for name in _NAMES if name in data}
    for name in _MOMENTS & known.keys():
        known[name] = moment(known[name])
    known["organisers"] = tuple(known.get("organisers", ()))
    return Candidate(**{"type": "event", "title": "", "origin": "", **known})


def moment(text: str) -> Moment | None:
    """Return a moment from how it is written (ISO 8601, as ``str`` gives it); None if it is not one."""
    match = _MOMENT.fullmatch(text)
    if not match:
        return None
    year, month, day, clock, sign, hours, minutes, seconds, _zulu = match.groups()
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0), seconds=int(seconds or 0))
    try:
        return Moment(
            int(year),
            int(month) if month else None,
            int(day) if day else None,
            time.fromisoformat(clock) if clock else None,
            (-offset if sign == "-" else offset) if sign or _zulu else None,
        )
    except ValueError:
        return None


def _as_json(value: Any) -> Any:
    if isinstance(value, Moment):
        return str(value)
    if isinstance(value, tuple):
        return [_as_json(each) for each in value]
    return storable(value) if isinstance(value, str) else value
