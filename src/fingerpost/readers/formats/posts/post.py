"""One social post, as a page embeds it or as it was copied: what it announces, and itself as an update."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from fingerpost.readers.formats.cells import part_title
from fingerpost.readers.formats.facts import DOUBTFUL, Context, candidate, gather
from fingerpost.readers.formats.posts.announced import Announced, announced, clean, quoted_titles, title_of
from fingerpost.readers.formats.posts.body import Body, body_of
from fingerpost.readers.formats.posts.marks import (
    AGO,
    END,
    calls,
    is_genre,
    is_over,
    looks_like_post,
    names_kind_of_event,
)
from fingerpost.readers.formats.posts.who import labelled_names
from fingerpost.readers.types import Candidate, Issue
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.languages import language_tag
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.roles import date_role
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.urls import find_urls, without_addresses
from fingerpost.readers.values.zones import offset_at, settled_by_places

_MAX_POST = 10_000
_MAX_TITLE = 140
_MAX_EVENTS = 12
_MAX_PLACE = 160
_MIN_LISTED = 8
_EDGE = " \t\u00a0,;:：|–—-•·()"
_HEADLINE_WORDS = 4
_MAX_PLAUSIBLE_AGE = timedelta(days=400)
#: "Metropolis @metropolis_org · 11 May 2020": who posted it, and when
_AUTHOR = re.compile(r"^[^\n@]{0,60}@\w{2,40}\s*(?:[·•|]|$)")
#: "before 15 June" is until when something is open, not when something is.
_UNTIL = re.compile(
    r"\b(?:before|by|until|till|no later than|through|antes del?|hasta(?: el)?|avant(?: le)?|jusqu[’']au|até|sebelum|paling lambat|hingga|sampai|bis(?: zum)?|vor dem|trước(?: ngày)?|since|"
    r"desde(?: el)?|depuis(?: le)?|sejak|seit)\s+(?:the\s+|el\s+|le\s+|dia\s+|ngày\s+|tanggal\s+)?$",
    re.IGNORECASE,
)
_RECORDED = re.compile(
    r"\brecord(?:ing|ed)s?\b|\breplay\b|\bon[- ]demand\b|grabaci[óo]n|enregistrement|rediffusion|gravação|rekaman|録画|アーカイブ|다시\s?보기|녹화|回放|录像",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\s?(?:부터|から|起|以来|以來)")
_SENTENCE = re.compile(r"[^.!?\n。！？]*(?:[.!?。！？](?!\s|$|[”’\"'])[^.!?\n。！？]*)*[.!?。！？]*[”’\"']?")


@dataclass(frozen=True, slots=True)
class ReadPost:
    """What one post gave."""

    records: tuple[Candidate, ...]
    issues: tuple[Issue, ...]


def read_post(
    text: str, *, line: int, origin: str, context: Context, section: str | None = None, published: Moment | None = None
) -> ReadPost:
    """Return the events announced in a post, if any, and the post as an update.

    ``text`` may open with its age ("1 day ago") or its date, unless ``published`` is known already. A date without a year is
    not before the post's own date where that is known, and otherwise takes the year of the dates near it.
    """
    content, issues = text[:_MAX_POST], list[Issue]()
    if published is None:
        content, published, issues = _without_age(content, line, origin, context)
    if published and published.precision in {"day", "minute"}:
        context = replace(context, after=published.first_day())
    content = END.sub("", content.strip()).strip()
    events = _events(content, line=line, origin=origin, context=context, section=section)
    if published is None:
        published = _told_date(content, line, context)
    records = [record for record, _ in events]
    issues.extend(issue for _, found in events for issue in found)
    update = Candidate(
        type="update", title=_post_title(content), origin=origin, published=published, section=section, summary=squeeze(content)[:2000] or None,
        raw=text[:2000], confidence=0.9,
    )  # fmt: skip
    return ReadPost((*records, update), tuple(issues))


def read_announcement(
    text: str, *, line: int, origin: str, context: Context, section: str | None = None
) -> list[tuple[Candidate, list[Issue]]]:
    """Return the events that a paragraph announces, as ``read_post`` does, without the paragraph itself."""
    return _events(text[:_MAX_POST], line=line, origin=origin, context=context, section=section)


def _told_date(text: str, line: int, context: Context) -> Moment | None:
    spans = context.spans(text, line)
    dated = next((span for span in spans if date_role(text, span) == "published" and not span.year_inferred), None)
    return dated.start if dated else None


def _events(
    content: str, *, line: int, origin: str, context: Context, section: str | None
) -> list[tuple[Candidate, list[Issue]]]:
    body = body_of(content, context)
    spans = [_settled(span, content) for span in context.spans(body.text, line)]
    days = [span for span in spans if _is_day(body.text, span)]
    if not days or not _announces(content, body, days):
        return []
    found = []
    for part, heads in _parts(body, days, context):
        made = _event(part, heads, content, line=line, origin=origin, context=context, section=section)
        if made:
            found.append(made)
    return found


def _is_day(text: str, span: Span) -> bool:
    """True for a date on which something can be: a day, not until when, since when or when it was published."""
    if date_role(text, span) not in {"occurs", "moved to"}:
        return False
    if span.end is None and (
        _UNTIL.search(text[max(span.begin - 30, 0) : span.begin])
        or (_SINCE.match(text[span.stop : span.stop + 4]) and not (span.start and span.start.time))
    ):
        return False
    return bool(span.problem or (span.start and span.start.day))


def _announces(content: str, body: Body, days: list[Span]) -> bool:
    """True if a post calls to what is still to come, and does not tell of what is over."""
    labelled = bool({"date", "time"} & body.labels.keys()) and bool(
        {"title", "organiser", "register", "place", "time", "deadline"} & body.labels.keys()
    )
    if labelled or body.labels.get("register"):
        return True
    if is_over(content):
        return False
    clocks = any(span.start and span.start.time for span in days)
    return calls(content) or (names_kind_of_event(content) and clocks)


def _parts(body: Body, days: list[Span], context: Context) -> list[tuple[Body, list[Span]]]:
    """One part for each event: lines with a day and a title each, or titles in quotation marks with a day of their own."""
    text = body.text
    if len(days) > 1 and not body.labels.get("title") and (listed := _listed(text, context)):
        return listed
    titles = quoted_titles(text)
    if len(days) < 2 or not 2 <= len(titles) == len(days) <= _MAX_EVENTS or body.labels.get("title"):
        return [(body, days)]
    places = sorted([(span.begin, "day") for span in days] + [(place, "title") for place, _ in titles])
    kinds = [kind for _, kind in places]
    if len({span.start.first_day() for span in days if span.start}) < 2:
        return [(body, days)]  # a day told twice is one event, and the other quotation its venue or its host
    if any(one == other for one, other in zip(kinds[::2], kinds[1::2], strict=False)):
        return [(body, days)]
    starts = [place for place, _ in places[::2]]
    cuts = [0, *(_clause_start(text, starts[n - 1], start) for n, start in enumerate(starts) if n), len(text)]
    found = []
    for begin, stop in pairwise(cuts):
        piece = text[begin:stop]
        part = Body(piece, piece, {})
        found.append((part, [span for span in context.spans(piece, 0) if _is_day(piece, span)]))
    return found


def _listed(text: str, context: Context) -> list[tuple[Body, list[Span]]]:
    """Lines of a list: each with a day of its own, and behind or before it a title, perhaps with its organisers."""
    found: list[tuple[Body, list[Span]]] = []
    for line in text.split("\n"):
        spans = [span for span in context.spans(line, 0) if _is_day(line, span)]
        if len(spans) != 1:
            continue
        rest = without_addresses(f"{line[: spans[0].begin]} {line[spans[0].stop :]}").strip(_EDGE)
        if len(rest.split()) >= 2 and len(rest) >= _MIN_LISTED and not is_genre(rest) and not calls(rest):
            parted = part_title(rest, context.known)
            labels = {"title": [parted.title], "organiser": list(parted.organisers)}
            found.append((Body(line, line, labels), spans))
    return found if len({str(spans[0].start) for _, spans in found}) > 1 else []


def _clause_start(text: str, after: int, place: int) -> int:
    """Where the clause begins in which a date or title stands: behind the last sentence end, comma or "and" before it."""
    cut = max(
        text.rfind(mark, after, place)
        for mark in (". ", "! ", "? ", "; ", ", ", "\n", " and ", " y ", " et ", " dan ", "。")
    )
    return cut + 1 if cut > after else place


def _event(
    body: Body, days: list[Span], content: str, *, line: int, origin: str, context: Context, section: str | None
) -> tuple[Candidate, list[Issue]] | None:
    if not days:
        return None
    spans = [_settled(span, content) for span in context.spans(body.text, line)]
    spans = _fullest([span for span in spans if date_role(body.text, span) != "occurs" or _is_day(body.text, span)])
    facts = gather(body.text, line, context, spans=spans)
    if facts.recording_url and not _RECORDED.search(content):
        # What is still to come is watched at an address, and has no recording yet.
        facts.url, facts.recording_url = facts.url or facts.recording_url, None
    told = _announced(body, days[0], context)
    record, issues = candidate(
        kind="event",
        title=told.title,
        organisers=told.organisers,
        facts=facts,
        origin=origin,
        raw=content[:2000],
        section=section,
        confidence=told.confidence,
        place=_place(body),
    )
    record = replace(record, language=language_tag(body.first("language") or ""))
    if not told.title:
        record = replace(record, confidence=min(record.confidence, DOUBTFUL))
    return record, issues


def _fullest(spans: list[Span]) -> list[Span]:
    """A day that is told again with its clock is told there."""
    clocked = {span.start.first_day() for span in spans if span.start and span.start.time}
    return [
        span
        for span in spans
        if not (span.start and span.start.day and span.start.time is None and span.end is None)
        or span.start.first_day() not in clocked
    ]


def _place(body: Body) -> str | None:
    """What a label says of where it is, without the addresses to join at."""
    place = squeeze(without_addresses(body.first("place") or "")).strip(" ,;:|–—-·.")
    return place if place and len(place) <= _MAX_PLACE else None


def _announced(body: Body, main: Span, context: Context) -> Announced:
    named = labelled_names(body.labels.get("organiser", ()), context.known)
    titled = body.first("title")
    date_text = body.text[main.begin : main.stop]
    dates = [(span.begin, span.stop) for span in context.spans(body.prose, 0)]
    told = announced(body.prose, body.prose.find(date_text), context.known, dates)
    if titled:
        told = Announced(title_of(titled), told.organisers, 0.95)
    elif told.confidence < 0.8 and (theme := body.first("theme")):
        told = Announced(title_of(theme), told.organisers, 0.8)
    return replace(told, organisers=named or told.organisers)


def _settled(span: Span, body: str) -> Span:
    """An abbreviation with several meanings means the clock of the one country or city that the post names."""
    name = settled_by_places(span.ambiguous_zone, body) if span.ambiguous_zone else None
    if name is None or span.start is None or span.start.time is None:
        return span
    offset = offset_at(name, span.start.first_day(), span.start.time)
    end = replace(span.end, offset=offset) if span.end and span.end.time else span.end
    return replace(span, start=replace(span.start, offset=offset), end=end, timezone=name, ambiguous_zone=None)


def _without_age(text: str, line: int, origin: str, context: Context) -> tuple[str, Moment | None, list[Issue]]:
    first, _, rest = text.strip().partition("\n")
    if match := AGO.fullmatch(first.strip(" .·")):
        published = date_of_age(match, context)
        if published is None:
            problem = f"The post says only “{squeeze(first)}”, and nothing tells on which day the page was saved."
            return rest, None, [Issue(problem=problem, remedy="Type the date of the post.", origin=origin)]
        return rest, published, []
    spans = context.spans(first, line)
    if _AUTHOR.match(first) and rest:
        dated = next((span.start for span in spans if not span.year_inferred), None)
        age = AGO.fullmatch(first.rpartition("·")[2].strip())
        return rest, dated or (date_of_age(age, context) if age else None), []
    if (
        spans
        and spans[0].start
        and rest
        and not spans[0].year_inferred
        and len(first) - (spans[0].stop - spans[0].begin) <= 12
    ):
        return rest, spans[0].start, []
    return text, None, []


def date_of_age(match: re.Match[str], context: Context) -> Moment | None:
    """A post's age counts from when the page was saved: believed only if that can have been about today."""
    years = [year for _, year in context.years]
    if years and abs(context.today.year - max(years)) * 365 > _MAX_PLAUSIBLE_AGE.days:
        return None
    if match["yesterday"]:
        return _moment(context.today - timedelta(days=1))
    if match["now"]:
        return _moment(context.today)
    count = int(match["count"]) if match["count"].isdigit() else 1
    unit = match["unit"].casefold()
    if unit.startswith(("mo", "y")):
        months = count * (12 if unit.startswith("y") else 1)
        year, month = divmod(context.today.year * 12 + context.today.month - 1 - months, 12)
        return Moment(year, month + 1) if unit.startswith("mo") else Moment(year)
    days = count * 7 if unit.startswith("w") else count if unit.startswith("d") else 0
    return _moment(context.today - timedelta(days=days))


def _moment(day: date) -> Moment:
    return Moment(day.year, day.month, day.day)


def _post_title(content: str) -> str:
    """The post's first sentence, at most ``_MAX_TITLE`` characters."""
    for found in find_urls(content):
        content = content[: found.begin] + "\x00" * (found.stop - found.begin) + content[found.stop :]
    told = [text for match in _SENTENCE.finditer(content) if (text := clean(match.group())).strip(".!? ")]
    long = (text for text in told[:6] if len(text.split()) >= _HEADLINE_WORDS or not text.isascii())
    first = next(long, next(iter(told), ""))
    if len(first) <= _MAX_TITLE:
        return first.rstrip(" .:")
    return first[:_MAX_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


__all__ = ["AGO", "END", "ReadPost", "looks_like_post", "read_announcement", "read_post"]
