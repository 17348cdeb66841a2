"""A source is added, tried and changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fingerpost.catalogue.models import Crisis, Organisation, Record
from fingerpost.intake.models import Batch, Sighting, Source
from tests.desk.imports.making import FORUM, make_batch, make_item
from tests.desk.sources.making import address, form_data, listing, make_source
from tests.web import Site, page


def test_an_address_is_all_that_a_source_needs(crisis: Crisis, at_the_desk: Client, editor: Any) -> None:
    form = at_the_desk.get(address("add")).context["form"]

    answer = at_the_desk.post(address("add"), form_data(url=" www.example.org/events ", name=""))

    source = Source.objects.get()
    assert answer.url == address("inspect", source.pk)
    assert (source.url, source.name, source.crisis) == ("https://www.example.org/events", "example.org", crisis)
    assert (source.trust, source.state, source.every_hours) == ("hold", "new", 24)
    assert (form["responsible"].value(), "crisis" in form.fields) == (editor.pk, False)


def test_with_several_crises_one_is_chosen(crisis: Crisis, at_the_desk: Client) -> None:
    other = Crisis.objects.create(name="Floods", slug="floods")

    at_the_desk.post(address("add"), form_data(crisis=other.pk))

    assert Source.objects.get().crisis == other


def test_without_a_crisis_the_page_says_who_can_add_one(db: None, at_the_desk: Client) -> None:
    assert "A moderator can do that." in at_the_desk.get(address("add")).content.decode()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("ftp://example.org/events", "is not a web address. Give it in full"),
        ("https://me:secret@example.org/", "holds a user&#x27;s name or password"),
        ("https://example.org:25/", "Port 25 of “example.org” is not one of the web"),
        ("nothing at all", "is not a web address"),
    ],
)
def test_a_bad_address_gets_the_guard_s_sentence(crisis: Crisis, at_the_desk: Client, url: str, sentence: str) -> None:
    answer = at_the_desk.post(address("add"), form_data(url=url))

    assert sentence in answer.content.decode()
    assert list(answer.context["form"].errors) == ["url"]
    assert not Source.objects.exists()


def test_an_address_that_is_a_source_already_names_it(crisis: Crisis, at_the_desk: Client) -> None:
    known = make_source(crisis, url="https://www.example.org/events/")

    answer = at_the_desk.post(address("add"), form_data(url="http://example.org/events"))

    content = answer.content.decode()
    assert len(answer.context["form"].errors["url"]) == 1
    assert "“Partner 1”. Open that one instead." in content
    assert f'href="{address("inspect", known.pk)}"' in content


def test_what_an_archive_is_asked_for_is_kept(crisis: Crisis, at_the_desk: Client) -> None:
    at_the_desk.post(address("add"), form_data(kind="oai", oai_set="cities", oai_prefix="marc21"))
    source = Source.objects.get()
    form = at_the_desk.get(address("edit", source.pk)).context["form"]
    at_the_desk.post(address("edit", source.pk), form_data(kind="oai", oai_set="towns"))

    assert source.options == {"set": "cities", "metadata_prefix": "marc21"}
    assert (form["oai_set"].value(), form["oai_prefix"].value()) == ("cities", "marc21")
    assert Source.objects.get().options == {"set": "towns"}


def test_another_address_is_read_from_the_beginning(crisis: Crisis, at_the_desk: Client) -> None:
    now = timezone.now()
    was = {"etag": "1", "digest": "2", "state": "broken", "failures": 4, "last_error": "Gone.", "told_at": now}
    source = make_source(crisis, last_success_at=now, next_run_at=now + timedelta(days=1), **was)

    at_the_desk.post(address("edit", source.pk), form_data(url="https://example.org/moved"))

    source.refresh_from_db()
    assert (source.etag, source.digest, source.state, source.failures, source.last_error) == ("", "", "new", 0, "")
    assert (source.told_at, source.last_success_at) == (None, None)
    assert Source.objects.due(now=timezone.now()).exists()


def test_another_rhythm_counts_from_the_last_reading(crisis: Crisis, at_the_desk: Client) -> None:
    now = timezone.now()
    source = make_source(crisis, state="ok", etag="1", last_run_at=now, next_run_at=now + timedelta(hours=24))

    planned = []
    for hours in ("6", "0", "168"):
        at_the_desk.post(address("edit", source.pk), form_data(url=source.url, every_hours=hours))
        source.refresh_from_db()
        planned.append(source.next_run_at)

    assert planned == [now + timedelta(hours=6), None, now + timedelta(hours=168)]
    assert (source.etag, source.state) == ("1", "ok")


def test_a_rhythm_that_an_operator_chose_is_offered_and_kept(crisis: Crisis, at_the_desk: Client) -> None:
    source = make_source(crisis, every_hours=12)

    content = at_the_desk.get(address("edit", source.pk)).content.decode()

    assert '<option value="12" selected>Every 12 hours</option>' in content


def test_a_source_is_tried_before_it_is_saved(crisis: Crisis, at_the_desk: Client, site: Site) -> None:
    site.answers["/events"] = page(listing(head="Events of a partner"))

    answer = at_the_desk.post(address("add"), form_data(url=site.url("/events"), name="", **{"try": "1"}))

    content = answer.content.decode()
    assert "Food security in cities" in content
    assert "29 July 2030" in content
    assert [(part["label"], part["count"]) for part in answer.context["found"].balance][:2] == [
        ("found", 2),
        ("new", 2),
    ]
    assert answer.context["form"]["name"].value() == "Events of a partner"
    assert [model.objects.count() for model in (Source, Batch, Sighting, Record, Organisation)] == [0] * 5


def test_a_changed_source_is_tried_without_being_changed(crisis: Crisis, at_the_desk: Client, site: Site) -> None:
    source = make_source(crisis)
    site.answers["/events"] = page(listing())

    answer = at_the_desk.post(
        address("edit", source.pk), form_data(url=site.url("/events"), name="New", **{"try": "1"})
    )

    assert "Waste in the pandemic" in answer.content.decode()
    assert Source.objects.get().url == source.url


def test_trying_an_address_that_does_not_answer_says_why_at_the_field(
    crisis: Crisis, at_the_desk: Client, site: Site
) -> None:
    answer = at_the_desk.post(address("add"), form_data(url=site.url("/nothing"), **{"try": "1"}))

    assert "404" in " ".join(answer.context["form"].errors["url"])


def test_from_an_import_its_address_name_and_organisation_are_filled_in(crisis: Crisis, at_the_desk: Client) -> None:
    undp = Organisation.objects.create(name="UNDP", slug="undp", website="https://www.undp.org/about")
    batch = make_batch(crisis, name="Events of UNDP", url="https://undp.org/events")
    content = at_the_desk.get(f"/desk/imports/{batch.pk}/").content.decode()

    form = at_the_desk.get(f"{address('add')}?import={batch.pk}").context["form"]

    assert f'href="{address("add")}?import={batch.pk}"' in content
    values = [form[name].value() for name in ("url", "name", "organisation")]
    assert values == ["https://undp.org/events", "Events of UNDP", undp.pk]


def test_or_who_organises_everything_that_stands_there(crisis: Crisis, at_the_desk: Client) -> None:
    wego = Organisation.objects.create(name="WeGO", slug="wego")
    batch = make_batch(crisis, url="https://example.org/events")
    for number in (1, 2):
        make_item(batch, number, data={**FORUM, "organisers": ["WeGO"]})

    form = at_the_desk.get(f"{address('add')}?import={batch.pk}").context["form"]

    assert form["organisation"].value() == wego.pk


def test_the_columns_that_an_editor_corrected_are_remembered(crisis: Crisis, at_the_desk: Client) -> None:
    columns = {"Wann": "start"}
    batch = make_batch(crisis, url="https://example.org/events.csv", declared={"columns": columns})

    at_the_desk.post(f"{address('add')}?import={batch.pk}", form_data(url=batch.url))

    assert Source.objects.get().columns == columns


def test_an_import_that_is_read_regularly_already_leads_to_its_source(crisis: Crisis, at_the_desk: Client) -> None:
    source = make_source(crisis)
    harvested = make_batch(crisis, url=source.url, source=source)
    by_hand = make_batch(crisis, url=f"{source.url}/")

    pages = [at_the_desk.get(f"/desk/imports/{batch.pk}/").content.decode() for batch in (harvested, by_hand)]

    assert [f'href="{address("inspect", source.pk)}"' in content for content in pages] == [True, True]
    assert not any("Read this regularly" in content for content in pages)
