"""A record's own page, and every address that leads to it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, RequestFactory
from django.urls import reverse

from fingerpost.catalogue.models import Address, Credit, Event, Link, Phase, Record, Translation
from fingerpost.intake.models import Batch, Item
from tests.site import making

pytestmark = pytest.mark.django_db


def read(client: Client, record: Record) -> str:
    return client.get(record.get_absolute_url()).content.decode()


def batch(**facts: object) -> Batch:
    given = {"name": "The old page", "url": "https://example.org/page", "reader": "flattened-text"} | facts
    return Batch.objects.create(crisis=making.crisis(), imported_at=datetime(2020, 8, 1, tzinfo=UTC), **given)


def test_an_event_says_all_that_is_known(client: Client) -> None:
    who = making.organisation("World Health Organization", short_name="WHO", slug="who")
    event = making.event(
        "Forum on markets",
        summary="First part.\n\nSecond part.",
        on=date(2030, 4, 10),
        start_time=time(16),
        end_time=time(17, 30),
        timezone="Asia/Seoul",
        precision="minute",
        register_by_date=date(2030, 4, 8),
        mode="online",
        language="ko",
        format="webinar",
        organisers=[who],
        themes=[making.theme("Food security")],
        place=making.city("Seoul", "KR"),
        series=making.series("Consultation series"),
        number=2,
        links={
            "item": "https://example.org/forum",
            "register": "https://example.org/register",
            "recording": "https://example.org/film",
            "slides": "https://example.org/slides",
            "file": "https://example.org/notes.pdf",
            "related": "https://example.org/more",
        },
    )

    page = read(client, event)

    for words in (
        "<h1>Forum on markets</h1>",
        "First part.</p>",
        "Second part.</p>",
        'datetime="2030-04-10"',
        'datetime="2030-04-10T16:00:00+09:00"',
        "Register by</dt>",
        "8 Apr",
        'href="/organisations/who"',
        'href="/themes/food-security"',
        'href="/cities/seoul"',
        'href="/series/consultation-series"',
        "number 2",
        "Online</dd>",
        "Korean</dd>",
        'href="https://example.org/forum"',
        'href="https://example.org/register"',
        'href="https://example.org/film"',
        'href="https://example.org/slides"',
        'href="https://example.org/notes.pdf"',
        'href="https://example.org/more"',
        '<link rel="canonical"',
        '<meta property="og:title" content="Forum on markets">',
    ):
        assert words in page, words


def test_a_measure_says_phase_level_result_and_contact(client: Client) -> None:
    phase = Phase.objects.create(crisis=making.crisis(), name="Containment", slug="containment")
    measure = making.measure(
        "Market hours",
        phase=phase,
        level="local",
        result="Fewer queues.",
        contact="Markets office",
        on=date(2020, 4, 1),
    )

    page = read(client, measure)

    for words in ("Containment</dd>", "City or municipality</dd>", "Fewer queues.", "Markets office</dd>"):
        assert words in page, words


def test_organisers_stand_by_role_in_order(client: Client) -> None:
    first, second, partner = (making.organisation(name) for name in ("First", "Second", "Partner"))
    event = making.event("Forum")
    event.credits = [
        Credit(organisation=partner, role="partner"),
        Credit(organisation=second, role="organiser"),
        Credit(organisation=first, role="organiser"),
    ]
    event.save()

    page = read(client, event)

    assert page.index("Organisers</dt>") < page.index(">Second<") < page.index(">First<") < page.index("Partner</dt>")


def test_words_in_other_languages_say_which_and_who_translated(client: Client) -> None:
    guide = making.resource("Guide", language="en")
    guide.translations = [
        Translation(language="ur", title="رہنما", summary="خلاصہ"),
        Translation(language="ko", title="안내서", by_machine=True),
    ]
    guide.save()

    page = read(client, guide)

    assert '<p class="told" lang="ur" dir="rtl">رہنما</p>' in page
    assert '<p class="told" lang="ko">안내서</p>' in page
    assert page.count("Translated by a machine") == 1
    assert page.index("Korean</h2>") < page.index("Translated by a machine") < page.index("Urdu</h2>")


def test_each_fact_shows_its_source(client: Client) -> None:
    event = making.event("Forum")
    Item.objects.create(
        batch=batch(facts={"about": "None of the addresses was opened."}),
        record=event,
        outcome="new",
        decision="accepted",
        identity="x",
        locator="line 14",
        raw="ForumICDI29 Jul <b>2020</b>",
        source_url="https://example.org/elsewhere",
        source_title="The organiser's page",
        confidence=0.4,
        data={"row": {"notes": "Its own page was not found."}},
    )

    page = read(client, event)

    for words in (
        'href="https://example.org/page">The old page</a>, line 14',
        'href="https://example.org/elsewhere">The organiser&#x27;s page</a>',
        "1 August 2020",
        "flattened-text",
        "The reader was not sure of it.",
        "None of the addresses was opened.",
        "Its own page was not found.",
        "ForumICDI29 Jul &lt;b&gt;2020&lt;/b&gt;",
    ):
        assert words in page, words


def test_nothing_from_outside_becomes_a_script_or_a_script_address(client: Client) -> None:
    event = making.event("<script>alert(1)</script>", summary="<img src=x onerror=alert(1)> javascript:alert(1)")
    event.links = [Link(role="related", url="javascript:alert(1)", title="Free")]
    event.save()
    Item.objects.create(
        batch=batch(url="javascript:alert(2)"),
        record=event,
        outcome="new",
        identity="x",
        locator="<i>",
        raw="</pre><script>",
        source_url="data:text/html,x",
        source_title="Source",
    )

    page = read(client, event)

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert 'href="javascript:' not in page
    assert 'href="data:' not in page
    assert "</pre><script>" not in page


def test_a_member_of_a_series_leads_to_its_neighbours(client: Client) -> None:
    series = making.series("Webinars")
    first = making.event("Webinar one", series=series, number=1)
    second = making.event("Webinar two", series=series, number=2)
    fourth = making.event("Webinar four", series=series, number=4)

    page = read(client, second)

    assert f'href="{first.get_absolute_url()}" rel="prev"' in page
    assert f'href="{fourth.get_absolute_url()}" rel="next"' in page


def test_what_is_like_it_is_near_with_its_language(client: Client, index: Callable[[], object]) -> None:
    facts = {"organisers": [making.organisation("OECD")], "themes": [making.theme("Markets")]}
    event = making.event("Keeping markets open in cities", language="en", **facts)
    making.resource("How cities kept markets open", language="en", on=date(2020, 7, 1), format="report", **facts)
    korean = making.event("시장을 열어두기", language="ko", **facts)
    gone = making.resource("Markets open again", language="en", **facts)
    for number in range(4):
        making.resource(f"Of another {number}", organisers=[making.organisation(f"GIZ {number}")])
    index()
    Record.objects.filter(pk=gone.pk).update(live=False)

    page = read(client, event)

    assert "More like this</h2>" in page
    assert 'How cities kept markets open</a> <span class="note">Report · 1 July 2020</span>' in page
    assert f'href="{korean.get_absolute_url()}" lang="ko">시장을 열어두기</a> <span class="note">Event · Korean' in page
    assert "Markets open again" not in page
    assert "Of another" not in page


@pytest.mark.parametrize(
    "wrong", ["/events/{key}", "/events/{key}-old-words", "/resources/{key}-forum-on-markets", "/events/{upper}-forum"]
)
def test_any_address_with_its_key_leads_to_the_right_one(client: Client, wrong: str) -> None:
    event = making.event("Forum on markets")

    response = client.get(wrong.format(key=event.key, upper=event.key.upper()))

    assert response.status_code == 301
    assert response["Location"] == f"/events/{event.key}-forum-on-markets"


def test_a_new_title_moves_the_page_and_the_old_address_still_leads_there(client: Client) -> None:
    event = making.event("Forum on markets")
    old = event.get_absolute_url()
    event.title = "Forum on food"
    event.save()

    assert client.get(old)["Location"] == f"/events/{event.key}-forum-on-food"


def test_the_key_of_a_record_that_became_part_of_another_leads_there(client: Client) -> None:
    kept, merged = making.event("Kept"), making.event("Merged")
    old = merged.get_absolute_url()
    key = merged.key
    merged.delete()
    Address.objects.filter(key=key).update(record=kept)

    assert client.get(old)["Location"] == kept.get_absolute_url()


def test_a_record_that_was_deleted_is_gone_for_good(client: Client) -> None:
    event = making.event("Forum on markets")
    address = event.get_absolute_url()
    Record.objects.filter(pk=event.pk).delete()

    response = client.get(address)

    assert response.status_code == 410
    assert 'value="forum on markets"' in response.content.decode()
    assert "This entry was taken away" in response.content.decode()


@pytest.mark.parametrize("path", ["/events/zzzz-no-such-key", "/events/%00", "/events/-", "/events/" + "a" * 300])
def test_a_key_that_was_never_issued_is_not_found(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_draft_has_no_public_page(client: Client) -> None:
    assert client.get(making.event("Draft", live=False).get_absolute_url()).status_code == 404


def test_a_record_asks_as_often_with_three_of_everything_as_with_one(
    client: Client, index: Callable[[], object], django_assert_max_num_queries, django_assert_num_queries
) -> None:
    def filled(count: int) -> Record:
        organisations = [making.organisation(f"Organisation {count} {one}") for one in range(count)]
        themes = [making.theme(f"Theme {count} {one}") for one in range(count)]
        series = making.series(f"Series {count}")
        record = making.event(
            f"Event {count}",
            organisers=organisations,
            themes=themes,
            place=making.city(f"City {count}", "KR"),
            series=series,
            links={"item": "https://example.org/", "recording": "https://example.org/film"},
        )
        record.translations = [Translation(language=tag, title="t") for tag in ("ko", "ne", "th")[:count]]
        record.save()
        for one in range(count):
            Item.objects.create(batch=batch(), record=record, outcome="new", identity=str(one), locator="line 1")
            making.event(f"Sibling {one}", series=series)
            making.measure(f"Related {one}", organisers=organisations, themes=themes)
        return record

    small, large = filled(1).get_absolute_url(), filled(3).get_absolute_url()
    index()
    assert client.get(small).content.count(b'class="lines"') == 1
    with django_assert_max_num_queries(12) as asked:
        assert client.get(small).status_code == 200
    with django_assert_num_queries(len(asked)):
        assert client.get(large).status_code == 200


@pytest.mark.parametrize("make", [making.event, making.resource, making.measure, making.update])
def test_the_desk_shows_a_draft_on_the_page_it_will_have(make, rf: RequestFactory) -> None:
    draft = make("Title as it was", live=False, organisers=[making.organisation("OECD")])
    draft.title = "Title as it will be"
    draft.save_revision()
    revised = draft.latest_revision.as_object()

    response = revised.make_preview_request(rf.get("/"))

    page = response.content.decode()
    assert response.status_code == 200
    assert "Title as it will be" in page
    assert "Title as it was" not in page
    assert ">OECD</a>" in page


def test_the_desk_shows_a_record_that_was_never_saved(rf: RequestFactory) -> None:
    fresh = Event(title="", crisis=making.crisis())

    response = fresh.make_preview_request(rf.get("/"))

    assert response.status_code == 200
    assert "Untitled" in response.content.decode()
    assert not fresh.pk


def test_an_editor_previews_a_draft_in_the_desk(client: Client) -> None:
    client.force_login(get_user_model().objects.create_superuser("editor", "editor@example.org", "x"))
    draft = making.event("Forum", live=False)
    draft.title = "Forum, second day"
    draft.save_revision()

    name = draft.snippet_viewset.get_url_name("revisions_view")
    response = client.get(reverse(name, args=[draft.pk, draft.latest_revision_id]))

    assert response.status_code == 200
    assert "Forum, second day" in response.content.decode()
