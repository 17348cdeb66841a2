"""A page's sections as its template prints them: read from the stream's plain values, without a query for each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from itertools import chain, count
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlencode, urlsplit

from anyascii import anyascii
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext
from wagtail.documents import get_document_model
from wagtail.rich_text import expand_db_html

from fingerpost.catalogue.models import Crisis, Organisation, Place, Record, Series, Theme
from fingerpost.finding import search
from fingerpost.site.listing import list_address
from fingerpost.site.presenting import Card, Post, Row, Viewing, card, post, row
from fingerpost.site.presenting.printed import Printed
from fingerpost.site.presenting.times import ago
from fingerpost.site.wanted import Figures, Found, Wanted, fetch, figured

Kind = Record.Kind
_TAKEN = {"content", "foot-browse", "foot-share", "foot-about", "arms"}
_SHOWN_FILE_TYPE = 5
#: By what a list is narrowed by and its id: filter and value as addresses write them.
Ways = dict[tuple[str, int], tuple[str, str]]
#: No organisation has this id: without a network there is nothing of its own.
NOBODY = 0


@dataclass(frozen=True, slots=True)
class File(Printed):
    """One document to take along: its address, and what one should know before loading it."""

    title: str
    url: str
    facts: str  #: “PDF, 1.2 MB”


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Printed):
    """One section. ``kind`` is the block's name; ``anchor`` is unique on the page, "" without a heading."""

    kind: str
    anchor: str = ""
    heading: str = ""
    intro: str = ""
    count: int | None = None
    all_url: str = ""
    all_text: str = ""
    html: SafeString | str = ""
    tone: str = ""
    rows: Sequence[Row] = ()
    posts: Sequence[Post] = ()
    cards: Sequence[Card] = ()
    files: Sequence[File] = ()


@dataclass(frozen=True, slots=True)
class Hub(Printed):
    """All of a hub page but its title: its figures, and its sections in order."""

    phase: str
    figures: str
    changed: datetime | None
    changed_ago: str
    sections: list[Section]

    @property
    def arms(self) -> list[Section]:
        """Return the sections that the arms of the post point to."""
        return [section for section in self.sections if section.anchor]


def hub(page: Any, *, network: Any, seen: Viewing) -> Hub:
    """Return what a hub page shows. The number of its queries does not depend on the number of its lists and rows."""
    stream = page.body.get_prep_value()
    today = seen.now.astimezone(UTC).date()
    wanted = [_wanted(block, page.crisis_id, network) for block in stream if block["type"] in {"entries", "own"}]
    figures = figured(page.crisis_id)
    ways = _ways(wanted)
    found = fetch(wanted, today=today, searched=partial(_searched, ways=ways, today=today))
    lists = iter(zip(wanted, found, strict=True))
    made = told(stream, seen=seen, listed=lambda block: _listed(block, *next(lists), ways, network, seen))
    return Hub(
        phase=figures.phase,
        figures=_figures_text(figures),
        changed=figures.changed,
        changed_ago=ago(figures.changed, now=seen.now) if figures.changed else "",
        sections=made,
    )


def told(
    stream: Iterable[dict[str, Any]], *, seen: Viewing, listed: Callable[[dict[str, Any]], Section] | None = None
) -> list[Section]:
    """Return the sections of a stream in its plain form; ``listed`` makes those that query the catalogue."""
    stream = list(stream)
    documents = _documents(stream)
    made = [_section(block, documents, listed, seen) for block in stream]
    return _anchored([section for section in made if section])


def preview(kind: str, value: dict[str, Any], *, network: Any, seen: Viewing) -> Section:
    """Return one section as the page would show it, filled from the newest crisis."""
    block = {"type": kind, "value": value}
    crisis = Crisis.objects.first()
    if kind not in {"entries", "own"}:
        return told([block], seen=seen)[0]
    one = _wanted(block, crisis.pk if crisis else 0, network)
    today, ways = seen.now.astimezone(UTC).date(), _ways([one])
    [found] = fetch([one], today=today, searched=partial(_searched, ways=ways, today=today))
    return _listed(block, one, found, ways, network, seen)


# What is asked for


def _wanted(block: dict[str, Any], crisis: int, network: Any) -> Wanted:
    value = block["value"]
    if block["type"] == "own":
        return Wanted(
            crisis=crisis,
            series=value.get("series"),
            organisation=value.get("organisation")
            or network.organisation_id
            or (None if value.get("series") else NOBODY),
            makers_only=True,
            order=value.get("order") or "newest",
            picked=tuple(filter(None, map(_item, value.get("records") or []))),
            limit=_number(value.get("limit"), 6),
        )
    return Wanted(
        crisis=crisis,
        kind=value.get("kind") or "",
        theme=value.get("theme"),
        series=value.get("series"),
        organisation=value.get("organisation"),
        place=value.get("place"),
        when=(value.get("when") or "all") if value.get("kind") == Kind.EVENT else "all",
        order=value.get("order") or "",
        search=value.get("search") or "",
        limit=_number(value.get("limit"), 10),
    )


def _searched(wanted: Wanted, *, ways: Ways, today: date) -> tuple[int, list[int]]:
    """Return how many entries a list's search finds, and the first ids."""
    narrowed = _narrowed(wanted, ways)
    # Of what comes, the next is what a reader looks for.
    order = "newest" if wanted.order == "newest" else "oldest" if wanted.when == "upcoming" else "relevance"
    found = search.find(
        wanted.search,
        chosen={name: [value] for name, value in narrowed.items()},
        order=order,
        most=wanted.limit,
        facets=False,
        whats=("record",),
        today=today,
    )
    return found.total, [hit.pk for hit in found.hits]


def _item(entry: Any) -> Any:
    """Return the value of one entry of a list block, in its present form or in the bare one of a default."""
    return entry["value"] if isinstance(entry, dict) and "value" in entry and "type" in entry else entry


def _number(value: Any, default: int) -> int:
    return value if isinstance(value, int) and value > 0 else default


def _ways(wanted: Sequence[Wanted]) -> Ways:
    """Return filter and value, as the lists' addresses write them, of every thing by which a list is narrowed."""
    asked = {
        "theme": (Theme, {one.theme for one in wanted}),
        "series": (Series, {one.series for one in wanted}),
        "organisation": (Organisation, {one.organisation for one in wanted if not one.makers_only}),
        "place": (Place, {one.place for one in wanted}),
        "crisis": (Crisis, {one.crisis for one in wanted if one.search}),
    }
    queries = [_ways_of(name, model, ids - {None}) for name, (model, ids) in asked.items() if ids - {None}]
    if not queries:
        return {}
    first, *others = queries
    found = first.union(*others) if others else first
    return {(name, pk): (filter_, value) for name, filter_, pk, value in found}


def _ways_of(name: str, model: Any, ids: set[Any]) -> QuerySet:
    filter_, value = Value(name, CharField()), F("slug")
    if model is Place:
        is_country = Q(kind=Place.Kind.COUNTRY)
        words = [Value(word, CharField()) for word in ("country", "city")]
        filter_ = Case(When(is_country, then=words[0]), default=words[1])
        value = Case(When(is_country, then=F("country")), default=F("slug"), output_field=CharField())
    if model is Organisation:
        value = Coalesce("merged_into__slug", "slug")
    named = model.objects.filter(pk__in=ids).order_by().annotate(_of=Value(name, CharField()))
    return named.annotate(_filter=filter_, _value=Cast(value, CharField())).values_list(
        "_of", "_filter", "pk", "_value"
    )


# What is shown


def _listed(
    block: dict[str, Any],
    wanted: Wanted,
    found: Found,
    ways: Ways,
    network: Any,
    seen: Viewing,
) -> Section:
    value = block["value"]
    section = Section(
        kind=block["type"], heading=value.get("heading") or "", intro=value.get("intro") or "", count=found.total
    )
    if block["type"] == "own":
        cards = [card(entry, seen) for entry in found.entries]
        return replace(section, cards=cards, **_all_own(wanted, network, found.total))
    return replace(
        section,
        rows=[row(entry, seen) for entry in found.entries if entry.kind != Kind.UPDATE],
        posts=[post(entry, seen) for entry in found.entries if entry.kind == Kind.UPDATE],
        all_url=_all_address(wanted, ways),
        all_text=_all_text(wanted.kind, found.total),
    )


def _narrowed(wanted: Wanted, ways: Ways) -> dict[str, str]:
    """Return a list's own filters as addresses write them."""
    named = {name: getattr(wanted, name) for name in ("theme", "series", "organisation", "place")}
    if wanted.search:
        named["crisis"] = wanted.crisis
    narrowed = dict(ways[name, pk] for name, pk in named.items() if (name, pk) in ways)
    narrowed |= {"kind": wanted.kind} if wanted.search and wanted.kind else {}
    return narrowed | ({"when": wanted.when} if wanted.when != "all" else {})


def _all_address(wanted: Wanted, ways: Ways) -> str:
    """Return the address of the list in full: the same filters, and no limit."""
    if not (wanted.kind and wanted.limit):
        return ""
    narrowed = _narrowed(wanted, ways)
    if wanted.search:
        order = {"sort": "newest"} if wanted.order == "newest" else {}
        return f"{reverse('site:find')}?{urlencode({'q': wanted.search, **narrowed, **order})}"
    return list_address(wanted.kind, **narrowed, sort=wanted.order)


def _all_text(kind: str, count: int) -> str:
    texts = {
        Kind.EVENT: ngettext("All %(count)s event", "All %(count)s events", count),
        Kind.RESOURCE: ngettext("All %(count)s resource", "All %(count)s resources", count),
        Kind.MEASURE: ngettext("All %(count)s measure", "All %(count)s measures", count),
        Kind.UPDATE: ngettext("All %(count)s update", "All %(count)s updates", count),
    }
    return texts[Kind(kind)] % {"count": count} if kind in texts and count else ""


def _all_own(wanted: Wanted, network: Any, count: int) -> dict[str, str]:
    made_by_network = wanted.organisation and wanted.organisation == network.organisation_id
    if wanted.picked or not made_by_network or count <= wanted.limit:
        return {}
    text = gettext("Everything by %(name)s") % {"name": network.organisation}
    return {"all_url": network.organisation.get_absolute_url(), "all_text": text}


def _section(
    block: dict[str, Any],
    documents: dict[int, Any],
    listed: Callable[[dict[str, Any]], Section] | None,
    seen: Viewing,
) -> Section | None:
    kind, value = block["type"], block["value"]
    if kind in {"entries", "own"}:
        return listed(block) if listed else None
    if kind == "callout" and _is_past(value.get("until"), seen.now.astimezone(UTC).date()):
        return None
    return Section(
        kind=kind,
        heading=value.get("heading") or "",
        intro=value.get("intro") or "",
        html=_html(value.get("text") or "", has_heading=bool(value.get("heading"))),
        tone=value.get("tone") or "",
        files=[_file(_item(entry), documents) for entry in value.get("files") or []],
    )


def _is_past(until: Any, today: date) -> bool:
    last = parse_date(until) if isinstance(until, str) else until
    return bool(last and last < today)


def _html(source: str, *, has_heading: bool) -> SafeString:
    html = expand_db_html(source) if source else ""
    if not has_heading:
        # Nothing stands between the page's title and this text, so its headings come one level up.
        for level in (3, 4):
            html = html.replace(f"<h{level}", f"<h{level - 1}").replace(f"</h{level}>", f"</h{level - 1}>")
    return mark_safe(html)  # noqa: S308 -- Wagtail keeps rich text to the features that it was typed with


def _documents(stream: list[dict[str, Any]]) -> dict[int, Any]:
    entries = [_item(entry) for block in stream for entry in block["value"].get("files") or []]
    ids = {entry.get("document") for entry in entries} - {None}
    return get_document_model().objects.in_bulk(ids) if ids else {}


def _file(entry: dict[str, Any], documents: dict[int, Any]) -> File:
    document = documents.get(entry.get("document") or 0)
    if document:
        size, name, url = document.get_file_size(), document.filename, document.url
    else:
        url = entry.get("url") or ""
        size, name = float(entry.get("size") or 0) * 1_000_000, urlsplit(url).path
    kind = PurePosixPath(name).suffix.removeprefix(".").upper()
    known = kind if 0 < len(kind) <= _SHOWN_FILE_TYPE else ""
    return File(entry.get("title") or name, url, ", ".join(filter(None, [known, filesizeformat(size) if size else ""])))


def _anchored(sections: list[Section]) -> list[Section]:
    """Give each section with a heading an anchor made of its words, unlike every other on the page."""
    taken = set(_TAKEN)
    anchored = []
    for section in sections:
        anchor = ""
        if section.heading and section.kind != "share":
            words = slugify(anyascii(section.heading))[:60].strip("-") or "section"
            numbered = (f"{words}-{number}" for number in count(2))
            anchor = next(name for name in chain([words], numbered) if name not in taken)
            taken |= {anchor, f"{anchor}-heading"}
        anchored.append(replace(section, anchor=anchor))
    return anchored


def _figures_text(figures: Figures) -> str:
    entries = ngettext("%(count)s entry", "%(count)s entries", figures.entries) % {"count": figures.entries}
    if not figures.organisations:
        return entries
    organisations = ngettext("%(count)s organisation", "%(count)s organisations", figures.organisations)
    countries = ngettext("%(count)s country", "%(count)s countries", figures.countries)
    parts = {
        "entries": entries,
        "organisations": organisations % {"count": figures.organisations},
        "countries": countries % {"count": figures.countries},
    }
    if not figures.countries:
        return gettext("%(entries)s from %(organisations)s") % parts
    return gettext("%(entries)s from %(organisations)s in %(countries)s") % parts
