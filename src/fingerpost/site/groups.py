"""Records of several kinds on one page: the first of each kind, and the way to the list of all of them."""

from dataclasses import dataclass

from fingerpost.catalogue.models import Record
from fingerpost.site.listing import TITLES, list_address
from fingerpost.site.presenting.rows import Post, Row, post, row
from fingerpost.site.presenting.times import Viewing
from fingerpost.site.querysets import KindGroup


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The rows of one kind that a page shows, with the address of the list of all."""

    kind: str
    title: str
    count: int
    rows: list[Row | Post]
    address: str

    @property
    def has_more(self) -> bool:
        return self.count > len(self.rows)


def shown_groups(groups: list[KindGroup], seen: Viewing, **narrowed: str) -> list[ShownGroup]:
    """Return groups ready to be shown; ``narrowed`` are the filters under which each list shows the same records."""
    return [
        ShownGroup(
            kind=group.kind,
            title=str(TITLES[group.kind][0]),
            count=group.count,
            rows=[_shown(record, seen) for record in group.records],
            address=list_address(group.kind, **narrowed),
        )
        for group in groups
    ]


def _shown(record: Record, seen: Viewing) -> Row | Post:
    return post(record, seen) if record.kind == Record.Kind.UPDATE else row(record, seen)
