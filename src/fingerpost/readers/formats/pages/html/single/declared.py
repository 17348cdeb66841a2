"""What a page states about itself for machines, as the facts of one item.

Sources: schema.org; Highwire's ``citation_`` tags as Google Scholar describes them; DCMI Metadata Terms; the Open Graph
protocol with its ``article:`` and ``event:`` names.
"""

import re
from dataclasses import dataclass

from fingerpost.readers.formats.pages.html.fields import Fields, as_day
from fingerpost.readers.formats.pages.html.parse import Document, declared_language
from fingerpost.readers.formats.pages.html.single.settling import ONLINE
from fingerpost.readers.formats.pages.html.single.things import types_of
from fingerpost.readers.formats.pages.html.structured import Statement, Thing, fill, names_in, plain, texts
from fingerpost.readers.formats.pages.html.when import machine_moment
from fingerpost.readers.types import Kind
from fingerpost.readers.values.dates import Span, find_spans
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.urls import is_form


def _types(names: str) -> frozenset[str]:
    return frozenset(names.split())


WORKS = _types(
    "Report ScholarlyArticle TechArticle MedicalScholarlyArticle Dataset DataCatalog VideoObject Book Chapter PublicationIssue PublicationVolume Thesis "
    "DigitalDocument PresentationDigitalDocument TextDigitalDocument SpreadsheetDigitalDocument Guide LearningResource Legislation PodcastEpisode "
    "AudioObject HowTo Map Poster SoftwareApplication WebApplication"
)
NEWS = _types(
    "Article NewsArticle BlogPosting ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle LiveBlogPosting "
    "SocialMediaPosting AdvertiserContentArticle"
)
#: some themes call every page of a site a CreativeWork
PAGES = _types(
    "CreativeWork WebPage ItemPage AboutPage ContactPage FAQPage QAPage CollectionPage SearchResultsPage ProfilePage CheckoutPage"
)
NO_ITEM = _types("AboutPage ContactPage FAQPage QAPage SearchResultsPage ProfilePage CheckoutPage JobPosting")
_PLACE_BEFORE = re.compile(r"^[A-Z][\w .-]+(?:, [A-Z][\w .]+)?\s?: (?=[A-Z])")
_THREE_LETTERS = {
    "eng": "en", "fre": "fr", "fra": "fr", "spa": "es", "por": "pt", "ger": "de", "deu": "de", "kor": "ko", "jpn": "ja", "zho": "zh", "chi": "zh",
    "tha": "th", "vie": "vi", "ind": "id", "ara": "ar", "rus": "ru", "nep": "ne", "ben": "bn", "hin": "hi", "ita": "it", "tur": "tr",
}  # fmt: skip
_MAX_SUMMARY = 1_000
_HIGHWIRE = "citation_"


@dataclass(frozen=True, slots=True)
class Declared:
    """One statement about the page's item."""

    kind: Kind
    fields: Fields
    source: str  #: "JSON-LD 1, thing 2", "citation tags"


def from_thing(statement: Statement, fields: Fields) -> Declared | None:
    """Return an event or a document stated for machines; None for anything else."""
    types = set(types_of(statement.thing))
    if any(one.endswith("Event") or one in ("Hackathon", "EventSeries", "CourseInstance") for one in types):
        fill(fields, statement.thing)
        _add_event(fields, statement.thing)
        return Declared("event", fields, statement.origin) if fields.title else None
    if types & WORKS and not types & NEWS:
        _fill_work(fields, statement.thing)
        return Declared("resource", fields, statement.origin) if fields.title else None
    return None


def _add_event(fields: Fields, thing: Thing) -> None:
    for offer in _dicts(thing.get("offers")):
        for href in texts(offer.get("url")):
            if is_form(href) and fields.address(href) != fields.url:
                fields.add_link("register", href)
    for action in _dicts(thing.get("potentialAction")):
        if any("Register" in one or "Join" in one or "Reserve" in one for one in types_of(action)):
            target = action.get("target")
            hrefs = texts(target) or [
                href for one in _dicts(target) for href in texts(one.get("urlTemplate") or one.get("url"))
            ]
            for href in hrefs[:1]:
                fields.add_link("register", href)
    for record in _dicts(thing.get("recordedIn")):
        for href in texts(record.get("url") or record.get("contentUrl"))[:1]:
            fields.add_link("recording", href)
    if fields.place is None and (
        "Online" in plain(thing.get("eventAttendanceMode")) or _is_virtual(thing.get("location"))
    ):
        fields.place = ONLINE


def _is_virtual(location: object) -> bool:
    return any("VirtualLocation" in types_of(one) for one in _dicts(location))


def _dicts(found: object) -> list[Thing]:
    ones: list[object] = found[:100] if isinstance(found, list) else [found]
    return [one for one in ones if isinstance(one, dict)]


def _fill_work(fields: Fields, thing: Thing) -> None:
    names = [plain(thing.get("name")), plain(thing.get("headline"))]
    fields.set_title(max(names, key=len))
    fields.url = next((one for text in texts(thing.get("url")) if (one := fields.address(text))), None)
    fields.published = day_stated(
        plain(thing.get("datePublished") or thing.get("uploadDate") or thing.get("dateCreated")), fields
    )
    for key in ("publisher", "sourceOrganization", "provider"):
        if not fields.organisers:
            fields.organisers = publishers(names_in(thing.get(key)))
    if not fields.organisers:
        made = [one for key in ("author", "creator") for one in _dicts(thing.get(key))]
        channel = [one for one in made if "Organization" in " ".join(types_of(one)) or "VideoObject" in types_of(thing)]
        fields.organisers = publishers(list(dict.fromkeys(name for one in channel for name in names_in(one))))
    fields.language = language_stated(thing.get("inLanguage"))
    fields.summary = plain(thing.get("description"))[:_MAX_SUMMARY] or None
    fields.series = next(
        (
            name
            for one in _dicts(thing.get("isPartOf"))
            if {"CreativeWorkSeries", "Periodical", "BookSeries"} & set(types_of(one))
            for name in names_in(one)
        ),
        None,
    )


def from_tags(document: Document, fields: Fields) -> Declared | None:
    """Return the document that ``citation_`` or Dublin Core tags describe; a site's own name in them is none."""
    highwire = _all(document, r"citation_title|(?:eprints|bepress_citation)[._]title")
    core = _all(document, r"(?:dc|dcterms)[.:]title")
    dated = _all(document, r"citation_(?:publication_|online_)?date|citation_year") or _all(
        document,
        r"(?:dc|dcterms)[.:](?:date\.issued|issued|date|date\.created|created|available)|(?:eprints|bepress_citation)[._]date",
    )
    told = _all(document, r"(?:dc|dcterms)[.:](?:type|identifier|identifier\.\w+|creator|creator\.\w+)")
    if not highwire and not (core and (dated or told)):
        return None
    fields.set_title((highwire or core)[0])
    fields.published = next((day for text in dated if (day := day_stated(text, fields))), None)
    names = (
        _all(document, r"citation_(?:publisher|technical_report_institution|dissertation_institution)")
        or _all(document, r"(?:dc|dcterms)[.:]publisher|eprints\.publisher")
        or _all(document, r"citation_(?:journal|inbook|conference)_title|dc\.source")[:1]
    )
    fields.organisers = publishers(names)
    languages = _all(document, r"citation_language") or _all(document, r"(?:dc|dcterms)[.:]language")
    tags = {tag for text in languages if (tag := language_stated(text))}
    fields.language = tags.pop() if len(tags) == 1 else None
    fields.summary = (
        next(
            iter(_all(document, r"citation_abstract|(?:dc|dcterms)[.:](?:description\.abstract|abstract|description)")),
            "",
        )[:_MAX_SUMMARY]
        or None
    )
    address = next(iter(_all(document, r"citation_(?:abstract_html|public|fulltext_html)_url")), "")
    fields.url = fields.address(address) if address else None
    if files := _all(document, r"citation_pdf_url|eprints\.document_url|bepress_citation_pdf_url"):
        fields.add_link("file", files[0])
    return Declared("resource", fields, "citation tags" if highwire else "Dublin Core tags")


def from_open_graph(document: Document, fields: Fields) -> Declared | None:
    """Return the event or the document that Open Graph's type names."""
    kind = document.meta.get("og:type", "").casefold()
    start = document.meta.get("event:start_time", "")
    title = document.meta.get("og:title", "")
    if not title:
        return None
    if start or re.search(r"(?:^|[.:])events?(?:$|[.:])", kind):
        fields.set_title(title)
        moment, end = machine_moment(start), machine_moment(document.meta.get("event:end_time", ""))
        fields.when = Span(0, 0, moment, end) if moment else None
        return Declared("event", fields, "Open Graph")
    if kind.partition(".")[0] in ("book", "books", "video"):
        fields.set_title(title)
        fields.published = day_stated(
            document.meta.get("book:release_date") or document.meta.get("video:release_date") or "", fields
        )
        return Declared("resource", fields, "Open Graph")
    return None


def page_published(document: Document, things: list[Statement], fields: Fields) -> Moment | None:
    """The day on which the page itself came out, as its head tells it."""
    stated = document.meta.get("article:published_time") or document.meta.get("article:published") or ""
    if day := day_stated(stated, fields):
        return day
    for statement in things:
        if set(types_of(statement.thing)) & (NEWS | PAGES) and (
            day := day_stated(plain(statement.thing.get("datePublished")), fields)
        ):
            return day
    return None


def page_publishers(things: list[Statement], *, site: str) -> list[str]:
    """Who published the page: an organisation named as its author goes before the site that holds it."""
    for statement in things:
        authors = [one for one in _dicts(statement.thing.get("author")) if "Organization" in " ".join(types_of(one))]
        names = publishers([name for one in authors for name in names_in(one)])
        if names and set(types_of(statement.thing)) & NEWS and names != [site]:
            return names
    for statement in things:
        if set(types_of(statement.thing)) & (NEWS | PAGES) and (
            names := publishers(names_in(statement.thing.get("publisher")))
        ):
            return names
    return []


def publishers(names: list[str]) -> list[str]:
    """Names as an editor writes them: "Washington, DC: World Bank" is the World Bank."""
    return list(dict.fromkeys(name for text in names if (name := _PLACE_BEFORE.sub("", text).strip())))


def language_stated(found: object) -> str | None:
    """Return the one language that a tag or a thing states, as BCP 47; None for several."""
    ones = found if isinstance(found, list) else [found]
    tags = set()
    for one in ones[:20]:
        text = plain(one.get("alternateName") or one.get("name")) if isinstance(one, dict) else plain(one)
        if text.casefold() in _THREE_LETTERS:
            tags.add(_THREE_LETTERS[text.casefold()])
        elif tag := (declared_language(text) if len(text.split("-")[0].split("_")[0]) == 2 else language_tag(text)):
            tags.add(tag)
    return tags.pop() if len(tags) == 1 else None


def day_stated(text: str, fields: Fields) -> Moment | None:
    """The day, month or year in a tag: "2021/04/28", "2020-12-04T17:52:21Z", "June 2021"."""
    text = text.strip()
    moment = machine_moment(text.replace("/", "-")) if text else None
    if moment is None and text:
        spans = find_spans(text[:60], today=fields.calendar.today, order=fields.calendar.order)
        moment = spans[0].start if spans else None
    return as_day(moment)


def _all(document: Document, pattern: str) -> list[str]:
    compiled = re.compile(pattern)
    return list(dict.fromkeys(content for name, content in document.tags if content and compiled.fullmatch(name)))
