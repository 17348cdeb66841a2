"""Events in the data that a page brings along for its scripts, where it shows them only once these run.

Next.js and its like write them as JSON into a ``script`` element. Nothing is run: what counts is a list of at least two
objects that each have a title and a beginning.
"""

import json
from collections.abc import Iterable, Iterator, Mapping

from fingerpost.readers.formats.pages.html.structured import Thing
from fingerpost.readers.formats.pages.html.when import machine_moment

_MAX_DEPTH = 40
_MAX_VISITED = 500_000
_MIN_PEERS = 2
_NAMES = ("title", "name", "headline", "eventtitle", "eventname", "heading")
_STARTS = (
    "startdate", "start", "startsat", "startat", "starttime", "startdatetime", "datestart", "eventstart", "eventdate", "eventstartdate",
    "begin", "beginsat", "begindate", "datefrom", "dtstart",
)  # fmt: skip
_ENDS = ("enddate", "end", "endsat", "endat", "endtime", "enddatetime", "dateend", "eventend", "eventenddate", "dateto", "dtend")  # fmt: skip
_FIELDS: dict[str, tuple[str, ...]] = {
    "name": _NAMES,
    "startDate": _STARTS,
    "endDate": _ENDS,
    "url": ("url", "href", "link", "permalink", "canonicalurl", "externalurl", "externallink", "fullurl"),
    "registration": ("registrationurl", "registerurl", "registrationlink", "registerlink", "signupurl", "rsvpurl", "ticketurl"),
    "organizer": ("organizer", "organizers", "organiser", "organisers", "host", "hosts", "hostedby", "organization", "organisation"),
    "location": ("location", "venue", "place", "city"),
    "description": ("description", "excerpt", "summary", "teaser", "shortdescription"),
    "inLanguage": ("language", "lang", "locale"),
}  # fmt: skip
_INNER = ("rendered", "date", "datetime", "iso", "value", "text", "title", "name", "url", "href")


def events_in(blocks: Iterable[str]) -> Iterator[tuple[str, Thing]]:
    """Yield where each event stands in the blocks of JSON, and the event in the words of schema.org."""
    for number, block in enumerate(blocks, start=1):
        try:
            found: object = json.loads(block)
        except (ValueError, RecursionError):
            continue
        for place, thing in enumerate(_listed(found), start=1):
            yield f"data {number}, event {place}", thing


def _listed(found: object) -> Iterator[Thing]:
    stack: list[tuple[object, int]] = [(found, 0)]
    visited = 0
    while stack and visited < _MAX_VISITED:
        one, depth = stack.pop()
        visited += 1
        if isinstance(one, list):
            events = [event for entry in one if isinstance(entry, dict) and (event := _event(entry))]
            if len(events) >= _MIN_PEERS:
                yield from events
                continue
        inner = list(one.values()) if isinstance(one, dict) else one if isinstance(one, list) else []
        if depth < _MAX_DEPTH:
            stack.extend((child, depth + 1) for child in reversed(inner) if isinstance(child, (dict, list)))


def _event(entry: Mapping[str, object]) -> Thing | None:
    """The entry's fields by the names that schema.org has for them; None if it has no title or no beginning."""
    for wrapper in ("node", "attributes", "fields"):  # GraphQL, Strapi, Contentful
        inner = entry.get(wrapper)
        if isinstance(inner, dict):
            entry = inner
    own = {str(key).lower().replace("_", "").replace("-", ""): value for key, value in entry.items()}
    thing = {name: value for name, keys in _FIELDS.items() if (value := _first(own, keys, name))}
    start = thing.get("startDate")
    return thing if "name" in thing and isinstance(start, str) and machine_moment(start) else None


def _first(own: Mapping[str, object], keys: Iterable[str], name: str) -> object:
    for key in keys:
        value = own.get(key)
        if isinstance(value, dict) and name not in ("organizer", "location"):
            value = next((value[inner] for inner in _INNER if value.get(inner)), None)
        if value and isinstance(value, (str, list, dict)):
            return value
    return None
