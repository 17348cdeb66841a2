"""Where in a JSON document its list of things stands, and where the next page of it is."""

from collections.abc import Iterator, Mapping
from typing import Any

from fingerpost.readers.formats.apis.names import NEXT, TITLE, plain_name

_MAX_DEPTH = 4
_CONTAINERS = ("fields", "attributes", "properties", "node", "_source", "event", "acf")

Thing = Mapping[str, Any]


def things_in(found: object) -> list[Any]:
    """Return the longest list of things in a document, or the one thing that it is."""
    lists = list(_lists(found))
    if lists:
        return max(lists, key=len)
    return [found] if isinstance(found, dict) and is_thing(found) else []


def is_thing(found: object) -> bool:
    """True for an object that has a title, or an inner one that has."""
    return isinstance(found, dict) and any(plain_name(name) in TITLE for name in merged(found))


def merged(thing: Thing) -> dict[str, Any]:
    """The fields of a thing together with those that its interface keeps in an object of their own."""
    inner = [thing[name] for name in _CONTAINERS if isinstance(thing.get(name), dict)]
    return {name: value for part in (thing, *inner) for name, value in part.items() if isinstance(name, str)}


def next_page(found: object, depth: int = 0) -> str | None:
    """The address of the next page, where a document states one."""
    if not isinstance(found, dict) or depth > 2:
        return None
    for name, value in found.items():
        if plain_name(name) in NEXT:
            address = value.get("href") if isinstance(value, dict) else value
            if isinstance(address, str) and address.startswith(("http://", "https://")):
                return address[:8_000]
    inner = (next_page(value, depth + 1) for value in found.values() if isinstance(value, dict))
    return next((address for address in inner if address), None)


def _lists(found: object, depth: int = 0) -> Iterator[list[Any]]:
    if isinstance(found, list) and any(is_thing(one) for one in found):
        yield found
    elif isinstance(found, dict) and depth < _MAX_DEPTH and not (depth and is_thing(found)):
        for value in found.values():
            yield from _lists(value, depth + 1)
