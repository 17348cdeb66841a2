"""The things that a page states for machines, whatever the notation: JSON-LD, microdata, RDFa, microformats.

Sources: schema.org; JSON-LD 1.1, section 3 (``@graph``, references by ``@id``); microformats.org, h-event and hCalendar.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from fingerpost.readers.formats.pages.html.nodes import Node
from fingerpost.readers.formats.pages.html.structured import Statement, Thing, loaded, microdata, texts

_MAX_THINGS = 5_000
_MAX_DEPTH = 12
_INTO = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "about", "hasPart", "event", "events")
_REFERRING = (
    "organizer",
    "publisher",
    "author",
    "creator",
    "location",
    "superEvent",
    "isPartOf",
    "sourceOrganization",
    "provider",
)
_ROOT = re.compile(r"(?<![\w-])(?:h-event|vevent)(?![\w-])")
_PROPERTIES = {
    "p-name": "name", "summary": "name", "dt-start": "startDate", "dtstart": "startDate", "dt-end": "endDate", "dtend": "endDate",
    "p-location": "location", "location": "location", "p-organizer": "organizer", "organizer": "organizer", "u-url": "url",
    "p-summary": "description", "description": "description",
}  # fmt: skip


def all_things(blocks: Iterable[str], body: Node) -> list[Statement]:
    """Return every typed thing of a page, the outermost first; things within an event are part of it."""
    found = [*_json_things(blocks), *_typed(microdata(body, any_type=True)), *_microformats(body)]
    return found[:_MAX_THINGS]


def types_of(thing: Thing) -> list[str]:
    return [re.split(r"[/#:]", name)[-1] for name in texts(thing.get("@type"))]


def _typed(statements: Iterable[Statement]) -> Iterator[Statement]:
    return (statement for statement in statements if types_of(statement.thing))


def _json_things(blocks: Iterable[str]) -> Iterator[Statement]:
    roots = [(number, loaded(block)) for number, block in enumerate(blocks, start=1)]
    things = [(number, thing) for number, root in roots for thing in _walk(root)]
    named = {thing["@id"]: thing for _, thing in things if isinstance(thing.get("@id"), str) and len(thing) > 2}
    for place, (number, thing) in enumerate(things[:_MAX_THINGS], start=1):
        if types_of(thing):
            yield Statement(_joined(thing, named), f"JSON-LD {number}, thing {place}")


def _walk(found: object) -> Iterator[Thing]:
    stack: list[tuple[object, int]] = [(found, 0)]
    count = 0
    while stack and count < _MAX_THINGS:
        one, depth = stack.pop()
        count += 1
        if depth > _MAX_DEPTH:
            continue
        if isinstance(one, list):
            stack.extend((inner, depth + 1) for inner in reversed(one[:_MAX_THINGS]))
        elif isinstance(one, dict):
            one = {str(key).removeprefix("schema:"): value for key, value in one.items()}
            yield one
            if not any(name.endswith("Event") for name in types_of(one)):
                stack.extend((one[key], depth + 1) for key in reversed(_INTO) if isinstance(one.get(key), (dict, list)))


def _joined(thing: Thing, named: Mapping[object, Thing]) -> Thing:
    """A thing with what it refers to by ``@id`` put in its place, one step deep."""
    filled = dict(thing)
    for key in _REFERRING:
        value = thing.get(key)
        ones = value if isinstance(value, list) else [value]
        if any(isinstance(one, dict) and one.get("@id") in named for one in ones):
            filled[key] = [named.get(one.get("@id"), one) if isinstance(one, dict) else one for one in ones[:100]]
    return filled


def _microformats(body: Node) -> Iterator[Statement]:
    for node in body.walk():
        if node.marks and _ROOT.search(node.marks):
            yield Statement({"@type": "Event", **_classed(node)}, node.origin, node)


def _classed(root: Node) -> dict[str, object]:
    found: dict[str, object] = {}
    for node in root.walk():
        for name in node.attrs.get("class", "").split():
            key = _PROPERTIES.get(name)
            if key and node is not root:
                value = _value(node, key)
                if key == "organizer" and key in found:
                    found[key] = [*([found[key]] if isinstance(found[key], str) else list(found[key])), value]  # type: ignore[call-overload]
                else:
                    found.setdefault(key, value)
    return found


def _value(node: Node, key: str) -> str:
    if key in ("startDate", "endDate"):
        inner = next((one for one in node.walk() if one.attrs.get("datetime") or one.attrs.get("title")), node)
        return inner.attrs.get("datetime") or inner.attrs.get("title") or node.text(100)
    return (node.attrs.get("href") if key == "url" else None) or node.text(1_000)
