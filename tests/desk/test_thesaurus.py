"""Editors keep the thesaurus."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from fingerpost.finding.models import SynonymRing


def view(name: str, *args: object) -> str:
    return reverse(SynonymRing.snippet_viewset.get_url_name(name), args=args)


def test_an_editor_adds_a_set_and_its_history_says_so(db: None, at_the_desk: Client) -> None:
    data = {"names": "MCDA\nmulti-criteria decision analysis", "note": "", "is_used": "on"}

    at_the_desk.post(view("add"), data)

    ring = SynonymRing.objects.naming("mcda").get()
    assert (ring.note, ring.is_used) == ("", True)
    assert [entry.action for entry in ModelLogEntry.objects.for_instance(ring)] == ["wagtail.create"]
    assert at_the_desk.get(view("history", ring.pk)).status_code == 200


def test_what_is_wrong_with_a_set_is_said_at_its_names(db: None, at_the_desk: Client) -> None:
    answer = at_the_desk.post(view("add"), {"names": "Saigon\nGia Định", "note": "", "is_used": "on"})

    assert "“Saigon” stands in another set already" in answer.content.decode()


@pytest.mark.parametrize(("words", "found"), [("काठमाडौँ", ["Kathmandu"]), ("continuity PLAN", ["BCP"]), ("xyzzy", [])])
def test_sets_are_listed_by_any_of_their_names(words: str, found: list[str], db: None, at_the_desk: Client) -> None:
    listed = at_the_desk.get(view("list"), {"q": words}).context["object_list"]

    assert [ring.each_name()[0].words for ring in listed] == found


def test_only_moderators_delete_a_set(db: None, at_the_desk: Client, as_moderator: Client) -> None:
    ring = SynonymRing.objects.naming("kathmandu").get()

    at_the_desk.post(view("delete", ring.pk))
    kept = SynonymRing.objects.filter(pk=ring.pk).exists()
    as_moderator.post(view("delete", ring.pk))

    assert (kept, SynonymRing.objects.filter(pk=ring.pk).exists()) == (True, False)


def test_strangers_see_no_thesaurus(db: None) -> None:
    assert Client().get(view("list")).status_code == 302
