"""What an import asks an editor about likeness, and how the answers are kept."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fingerpost.catalogue.models import Crisis, Place, Record, Theme, ThemeLabel
from fingerpost.intake.actions.suggesting import Suggestions
from fingerpost.intake.actions.telling import told_first
from fingerpost.intake.actions.weighing import Verdict, Weighing
from fingerpost.intake.models import Batch, Decision
from fingerpost.readers.types import Candidate
from tests.intake.made import NOW, event, events, import_, source

pytestmark = pytest.mark.django_db


def weighed(crisis: Crisis, *candidates: Candidate) -> list[Verdict]:
    batch = Batch(crisis=crisis, name="page", digest="0", reader="made", imported_at=NOW)
    return Weighing(batch, told_first(candidates), today=NOW.date()).verdicts()


@pytest.fixture
def forum(crisis: Crisis) -> Record:
    import_(crisis, event("Forum of cities on food security"))
    return Record.objects.get()


def test_a_slip_of_the_pen_makes_no_second_record(crisis: Crisis, forum: Record) -> None:
    [verdict] = weighed(crisis, event("Forum of cites on food security"))

    assert (verdict.outcome, verdict.record_id) == ("same", forum.pk)
    assert verdict.why == ["Nearly the same title.", "The same day.", "An organisation in common."]


def test_what_may_be_known_is_new_until_an_editor_says_so(crisis: Crisis, forum: Record) -> None:
    [verdict] = weighed(crisis, event("Forum of cities on food security: lessons from Asia"))

    assert verdict.outcome == "new"
    assert [each.as_json() for each in verdict.likely] == [
        {
            "record": forum.pk,
            "origin": "",
            "score": 0.995,
            "reasons": ["A similar title (92 %).", "The same day.", "An organisation in common."],
        }
    ]


def test_what_may_be_known_is_not_published_by_a_machine(crisis: Crisis, forum: Record) -> None:
    another = source(b"another", name="another.txt")

    report = import_(crisis, event("Forum of cities on food security: lessons from Asia"), publish=True, source=another)

    assert (report.new, report.published) == (1, 0)
    assert [each.reason for each in report.held_back] == [
        "It may be one that is known already; an editor should compare the two."
    ]


def test_an_editor_s_no_is_remembered(crisis: Crisis, forum: Record) -> None:
    longer = event("Forum of cities on food security: lessons from Asia")
    [verdict] = weighed(crisis, longer)
    Decision.objects.create(
        crisis=crisis, identity=verdict.identity, record=forum, kind=Decision.Kind.DIFFERENT, decided_at=NOW
    )

    [verdict] = weighed(crisis, longer)

    assert (verdict.outcome, verdict.likely) == ("new", [])


def test_an_editor_s_no_holds_against_the_same_title_and_day(crisis: Crisis, forum: Record) -> None:
    [verdict] = weighed(crisis, event("Forum of cities on food security", url="https://example.org/other"))
    Decision.objects.create(
        crisis=crisis, identity=verdict.identity, record=forum, kind=Decision.Kind.DIFFERENT, decided_at=NOW
    )

    [verdict] = weighed(crisis, event("Forum of cities on food security", url="https://example.org/other"))

    assert verdict.outcome == "new"


def test_an_editor_s_yes_is_remembered(crisis: Crisis, forum: Record) -> None:
    korean = event("도시 식량 안보 포럼", organisers=("서울시",), start="2020-07-30")
    [verdict] = weighed(crisis, korean)
    Decision.objects.create(
        crisis=crisis, identity=verdict.identity, record=forum, kind=Decision.Kind.SAME, decided_at=NOW
    )

    [verdict] = weighed(crisis, korean)

    assert (verdict.outcome, verdict.record_id, verdict.why) == ("same", forum.pk, ["An editor said so."])


def test_the_same_hour_in_another_zone_is_the_same_hour(crisis: Crisis) -> None:
    import_(crisis, event("Food security in cities", start="2020-07-29T15:00:00+09:00", timezone="Asia/Seoul"))

    [verdict] = weighed(crisis, event("도시의 식량 안보", start="2020-07-29T11:45:00+05:45", timezone="Asia/Kathmandu"))

    assert "At the same hour." in verdict.likely[0].reasons


def test_two_rows_of_one_page_on_one_day_are_two_things(crisis: Crisis) -> None:
    verdicts = weighed(
        crisis, event("Food security in cities", line=1), event("Waste in the pandemic", line=2), event("")
    )

    assert [(each.outcome, each.likely) for each in verdicts] == [("new", [])] * 3


def test_themes_and_a_place_are_suggested_with_the_words_that_name_them(crisis: Crisis) -> None:
    food = Theme.objects.create(name="Food security", slug="food", words="hunger\n식량")
    ThemeLabel.objects.create(theme=food, language="ne", name="खाद्य सुरक्षा")
    seoul = Place.objects.create(name="Seoul", slug="seoul", country="KR")

    verdicts = weighed(
        crisis,
        event("Ending Hunger in Seoul", line=1),
        event("도시의 식량안보", line=2),
        event("नगरमा खाद्य सुरक्षा", line=3),
        event("Nothing of that", line=4),
    )

    told = {"id": food.pk, "name": "Food security"}
    assert [each.suggestions for each in verdicts] == [
        {"themes": [{**told, "words": "Hunger"}], "place": {"id": seoul.pk, "name": "Seoul", "words": "Seoul"}},
        {"themes": [{**told, "words": "식량"}]},
        {"themes": [{**told, "words": "खाद्य सुरक्षा"}]},
        {},
    ]


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("Cities in Nice", "Nice"),
        ("A nice idea", None),
        ("A NICE IDEA", None),
        ("From Nice to Dhaka", None),
        ("Nicely done", None),
        ("New Delhi and Delhi", None),
        ("New Delhi speaks", "New Delhi"),
    ],
)
def test_a_place_is_suggested_only_where_one_is_named(db: None, title: str, place: str | None) -> None:
    for name in ("Nice", "Dhaka", "Delhi", "New Delhi"):
        Place.objects.create(name=name, slug=name.lower().replace(" ", "-"), country="XX")

    found = Suggestions().place(event(title))

    assert (found.name if found else None) == place


def test_weighing_one_item_and_thirty_takes_the_same_queries(crisis: Crisis, forum: Record) -> None:
    with CaptureQueriesContext(connection) as one:
        weighed(crisis, *events(1))
    with CaptureQueriesContext(connection) as thirty:
        weighed(crisis, *events(30))

    assert len(one) == len(thirty)


def test_what_is_kept_as_another_kind_is_asked_about(crisis: Crisis, forum: Record) -> None:
    [verdict] = weighed(crisis, event("Forum of cities on food security", type="resource", start=None))

    assert [(each.record_id, each.reasons) for each in verdict.likely] == [
        (forum.pk, ("The same title.", "It is kept as another kind: event.", "An organisation in common."))
    ]


def test_an_item_that_is_a_record_of_another_kind_becomes_of_that_kind(crisis: Crisis, forum: Record) -> None:
    interview = event("Forum on food", type="resource", start=None, published="2020-07-30", status="moved")
    [verdict] = weighed(crisis, interview)
    Decision.objects.create(
        crisis=crisis, identity=verdict.identity, record=forum, kind=Decision.Kind.SAME, decided_at=NOW
    )

    [verdict] = weighed(crisis, interview)

    assert (verdict.candidate.type, verdict.record_id) == ("event", forum.pk)
