import pytest

from fingerpost.intake.actions.identity import identities, kindred, normal_title, own_addresses
from fingerpost.intake.addresses import normal_address
from fingerpost.readers.types import Candidate
from tests.intake.made import event


def first(candidate: Candidate) -> str:
    return identities(candidate, own_addresses([candidate]))[0]


@pytest.mark.parametrize(
    "title",
    [
        "Webinar: Smart Health",
        "WEBINAR – Smart Health",
        "Online event: Smart health",
        "[Cancelled] Smart Health",
        "Postponed: Webinar: Smart Health",
        "Smart Health (postponed)",
        "“Smart Health”",
        "Webinar series: Smart Health",
        "웨비나: Smart Health",
    ],
)
def test_labels_and_marks_do_not_belong_to_a_title(title: str) -> None:
    assert normal_title(title) == "smart health"


@pytest.mark.parametrize("title", ["Webinar", "Webinar:", "Forum 2020", "Smart: Health", "News: old and new", "!!!"])
def test_what_is_left_of_a_title_still_names_it(title: str) -> None:
    assert normal_title(title)


def test_a_label_inside_a_word_stays() -> None:
    assert normal_title("Updatedness: a study") == "updatedness a study"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org/a", "http://www.example.org:80/a/#top", True),
        ("https://example.org/a?id=1", "https://example.org/a?id=2", False),
        ("https://example.org/#/item/1", "https://example.org/#/item/2", False),
        ("https://example.org:8443/a", "https://example.org/a", False),
    ],
)
def test_addresses_are_compared_without_what_makes_no_difference(one: str, other: str, same: bool) -> None:
    assert (normal_address(one) == normal_address(other)) is same


@pytest.mark.parametrize(
    "other",
    [
        event(line=99),
        event(raw="otherwise"),
        event("Webinar: City forum"),
        event(start="2020-07-29T15:00:00+09:00"),
        event(status="cancelled", register_url="https://example.org/join", summary="More", section="Events"),
        event(organisers=("WeGO", "UNDRR")),
    ],
    ids=str,
)
def test_an_item_keeps_its_identity(other: Candidate) -> None:
    assert first(other) == first(event())


@pytest.mark.parametrize(
    "other",
    [
        event("Village forum"),
        event(start="2020-07-30"),
        event(organisers=("UNDRR",)),
        event(type="resource"),
        event(series="S", number=2),
    ],
    ids=str,
)
def test_another_item_has_another_identity(other: Candidate) -> None:
    assert first(other) != first(event())


def test_an_item_with_an_address_keeps_its_identity_under_another_title_and_day() -> None:
    here = event(url="https://example.org/1")

    assert first(here) == first(event("Renamed", start="2021-01-01", url="http://www.example.org/1/"))


def test_an_item_without_a_title_is_known_by_its_day_and_all_its_organisers() -> None:
    untitled = event("", organisers=("A", "B"))

    assert first(untitled) == first(event("", organisers=("B", "A"), line=8))
    assert first(untitled) != first(event("", organisers=("A", "C")))


def test_titles_are_kindred_when_they_share_half_their_words() -> None:
    assert kindred("emerging technologies in response", "merging technologies in response")
    assert not kindred("housing for all", "water in towns")


def test_an_item_without_a_title_shares_the_address_of_the_one_that_has_it() -> None:
    titled, picture = event(url="https://example.org/1"), event("", url="https://example.org/1")

    assert own_addresses([titled, picture]) == {("event", "example.org/1")}
    assert own_addresses([titled, event("Another", url="https://example.org/1")]) == set()
