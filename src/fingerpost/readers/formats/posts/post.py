"""One social post, as a page embeds it or as it was copied: what it announces, and itself as an update."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fingerpost.readers.formats.cells import organisers_in
from fingerpost.readers.formats.facts import DOUBTFUL, Context, candidate, gather
from fingerpost.readers.formats.pages.html.vocabulary import label_of
from fingerpost.readers.types import Candidate, Issue
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.names import known_names, split_organisers
from fingerpost.readers.values.roles import date_role
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.urls import find_urls
from fingerpost.readers.values.zones import offset_at, settled_by_places

_MAX_POST = 20_000
_MAX_COPIED = 3_000
_MAX_DATES = 3
_MAX_LINES = 16
_MIN_LED = 3
_MAX_TITLE = 140
_HEADLINE_WORDS = 4
_MAX_PLAUSIBLE_AGE = timedelta(days=400)

_HASHTAG = re.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])(\w+)")
_EMOJI = re.compile(
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\ufe0e\ufe0f\u200d\U0001f000-\U0001faff\u20e3]+"
)
AGO = re.compile(
    r"(?P<count>\d{1,3}|an?|one)\s?(?P<unit>s|sec(?:ond)?s?|min(?:ute)?s?|m|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo(?:nth)?s?|y|yrs?|years?)(?:\s+ago)?|"
    r"(?P<yesterday>yesterday)|(?P<now>just now|today)",
    re.IGNORECASE,
)
END = re.compile(r"(?:\.{3}|…)?\s*see more\s*(?:see less)?\s*$|^\s*see (?:more|less)\s*$", re.IGNORECASE)
_CALL = re.compile(
    r"\b(?:join us|register|sign up|rsvp|save the date|don[’']t miss|will be held|will take place|takes? place|is holding|is hosting|is organi[sz]ing|are hosting|are organi[sz]ing|"
    r"will (?:hold|host|organi[sz]e|convene|launch|begin|start)|is scheduled|postponed|rescheduled|cancell?ed|to participate|tune in|be part of|invites?(?: you)?|invitation|"
    r"webinar|workshop|forum|conference|summit|seminar|inscríbete|únete|participe|inscrivez-vous|rejoignez|daftar|bergabung|đăng ký)\b|신청|참가|웨비나|申込|参加|报名|ลงทะเบียน",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"[“«「『]([^”»」』\n]{6,200})[”»」』]|(?<!\w)\"([^\"\n]{6,200})\"(?!\w)|(?<!\w)‘([^’\n]{6,200})’(?!\w)"
)
_HELD = re.compile(
    r"^(?P<title>.{4,240}?)\s*(?:,\s*)?\b(?:will be (?:held|hosted|organi[sz]ed|broadcast|streamed|live)|will take place|takes? place|is (?:scheduled|happening|taking place|set)|was scheduled|"
    r"will (?:start|begin|kick off|open|run)|starts?|begins?|kicks? off|has been (?:postponed|rescheduled|moved|cancel)|is (?:postponed|cancel))\b",
    re.IGNORECASE,
)
_HOLDING = re.compile(
    r"^(?P<by>.{2,160}?)\s+(?:is|are|will be|was|were)?\s*(?:jointly\s+|co-?)?(?:holding|hosting|organi[sz]ing|convening|launching|presenting|offering|running|co-hosting|"
    r"will (?:hold|host|co-host|organi[sz]e|convene|launch|present)|hosts?|holds|organi[sz]es|presents|invites? (?:you|everyone|all)? ?(?:to|for))\s+(?:the |its |our |their |an? )?(?P<title>.{4,300})$",
    re.IGNORECASE,
)
_INVITING = re.compile(
    r"(?:join (?:us|our team|the team)?\s*(?:for|at|in|on)?|register (?:now |today )?(?:for|to (?:join|attend))|sign up (?:now )?for|save the date(?: for)?|don[’']t miss|tune in (?:to|for)|"
    r"you are (?:cordially )?invited to|we invite you to|be part of|announcing|invitation(?: to)?)\s*[:!–—-]?\s*(?:the |its |our |this |an? )?(?P<title>.{4,300})$",
    re.IGNORECASE,
)
_KIND_PREFIX = re.compile(
    r"^(?:(?:free |online |virtual |upcoming |next )*(?:webinar|workshop|event|forum|seminar|session|conference|training))\s*(?:[:–—-]|\btitled\b|\bentitled\b|\bon the theme\b)\s*",
    re.IGNORECASE,
)
_ORGANISED_BY = re.compile(
    r"\b(?:(?:co-?|jointly )?(?:organi[sz]ed|hosted|convened|presented)(?: jointly)? by|organi[sz]ers?:|hosts?:|hosted with|in partnership with)\s+(?P<by>[^.!?\n]{2,200})",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n。！？]*(?:[.!?。！？](?!\s|$|[”’\"'])[^.!?\n。！？]*)*[.!?。！？]*[”’\"']?")
_TAIL = re.compile(
    r"[\s,;:!.–—-]*(?:\b(?:on|from|at|in|this|next|coming|between|starting|due|held|to be held|taking place|scheduled for|via|for)\b[\s,:]*)*$",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:it|they|this|that|he|she|we|which|registration|(?:(?:the|this|our|next|first|second|free|online|virtual|whole|live|\w+-day)\s+)*"
    r"(?:event|webinar|workshop|series|session|sessions|meeting|forum|conference|course|training|seminar|programme|program)s?)",
    re.IGNORECASE,
)
#: "Metropolis @metropolis_org · 11 May 2020": who posted it, and when
_AUTHOR = re.compile(r"^[^\n@]{0,60}@\w{2,40}\s*(?:[·•|]|$)")
_KIND_IN_BRACKETS = re.compile(r"^[\[【(]\s*[^\[\]【】()]{3,30}\s*[\]】)]\s*")
_HANDLE = re.compile(r"(?<![\w@])@(?=\w)")
_POSSESSIVE = re.compile(r"^(?P<by>[^’']{2,80}?)(?:[’']s|s[’'])\s+(?P<title>.{4,})$")
_ARTICLE = re.compile(r"^(?:the|our|its|this|an?)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadPost:
    """What one post gave."""

    records: tuple[Candidate, ...]
    issues: tuple[Issue, ...]


def looks_like_post(text: str) -> bool:
    """True for a short text with a post's marks: hashtags, pictograms, or a call to take part."""
    if len(text) > _MAX_POST or text.count("\n") > 60:
        return False
    marks = bool(_HASHTAG.search(text)) + bool(_EMOJI.search(text)) + bool(_CALL.search(text)) + bool(find_urls(text))
    return bool(_HASHTAG.search(text) or _EMOJI.search(text)) and marks >= 2


def read_post(text: str, *, line: int, origin: str, context: Context, section: str | None = None) -> ReadPost:
    """Return the event announced in a post, if any, and the post as an update.

    ``text`` may open with its age ("1 day ago") or its date. A date without a year is not before the post's own date
    where that is known, and otherwise takes the year of the dates near it.
    """
    body, published, issues = _without_age(text[:_MAX_POST], line, origin, context)
    if published and published.precision in {"day", "minute"}:
        context = replace(context, after=published.first_day())
    body = END.sub("", body.strip()).strip()
    spans = [_settled(span, body) for span in context.spans(_without_pictograms(body), line)]
    if published is None:
        dated = next((span for span in spans if date_role(body, span) == "published" and not span.year_inferred), None)
        published = dated.start if dated else None
    records: list[Candidate] = []
    event = _event(body, spans, line=line, origin=origin, context=context, section=section)
    if event:
        records.append(event[0])
        issues.extend(event[1])
    update = Candidate(
        type="update", title=_headline(body), origin=origin, published=published, section=section, summary=squeeze(body)[:2000] or None, raw=text[:2000],
        confidence=0.9,
    )  # fmt: skip
    return ReadPost((*records, update), tuple(issues))


def spaced_hashtags(text: str) -> str:
    """Write hashtags as words.

    >>> spaced_hashtags("#SustainableCityMainForum2021 on #COVID19")
    'Sustainable City Main Forum 2021 on COVID19'
    """
    return _HASHTAG.sub(lambda match: _spaced(match[1]), text)


def is_one_post(text: str, dates: int) -> bool:
    """True if a whole text is one post: short, with hashtags or lines led by pictograms, and with few dates."""
    if len(text) > _MAX_COPIED or dates > _MAX_DATES or not looks_like_post(text):
        return False
    led = sum(bool(_EMOJI.match(line.strip())) for line in text.split("\n"))
    return led >= _MIN_LED or (
        count_hashtags(text) > 0 and text.count("\n") <= _MAX_LINES and bool(led or _EMOJI.search(text))
    )


def has_hashtag(text: str) -> bool:
    return bool(_HASHTAG.search(text))


def count_hashtags(text: str) -> int:
    return len(_HASHTAG.findall(text[:5000]))


def _spaced(tag: str) -> str:
    if tag in known_names():
        return tag
    tag = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[a-z])(?=(?:19|20)\d\d$)", " ", tag)
    return tag.replace("_", " ")


def _without_pictograms(text: str) -> str:
    """Blank what stands between a date and its clock: each pictogram, and what marks a mention's end of line."""
    return _EMOJI.sub(lambda match: " " * len(match.group()), text)


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
        published = _date_of_age(match, context)
        if published is None:
            problem = f"The post says only “{squeeze(first)}”, and nothing tells on which day the page was saved."
            return rest, None, [Issue(problem=problem, remedy="Type the date of the post.", origin=origin)]
        return rest, published, []
    spans = context.spans(first, line)
    if _AUTHOR.match(first) and rest:
        dated = next((span.start for span in spans if not span.year_inferred), None)
        age = AGO.fullmatch(first.rpartition("·")[2].strip())
        return rest, dated or (_date_of_age(age, context) if age else None), []
    if (
        spans
        and spans[0].start
        and rest
        and not spans[0].year_inferred
        and len(first) - (spans[0].stop - spans[0].begin) <= 12
    ):
        return rest, spans[0].start, []
    return text, None, []


def _date_of_age(match: re.Match[str], context: Context) -> Moment | None:
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


def _event(
    body: str, spans: list[Span], *, line: int, origin: str, context: Context, section: str | None
) -> tuple[Candidate, list[Issue]] | None:
    main = next(
        (
            span
            for span in spans
            if date_role(body, span) in {"occurs", "moved to"} and (span.problem or (span.start and span.start.day))
        ),
        None,
    )
    if main is None or not _CALL.search(body):
        return None
    facts = gather(body, line, context, spans=spans)
    title, organisers, confidence = _announced(body, main, context)
    record, issues = candidate(
        kind="event",
        title=title,
        organisers=organisers,
        facts=facts,
        origin=origin,
        raw=body[:2000],
        section=section,
        confidence=confidence,
    )
    if not title:
        record = replace(record, confidence=min(record.confidence, DOUBTFUL))
    return record, issues


def _announced(body: str, main: Span, context: Context) -> tuple[str, tuple[str, ...], float]:
    """Title and organisers of what a post announces, from the sentence with its date or one before it."""
    masked = _mask(body, _spans_to_mask(body))
    sentences = [(match.start(), match.group()) for match in _SENTENCE.finditer(masked) if match.group().strip()]
    ranked = sorted(sentences, key=lambda pair: (not pair[0] <= main.begin < pair[0] + len(pair[1]), pair[0]))
    organised = _ORGANISED_BY.search(masked)
    named = _labelled_organisers(masked, context) or (_names(organised["by"], context) if organised else ())
    for begin, sentence in ranked[:8]:
        cut = main.begin - begin if begin <= main.begin < begin + len(sentence) else len(sentence)
        found = _from_sentence(sentence[: cut or len(sentence)], sentence, context)
        if found and found[0]:
            return found[0], found[1] or named, found[2]
    first = _KIND_IN_BRACKETS.sub("", _clean(body.strip().partition("\n")[0]))
    if 2 <= len(first.split()) <= 16 and "\n" in body.strip() and not first.endswith((".", "!")):
        return first, named, 0.7
    return "", named, DOUBTFUL


def _labelled_organisers(text: str, context: Context) -> tuple[str, ...]:
    """The names behind a label on a line of its own: "Organiza: …", "Diselenggarakan oleh: …"."""
    for line in text.split("\n"):
        label, colon, value = _clean(line).replace("：", ":").partition(":")
        if colon and value.strip() and label_of(label) == "organiser" and (names := _names(value, context)):
            return names
    return ()


def _from_sentence(before: str, sentence: str, context: Context) -> tuple[str, tuple[str, ...], float] | None:
    text, whole = _clean(before), _clean(sentence)
    if match := _QUOTED.search(before) or _QUOTED.search(sentence):
        held = _HOLDING.match(whole)
        return _clean(next(part for part in match.groups() if part)), _names(held["by"], context) if held else (), 0.9
    if match := _HOLDING.match(text):
        names = _names(match["by"], context)
        if names or len(match["by"].split()) <= 6:
            return _title(match["title"]), names, 0.8
    if match := _INVITING.search(text):
        return _title(match["title"]), (), 0.8
    if match := _HELD.match(whole):
        return _with_possessive(_title(match["title"]), context)
    return None


def _with_possessive(title: str, context: Context) -> tuple[str, tuple[str, ...], float]:
    match = _POSSESSIVE.match(title)
    names = _names(match["by"], context) if match else ()
    return (_title(match["title"]), names, 0.8) if match and names else (title, (), 0.75)


def _names(text: str, context: Context) -> tuple[str, ...]:
    bare = _ARTICLE.sub("", _clean(text)).strip(" ,;:")
    return organisers_in(bare, context.known, strict=False) or tuple(
        name for name in split_organisers(bare, context.known) if name in context.known
    )


def _title(text: str) -> str:
    text = _TAIL.sub("", squeeze(text))
    text = _KIND_PREFIX.sub("", _ARTICLE.sub("", text)).strip(' ,;:–—-!“”"')
    return "" if len(text) > 300 or _NO_TITLE.fullmatch(text) else text


def _clean(text: str) -> str:
    return squeeze(_EMOJI.sub(" ", _HANDLE.sub("", spaced_hashtags(text.replace("\x00", " "))))).strip()


def _spans_to_mask(body: str) -> list[tuple[int, int]]:
    """Addresses hold full stops that end no sentence."""
    return [(found.begin, found.stop) for found in find_urls(body)]


def _mask(body: str, spans: list[tuple[int, int]]) -> str:
    for begin, stop in spans:
        body = body[:begin] + "\x00" * (stop - begin) + body[stop:]
    return body


def _headline(body: str) -> str:
    """The post's first sentence, at most ``_MAX_TITLE`` characters."""
    masked = _mask(body, _spans_to_mask(body))
    found = [text for match in _SENTENCE.finditer(masked) if (text := _clean(match.group())).strip(".!? ")]
    long = (text for text in found[:6] if len(text.split()) >= _HEADLINE_WORDS or not text.isascii())
    first = next(long, next(iter(found), ""))
    if len(first) <= _MAX_TITLE:
        return first.rstrip(" .:")
    return first[:_MAX_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


__all__ = [
    "AGO",
    "END",
    "ReadPost",
    "count_hashtags",
    "has_hashtag",
    "is_one_post",
    "looks_like_post",
    "read_post",
    "spaced_hashtags",
]
