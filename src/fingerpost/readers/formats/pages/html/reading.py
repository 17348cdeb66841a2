"""One page of HTML to what it tells: the parts of this Reader put together."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from fingerpost.readers.formats.facts import Context, Facts, candidate
from fingerpost.readers.formats.pages.html import page_data, structured
from fingerpost.readers.formats.pages.html.article import is_article
from fingerpost.readers.formats.pages.html.embeds import posts_in
from fingerpost.readers.formats.pages.html.fields import Fields
from fingerpost.readers.formats.pages.html.kinds import settle
from fingerpost.readers.formats.pages.html.main_part import main_part
from fingerpost.readers.formats.pages.html.merge import merged
from fingerpost.readers.formats.pages.html.nodes import Node
from fingerpost.readers.formats.pages.html.parse import Document, open_page
from fingerpost.readers.formats.pages.html.related import mark_related
from fingerpost.readers.formats.pages.html.scope import Outline
from fingerpost.readers.formats.pages.html.shape import Sizes
from fingerpost.readers.formats.pages.html.single import Single, page_itself
from fingerpost.readers.formats.pages.html.single.posts import is_hour_of_post
from fingerpost.readers.formats.pages.html.vocabulary import is_section_name, kinds_in
from fingerpost.readers.formats.pages.html.walk import Item, Page, Walk
from fingerpost.readers.formats.pages.html.when import Calendar
from fingerpost.readers.formats.posts.post import read_post
from fingerpost.readers.types import Balance, Candidate, Entry, Issue, Kind, Reading, Source
from fingerpost.readers.values.dates import Span, day_order
from fingerpost.readers.values.names import known_names
from fingerpost.readers.values.zones import settling_places

NAME = "html page"
_SURE, _LIKELY, _UNSURE = 1.0, 0.9, 0.7
_MAX_TITLE_WORDS = 8
_MAX_NAME = 2  #: words of an author's or a category's name
_BARE = 400  #: characters; a page that its scripts fill has little more than a menu
_ORDER_SAMPLE = 60_000


def read_html(source: Source) -> Reading:
    """Read the records that a page of HTML lists, or the one that it is.

    Raises UnreadableSource if there is no page to read or if it is too large. Everything smaller that is wrong becomes an
    Issue. Every row, list entry, card and paragraph of the page stands once in the balance; a menu, a foot or a sidebar
    counts as one element.
    """
    with collector_paused():
        return _read(source)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the garbage collector from going through the growing tree of a page again and again: a fifth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _read(source: Source) -> Reading:
    document = open_page(source)
    page = _page(document, source)
    calendar = page.outline.calendar
    context = Context(today=source.today, known=page.known, order=calendar.order, places=calendar.places)
    found = [*_stated(document, page), *_embedded(document, page, context)]
    Walk(page).run(document.body)
    itself = page_itself(document, page)
    if itself is None and not found and not page.items:
        found = _from_data(document, page)
    if itself is not None:
        records, issues = _alone(itself, page)
    else:
        if document.meta.get("og:type") == "article" and not page.kinds and _is_article(document, page):
            found = [one for one in found if one[0].type != "update"]  # posts that it quotes
        found += [_candidate(item) for item in _own_items(document, page)]
        records, issues = merged(found)
        _put_aside(page, kept={record.origin for record, _ in found}, reason="The page lists nothing.")
    return Reading(
        reader=NAME,
        records=tuple(records),
        issues=tuple(issues),
        balance=Balance(unit="element", entries=tuple(page.entries)),
        title=document.title,
        language=document.language,
        facts={"encoding": document.encoding, **({"address": document.address} if document.address else {})},
    )


def _page(document: Document, source: Source) -> Page:
    sizes = Sizes.of(document.body)
    mark_related(document.body, sizes)
    sample = document.body.text(_ORDER_SAMPLE)
    calendar = Calendar(source.today, day_order(sample), places=settling_places(sample))
    calendar = calendar.in_year_of(_own_part(document.title or "")) or calendar
    heads = [node for node in document.body.walk() if node.tag == "h1" and node.has_text()]
    titles = [document.title or "", document.meta.get("og:title", "")]
    first = heads[0].text(300) if heads else ""
    texts = {first.casefold()} if len({node.text(300) for node in heads}) == 1 or _opens(first, titles) else set[str]()
    texts |= {_own_part(title).casefold() for title in titles if title}
    return Page(
        outline=Outline(calendar),
        sizes=sizes,
        known=known_names(),
        base=document.base,
        kinds=_page_kinds(document, first),
        is_named_list=any(is_section_name(name) for name in (first, _own_part(document.title or ""))),
        title_texts=frozenset(texts - {""}),
        tabs=_tabs(document.body),
        main=main_part(document.body, sizes),
    )


def _opens(heading: str, titles: list[str]) -> bool:
    return bool(heading) and any(title.casefold().startswith(heading.casefold()) for title in titles)


def _own_part(title: str) -> str:
    """A document's title without the site's name behind it."""
    for mark in (" | ", " – ", " — ", " - ", " · ", " :: ", " » ", "｜"):
        title = title.split(mark, 1)[0]
    return " ".join(title.split())


def _page_kinds(document: Document, heading: str) -> tuple[Kind, ...]:
    """What the page's own name says, then its address: "/events/", "/publications/2020"."""
    for name in (heading, _own_part(document.title or "")):
        if name and len(name.split()) <= _MAX_TITLE_WORDS and (kinds := kinds_in(name)):
            return kinds
    path = (document.address or "").split("//", 1)[-1].partition("/")[2].partition("?")[0]
    for part in reversed(path.split("/")):
        if part and len(part) <= 40 and (kinds := kinds_in(part.replace("-", " ").replace("_", " ").rsplit(".", 1)[0])):
            return kinds
    return ()


def _tabs(body: Node) -> dict[str, str]:
    """The titles of tabs, by the id of the tab or of the panel that it opens."""
    found: dict[str, str] = {}
    for node in body.walk():
        role = node.attrs.get("role", "")
        target = node.attrs.get("aria-controls") or node.attrs.get("href", "").partition("#")[2]
        is_tab = role == "tab" or (
            node.tag in ("a", "button") and ("tab" in node.marks or any("tab" in one.marks for one in _above(node, 2)))
        )
        if is_tab and (text := node.text(120)):
            for key in (target, node.attrs.get("id", "")):
                if key:
                    found.setdefault(key, text)
    return found


def _above(node: Node, most: int) -> list[Node]:
    found: list[Node] = []
    above = node.parent
    while above is not None and len(found) < most:
        found.append(above)
        above = above.parent
    return found


def _stated(document: Document, page: Page) -> list[tuple[Candidate, list[Issue]]]:
    found = []
    for statement in [*structured.things_in(document.data), *structured.microdata(document.body)]:
        fields = structured.fill(page.fields(), statement.thing)
        if not fields.title or (fields.when is None and fields.url is None):
            continue
        if statement.node is not None:
            page.posts.add(id(statement.node))
        page.entries.append(Entry(origin=statement.origin, fate="read", text=fields.title[:200], reason="event"))
        item = Item(fields, "event", statement.origin, None, fields.title, fields.language or document.language)
        found.append(_candidate(item))
    return found


def _from_data(document: Document, page: Page) -> list[tuple[Candidate, list[Issue]]]:
    """What the page would show once its scripts had run, if it is about events or shows next to nothing without them."""
    if "event" not in page.kinds and page.sizes.text[id(document.body)] > _BARE:
        return []
    found = []
    for origin, thing in page_data.events_in(document.page_data):
        fields = structured.fill(page.fields(), thing)
        fields.register_url = next((fields.address(text) for text in structured.texts(thing.get("registration"))), None)
        if fields.title and fields.when is not None:
            page.entries.append(Entry(origin=origin, fate="read", text=fields.title[:200], reason="event"))
            item = Item(fields, "event", origin, None, fields.title, fields.language or document.language)
            found.append(_candidate(item))
    return found


def _alone(itself: Single, page: Page) -> tuple[list[Candidate], list[Issue]]:
    """The one record that a page is; what looked like further ones belongs to it or leads elsewhere."""
    item = itself.item
    _put_aside(page, kept=set(), reason="Part of the one thing that the page is about, or leads elsewhere.")
    page.entries = [entry for entry in page.entries if entry.origin != item.origin]
    page.entries.append(Entry(origin=item.origin, fate="read", text=item.fields.title[:200], reason=item.kind))
    record, issues = _candidate(item)
    issues = [*itself.issues, *issues]
    return [replace(record, confidence=min(record.confidence, _UNSURE)) if itself.issues else record], issues


def _own_items(document: Document, page: Page) -> list[Item]:
    """The items of a page; of what stands about an article, only what is said to be an event, a document or the like.

    One alone that nothing calls so, on a page that is called nothing either, is no list: an author and a day, a category.
    """
    page.items = [item for item in page.items if item.kind != "event" or not is_hour_of_post(item.fields)]
    unnamed = {item.origin for item in page.items if not item.is_named}
    if not unnamed:
        return page.items
    only = page.items[0].fields if len(page.items) == 1 and not page.kinds else None
    alone = only is not None and not only.impossible and len(only.title.split()) <= _MAX_NAME
    if alone or _is_article(document, page):
        return [item for item in page.items if item.origin not in unnamed]
    return page.items


def _is_article(document: Document, page: Page) -> bool:
    return is_article(document.body, page.sizes, taken=frozenset(item.origin for item in page.items))


def _put_aside(page: Page, *, kept: set[str], reason: str) -> None:
    """Ignore what was read and gives no record of its own after all."""
    page.entries = [
        replace(entry, fate="ignored", reason=reason) if entry.fate == "read" and entry.origin not in kept else entry
        for entry in page.entries
    ]


def _embedded(document: Document, page: Page, context: Context) -> list[tuple[Candidate, list[Issue]]]:
    found: list[tuple[Candidate, list[Issue]]] = []
    for node, text in posts_in(document.body, page.sizes):
        page.posts.add(id(node))
        post = read_post(text, line=0, origin=node.origin, context=context)
        page.entries.append(Entry(origin=node.origin, fate="read", text=text[:200], reason="post"))
        found += [(record, []) for record in post.records]
        if post.issues and found:
            found[-1] = (found[-1][0], list(post.issues))
    return found


def _candidate(item: Item) -> tuple[Candidate, list[Issue]]:
    fields, kind = item.fields, item.kind
    settle(fields, kind)
    facts = Facts(
        when=fields.when,
        deadline=fields.deadline,
        published=Span(0, 0, fields.published) if fields.published else None,
        impossible=fields.impossible,
        url=_own_address(fields),
        register_url=fields.register_url,
        recording_url=fields.recording_url,
        status=fields.status if kind == "event" else None,
    )
    record, issues = candidate(
        kind=kind,
        title=fields.title,
        organisers=fields.organisers if kind != "update" else (),
        facts=facts,
        origin=item.origin,
        raw=item.text[:2_000],
        section=item.section,
        confidence=_confidence(fields),
        place=fields.place,
        series=fields.series,
    )
    return replace(record, language=item.language, summary=fields.summary), issues


def _own_address(fields: Fields) -> str | None:
    return fields.url or fields.more_url or fields.file_url


def _confidence(fields: Fields) -> float:
    if fields.extra_days:
        return _UNSURE
    return _SURE if fields.labelled or fields.lead else _LIKELY
