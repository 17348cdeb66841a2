"""One record with everything that its own page says, as small frozen values that the template only prints."""

from dataclasses import dataclass
from itertools import groupby

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fingerpost.catalogue.models import Credit, Link, Organisation, Record, Series, Theme
from fingerpost.catalogue.validators import validate_web_address
from fingerpost.finding import likeness
from fingerpost.intake.models import Item
from fingerpost.site.listing import TITLES
from fingerpost.site.presenting import languages, posts, times
from fingerpost.site.presenting.rows import (
    Post,
    Row,
    host,
    label,
    list_address,
    place_text,
    post,
    row,
    translation,
)
from fingerpost.site.presenting.times import Viewing
from fingerpost.site.querysets import members_of
from fingerpost.site.words import language_name

Kind = Record.Kind
Role = Link.Role
MOST_ALIKE = 5
#: How much of what a source said is shown as it stood, in characters.
LONGEST_RAW = 4000
LONGEST_REMARK = 1000
DESCRIPTION_LENGTH = 200
#: Below this an editor should have looked (the readers' own rule).
DOUBTFUL = 0.6


@dataclass(frozen=True, slots=True)
class Way:
    """An address that leads out of the hub."""

    role: str
    url: str
    label: str
    host: str
    language: str  #: its name, where the link states one that is not the page's


@dataclass(frozen=True, slots=True)
class Credited:
    """The organisations with one role, in order."""

    role: str
    organisations: list[Organisation]


@dataclass(frozen=True, slots=True)
class InSeries:
    """Where a record stands in its series; no number where it has none."""

    series: Series
    number: int | None
    total: int
    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True)
class Line:
    """Another record in one line."""

    url: str
    title: str
    attributes: SafeString
    label: str
    days: str
    language: str  #: its name, where it is not the page's


@dataclass(frozen=True, slots=True)
class Telling:
    """The record's words in one more language."""

    language: str
    attributes: SafeString
    title: str
    paragraphs: list[SafeString]
    by_machine: bool


@dataclass(frozen=True, slots=True)
class Origin:
    """Where facts of the record come from."""

    source: str
    url: str
    item_source: str  #: the source of this one fact, where it is not the batch's own
    item_url: str
    locator: str
    reader: str
    read: str
    raw: str
    is_cut: bool
    is_doubtful: bool
    remarks: list[str]


@dataclass(frozen=True, slots=True)
class Details:
    """All that a record's page shows. ``row`` holds what its row in a list would say: title, day, clock, label."""

    row: Row
    address: str  #: empty for a record that was never saved
    list_address: str
    list_title: str
    description: str
    post: Post | None
    paragraphs: list[SafeString]
    attributes: SafeString  #: of the summary, which may be in another language than the title
    result: list[SafeString]
    day_label: str
    days: str
    machine_day: str
    deadline: str
    registration_is_open: bool
    main: Way | None
    ways: list[Way]
    credits: list[Credited]
    place: str
    mode: str
    level: str
    language: str
    tellings: list[Telling]
    themes: list[Theme]
    origins: list[Origin]
    added: str
    changed: str
    in_series: InSeries | None
    alike: list[Line]


def details(record: Record, seen: Viewing) -> Details:
    """Return all that the record's page says. A draft that was never saved has no address and no provenance."""
    shown = row(record if record.key else _with_key(record), seen)
    ways = _ways(record, seen)
    is_saved = bool(record.pk)
    return Details(
        row=shown,
        address=shown.url if is_saved else "",
        list_address=list_address(record.kind),
        list_title=str(TITLES[record.kind][0]),
        description=_description(record, shown, seen),
        post=post(record, seen) if record.kind == Kind.UPDATE else None,
        paragraphs=_paragraphs(_own_summary(record, seen)),
        attributes=_attributes(record.summary, record, seen),
        result=_paragraphs(record.result),
        day_label=_day_label(record),
        days=times.day_text(record),
        machine_day=times.machine_day(record),
        deadline=times.deadline_text(record),
        registration_is_open=times.registration_is_open(record, now=seen.now),
        main=next((way for way in ways if way.role == Role.ITEM), None),
        ways=[way for way in ways if way.role != Role.ITEM],
        credits=_credits(record),
        place=place_text(record, seen) if record.place else "",
        mode=str(record.get_mode_display()),
        level=str(record.get_level_display()),
        language=language_name(record.language) if record.language else "",
        tellings=_tellings(record, seen),
        themes=list(record.themes.all()),
        origins=[_origin(item) for item in record.provenance.all()] if is_saved else [],
        added=times.moment_text(record.created_at) if record.created_at else "",
        changed=_changed(record),
        in_series=_in_series(record),
        alike=_alike(record, seen) if is_saved else [],
    )


def _with_key(record: Record) -> Record:
    record.key = "draft"  # stands in the preview's address only: a record gets its key when it is first saved
    return record


def _own_summary(record: Record, seen: Viewing) -> str:
    told = translation(record, seen)
    return told.summary if told and told.summary else record.summary


def _attributes(words: str, record: Record, seen: Viewing) -> SafeString:
    told = translation(record, seen)
    if told and told.summary:
        return languages.fragment_attributes(told.language, seen.language)
    language = languages.language_of_words(words, record, page=seen.language)
    return languages.fragment_attributes(language, seen.language)


def _paragraphs(text: str) -> list[SafeString]:
    return [posts.linked(part) for part in text.replace("\r\n", "\n").split("\n") if part.strip()]


def _description(record: Record, shown: Row, seen: Viewing) -> str:
    facts = " · ".join(filter(None, [shown.label, times.day_text(record), shown.by]))
    summary = " ".join(_own_summary(record, seen).split())
    return Truncator(f"{facts}. {summary}" if summary else facts).chars(DESCRIPTION_LENGTH)


def _ways(record: Record, seen: Viewing) -> list[Way]:
    return [_way(link, record, seen) for link in record.links.all() if is_web_address(link.url)]


def _way(link: Link, record: Record, seen: Viewing) -> Way:
    site = host(link.url)
    language = link.language or ("" if link.role != Role.ITEM else record.language)
    is_foreign = language and not languages.same_language(language, seen.language)
    return Way(
        role=link.role,
        url=link.url,
        label=_way_label(link, site),
        host=site,
        language=language_name(language) if is_foreign else "",
    )


def _way_label(link: Link, site: str) -> str:
    if link.role == Role.ITEM:
        return _("Open at %(host)s") % {"host": site}
    named = {
        Role.REGISTER: _("Register"),
        Role.RECORDING: _("Watch the recording"),
        Role.SLIDES: _("Slides"),
        Role.FILE: _("File"),
        Role.RELATED: _("Related page"),
    }
    return link.title or named[Role(link.role)]


def is_web_address(url: str) -> bool:
    """True if a visitor may be sent there; an import may have brought in what no form would have let through."""
    try:
        validate_web_address(url)
    except ValidationError:
        return False
    return True


def _credits(record: Record) -> list[Credited]:
    order = list(Credit.Role)
    by_role = sorted(record.credits.all(), key=lambda credit: order.index(Credit.Role(credit.role)))
    grouped = [(role, [one.organisation for one in ones]) for role, ones in groupby(by_role, key=lambda one: one.role)]
    return [Credited(_role_label(role, len(organisations)), organisations) for role, organisations in grouped]


def _role_label(role: str, count: int) -> str:
    labels = {
        Credit.Role.ORGANISER: ngettext("Organiser", "Organisers", count),
        Credit.Role.PUBLISHER: ngettext("Publisher", "Publishers", count),
        Credit.Role.PARTNER: ngettext("Partner", "Partners", count),
        Credit.Role.HOST: ngettext("Host", "Hosts", count),
        Credit.Role.OCCASION: _("Held at"),
        Credit.Role.FUNDER: ngettext("Funder", "Funders", count),
    }
    return labels[Credit.Role(role)]


def _tellings(record: Record, seen: Viewing) -> list[Telling]:
    """Return the words in the other languages; where the page already tells a translation, the original is one too."""
    shown = translation(record, seen)
    others = [told for told in record.translations.all() if told != shown]
    tellings = [_telling(told.language, told.title, told.summary, seen, by_machine=told.by_machine) for told in others]
    if shown:
        tellings.insert(0, _telling(record.language, record.title, record.summary, seen, by_machine=False))
    return tellings


def _telling(language: str, title: str, summary: str, seen: Viewing, *, by_machine: bool) -> Telling:
    return Telling(
        language=language_name(language),
        attributes=languages.fragment_attributes(language, seen.language),
        title=title,
        paragraphs=_paragraphs(summary),
        by_machine=by_machine,
    )


def _origin(item: Item) -> Origin:
    batch = item.batch
    return Origin(
        source=batch.name,
        url=batch.url if is_web_address(batch.url) else "",
        item_source=item.source_title or (host(item.source_url) if is_web_address(item.source_url) else ""),
        item_url=item.source_url if is_web_address(item.source_url) else "",
        locator=item.locator,
        reader=batch.reader,
        read=times.moment_text(batch.imported_at),
        raw=item.raw[:LONGEST_RAW],
        is_cut=len(item.raw) > LONGEST_RAW,
        is_doubtful=item.confidence < DOUBTFUL,
        remarks=_remarks(item),
    )


def _remarks(item: Item) -> list[str]:
    """Return what is said of this entry's truth: by whoever keeps the source as a whole, and of the entry alone."""
    data = item.data if isinstance(item.data, dict) else {}
    row = data.get("row")
    said = [item.batch.facts.get("about"), row.get("notes") if isinstance(row, dict) else "", data.get("note")]
    if isinstance(data.get("themes"), str):
        said.append(_("Themes: %(remark)s") % {"remark": data["themes"]})
    return [words[:LONGEST_REMARK] for words in said if words and isinstance(words, str)]


def _changed(record: Record) -> str:
    if not (record.created_at and record.updated_at):
        return ""
    changed, added = times.moment_text(record.updated_at), times.moment_text(record.created_at)
    return "" if changed == added else changed


def _in_series(record: Record) -> InSeries | None:
    if record.series is None:
        return None
    members = list(
        members_of(record.series).only("pk", "key", "title", "kind", "number", "series", "start_date", "precision")
    )
    at = next((place for place, member in enumerate(members) if member.pk == record.pk), None)
    return InSeries(
        series=record.series,
        number=record.number,
        total=len(members),
        before=members[at - 1] if at else None,
        after=members[at + 1] if at is not None and at + 1 < len(members) else None,
    )


def _alike(record: Record, seen: Viewing) -> list[Line]:
    """Return the records most like this one, the one that tells the same in another language among them."""
    pks = likeness.more_like(record.pk, most=MOST_ALIKE)
    found = Record.objects.live().select_related("phase").in_bulk(pks) if pks else {}
    return [_line(found[pk], seen) for pk in pks if pk in found]


def _line(record: Record, seen: Viewing) -> Line:
    language = languages.language_of_words(record.title, record, page=seen.language)
    is_foreign = record.language and not languages.same_language(record.language, seen.language)
    return Line(
        url=record.get_absolute_url(),
        title=str(record),
        attributes=languages.fragment_attributes(language, seen.language),
        label=label(record),
        days=times.day_text(record),
        language=language_name(record.language) if is_foreign else "",
    )


def _day_label(record: Record) -> str:
    return {
        Kind.EVENT: _("Date"),
        Kind.RESOURCE: _("Published"),
        Kind.MEASURE: _("Time"),
        Kind.UPDATE: _("Posted"),
    }[Kind(record.kind)]
