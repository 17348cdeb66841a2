"""What the parts of an Office Open XML package point to (ECMA-376, part 2, section 9.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import dirname, join, normpath

from fingerpost.readers.formats.packages.archive import Package
from fingerpost.readers.formats.packages.xml import parse

_MAX_RELATIONS = 300_000


@dataclass(frozen=True, slots=True)
class Relation:
    kind: str  #: the last word of its type: "worksheet", "hyperlink"
    target: str  #: the name of a part, or an address
    is_outside: bool


def relations_of(package: Package, part: str) -> dict[str, Relation]:
    """Return what a part points to, by identifier; ``""`` is the package itself."""
    folder = dirname(part)
    name = join(folder, "_rels", f"{part.rpartition('/')[2]}.rels")
    found: dict[str, Relation] = {}

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == "Relationship" and len(found) < _MAX_RELATIONS:
            found[attributes.get("Id", "")] = _relation(folder, attributes)

    if package.has(name):
        parse(package.chunks(name), start=start, end=lambda _: None, text=lambda _: None)
    return found


def main_part(package: Package, otherwise: str) -> str:
    """The name of the part that holds the document itself."""
    relations = relations_of(package, "").values()
    return next(
        (one.target for one in relations if one.kind == "officeDocument" and package.has(one.target)), otherwise
    )


def _relation(folder: str, attributes: Mapping[str, str]) -> Relation:
    target = attributes.get("Target", "")
    is_outside = attributes.get("TargetMode", "") == "External"
    if not is_outside:
        target = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
    return Relation(attributes.get("Type", "").rpartition("/")[2], target, is_outside)
