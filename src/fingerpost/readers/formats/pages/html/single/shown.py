"""What the lines of one item's page say of it: labels first, then lines that are a date, then sentences."""

import re
from dataclasses import replace

from fingerpost.readers.formats.pages.html.fields import Fields, action_for, as_day, is_like_place
from fingerpost.readers.formats.pages.html.item import DATE_MARKS, PUBLISHED_MARKS
from fingerpost.readers.formats.pages.html.labels import LabelReader, take_dates
from fingerpost.readers.formats.pages.html.lines import Line, Piece
from fingerpost.readers.formats.pages.html.single.settling import settled_when
from fingerpost.readers.formats.pages.html.single.zone import Zone
from fingerpost.readers.formats.pages.html.vocabulary import action_of, kinds_in, label_of
from fingerpost.readers.formats.pages.html.when import Calendar, machine_moment, remainder, spans_in
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.names import has_head, is_acronym, is_like_name, split_organisers
from fingerpost.readers.values.roles import date_role, deadline_moment, url_role
from fingerpost.readers.values.times import find_clocks
from fingerpost.readers.values.urls import find_urls, is_form, is_video

_HELD = re.compile(
    r"\b(?:(?:takes?|taking|took) place|(?:is|be|was|been) held|will (?:be on|run|start|begin|convene|meet|discuss|host|hold|organi[sz]e)|join (?:us|our|the)|scheduled|invites?|"
    r"aura lieu|se tiendra|se déroulera|sera organisée?|vous invite|se (?:realizará|llevará a cabo|celebrará|celebra|desarrollará)|tendrá lugar|los invita|"
    r"será realizad[oa]|acontece(?:rá)?|ocorrerá|realiza-se|(?:akan )?(?:diselenggarakan|dilaksanakan|digelar|diadakan)|findet|statt|diễn ra|được tổ chức|si terrà)\b|"
    r"개최|열린다|열립니다|진행|開催|行います|实施|举行|舉行|举办|舉辦|召开|จัดขึ้น|จะจัด|हुनेछ|गर्दैछ|आयोजना|سيعقد|تعقد",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:(?:jointly |co-?)?(?:organi[sz]ed|hosted|convened|presented|held|led|arranged)(?: jointly)? by|in (?:partnership|collaboration|cooperation|association) with|jointly with|co-?hosted with|"
    r"organisée?s? (?:conjointement )?par|en (?:partenariat|collaboration) avec|(?:co-?)?organizad[oa]s? (?:conjuntamente )?por|convocad[oa] por|en (?:colaboración|alianza|conjunto) con|"
    r"promovid[oa] (?:por|pel[oa])|organizad[oa] pel[oa]|realizad[oa] pel[oa]|em (?:parceria|colaboração) com|(?:di)?selenggarakan oleh|bekerja ?sama dengan|veranstaltet von|in (?:Kooperation|Zusammenarbeit) mit)\s+(?:the\s+|den?\s+|dem\s+|l['’]|la\s+|le\s+|les\s+|el\s+)?",
    re.IGNORECASE,
)
_ENDS_NAMES = re.compile(
    r"\s(?:on (?:the )?(?:\d|mon|tue|wed|thu|fri|sat|sun|[A-Z][a-z]+ \d)|from \d|at \d|as part|as a|within|under the|during|with (?:the )?(?:financial )?support|supported|funded|which|that|who|will|is|are|was|"
    r"has|have|aims?|brings?|to (?:discuss|share|launch|present|explore|help|support|mark)|for (?:cities|local|mayors|city|all|the first)|dans le cadre|avec le soutien|le \d|en el marco|con el apoyo|el \d|no âmbito|dalam rangka|mit Unterstützung|am \d)\b"
)
_SENTENCE = re.compile(r"(?<=[^\s\d][.!?;])\s+(?=[^a-z\d])|(?<=[。；！])")
_ARTICLE = re.compile(r"^(?:the|The|le|la|les|el|los|las|der|die|das|dem|den|o|os|as)\s(?=[A-ZÀ-Þ])|^l['’](?=[A-ZÀ-Þ])")
_AUTHOR = re.compile(
    r"(?:authors?|author\(s\)|written by|lead author|auteurs?|autrices?|autore?s?|autora|autoría|penulis|저자|지은이|著者|執筆者|作者|verfasser|autoren|автор|tác giả|ผู้แต่ง|लेखक|autori|yazar|المؤلف)",
    re.IGNORECASE,
)
_LEAD_MARKS = " \t•·○●◎◇◆■□▶►※▪❍☞-–—*"
_PROFILE = re.compile(r"/(?:@|user/|channel/|c/|o/|org/|help|support)|\.(?:com|us)/?$")
_MAX_SHORT = 160
_MAX_BESIDE = 60
_MIN_PROSE = 40
_FILES = re.compile(r"\.(?:pdf|docx?|pptx?|xlsx?|epub|zip|csv)(?:$|[?#])|/bitstream/|/download(?:/|$)", re.IGNORECASE)


def read_shown(zone: Zone, fields: Fields, *, published: Moment | None) -> Fields:
    """Fill Fields from the lines about a page's item; ``published`` is the day the page itself came out."""
    _take_links(zone, fields)
    lines = [line for line in map(_tidied, [*zone.above, *zone.about]) if line.text]
    for line in zone.above:
        if len(line.text) < 300:
            fields.note_status(line.text)
    reader = LabelReader(fields)
    reader.read(_without_authors(lines, fields))
    if fields.when is None and fields.loose_time and (late := _first_day(reader.rest, fields, published)):
        fields.when = late
        fields.add_time(fields.loose_time)
    _take_lines(reader.rest, fields, published)
    if reader.titles and not fields.title:
        fields.title = reader.titles[0]
    _take_prose(reader.rest, fields, published)
    _take_deadline(lines, fields)
    _settle_years(fields)
    fields.when, _ = settled_when(_machine(zone), fields.when, labelled=True, days=set())
    _settle_names(fields)
    return fields


def _tidied(line: Line) -> Line:
    """A line without its bullet; a heading or a first word that is a label gets the colon that the layout stands for."""
    pieces = [piece for piece in line.pieces if not (piece.href or "").startswith(("mailto:", "tel:", "javascript:"))]
    if not pieces:
        return Line([], line.block)
    text = line.text.strip(_LEAD_MARKS)
    lone = line.heading or "label" in line.marks or line.block in ("dt", "th")
    if lone and label_of(text) and not line.links():
        return Line([Piece(text.rstrip(" :：?") + ":", bold=True)], line.block, line.gap)
    first = pieces[0]
    rest = [piece for piece in pieces[1:] if piece.text.strip()]
    head = first.text.strip(_LEAD_MARKS + ":：")
    role = label_of(head)
    if rest and role not in (None, "title") and first.href is None and not first.text.rstrip().endswith((":", "：")):
        return Line(
            [replace(first, text=f"{head.rstrip(' ?')}:"), *(replace(piece, apart=True) for piece in rest)],
            line.block,
            line.gap,
        )
    return Line([replace(first, text=first.text.lstrip(_LEAD_MARKS)), *pieces[1:]], line.block, line.gap)


def _without_authors(lines: list[Line], fields: Fields) -> list[Line]:
    """Leave out persons: who is called an author stays only if known, or built like an organisation's name."""
    kept: list[Line] = []
    skipping = False
    for line in lines:
        head, colon, value = line.text.partition(":")
        if _AUTHOR.fullmatch(head.strip()) and (colon or line.block in ("dt", "th") or line.heading):
            skipping = not value.strip()
            if value.strip() and _is_organisation(value.strip(), fields):
                kept.append(line)
            continue
        if skipping and not _is_organisation(line.text, fields):
            skipping = line.block in ("dd", "li") and label_of(line.text) is None
            if skipping or label_of(line.text) is None:
                continue
        elif skipping:
            fields.add_organisers(line.text)
            skipping = False
            continue
        kept.append(line)
    return kept


def _is_organisation(text: str, fields: Fields) -> bool:
    return text in fields.known or has_head(text) or is_acronym(text)


# Links


def _take_links(zone: Zone, fields: Fields) -> None:
    for line in (*zone.above, *zone.about, *zone.programme):
        for piece in line.links():
            href = piece.href or ""
            address = fields.address(href)
            if address is None:
                continue
            action = action_for(piece.text, href) or _by_label(line, piece)
            if action in ("register", "recording"):
                fields.add_link(action, href)
            elif action == "file" or _FILES.search(address):
                fields.add_link("file", href)
    if fields.register_url is None:
        fields.register_url = next(
            (one for one in _addresses(zone, fields) if is_form(one) and not _PROFILE.search(one)), None
        )
    if fields.recording_url is None:
        fields.recording_url = next(
            (one for one in _addresses(zone, fields) if is_video(one) and not _PROFILE.search(one)), None
        )


def _addresses(zone: Zone, fields: Fields) -> list[str]:
    hrefs = [piece.href or "" for line in (*zone.above, *zone.about) for piece in line.links()]
    return [address for href in hrefs if (address := fields.address(href))]


def _by_label(line: Line, piece: Piece) -> str | None:
    """What the words before a link say of it: "Register: https://…", "watch it again here"."""
    before = ""
    for one in line.pieces:
        if one is piece:
            break
        before += one.text
    role = label_of(before.strip(_LEAD_MARKS + " :：")) if before.strip() else None
    if role in ("register", "recording"):
        return role
    found = find_urls(f"{before} {piece.href}")
    if found and action_of(piece.text) in ("more", None) and before.strip():
        said = url_role(f"{before} {piece.href}", found[-1])
        return said if said != "own" else None
    return None


# Dates


def _take_lines(lines: list[Line], fields: Fields, published: Moment | None) -> None:
    """Take the lines that are no more than a date or a clock, and those that the layout calls one."""
    for line in lines:
        if len(line.text) > _MAX_SHORT:
            continue
        if fields.place is None and not line.links() and not line.heading and _is_place(line.text, fields):
            fields.place = line.text
            continue
        spans = spans_in(line.text, fields.calendar)
        if not spans:
            _take_clock(line, fields)
            continue
        machine = any(piece.when for piece in line.pieces)
        bare = len(remainder(line.text, spans)) <= 12 and not line.links()
        if _is_publication(line, spans, published):
            fields.published = fields.published or as_day(spans[0].start)
        elif "date" in fields.labelled and fields.when is not None:
            continue
        elif bare or machine or (DATE_MARKS.search(line.marks) and len(remainder(line.text, spans)) <= _MAX_BESIDE):
            take_dates(line, fields, None)


def _is_place(text: str, fields: Fields) -> bool:
    return is_like_place(text, fields.known) and not kinds_in(text)


def _is_publication(line: Line, spans: list[Span], published: Moment | None) -> bool:
    if spans and date_role(line.text, spans[0]) == "published":
        return True
    start = spans[0].start if spans else None
    if not spans:
        return bool(PUBLISHED_MARKS.search(line.marks)) and "event" not in line.marks
    if start is None or len(spans) > 1 or find_clocks(line.text):
        return False
    marks = line.marks.split("event")[0] if "event" in line.marks else line.marks
    return bool(PUBLISHED_MARKS.search(marks)) or (published is not None and as_day(start) == as_day(published))


def _take_clock(line: Line, fields: Fields) -> None:
    if fields.when is None or fields.when.start is None or fields.when.start.time is not None:
        return
    clocks = find_clocks(line.text)
    if clocks and len(remainder(line.text, [])) <= _MAX_BESIDE:
        fields.add_time(line.text)


def _first_day(lines: list[Line], fields: Fields, published: Moment | None) -> Span | None:
    for line in lines:
        for span in spans_in(line.text, fields.calendar):
            if span.start and span.start.day and not _is_publication(line, [span], published):
                return span
    return None


# Sentences


def _take_prose(lines: list[Line], fields: Fields, published: Moment | None) -> None:
    sentences = [part for line in lines for part in _SENTENCE.split(line.text[:4_000]) if part.strip()]
    if fields.when is None:
        fields.when = _announced(sentences, fields.calendar, published)
    elif fields.when.start and fields.when.start.time is None:
        _complete_time(sentences, fields)
    for sentence in sentences:
        for span in spans_in(sentence, fields.calendar):
            role = date_role(sentence, span)
            if role == "moved to" and len(sentence) < 300:
                fields.when, fields.status = span, "moved"
        if "organiser" not in fields.labelled:
            for name in named_organisers(sentence, fields):
                if name not in fields.organisers:
                    fields.organisers.append(name)


def _take_deadline(lines: list[Line], fields: Fields) -> None:
    for line in lines:
        for sentence in _SENTENCE.split(line.text[:4_000]) if fields.deadline is None else ():
            for span in spans_in(sentence, fields.calendar):
                if span.start and date_role(sentence, span) == "deadline":
                    fields.deadline = fields.deadline or deadline_moment(span)


def _machine(zone: Zone) -> Span | None:
    """What the first ``time`` elements about the item state, unless they are the page's own."""
    for line in zone.about:
        values = list(dict.fromkeys(piece.when for piece in line.pieces if piece.when))
        moments = [moment for value in values if (moment := machine_moment(value))]
        if not moments or _is_publication(line, [], None):
            continue
        last = moments[1] if len(moments) > 1 and str(moments[1]) > str(moments[0]) else None
        return Span(0, 0, moments[0], last if last and (last.time is None) == (moments[0].time is None) else None)
    return None


def _settle_names(fields: Fields) -> None:
    """Names without their articles, each once; "A in partnership with B" is both."""
    names = [part for name in fields.organisers for part in _parted(name, fields)]
    fields.organisers = list(dict.fromkeys(_ARTICLE.sub("", name) for name in names))


def _parted(name: str, fields: Fields) -> list[str]:
    match = _BY.search(name)
    if match is None or not match.start():
        return [name]
    return [name[: match.start()].strip(" ,;("), *named_organisers(name, fields)]


def _announced(sentences: list[str], calendar: Calendar, published: Moment | None) -> Span | None:
    """The day on which running text says that something is held: with a clock, or beside a word for being held."""
    found: list[tuple[int, Span]] = []
    for place, sentence in enumerate(sentences):
        for span in spans_in(sentence, calendar):
            start = span.start
            if start is None or start.day is None or date_role(sentence, span) != "occurs":
                continue
            if published is not None and start.first_day() < published.first_day() and span.year_inferred:
                continue
            worth = 2 * (start.time is not None) + 2 * bool(_HELD.search(sentence)) - place // 40
            if worth > 1:
                found.append((-worth, span))
    return min(found, key=lambda one: one[0])[1] if found else None


def _complete_time(sentences: list[str], fields: Fields) -> None:
    """Join the clock of a sentence without a day of its own: "from 14:00 to 17:00 (UTC+7) on both days"."""
    for sentence in sentences:
        clocks = find_clocks(sentence)
        if not clocks or not (_HELD.search(sentence) or clocks[0].zone or clocks[0].closes):
            continue
        spans = spans_in(sentence, fields.calendar)
        if not spans:
            fields.add_time(sentence[clocks[0].begin : clocks[0].stop + 1])
            return
        if (
            fields.when
            and spans[0].start
            and fields.when.start
            and spans[0].start.first_day() == fields.when.start.first_day()
            and spans[0].start.time
        ):
            fields.when = replace(spans[0], end=spans[0].end or fields.when.end)
            return


def _settle_years(fields: Fields) -> None:
    """A deadline without a year is that of its event, or of the year before."""
    when, deadline = fields.when, fields.deadline
    if not (when and when.start and deadline and deadline.start and deadline.year_inferred) or when.year_inferred:
        return
    for year in (when.start.year, when.start.year - 1):
        try:
            moved = replace(deadline.start, year=year)
        except ValueError:
            continue
        if moved.first_day() <= when.start.first_day():
            fields.deadline = replace(deadline, start=moved, year_inferred=False)
            return


def named_organisers(sentence: str, fields: Fields) -> list[str]:
    """Return who a sentence says organises the thing; words that are no names of organisations are left.

    "The session is organised by UCLG and Metropolis as part of …" names UCLG and Metropolis.
    """
    found: list[str] = []
    for match in _BY.finditer(sentence):
        tail = sentence[match.end() : match.end() + 300]
        if (other := _BY.search(tail)) is not None:
            tail = tail[: other.start()]
        if (stop := _ENDS_NAMES.search(tail)) is not None:
            tail = tail[: stop.start()]
        names = [name.strip(" .,;:") for name in split_organisers(tail.strip(" .,;:"), fields.known)]
        good = [name for name in names if name in fields.known or is_like_name(name) or has_head(name)]
        found += [name for name in good if 1 < len(name) <= 120 and name.casefold() not in ("the", "zoom", "youtube")]
    return found
