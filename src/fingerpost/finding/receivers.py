"""What is found beside the catalogue: pages and documents, of which Wagtail's signals tell, and the thesaurus."""

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site, get_page_models
from wagtail.signals import page_published, page_unpublished, post_page_move

from fingerpost.catalogue.changes import note
from fingerpost.finding.models import DocumentText, SynonymRing
from fingerpost.finding.tasks import read_document


def connect() -> None:
    for model in get_page_models():
        for signal in (post_save, post_delete):
            signal.connect(_note_page, sender=model, dispatch_uid=f"note {model.__name__}")
    # Published, a page is saved before what hangs on it is.
    page_published.connect(_note_page, dispatch_uid="note page")
    page_unpublished.connect(_note_page, dispatch_uid="note page")
    post_page_move.connect(_note_branch, dispatch_uid="note branch")
    watched = {
        PageViewRestriction: _note_restricted_pages,
        Site: _note_all_pages,
        SynonymRing: _note_term,
        get_document_model(): _note_document,
        Collection: _note_documents,
        CollectionViewRestriction: _note_restricted_documents,
    }
    for model, receiver in watched.items():
        for signal in (post_save, post_delete):
            signal.connect(receiver, sender=model, dispatch_uid=f"note {model.__name__}")
    post_save.connect(_have_it_read, sender=get_document_model(), dispatch_uid="read document")
    post_delete.connect(_forget_its_words, sender=get_document_model(), dispatch_uid="forget document")


def _note_page(instance: Page, **_: Any) -> None:
    note("page", [instance.pk])


def _note_branch(instance: Page, **_: Any) -> None:
    """What stands below a page is as private as it."""
    note("page", Page.objects.filter(path__startswith=instance.path).order_by().values_list("pk", flat=True))


def _note_restricted_pages(instance: PageViewRestriction, **_: Any) -> None:
    _note_branch(instance.page)


def _note_all_pages(**_: Any) -> None:
    """A page is public only below the root of a site."""
    note("page", Page.objects.order_by().values_list("pk", flat=True))


def _note_term(instance: SynonymRing, **_: Any) -> None:
    note("term", [instance.pk])


def _note_document(instance: Any, **_: Any) -> None:
    note("document", [instance.pk])


def _have_it_read(instance: Any, **_: Any) -> None:
    transaction.on_commit(partial(read_document.enqueue, document_id=instance.pk))


def _forget_its_words(instance: Any, **_: Any) -> None:
    DocumentText.objects.filter(pk=instance.pk).delete()


def _note_documents(instance: Collection, **_: Any) -> None:
    within = Q(collection__path__startswith=instance.path)
    note("document", get_document_model().objects.filter(within).order_by().values_list("pk", flat=True))


def _note_restricted_documents(instance: CollectionViewRestriction, **_: Any) -> None:
    _note_documents(instance.collection)
