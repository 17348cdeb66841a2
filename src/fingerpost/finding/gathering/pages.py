"""The hub's own pages and documents, whatever models they are of."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.models import CollectionViewRestriction, Locale, Page, PageViewRestriction, Site

from fingerpost.finding.entries import IndexEntry, Text
from fingerpost.finding.gathering.known import Known
from fingerpost.finding.models import DocumentText


def pages(pks: list[int], known: Known) -> Iterator[IndexEntry]:  # noqa: ARG001 -- as the others
    """Return the entries of pages. Public is what is live below the root of a site, and open to everybody."""
    roots = list(Site.objects.values_list("root_page__path", flat=True))
    closed = _closed(PageViewRestriction, "page__path")
    languages = dict(Locale.objects.values_list("pk", "language_code"))
    for page in Page.objects.filter(pk__in=pks, depth__gt=1).order_by("pk").specific():
        language = languages.get(page.locale_id, "")
        yield IndexEntry(
            what="page",
            pk=page.pk,
            is_public=page.live and page.path.startswith(tuple(roots)) and not page.path.startswith(closed),
            titles=[Text(page.title, language)],
            texts=[Text(words, language) for words in _said(page) if words.strip()],
            values={"kind": ["page"], "language": [language]} if language else {"kind": ["page"]},
        )


def _said(page: Page) -> Iterator[str]:
    """Return what a page tells, in the order in which it does: its introduction, if it has one, and its sections."""
    told = dict.fromkeys([str(getattr(page, "intro", "") or ""), page.search_description or ""])
    yield from told
    with override(settings.LANGUAGE_CODE):
        for field in page._meta.get_fields():
            if content := getattr(field, "get_searchable_content", None):
                yield "\n".join(map(str, content(field.value_from_object(page))))


def documents(pks: list[int], known: Known) -> Iterator[IndexEntry]:  # noqa: ARG001 -- as the others
    public = set(public_documents(pks))
    texts = DocumentText.objects.in_bulk(pks)
    for pk, title in get_document_model().objects.filter(pk__in=pks).order_by("pk").values_list("pk", "title"):
        text = texts.get(pk)
        language = text.language if text else ""
        yield IndexEntry(
            what="document",
            pk=pk,
            is_public=pk in public,
            titles=[Text(title, language)],
            texts=[Text(text.text, language)] if text and text.text else [],
            values={"kind": ["document"]} | ({"language": [language]} if language else {}),
        )


def public_documents(pks: list[int]) -> list[int]:
    """Return those of some documents that everybody may open."""
    closed = _closed(CollectionViewRestriction, "collection__path")
    rows = get_document_model().objects.filter(pk__in=pks).values_list("pk", "collection__path")
    return [pk for pk, path in rows if not path.startswith(closed)]


def _closed(model: Any, path: str) -> tuple[str, ...]:
    """Return the paths below which not everybody may look."""
    restrictions = model.objects.exclude(restriction_type=model.NONE)
    return tuple(restrictions.values_list(path, flat=True).distinct())
