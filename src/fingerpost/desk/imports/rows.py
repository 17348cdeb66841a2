"""One item as a row of the review table: everything said in words, so that its template only places them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fingerpost.catalogue.models import Record
from fingerpost.catalogue.models.records import KINDS
from fingerpost.desk.imports import wording
from fingerpost.intake.actions.facts import GROUP_OF, GROUPS
from fingerpost.intake.actions.saving import SURE
from fingerpost.intake.models import Item

SNIPPET_LENGTH = 280
KIND_ICONS = {"event": "date", "resource": "doc-full", "measure": "site", "update": "comment", "organisation": "group"}
KINDS_OFFERED = [*Record.Kind.choices, ("organisation", gettext_lazy("Organisation"))]
#: What an item is to the catalogue: words, and an icon so that colour alone says nothing.
STATES = {
    "new": (gettext_lazy("New"), "plus-inverse"),
    "changed": (gettext_lazy("Changed"), "rotate"),
    "same": (gettext_lazy("Known"), "tick-inverse"),
    "skipped": (gettext_lazy("Skipped"), "no-view"),
    "joined": (gettext_lazy("Joined"), "link"),
    "accepted": (gettext_lazy("Done"), "check"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """What an item may be: a record, or another item of the same source; and what speaks for it."""

    record: Record | None
    origin: str  #: where the other item stands, if it is one
    reasons: list[str]


class Row:
    def __init__(self, item: Item, likely: Iterable[Likely] = ()) -> None:
        self.item, self.id = item, item.pk
        self.data = item.current
        self.likely = list(likely)
        self.kind = str(self.data.get("type") or "event")
        self.kind_icon = KIND_ICONS.get(self.kind, "doc-empty")
        self.title = str(self.data.get("title") or "")
        self.url = str(self.data.get("url") or "")
        self.when = wording.when(self.data)
        self.organisers = wording.organisers(self.data)

    @property
    def kind_label(self) -> str:
        return str(dict(KINDS_OFFERED).get(self.kind, self.kind))

    @property
    def name(self) -> str:
        """What a button says that it is about."""
        return self.title or f"{_('Untitled')}, {self.item.locator}"

    @cached_property
    def host(self) -> str:
        try:
            return (urlsplit(self.url).hostname or "").removeprefix("www.")
        except ValueError:
            return ""

    @cached_property
    def state(self) -> str:
        """Return what it is to the catalogue, or what was decided: what is known stays known, whoever settles it."""
        item = self.item
        if item.joined_into_id:
            return "joined"
        if item.decision == Item.Decision.OPEN or item.outcome == Item.Outcome.SAME:
            return Item.Decision.SKIPPED if item.decision == Item.Decision.SKIPPED else item.outcome
        return item.decision

    @property
    def state_label(self) -> str:
        return str(STATES[self.state][0])

    @property
    def state_icon(self) -> str:
        return STATES[self.state][1]

    @property
    def is_open(self) -> bool:
        """True if somebody must still decide: also of what is known, where source and editor contradict each other."""
        return self.is_editable and (
            self.state in {"new", "changed"} or bool(self.state == "same" and self.item.changes)
        )

    @property
    def is_editable(self) -> bool:
        return self.item.decision == Item.Decision.OPEN and not self.item.joined_into_id

    @property
    def is_done(self) -> bool:
        return self.state == "accepted"

    @property
    def may_be_reopened(self) -> bool:
        return self.item.decision != Item.Decision.ACCEPTED and self.state in {"joined", "skipped"}

    @cached_property
    def doubts(self) -> list[str]:
        if not self.is_open:
            return []
        item = self.item
        return list(
            doubts_of(
                title=self.title,
                is_clear=item.confidence >= SURE or bool(item.edited),
                likely=item.likely,
                contradicted=contradicted(item.changes, item.choices, item.edited),
            )
        )

    @property
    def is_sure(self) -> bool:
        return self.is_open and self.state != "same" and not self.doubts

    @property
    def changed_groups(self) -> str:
        """What the source says differently of a known record, as “date, organisers”."""
        return ", ".join(str(GROUPS[group]) for group in self.item.changes if group in GROUPS)

    @property
    def record_url(self) -> str:
        return record_url(self.item.record) if self.item.record else ""

    @property
    def best(self) -> Likely | None:
        return self.likely[0] if self.likely and self.is_open else None

    @property
    def likely_records(self) -> list[Likely]:
        return [each for each in self.likely if each.record]

    @property
    def snippet(self) -> str:
        text = " ".join(self.item.raw[: 2 * SNIPPET_LENGTH].split())
        return Truncator(text).chars(SNIPPET_LENGTH)

    @property
    def place(self) -> dict[str, Any] | None:
        """Return the place that its words suggest: its name, and the words."""
        return self.item.suggestions.get("place")

    @property
    def themes(self) -> list[dict[str, Any]]:
        return self.item.suggestions.get("themes", [])

    @property
    def theme_names(self) -> str:
        """Return the themes that its words suggest, as a person would type them."""
        return "; ".join(theme["name"] for theme in self.themes)

    @property
    def suggested(self) -> list[dict[str, Any]]:
        return [*([self.place] if self.place else []), *self.themes]


def doubts_of(*, title: str, is_clear: bool, likely: list[Any], contradicted: bool) -> Iterator[str]:
    """Give the reasons why an item is not among those that are accepted with one click."""
    if not title:
        yield _("It has no title.")
    if not is_clear:
        yield _("The reader was not sure of it.")
    if likely:
        yield _("It may be known already.")
    if contradicted:
        yield _("The source contradicts what an editor wrote.")


def contradicted(changes: dict[str, Any], choices: dict[str, str], edited: dict[str, Any]) -> bool:
    """True if the source changes what a person wrote, and nobody has said yet which of them is to stand."""
    settled = {*choices, *(GROUP_OF[name] for name in edited if name in GROUP_OF)}
    return any(is_conflict(change) for group, change in changes.items() if group not in settled)


def is_conflict(change: dict[str, Any]) -> bool:
    """True where the record does not say what the source said before: then a person wrote it."""
    return not change.get("follows", True)


def rows_of(items: Iterable[Item]) -> list[Row]:
    """Return the rows of items, with the records that they may be, in one query more."""
    items = list(items)
    wanted = {each["record"] for item in items for each in item.likely if each["record"]}
    records = Record.objects.only("pk", "kind", "title", "live").in_bulk(wanted) if wanted else {}
    return [Row(item, _likely(item, records)) for item in items]


def _likely(item: Item, records: dict[int, Record]) -> Iterator[Likely]:
    for each in item.likely:
        record, origin = records.get(each["record"]), each.get("origin", "")
        if record or origin:
            yield Likely(record=record, origin=origin, reasons=each.get("reasons", []))


def record_url(record: Record) -> str:
    """Return where a record is edited."""
    return _edit_address(record.kind).replace("/0/", f"/{record.pk}/")


@cache
def _edit_address(kind: str) -> str:
    return reverse(KINDS[kind].snippet_viewset.get_url_name("edit"), args=[0])
