"""What is taken for one thing, what is asked about, and what is told apart; each with its reasons."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.intake.actions.identity import normal_title
from fingerpost.intake.actions.likeness import (
    Evidence,
    Known,
    Likeness,
    Likenesses,
    numbers_of,
    same_script,
    title_likeness,
    words_of,
)

pytestmark = pytest.mark.once


def related(one: set[Any], other: set[Any]) -> bool:
    return bool(one & other)


def thing(title: str, day: str = "2020-07-29", who: str = "wego", hour: int | None = None, **more: Any) -> Known:
    first = date.fromisoformat(day) if day else None
    return Known(
        kind=more.pop("kind", "event"),
        title=normal_title(title),
        day=(first, first) if first else None,
        organisations=set(who.split()),
        instant=datetime(first.year, first.month, first.day, hour, tzinfo=UTC) if first and hour is not None else None,
        record_id=more.pop("record_id", 1),
        **more,
    )


def likely(known: Known, wanted: Known) -> list[Likeness]:
    likenesses = Likenesses(related)
    likenesses.add(known)
    return likenesses.of(wanted)


ONE_FOR_CERTAIN = [
    ("Cities responding to COVID-19", "Cities respondng to COVID-19"),
    ("Webinar: Building back better for cities", "Building Back Better For Cities"),
    ("Interview with Seoul on its responses", "Interview with Seoul on it's responses"),
    ("스마트시티와 감염병 대응 전략 토론회", "스마트시티와 감염병 대응전략 토론회"),
]


@pytest.mark.parametrize(("one", "other"), ONE_FOR_CERTAIN)
def test_nearly_the_same_title_day_and_organiser_are_one(one: str, other: str) -> None:
    [found] = likely(thing(one), thing(other))

    assert found.certain


ASKED_ABOUT = {
    "a longer title": (thing("Food security in cities"), thing("Food security in cities: lessons from Asia")),
    "no day yet": (thing("Food security in cities of Asia", day=""), thing("Food security in cities in Asia")),
    "no organiser": (thing("Food security in Asian cities", who=""), thing("Food security for Asian cities")),
    "another language": (thing("Food security in cities", hour=6), thing("도시의 식량 안보", hour=6)),
    "another language, sign-up": (
        thing("Food security", register="zoom.us/j/1"),
        thing("नगरमा खाद्य सुरक्षा", register="zoom.us/j/1", who="citynet"),
    ),
    "reworded, same hour": (
        thing("Webinar on food security in cities", hour=6),
        thing("Cities and food security: a webinar", hour=6),
    ),
    "the day over there": (thing("Food security in cities of Asia"), thing("Food security in cities of Asia", "2020-07-30")),
    "a resource of another year": (
        thing("Guidelines for safe markets in cities", "2020-01-01", kind="resource"),
        thing("Guidelines for safe markets in cities", "2021-01-01", kind="resource"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ASKED_ABOUT)
def test_an_editor_is_asked_about(name: str) -> None:
    one, other = ASKED_ABOUT[name]

    [found] = likely(one, other)

    assert not found.certain
    assert found.reasons


TOLD_APART = {
    "the next of the series": (thing("Consultation webinar II"), thing("Consultation webinar III", "2020-08-05")),
    "another session of the day": (
        thing("Lessons for cities, session 1", hour=6),
        thing("Lessons for cities, session 2", hour=9),
    ),
    "another subject, same organiser and day": (
        thing("Sustainable ports and shipping"),
        thing("Gender and informal work"),
    ),
    "a month later": (thing("Coffee with mayors"), thing("Coffee with mayors", "2020-08-29")),
    "a word in common": (thing("COVID-19 and waste", who="undp"), thing("COVID-19 and schools", "2020-05-01")),
    "another year's edition": (thing("World Cities Day 2020"), thing("World Cities Day 2021", "2021-07-29")),
    "another language, another hour": (thing("Food security", hour=6), thing("도시의 식량 안보", hour=12)),
    "another kind": (thing("Food security"), thing("Food security in towns", kind="resource")),
}


@pytest.mark.parametrize("name", TOLD_APART)
def test_what_is_another_thing_is_told_apart(name: str) -> None:
    one, other = TOLD_APART[name]

    assert likely(one, other) == []


def test_the_reasons_say_what_agrees_and_what_does_not() -> None:
    [found] = likely(
        thing("Food security in cities", hour=6), thing("Food security in cities: lessons", who="undp", hour=6)
    )

    assert found.reasons == (
        "A similar title (92 %).", "The same day.", "At the same hour.", "No organisation in common.",
    )  # fmt: skip


def test_the_likeliest_comes_first_and_at_most_three_come() -> None:
    likenesses = Likenesses(related)
    for number, day in enumerate(("", "2020-07-30", "2020-07-29", "2020-07-28"), start=1):
        likenesses.add(thing("Food security in Asian cities", day, record_id=number))

    found = likenesses.of(thing("Food security in Asian cities!"))

    assert len(found) == 3
    assert found[0].record_id == 3


def test_a_word_that_everything_shares_does_not_cost_a_comparison_with_everything() -> None:
    likenesses = Likenesses(related)
    compared = 0
    real = likenesses._evidence

    def counted(known: Known, wanted: Known) -> list[Evidence]:
        nonlocal compared
        compared += 1
        return real(known, wanted)

    likenesses._evidence = counted  # type: ignore[method-assign]
    for number in range(5_000):
        likenesses.add(thing(f"COVID-19 webinar {number}x", who="", record_id=number))

    likenesses.of(thing("COVID-19 webinar 77x", who=""))

    assert 0 < compared < 500


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_of_titles_is_mutual_and_between_none_and_all(one: str, other: str) -> None:
    likeness = title_likeness(normal_title(one), normal_title(other))

    assert 0 <= likeness <= 1
    assert likeness == title_likeness(normal_title(other), normal_title(one))
    assert same_script(one, other) == same_script(other, one)


@given(st.text(max_size=60))
def test_a_thing_is_found_by_its_own_title(title: str) -> None:
    known = thing(f"{title} on resilience of cities")

    assert [found.known for found in likely(known, replace(known))] == [known]


def test_words_and_numbers_of_titles() -> None:
    assert words_of(normal_title("東京都の対策 2020")) == {"東京", "京都", "都の", "の対", "対策", "2020"}
    assert numbers_of(normal_title("Webinar IV of 2020: part 02")) == {"4", "2020", "2"}
