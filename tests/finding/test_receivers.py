"""What Wagtail tells of its pages and documents stands in the log of changes, and what the thesaurus becomes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from fingerpost.finding.models import SynonymRing
from fingerpost.site.models import TextPage
from tests.catalogue.test_changes import noted

pytestmark = pytest.mark.django_db


class Stage:
    def __init__(self) -> None:
        home = Site.objects.get().root_page
        self.about = home.add_child(instance=TextPage(title="About", slug="about"))
        self.below = self.about.add_child(instance=TextPage(title="Below", slug="below"))
        self.other = home.add_child(instance=TextPage(title="Other", slug="other"))
        self.ring = SynonymRing.objects.create(names="MCDA\nmulti-criteria decision analysis")
        self.collection = Collection.get_first_root_node().add_child(name="Files")
        self.document = Document.objects.create(
            title="Protocol", collection=self.collection, file=ContentFile(b"Words", name="protocol.txt")
        )


WRITES: dict[str, tuple[Callable[[Stage], Any], str, list[str]]] = {
    "a page saved": (lambda s: s.about.save(), "page", ["about"]),
    "a page published": (lambda s: s.about.save_revision().publish(), "page", ["about"]),
    "a page unpublished": (lambda s: s.about.unpublish(), "page", ["about"]),
    "pages moved": (lambda s: s.about.move(s.other, pos="last-child"), "page", ["about", "below"]),
    "pages deleted": (lambda s: s.about.delete(), "page", ["about", "below"]),
    "pages made private": (
        lambda s: PageViewRestriction.objects.create(page=s.about, restriction_type="login"),
        "page",
        ["about", "below"],
    ),
    "another root": (lambda s: Site.objects.create(hostname="other", root_page=s.other), "page", ["about", "other"]),
    "a document": (lambda s: s.document.save(), "document", ["document"]),
    "a document deleted": (lambda s: s.document.delete(), "document", ["document"]),
    "documents made private": (
        lambda s: CollectionViewRestriction.objects.create(collection=s.collection, restriction_type="login"),
        "document",
        ["document"],
    ),
    "a set of the thesaurus": (lambda s: s.ring.save(), "term", ["ring"]),
    "a set of the thesaurus deleted": (lambda s: s.ring.delete(), "term", ["ring"]),
    "documents moved": (lambda s: s.collection.save(), "document", ["document"]),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_every_way_of_writing_is_noted(write: tuple[Callable[[Stage], Any], str, list[str]]) -> None:
    act, what, names = write
    stage = Stage()
    wanted = {getattr(stage, name).pk for name in names}

    assert noted(lambda: act(stage))[what] >= wanted


def test_a_page_that_is_made_private_and_public_again_is_noted_both_times() -> None:
    stage = Stage()
    restriction = PageViewRestriction.objects.create(page=stage.about, restriction_type="login")

    assert noted(restriction.delete)["page"] == {stage.about.pk, stage.below.pk}


def test_a_new_page_is_noted() -> None:
    page = Page(title="Plain", slug="plain")
    home = Site.objects.get().root_page

    found = noted(lambda: home.add_child(instance=page))

    assert page.pk in found["page"]
