"""The demonstration hub, loaded once: the catalogue, its provenance and the pages."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fingerpost.catalogue.actions import create_records
from fingerpost.intake.actions.identity import identities, nth, own_addresses
from fingerpost.intake.models import Batch, Item
from fingerpost.readers.values.urls import clean_url
from fingerpost.site.demo.authority import ORGANISATION_TABLES, Authority, lay_authority
from fingerpost.site.demo.drafts import Draft, organisation_draft, record_draft
from fingerpost.site.demo.pages import lay_pages
from fingerpost.site.demo.tables import digest, rows

READER = "demonstration"
CITYNET = "https://citynet-ap.org"
FROM_CITYNET = (
    "Printed on CityNet's COVID-19 page. Addresses and further facts were found in stored copies of the pages that each "
    "entry names; none of the addresses was opened live, so some may have moved."
)
FROM_COPIES = (
    "Found in stored copies of public web pages, which each entry names. None of the addresses was opened live, so some "
    "may have moved."
)


@dataclass(frozen=True, slots=True)
class Table:
    """One of the demonstration's tables: its file, how it is called as a source, and what is said of it."""

    file: str
    name: str
    about: str
    url: str = ""


#: What the network's own page gave comes last, so that lists of the newest show it first.
TABLES = (
    Table("organisations.csv", "CityNet's COVID-19 page: organisations named there", FROM_CITYNET, CITYNET),
    Table("more_organisations.csv", "Organisations named by further events and resources", FROM_COPIES),
    Table("measures.csv", "What cities did against COVID-19", FROM_COPIES),
    Table("more_resources.csv", "Further resources on cities and COVID-19", FROM_COPIES),
    Table("more_events.csv", "Further events on cities and COVID-19", FROM_COPIES),
    Table("seed_resources.csv", "CityNet's COVID-19 page: useful resources", FROM_CITYNET, CITYNET),
    Table("seed_events.csv", "CityNet's COVID-19 page: partner events", FROM_CITYNET, CITYNET),
    Table(
        "seed_network.csv", "CityNet's COVID-19 page: its own webinars, publication and posts", FROM_CITYNET, CITYNET
    ),
    Table("updates.csv", "CityNet's COVID-19 page: its social posts", FROM_CITYNET, CITYNET),
)


@transaction.atomic
def load_demo(*, now: datetime) -> int:
    """Build the demonstration hub and return how many records are new; what is there already stays as it is.

    A table counts as there once it was loaded, whatever editors have made of its records since.
    """
    missing = _missing_tables()
    created = _load(missing, now=now) if missing else 0
    lay_pages(now=now)
    return created


def _missing_tables() -> list[Table]:
    loaded = set(Batch.objects.filter(reader=READER).values_list("name", flat=True))
    return [table for table in TABLES if table.name not in loaded]


def _load(tables: Sequence[Table], *, now: datetime) -> int:
    authority = lay_authority()
    drafts = {table: list(_drafts(table, authority)) for table in tables}
    records = [draft.record for some in drafts.values() for draft in some if draft.record]
    create_records(records, user=None, now=now)
    batches = Batch.objects.bulk_create([_batch(table, drafts[table], authority, now=now) for table in tables])
    Item.objects.bulk_create(
        item for batch, some in zip(batches, drafts.values(), strict=True) for item in _items(batch, some, now=now)
    )
    return len(records)


def _drafts(table: Table, authority: Authority) -> Iterator[Draft]:
    for number, row in enumerate(rows(table.file), start=1):
        if table.file in ORGANISATION_TABLES:
            yield organisation_draft(number, row)
        else:
            yield record_draft(number, row, authority)


def _batch(table: Table, drafts: Sequence[Draft], authority: Authority, *, now: datetime) -> Batch:
    count = len(drafts)
    return Batch(
        crisis=authority.crisis,
        name=table.name,
        url=table.url,
        digest=digest(table.file),
        reader=READER,
        facts={"about": table.about},
        balance={"unit": "row", "total": count, "read": count, "unread": 0, "ignored": 0},
        imported_at=now,
    )


def _items(batch: Batch, drafts: Sequence[Draft], *, now: datetime) -> Iterator[Item]:
    own = own_addresses(draft.candidate for draft in drafts)
    seen: Counter[str] = Counter()
    for position, draft in enumerate(drafts):
        identity = identities(draft.candidate, own)[0]
        yield Item(
            batch=batch,
            record=draft.record,
            position=position,
            outcome=Item.Outcome.NEW,
            decision=Item.Decision.ACCEPTED,
            identity=nth(identity, seen[identity]),
            locator=draft.candidate.origin,
            raw=draft.candidate.raw,
            data=draft.data,
            source_url=clean_url(draft.row["url"] or draft.row["source_url"]),
            source_title=draft.row["url_source"] or draft.row["source_title"],
            decided_at=now,
        )
        seen[identity] += 1
