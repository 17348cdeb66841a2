"""What programs ask: results as JSON, and what half-typed words may become."""

import json
from collections.abc import Callable
from datetime import date

import pytest
from click.testing import CliRunner
from django.test import Client

from fingerpost.catalogue.models import Record
from fingerpost.config import asking
from fingerpost.config.cli import main
from tests.site import making

pytestmark = pytest.mark.django_db
Refresh = Callable[[], object]


def test_a_program_gets_what_a_person_sees(client: Client, index: Refresh) -> None:
    who = making.organisation("World Health Organization", short_name="WHO", slug="who")
    event = making.event("Forum on markets", language="en", organisers=[who], summary="Of <b>markets</b> & streets.")
    making.event("Another")
    index()

    response = client.get("/find.json?q=markets&organisation=who")

    told = response.json()
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Type"] == "application/json"
    assert told["results"][0].pop("score") > 0
    assert told["facets"].pop("kind") == [{"value": "event", "label": "Events", "count": 1}]
    assert told["facets"].pop("organisation") == [{"value": "who", "label": "WHO", "count": 1}]
    assert told.pop("facets")["language"] == [{"value": "en", "label": "English", "count": 1}]
    assert told == {
        "results": [
            {
                "title": "Forum on markets",
                "url": f"http://localhost:8000{event.get_absolute_url()}",
                "kind": "event",
                "language": "en",
                "snippet": "Of <b>markets</b> & streets.",
            }
        ],
        "missing": [],
        "notices": [],
        "total": 1,
        "next": None,
    }


def test_a_program_is_led_from_page_to_page(client: Client, index: Refresh) -> None:
    for number in range(21):
        making.event(f"Forum {number}")
    index()

    first = client.get("/find.json?q=forum&kind=event").json()
    second = client.get(first["next"].removeprefix("http://localhost:8000")).json()

    assert first["next"] == "http://localhost:8000/find.json?q=forum&kind=event&page=2"
    assert (len(first["results"]), len(second["results"]), second["next"]) == (20, 1, None)


def test_a_word_that_occurs_nowhere_is_told_to_programs(client: Client, index: Refresh) -> None:
    making.event("Forum")
    index()

    told = client.get("/find.json?q=xylophone").json()

    assert (told["results"], told["missing"], told["total"]) == ([], ["xylophone"], 0)
    assert "xylophone" in told["notices"][0]["sentence"]


@pytest.mark.parametrize("query", ["theme=helth", "page=99", "page=x", "sort=x", "colour=red"])
def test_what_is_not_understood_is_told_in_sentences(client: Client, index: Refresh, query: str) -> None:
    making.event("Forum", themes=[making.theme("Health")])
    index()

    response = client.get(f"/find.json?q=forum&{query}")

    assert response.status_code == 404
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json()["problems"][0]["sentence"].endswith(".")
    if query == "theme=helth":
        near = [{"label": "Health", "url": "http://localhost:8000/find/?q=forum&theme=health"}]
        assert response.json()["problems"][0]["near"] == near


# While one types


def suggested(client: Client, words: str) -> list[dict[str, str]]:
    response = client.get("/find/complete", {"q": words})
    assert response["Cache-Control"] == "public, max-age=60"
    return response.json()["suggestions"]


def test_what_begins_so_is_suggested_with_its_kind_and_its_address(client: Client, index: Refresh) -> None:
    making.organisation("Market Watch", slug="market-watch")
    making.theme("Markets")
    event = making.event("Markets reopen", format="webinar")
    gone = making.event("Markets closed")
    index()
    Record.objects.filter(pk=gone.pk).update(live=False)

    found = suggested(client, "mark")

    assert sorted(found, key=lambda one: one["url"]) == [
        {"title": "Markets reopen", "kind": "Webinar", "url": event.get_absolute_url()},
        {"title": "Market Watch", "kind": "Organisation", "url": "/organisations/market-watch"},
        {"title": "Markets", "kind": "Theme", "url": "/themes/markets"},
    ]


@pytest.mark.parametrize("words", ["", " ", "\x00", "%", "🙂", "x" * 100_00, "a b " * 3000, "'; --"])
def test_nothing_that_is_typed_breaks_the_suggestions(client: Client, index: Refresh, words: str) -> None:
    making.event("Forum")
    index()

    assert suggested(client, words) == []


def test_suggestions_cost_few_queries(client: Client, index: Refresh, django_assert_max_num_queries) -> None:
    for number in range(5):
        making.event(f"Forum {number}")
        making.theme(f"Forum theme {number}")
    index()

    with django_assert_max_num_queries(2):
        assert len(suggested(client, "forum")) == 8


# From the shell


def run(*arguments: str, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    monkeypatch.setattr(asking, "set_up", lambda: None)  # as the tests have set it up already
    done = CliRunner().invoke(main, ["find", *arguments])
    return done.exit_code, done.stdout, done.stderr


def test_the_shell_gets_lines_that_a_person_reads(index: Refresh, monkeypatch: pytest.MonkeyPatch) -> None:
    event = making.event(
        "Forum on markets", on=date(2020, 7, 29), summary="Of\nmarkets.", format="webinar", language="en"
    )
    index()

    code, out, err = run("markets", "kind:event", monkeypatch=monkeypatch)

    address = f"http://localhost:8000{event.get_absolute_url()}"
    assert out == f"1. Forum on markets\n   Webinar · 29 July 2020 · {address}\n   Of markets.\n"
    assert (code, err) == (0, "1 result.\n")


def test_the_shell_gets_the_same_json_as_other_programs(
    client: Client, index: Refresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        making.event(f"Forum {number}")
    index()

    code, out, _err = run("forum", "--json", "--limit", "2", monkeypatch=monkeypatch)

    assert code == 0
    assert json.loads(out)["results"] == client.get("/find.json?q=forum").json()["results"][:2]
    assert json.loads(out)["total"] == 3


def test_the_shell_learns_that_nothing_was_found(index: Refresh, monkeypatch: pytest.MonkeyPatch) -> None:
    making.event("Forum")
    index()

    code, out, err = run("xylophone", monkeypatch=monkeypatch)

    assert (code, out.strip()) == (0, "")
    assert "“xylophone” occurs nowhere" in err
    assert run(monkeypatch=monkeypatch)[0] == 2


def test_the_shell_may_leave_words_out(index: Refresh, monkeypatch: pytest.MonkeyPatch) -> None:
    making.event("Forum on food")
    making.event("Forum on water")
    index()

    code, out, _err = run("forum", "-food", "--json", "--limit", "5", monkeypatch=monkeypatch)

    assert code == 0
    assert [each["title"] for each in json.loads(out)["results"]] == ["Forum on water"]
    assert json.loads(run("-food", "--json", monkeypatch=monkeypatch)[1])["total"] >= 1
