"""What the index is told of each thing."""

from datetime import date
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from fingerpost.catalogue.actions import merge_organisations
from fingerpost.catalogue.models import Credit, Organisation, Place, Record, Series
from fingerpost.finding.entries import IndexEntry, Text
from fingerpost.finding.gathering import all_entries, count_all, entries_of
from fingerpost.finding.gathering.countries import country_names
from fingerpost.finding.gathering.records import weight_of_day
from fingerpost.finding.models import SynonymRing
from fingerpost.site.models import HubPage, TextPage
from tests.catalogue.test_changes import NOW
from tests.finding.stage import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return Stage()


def entry_of(thing: Any, what: str = "record") -> IndexEntry:
    [entry] = entries_of(what, [thing.pk])
    return entry


def test_a_record_is_found_by_all_that_it_says_and_carries(stage: Stage) -> None:
    entry = entry_of(stage.webinar)

    assert entry == IndexEntry(
        what="record",
        pk=stage.webinar.pk,
        is_public=True,
        titles=[Text("Masks in cities", "en"), Text("도시의 마스크", "ko")],
        names=(
            Text("Western Pacific Office"),
            Text("World Health Organization"),
            Text("WHO"),
            Text("세계보건기구", "ko"),
            Text("Seoul"),
            Text("Lessons"),
            Text("COVID-19"),
            Text("Masks", "en"),
            Text("마스크", "ko"),
            Text("Health", "en"),
            *country_names("KR"),
        ),
        texts=[Text("How many?", "en"), Text("몇 개?", "ko")],
        values={
            "kind": ["event"],
            "theme": ["masks", "health"],
            "organisation": ["wpro", "who"],
            "country": ["KR"],
            "city": ["seoul"],
            "year": ["2020"],
            "language": ["en", "ko"],
            "link": ["item", "slides"],
            "series": ["lessons"],
            "crisis": ["covid-19"],
        },
        first_day=date(2020, 7, 1).toordinal(),
        last_day=date(2020, 7, 1).toordinal(),
        weight=weight_of_day(date(2020, 7, 1)),
    )


def test_a_measure_is_found_by_its_phase_and_result(stage: Stage) -> None:
    entry = entry_of(stage.measure(contact="Health office"))

    assert entry.values["phase"] == ["recovery"]
    assert Text("Recovery") in entry.names
    assert [text.words for text in entry.texts] == ["How many?", "몇 개?", "Fewer fell ill.", "Health office"]


def test_a_bare_record_has_an_entry_too(stage: Stage) -> None:
    bare = Record.objects.create(kind="resource", title="", crisis=stage.crisis, live=False)

    entry = entry_of(bare)

    assert (entry.titles, entry.texts, entry.first_day, entry.is_public) == ([Text("")], [], None, False)
    assert entry.values == {"kind": ["resource"], "link": ["none"], "crisis": ["covid-19"]}


def test_what_waits_as_a_draft_is_not_found_yet(stage: Stage) -> None:
    stage.webinar.title = "Not yet"
    stage.webinar.save_revision()

    assert entry_of(stage.webinar).titles[0].words == "Masks in cities"


def test_it_goes_on_until_its_last_day(stage: Stage) -> None:
    long = stage.make(start_date=date(2020, 7, 1), end_date=date(2020, 7, 3))

    entry = entry_of(long)

    assert (entry.first_day, entry.last_day) == (date(2020, 7, 1).toordinal(), date(2020, 7, 3).toordinal())


def test_an_english_telling_of_a_korean_page_is_not_taken_for_korean(stage: Stage) -> None:
    stage.webinar.language = "ko"
    stage.webinar.save()

    assert entry_of(stage.webinar).titles[0] == Text("Masks in cities", "")


def test_only_organisations_that_have_a_page_can_be_chosen(stage: Stage) -> None:
    Organisation.objects.filter(pk=stage.who.pk).update(standing="proposed")
    Organisation.objects.filter(pk=stage.wpro.pk).update(standing="proposed")

    entry = entry_of(stage.webinar)

    assert entry.values["organisation"] == ["wpro"]
    assert Text("WHO") in entry.names


def test_what_is_later_weighs_more_and_the_undated_something_between() -> None:
    days = [date(1950, 1, 1), date(2010, 1, 1), None, date(2024, 1, 1), date(3000, 1, 1)]

    weights = [weight_of_day(day) for day in days]

    assert weights == sorted(weights)
    assert (weights[0], weights[-1]) == (1, 2)


def test_an_organisation_is_found_by_its_names(stage: Stage) -> None:
    entry = entry_of(stage.who, "organisation")

    assert entry.titles == (Text("World Health Organization"), Text("WHO"))
    assert entry.names == (Text("세계보건기구", "ko"),)
    assert entry.values == {"kind": ["organisation"], "organisation": ["who"]}
    assert entry_of(stage.wpro, "organisation").values["organisation"] == ["wpro", "who"]


def test_an_organisation_weighs_more_the_more_records_name_it(stage: Stage) -> None:
    none, one = entry_of(stage.who, "organisation").weight, entry_of(stage.wpro, "organisation").weight
    stage.make()
    stage.make(live=False)

    assert none < one < entry_of(stage.wpro, "organisation").weight < 1.2


def test_a_proposed_organisation_is_public_once_something_public_names_it(stage: Stage) -> None:
    proposed = Organisation.objects.create(name="New", slug="new", standing="proposed")
    draft = stage.make(live=False)
    Credit.objects.create(record=draft, organisation=proposed)

    before = entry_of(proposed, "organisation").is_public
    draft.live = True
    draft.save()

    assert (before, entry_of(proposed, "organisation").is_public) == (False, True)


def test_a_merged_organisation_is_found_as_the_kept_one(stage: Stage) -> None:
    merge_organisations(merged=stage.who.pk, into=stage.wpro.pk, user=None, now=NOW)

    assert list(entries_of("organisation", [stage.who.pk])) == []
    assert Text("세계보건기구", "ko") in entry_of(stage.wpro, "organisation").names


def test_a_country_is_called_what_its_readers_call_it_and_a_city_tells_where_it_is(stage: Stage) -> None:
    korea = Place.objects.create(name="South Korea", slug="south-korea", country="KR", kind="country")

    country, city = entry_of(korea, "place"), entry_of(stage.seoul, "place")

    assert Text("대한민국", "ko") in country.titles
    assert Text("韓国", "ja") in country.titles
    assert (city.titles, city.texts) == ((Text("Seoul"),), country_names("KR"))
    assert city.values == {"kind": ["place"], "country": ["KR"], "city": ["seoul"]}


def test_a_code_that_is_no_country_has_no_names() -> None:
    assert country_names("XX") == ()


def test_a_theme_is_found_in_each_language(stage: Stage) -> None:
    entry = entry_of(stage.masks, "theme")

    assert entry.titles == (Text("Masks", "en"), Text("마스크", "ko"))
    assert entry.values == {"kind": ["theme"], "theme": ["masks", "health"]}


def test_a_series_is_public_when_it_holds_something_public(stage: Stage) -> None:
    empty = Series.objects.create(name="Proposed", slug="proposed")

    full = entry_of(stage.series, "series")

    assert (full.is_public, entry_of(empty, "series").is_public) == (True, False)
    assert full.texts[:2] == [Text("Each month."), Text("Western Pacific Office")]


def test_a_page_is_found_by_all_its_sections(stage: Stage) -> None:
    home = Site.objects.get().root_page
    body = [("text", {"heading": "How entries are chosen", "text": "<p>By <b>two</b> editors.</p>"})]
    page = home.add_child(instance=TextPage(title="About", slug="about", intro="What it is.", body=body))

    entry = entry_of(page, "page")

    language = Locale.get_default().language_code
    assert entry.titles == [Text("About", language)]
    assert [text.words for text in entry.texts] == ["What it is.", "How entries are chosen\nBy two editors."]
    assert (entry.is_public, entry.values) == (True, {"kind": ["page"], "language": [language]})


def test_a_hub_is_found_by_its_introduction(stage: Stage) -> None:
    home = Site.objects.get().root_page
    hub = home.add_child(instance=HubPage(title="Hub", slug="hub", crisis=stage.crisis, intro="For whom."))

    assert entry_of(hub, "page").texts[0].words == "For whom."


def test_only_what_everybody_may_read_is_public() -> None:
    home = Site.objects.get().root_page
    shut = home.add_child(instance=TextPage(title="Shut", slug="shut"))
    below = shut.add_child(instance=TextPage(title="Below", slug="below"))
    draft = home.add_child(instance=TextPage(title="Draft", slug="draft", live=False))
    elsewhere = Page.get_first_root_node().add_child(instance=TextPage(title="Elsewhere", slug="elsewhere"))
    PageViewRestriction.objects.create(page=shut, restriction_type="login")

    entries = {entry.pk: entry.is_public for entry in entries_of("page", Page.objects.values_list("pk", flat=True))}

    assert entries == {home.pk: True, shut.pk: False, below.pk: False, draft.pk: False, elsewhere.pk: False}


def test_a_document_is_as_private_as_its_collection() -> None:
    shut = Collection.get_first_root_node().add_child(name="Shut")
    CollectionViewRestriction.objects.create(collection=shut, restriction_type="login")
    file = ContentFile(b"Words", name="protocol.txt")
    public, private = (
        Document.objects.create(title="Protocol", file=file, **more) for more in ({}, {"collection": shut})
    )

    assert entry_of(public, "document").titles == [Text("Protocol")]
    assert (entry_of(public, "document").is_public, entry_of(private, "document").is_public) == (True, False)


def test_a_set_of_the_thesaurus_holds_its_names_while_it_is_in_use() -> None:
    used = SynonymRing.objects.create(names="Quux\nko: 쿠욱스")
    unused = SynonymRing.objects.create(names="Foo\nBar", is_used=False)

    assert entry_of(used, "term").titles == [Text("Quux"), Text("쿠욱스", "ko")]
    assert (entry_of(used, "term").is_public, entry_of(unused, "term").is_public) == (True, False)


def test_three_things_cost_the_queries_of_one(stage: Stage) -> None:
    home = Site.objects.get().root_page
    for number in range(3):
        organisation = Organisation.objects.create(name=f"City {number}", slug=f"city-{number}", parent=stage.who)
        place = Place.objects.create(name=f"City {number}", slug=f"city-{number}", country="JP")
        record = stage.measure(place=place, series=stage.series)
        Credit.objects.create(record=record, organisation=organisation)
        Series.objects.create(name=f"S{number}", slug=f"s{number}", organisation=organisation)
        home.add_child(instance=TextPage(title="About", slug=f"about-{number}"))
        Document.objects.create(title="Protocol", file=ContentFile(b"Words", name="protocol.txt"))
    keys: dict[str, list[int]] = {}
    for entry in all_entries():
        keys.setdefault(entry.what, []).append(entry.pk)

    for what, pks in keys.items():
        costs = []
        for some in (pks[-1:], pks[-3:]):
            with CaptureQueriesContext(connection) as queries:
                list(entries_of(what, some))
            costs.append(len(queries))
        assert costs[0] == costs[1], what


def test_all_there_is_comes_in_batches_of_any_size(stage: Stage) -> None:
    stage.measure()
    whole = list(all_entries())

    assert list(all_entries(batch=1)) == whole
    assert {entry.what for entry in whole} == {"organisation", "place", "theme", "series", "term", "page", "record"}
    assert len(whole) <= count_all()


def test_what_is_gone_has_no_entry(stage: Stage) -> None:
    assert list(entries_of("record", [10**9])) == []
    assert list(entries_of("theme", [])) == []
