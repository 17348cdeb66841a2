"""The demonstration hub holds every fact of its tables, each with its source, and loads once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry, Page, Revision, Site

from fingerpost.catalogue.models import (
    Address,
    Credit,
    Crisis,
    Link,
    Organisation,
    Place,
    Record,
    Series,
    Theme,
)
from fingerpost.catalogue.text import folded
from fingerpost.catalogue.validators import validate_language
from fingerpost.intake.models import Batch, Item
from fingerpost.readers.values.urls import clean_url
from fingerpost.site.demo.actions import TABLES, load_demo
from fingerpost.site.demo.tables import Row, days, parts, rows, stated, theme_rows
from fingerpost.site.demo.themes import themes_by_title
from fingerpost.site.models import HubPage, NetworkSettings, TextPage

NOW = datetime(2026, 4, 3, 9, 30, tzinfo=UTC)
RECORD_TABLES = [table for table in TABLES if "organisations" not in table.file]
EVENTS = ("seed_events.csv", "more_events.csv")
RESOURCES = ("seed_resources.csv", "more_resources.csv")


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    """Load the hub once for all tests that only look at it."""
    with django_db_blocker.unblock(), transaction.atomic():  # type: ignore[attr-defined]
        load_demo(now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def _looking(demo: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        yield


looking = pytest.mark.usefixtures("_looking")


def of_row(table: str, row: Row) -> Record:
    [item] = Item.objects.filter(batch__name=name_of(table), data__row__id=row["id"])
    return item.record


def name_of(file: str) -> str:
    [name] = [table.name for table in TABLES if table.file == file]
    return name


def credited(record: Record, role: str) -> list[str]:
    return [credit.organisation.name for credit in record.credits.filter(role=role)]


def full_names(cell: str) -> list[str]:
    return [named(name).name for name in parts(cell)]


def named(name: str) -> Organisation:
    return next(entry for entry in Organisation.objects.all() if folded(name) in {folded(n) for n in entry.names()})


def address(record: Record, role: str) -> str:
    return next((link.url for link in record.links.filter(role=role)), "")


@looking
def test_there_is_a_record_of_its_kind_for_every_row() -> None:
    assert {kind: Record.objects.filter(kind=kind, live=True).count() for kind in Record.Kind.values} == {
        "event": 24 + 67 + 6,
        "resource": 13 + 87 + 1,
        "measure": 86,
        "update": 2,
    }
    assert {batch.name: batch.items.count() for batch in Batch.objects.all()} == {
        table.name: len(rows(table.file)) for table in TABLES
    }
    assert [len(rows(table.file)) for table in TABLES] == [43, 99, 86, 87, 67, 13, 24, 7, 2]


@looking
@pytest.mark.parametrize("table", [table.file for table in RECORD_TABLES])
def test_every_row_is_kept_whole_with_where_it_stood(table: str) -> None:
    items = list(Batch.objects.get(name=name_of(table)).items.all())

    assert [item.data["row"] for item in items] == [stated(row) for row in rows(table)]
    assert [item.locator for item in items] == [f"row {n} ({row['id']})" for n, row in enumerate(rows(table), start=1)]


@looking
@pytest.mark.parametrize("table", EVENTS)
def test_each_event_has_the_facts_of_its_row(table: str) -> None:
    for row in rows(table):
        event = of_row(table, row)

        assert (event.kind, event.title) == ("event", row["title_clean"] or row["title"])
        assert event.start_date == (date.fromisoformat(row["start_date"]) if row["start_date"] else None)
        assert event.end_date == (date.fromisoformat(row["end_date"]) if row["end_date"] else None)
        assert event.start_time == (time.fromisoformat(row["start_time"]) if row["start_time"] else None)
        assert event.end_time == (time.fromisoformat(row["end_time"]) if row["end_time"] else None)
        assert (event.timezone, event.mode, event.format.lower()) == (row["timezone"], row["mode"], row["kind"])
        assert (event.series.name if event.series else "") == row["series"]
        assert str(event.number or "") == row["number"]
        assert (address(event, "item"), address(event, "related")) == (
            clean_url(row["url"]),
            clean_url(row["related_url"]),
        )
        partners = full_names(row["partners"])
        organisers = [name for name in full_names(row["organisers"]) if name not in partners]
        assert (credited(event, "organiser"), credited(event, "partner")) == (organisers, partners)
        assert credited(event, "host") == full_names(row["hosts"])
        assert credited(event, "occasion") == full_names(row["occasion"])


@looking
@pytest.mark.parametrize("table", RESOURCES)
def test_each_resource_has_the_facts_of_its_row(table: str) -> None:
    for row in rows(table):
        resource = of_row(table, row)
        published = days(row["published"] or row["year"])

        assert (resource.kind, resource.title) == ("resource", row["title"])
        assert (resource.format.lower(), resource.language) == (row["kind"], row["language"])
        assert resource.start_date == published.get("start_date")
        assert resource.precision == published.get("precision", "day")
        assert (resource.place.country if resource.place else "") == row["country"]
        assert (address(resource, "item"), address(resource, "related")) == (
            clean_url(row["url"]),
            clean_url(row["related_url"]),
        )
        assert credited(resource, "publisher") == full_names(row["publishers"] or row["publisher"])
        assert row["title_full"] in f"{resource.title}\n{resource.summary}"


@looking
def test_each_measure_has_the_facts_of_its_row() -> None:
    for row in rows("measures.csv"):
        measure = of_row("measures.csv", row)
        began = days(row["start_date"])

        assert (measure.kind, measure.title, measure.summary) == ("measure", row["title"], row["summary"])
        assert (measure.place.name, measure.place.country) == (row["city"], row["country"])
        assert (float(measure.place.latitude), float(measure.place.longitude)) == (float(row["lat"]), float(row["lon"]))
        assert (measure.phase.slug, [theme.slug for theme in measure.themes.all()]) == (row["phase"], [row["themes"]])
        assert (measure.start_date, measure.end_date) == (began.get("start_date"), began.get("end_date"))
        assert measure.precision == began.get("precision", "day")
        assert address(measure, "item") == clean_url(row["source_url"])
        assert measure.provenance.get().source_title == row["source_title"]


@looking
def test_the_networks_own_items_keep_their_order_and_what_was_said() -> None:
    series = Series.objects.get(name="Consultation Series on rapid responses for COVID-19")
    workshop, forum = (of_row("seed_network.csv", row) for row in rows("seed_network.csv")[5:])

    assert [str(record.number) for record in series.records.order_by("pk")] == ["1", "2", "None", "4"]
    assert {record.kind for record in series.records.all()} == {"event"}
    assert credited(of_row("seed_network.csv", rows("seed_network.csv")[4]), "publisher") == ["CityNet"]
    assert workshop.starts_at().isoformat() == "2021-03-18T15:00:00+09:00"
    assert (workshop.end_date, workshop.register_by_date) == (date(2021, 3, 25), date(2021, 3, 12))
    assert (forum.starts_at().isoformat(), forum.ends_at().isoformat()) == (
        "2021-03-24T15:50:00+09:00",
        "2021-03-24T19:00:00+09:00",
    )
    assert address(forum, "register") == "https://reurl.cc/DvXD7O"
    for row in rows("seed_network.csv"):
        told = of_row("seed_network.csv", row).summary
        for column in ("summary_own_words", "speakers", "topics", "cities"):
            assert row[column] in told


@looking
def test_the_posts_say_their_facts_without_a_date_that_nobody_knows() -> None:
    posts = list(Record.objects.filter(kind="update").order_by("pk"))

    assert [post.start_date for post in posts] == [None, None]
    assert all("#" in post.summary and credited(post, "publisher") == ["CityNet"] for post in posts)


@looking
def test_clocks_are_those_that_the_sources_print() -> None:
    def moments(identifier: str) -> tuple[str, str]:
        record = of_row("more_events.csv", next(row for row in rows("more_events.csv") if row["id"] == identifier))
        return record.starts_at().isoformat(), record.ends_at().isoformat() if record.ends_at() else ""

    assert moments("ME022") == ("2020-08-12T08:00:00+02:00", "2020-08-12T11:00:00+02:00")
    assert moments("ME026") == ("2021-11-03T14:00:00+07:00", "2021-11-03T16:30:00+07:00")
    assert moments("ME029") == ("2020-07-28T14:00:00+02:00", "")
    assert moments("ME036") == ("2020-07-06T12:00:00+00:00", "2020-07-06T13:30:00+00:00")
    assert moments("ME057") == ("2020-06-04T19:00:00+08:00", "2020-06-04T19:40:00+08:00")
    assert moments("ME064") == ("2021-07-08T08:30:00-04:00", "2021-07-08T10:00:00-04:00")


@looking
def test_every_record_says_where_it_comes_from() -> None:
    for record in Record.objects.prefetch_related("provenance__batch"):
        [item] = record.provenance.all()
        source = item.source_url or item.batch.url

        assert urlsplit(source).scheme in {"http", "https"}, record
        assert item.source_title or not item.source_url, record
        assert item.raw, record
        assert item.batch.facts["about"]


@looking
def test_what_the_page_printed_is_kept_as_it_printed_it() -> None:
    twelfth = rows("seed_events.csv")[11]

    assert of_row("seed_events.csv", twelfth).provenance.get().raw == (
        "Build Back Better: How Climate Action Can Accelerate COVID-19 Recovery\n"
        "WRI & Government of the Kingdom of the Netherlands,\n01 Jul 2020"
    )
    for row in rows("seed_network.csv")[:5]:
        assert of_row("seed_network.csv", row).provenance.get().raw == row["title"]


@looking
def test_identities_tell_all_items_of_a_table_apart() -> None:
    for batch in Batch.objects.all():
        identities = list(batch.items.values_list("identity", flat=True))

        assert len(set(identities)) == len(identities)
        assert batch.balance["total"] == batch.balance["read"] == len(identities)


@looking
def test_every_entry_is_as_the_desk_would_let_it_be() -> None:
    for model in (Record, Credit, Link, Organisation, Place, Series, Theme, Crisis, Item, Batch):
        for entry in model.objects.all():
            entry.full_clean()
    for theme in Theme.objects.prefetch_related("labels"):
        for label in theme.labels.all():
            label.full_clean()


@looking
def test_every_address_leads_to_the_web_without_tracking() -> None:
    for link in Link.objects.all():
        assert link.url == clean_url(link.url)
        assert "utm_" not in link.url


@looking
def test_every_record_can_be_edited_from_its_revision() -> None:
    records = Record.objects.select_related("latest_revision", "live_revision")

    assert Revision.objects.filter(base_content_type=Record.get_base_content_type()).count() == records.count()
    assert Address.objects.filter(record__isnull=False).count() == records.count()
    assert ModelLogEntry.objects.filter(action="wagtail.publish").count() >= records.count()
    for record in records:
        assert (record.live, record.has_unpublished_changes) == (True, False)
        assert record.live_revision_id == record.latest_revision_id
    webinar = Record.objects.get(title="CityNet Webinar IV — Reflections on COVID 19: What the Data reveal")
    draft = webinar.get_latest_revision_as_object()
    assert (draft.title, [str(credit.organisation) for credit in draft.credits.all()]) == (
        webinar.title,
        ["CityNet", "INHAF"],
    )


@looking
@pytest.mark.parametrize("table", ["organisations.csv", "more_organisations.csv"])
def test_each_organisation_stands_once_under_all_its_names(table: str) -> None:
    for row in rows(table):
        entry = Organisation.objects.get(name=row["full_name"])
        known = {folded(name) for name in entry.names()}

        assert {folded(name) for name in (row["full_name"], row["short_name"], *parts(row["aliases"])) if name} <= known
        assert (entry.kind, entry.country, entry.website) == (row["kind"], row["country"], row["website"])
        assert (str(entry.parent) if entry.parent else "") == (str(named(row["part_of"])) if row["part_of"] else "")
        assert entry.standing == "confirmed"
    names = [folded(name) for entry in Organisation.objects.all() for name in {folded(n) for n in entry.names()}]
    assert len(names) == len(set(names))


@looking
def test_places_are_the_cities_of_the_measures_and_the_countries_named() -> None:
    cities = {(row["city"], row["country"]) for row in rows("measures.csv")}
    countries = {row["country"] for file in ("measures.csv", *RESOURCES) for row in rows(file) if row["country"]}

    assert set(Place.objects.filter(kind="city").values_list("name", "country")) == cities
    assert set(Place.objects.filter(kind="country").values_list("country", flat=True)) == countries
    assert Place.objects.get(kind="country", country="NP").name == "Nepal"


@looking
def test_the_crisis_has_its_phases_and_its_glide_number() -> None:
    crisis = Crisis.objects.get(slug="covid-19")

    assert [phase.slug for phase in crisis.phases.all()] == ["preparedness", "containment", "recovery"]
    assert (crisis.current_phase.slug, str(crisis.glide_numbers.get())) == ("recovery", "EP-2020-000012-CHN")


@looking
def test_themes_stand_in_a_tree_with_labels_that_are_tags_of_languages() -> None:
    for row in theme_rows():
        theme = Theme.objects.get(slug=row["slug"])

        assert (theme.parent.slug if theme.parent else "") == row["parent"]
        assert theme.label("ne") == (row["ne"] or row["name"])
        for label in theme.labels.all():
            validate_language(label.language)
    assert {row["themes"] for row in rows("measures.csv")} <= set(Theme.objects.values_list("slug", flat=True))


@looking
def test_a_theme_by_title_words_is_said_to_be_ours() -> None:
    for file in (*EVENTS, *RESOURCES):
        for row in rows(file):
            record = of_row(file, row)
            found = themes_by_title(f"{row['title_clean'] or row['title']} {row['title_full']}")

            assert sorted(theme.slug for theme in record.themes.all()) == sorted(found)
            assert ("themes" in record.provenance.get().data) == bool(found)


@pytest.mark.once
@pytest.mark.parametrize(
    ("title", "themes"),
    [
        ("Live Learning Experience on Food Security", ["food-security"]),
        ("Rethinking the city post-COVID", ["recovery"]),
        ("「気候変動×防災」国際シンポジウム", ["climate-environment", "disaster-risk"]),
        ("Predicting oceanography", []),
        ("Interview with the Mayor", []),
    ],
)
def test_only_whole_words_of_a_title_give_a_theme(title: str, themes: list[str]) -> None:
    assert themes_by_title(title) == themes


@looking
def test_the_hub_stands_at_the_root_of_the_site_with_its_pages() -> None:
    hub = HubPage.objects.get()
    site = Site.objects.get(is_default_site=True)

    assert (site.root_page_id, site.hostname) == (hub.pk, "localhost")
    assert (hub.title, hub.live, hub.crisis.slug) == ("COVID-19: response, resources and initiatives", True, "covid-19")
    assert [page.slug for page in TextPage.objects.child_of(hub).live()] == [
        "about",
        "how-entries-are-chosen",
        "accessibility",
    ]
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert [block.block_type for block in hub.body] == ["own", "entries", "entries", "entries", "entries", "share"]
    assert [record.number for record in hub.body[0].value["records"]] == [1, 2, None, 4, None]
    for page in (hub, *TextPage.objects.all()):
        page.full_clean()
        page.body.stream_block.clean(page.body)


@looking
def test_the_network_is_said_not_to_run_it() -> None:
    network = NetworkSettings.for_site(Site.objects.get(is_default_site=True))

    assert (network.is_demonstration, network.contact, str(network.organisation)) == (True, "", "CityNet")
    assert network.demonstration == "This is a demonstration. The network it describes does not run it."


@looking
def test_a_second_load_changes_nothing_and_asks_little() -> None:
    before = everything()

    with CaptureQueriesContext(connection) as queries:
        call_command("load_demo")

    assert everything() == before
    assert len(queries) <= 4


@looking
def test_what_editors_changed_stays() -> None:
    record = Record.objects.filter(kind="measure").first()
    Record.objects.filter(pk=record.pk).update(title="As an editor put it")

    load_demo(now=NOW)

    assert Record.objects.get(pk=record.pk).title == "As an editor put it"
    Record.objects.filter(pk=record.pk).update(title=record.title)


@pytest.mark.django_db
def test_the_catalogue_takes_a_fixed_number_of_queries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fingerpost.site.demo.actions.lay_pages", lambda **_: None)

    with CaptureQueriesContext(connection) as queries:
        load_demo(now=NOW)

    assert len(queries) <= 100


@pytest.mark.django_db
def test_it_fits_beside_what_a_network_has_already() -> None:
    who = Organisation.objects.create(name="World Health Organization", short_name="WHO", slug="the-who")
    Theme.objects.create(name="Our health", slug="health")
    Theme.objects.create(name="Food security", slug="food")

    load_demo(now=NOW)

    assert Organisation.objects.filter(name="World Health Organization").get() == who
    assert who.credits.count() > 5
    assert Theme.objects.get(slug="health-services").parent.name == "Our health"
    assert Theme.objects.get(name="Food security").records.count() > 5


def everything() -> list[int]:
    models = (Record, Credit, Link, Organisation, Place, Series, Theme, Item, Batch, Page, Revision, ModelLogEntry)
    return [model.objects.count() for model in models]
