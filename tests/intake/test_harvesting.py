"""A source is read again and again: what is new, known, missing, deleted, broken; and when it is read next."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail

from fingerpost.catalogue.models import Crisis, Organisation, Record, Theme
from fingerpost.intake.actions.harvesting import Harvest, harvest, harvest_due, rehearse
from fingerpost.intake.actions.reviewing import accept_items
from fingerpost.intake.models import Batch, Sighting, Source
from fingerpost.links import manners
from tests.web import Site, page

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 7, 1, 9, tzinfo=UTC)
ROWS = {
    "Food security in cities": "29 July 2020",
    "Waste in the pandemic": "30 July 2020",
    "Housing for all": "31 July 2020",
}


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manners, "_rules", {})
    monkeypatch.setattr(manners, "PAUSE_S", 0)


def listing(rows: dict[str, str], *, organiser: str = "WeGO") -> bytes:
    cells = "".join(
        f'<tr><td><a href="/{day[:2]}">{title}</a></td><td>{organiser}</td><td>{day}</td></tr>'
        for title, day in rows.items()
    )
    head = "<tr><th>Event</th><th>Organiser</th><th>Date</th></tr>"
    return f"<html><title>Events</title><body><table>{head}{cells}</table></body></html>".encode()


def feed(*titles: str) -> bytes:
    items = "".join(
        f"<item><title>{title}</title><link>https://example.org/{title[:4]}</link><guid>{title}</guid></item>"
        for title in titles
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


@pytest.fixture
def source(crisis: Crisis, site: Site) -> Source:
    site.answers["/events"] = page(listing(ROWS), ETag='"1"')
    return Source.objects.create(crisis=crisis, name="Partner", url=site.url("/events"))


def run(source: Source, now: datetime = NOW, **options: Any) -> Harvest:
    done = harvest(source_id=source.pk, now=now, **options)
    source.refresh_from_db()
    return done


def test_what_is_found_waits_for_review(source: Source) -> None:
    done = run(source)

    assert (done.balance, done.published) == (
        {"found": 3, "new": 3, "changed": 0, "same": 0, "skipped": 0, "unread": 0},
        0,
    )
    assert Batch.objects.get().state == Batch.State.REVIEW
    assert Record.objects.count() == 0
    assert (source.state, source.last_success_at, source.next_run_at) == ("ok", NOW, NOW + timedelta(hours=24))


def test_a_trusted_source_publishes_what_is_sure(source: Source) -> None:
    source.trust = Source.Trust.PUBLISH
    source.save()

    done = run(source)

    assert done.published == Record.objects.filter(live=True).count() == 3


def test_its_organisation_language_and_themes_stand_where_an_item_names_none(
    crisis: Crisis, source: Source, site: Site
) -> None:
    site.answers["/events"] = page(listing(ROWS, organiser=""))
    source.trust, source.language = Source.Trust.PUBLISH, "ko"
    source.organisation = Organisation.objects.create(name="Partner city", slug="partner")
    source.save()
    source.themes.add(Theme.objects.create(name="Cities", slug="cities"))

    run(source)

    record = Record.objects.first()
    assert record.language == "ko"
    assert [credit.organisation.name for credit in record.credits.all()] == ["Partner city"]
    assert [theme.name for theme in record.themes.all()] == ["Cities"]


def test_an_unchanged_page_is_not_read_again(source: Source, site: Site) -> None:
    run(source)
    site.answers["/events"] = page(b"", status=304)

    done = run(source, NOW + timedelta(days=1))

    assert done.is_unchanged
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    assert (Batch.objects.count(), Sighting.objects.filter(state="present").count()) == (1, 3)


def test_the_same_bytes_are_not_read_again(source: Source, site: Site) -> None:
    run(source)

    assert run(source, NOW + timedelta(days=1)).is_unchanged
    assert Batch.objects.count() == 1


def test_a_page_that_only_repeats_leaves_one_trace(source: Source, site: Site) -> None:
    source.trust = Source.Trust.PUBLISH
    source.save()
    run(source)
    for day in range(1, 4):
        site.answers["/events"] = page(listing(ROWS) + b"<!-- %d -->" % day)
        assert run(source, NOW + timedelta(days=day)).balance["same"] == 3

    assert Record.objects.count() == 3
    assert Batch.objects.count() == 2


def test_what_is_missing_has_days_of_grace_and_is_never_deleted(source: Source, site: Site) -> None:
    source.trust = Source.Trust.PUBLISH
    source.save()
    run(source)
    fewer = dict(list(ROWS.items())[1:])
    site.answers["/events"] = page(listing(fewer))

    states = []
    for day in (1, 2, 16):
        site.answers["/events"] = page(listing(fewer) + b"<!-- %d -->" % day)
        run(source, NOW + timedelta(days=day))
        states.append(Sighting.objects.get(record__title="Food security in cities").state)

    assert states == ["missing", "missing", "gone"]
    assert Record.objects.filter(live=True).count() == 3

    site.answers["/events"] = page(listing(ROWS) + b"<!-- back -->")
    run(source, NOW + timedelta(days=17))

    assert set(Sighting.objects.values_list("state", "missing_since")) == {("present", None)}


def test_what_is_over_is_not_missed(source: Source, site: Site) -> None:
    source.trust = Source.Trust.PUBLISH
    source.save()
    run(source)
    site.answers["/events"] = page(listing(dict(list(ROWS.items())[1:])))

    done = run(source, datetime(2020, 7, 30, tzinfo=UTC))

    assert done.missing == 0


def test_what_has_run_off_a_feed_is_not_missing(crisis: Crisis, site: Site) -> None:
    source = Source.objects.create(crisis=crisis, name="Feed", url=site.url("/feed"))
    site.answers["/feed"] = page(feed("One report", "Two reports"))
    run(source)
    site.answers["/feed"] = page(feed("Three reports"))

    assert run(source, NOW + timedelta(days=1)).missing == 0


def test_a_page_that_lost_its_list_is_a_failure_and_loses_nothing(source: Source, site: Site) -> None:
    run(source)
    site.answers["/events"] = page(b"<html><p>We have moved to a new website.</p></html>")

    done = run(source, NOW + timedelta(days=1))

    assert "Nothing was found there any more" in done.error
    assert source.state == "failing"
    assert set(Sighting.objects.values_list("state", flat=True)) == {"present"}


def test_a_source_that_was_cleared_or_added_again_makes_no_duplicates(
    crisis: Crisis, source: Source, site: Site
) -> None:
    source.trust = Source.Trust.PUBLISH
    source.save()
    run(source)
    Batch.objects.all().delete()
    source.delete()
    again = Source.objects.create(crisis=crisis, name="Partner", url=site.url("/events/"), trust="publish")
    site.answers["/events/"] = site.answers["/events"]

    done = run(again)

    assert (done.balance["same"], Record.objects.count()) == (3, 3)


def test_a_failing_source_is_tried_again_and_its_editor_told_once_when_it_breaks(
    source: Source, site: Site, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    source.responsible = get_user_model().objects.create(username="editor", email="editor@example.org")
    source.save()
    site.answers["/events"] = page(status=500)

    waits = []
    for hour in range(5):
        now = NOW + timedelta(hours=hour)
        with django_capture_on_commit_callbacks(execute=True):
            run(source, now)
        waits.append((source.state, source.next_run_at - now))

    hours = [timedelta(hours=1), timedelta(hours=2), *[timedelta(days=1)] * 3]
    assert waits == list(zip(["failing", "failing", "broken", "broken", "broken"], hours, strict=True))
    assert [message.to for message in mail.outbox] == [["editor@example.org"]]
    assert "status 500" in mail.outbox[0].body

    site.answers["/events"] = page(listing(ROWS))
    run(source, NOW + timedelta(days=2))
    assert (source.state, source.failures, source.last_error) == ("ok", 0, "")


def test_what_no_reader_can_open_is_the_source_s_failure(source: Source, site: Site) -> None:
    site.answers["/events"] = page(b"\x89PNG\r\n\x1a\n" + bytes(200))

    done = run(source)

    assert done.error
    assert (Batch.objects.count(), source.last_error) == (0, done.error)


OAI = (
    '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>{}</ListRecords></OAI-PMH>'
)
OAI_RECORD = (
    "<record><header><identifier>oai:x:{0}</identifier></header><metadata>"
    '<dc xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.openarchives.org/OAI/2.0/oai_dc/">'
    "<dc:title>Report number {0} on cities</dc:title><dc:identifier>https://example.org/{0}</dc:identifier>"
    "<dc:date>2020-06-0{0}</dc:date></dc></metadata></record>"
)
OAI_DELETED = '<record><header status="deleted"><identifier>oai:x:{}</identifier></header></record>'


def test_an_archive_is_followed_to_its_end_and_its_deletions_noted(crisis: Crisis, site: Site) -> None:
    source = Source.objects.create(
        crisis=crisis, name="Archive", url=site.url("/oai"), kind="oai", trust="publish", options={"set": "cities"}
    )
    first = "/oai?verb=ListRecords&metadataPrefix=oai_dc&set=cities"
    site.answers[first] = page(OAI.format(OAI_RECORD.format(1) + "<resumptionToken>t 1</resumptionToken>").encode())
    site.answers["/oai?verb=ListRecords&resumptionToken=t+1"] = page(OAI.format(OAI_RECORD.format(2)).encode())

    done = run(source)

    assert (done.error, done.balance["new"], done.published) == ("", 2, 2)

    site.answers[first + "&from=2020-06-30"] = page(OAI.format(OAI_DELETED.format(1) + OAI_RECORD.format(3)).encode())
    done = run(source, NOW + timedelta(days=1))

    assert (done.error, done.missing) == ("", 0)
    assert dict(Sighting.objects.values_list("record__title", "state")) == {
        "Report number 1 on cities": "gone",
        "Report number 2 on cities": "present",
        "Report number 3 on cities": "present",
    }


def test_a_person_s_edit_outlives_the_next_harvest(source: Source, site: Site) -> None:
    run(source)
    batch = Batch.objects.get()
    accept_items(batch_id=batch.pk, item_ids=None, publish=True, user=None, now=NOW)
    record = Record.objects.get(title="Housing for all")
    record.title = "Housing for everybody"
    record.save_revision().publish()
    site.answers["/events"] = page(listing({**ROWS, "Housing for all": "1 August 2020"}).replace(b'"/1 "', b'"/31"'))

    run(source, NOW + timedelta(days=1))

    record.refresh_from_db()
    assert (record.title, Record.objects.count()) == ("Housing for everybody", 3)


def test_those_that_are_due_are_read_and_claimed_once(
    crisis: Crisis, source: Source, site: Site, django_capture_on_commit_callbacks: Any
) -> None:
    for name, more in {"later": {"next_run_at": NOW + timedelta(hours=1)}, "paused": {"paused": True}, "by hand": {"every_hours": 0}}.items():  # fmt: skip
        Source.objects.create(crisis=crisis, name=name, url=site.url(f"/{name}"), **more)

    with django_capture_on_commit_callbacks(execute=True):
        assert (harvest_due(now=NOW), harvest_due(now=NOW)) == (1, 0)

    source.refresh_from_db()
    assert source.state == "ok"


def test_a_rehearsal_tells_what_would_come_and_keeps_nothing(source: Source) -> None:
    found = rehearse(source=source, now=NOW)

    assert [verdict.candidate.title for verdict in found.verdicts] == list(ROWS)
    assert found.balance == {"found": 3, "new": 3, "changed": 0, "same": 0, "skipped": 0, "unread": 0}
    assert [model.objects.count() for model in (Batch, Sighting, Record)] == [0, 0, 0]
