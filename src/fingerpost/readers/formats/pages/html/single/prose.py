"""What sentences about a page's item say: when it is held, until when one signs up, whether it still is."""

import re
from dataclasses import replace

from fingerpost.readers.formats.pages.html.fields import Fields
from fingerpost.readers.formats.pages.html.labels import note_struck
from fingerpost.readers.formats.pages.html.lines import Line
from fingerpost.readers.formats.pages.html.single.organisers import named_organisers
from fingerpost.readers.formats.pages.html.single.zone import Zone
from fingerpost.readers.formats.pages.html.when import Calendar, spans_in
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.moments import Moment
from fingerpost.readers.values.roles import date_role, deadline_moment
from fingerpost.readers.values.times import find_clocks

_ADDRESS = re.compile(r"https?://\S{1,2000}|\bwww\.\S{1,500}|\S{1,80}@\S{1,200}")
_UNTIL = re.compile(
    r"(?:\b(?:by|before|until|till|no later than|avant|jusqu[’']au|hasta|antes del?|até|bis(?: zum)?|spätestens(?: am)?|sebelum|sampai|hingga|paling lambat|trước|entro|do|до)|ก่อน|ภายใน)\s*"
    r"(?:(?:the|le|el|o|ngày|tanggal|il)\s+)?(?:[^\W\d]{2,12}\.?,?\s*)?$",
    re.IGNORECASE,
)
_SIGN_UP = re.compile(
    r"regist|sign[\s-]?up|rsvp|enrol|\bapply|applications?\b|submi|nominat|inscri|anmeld|daftar|đăng ký|ลงทะเบียน|สมัคร|iscri|регистр|confirm",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:(?:has|have|had) been|is now|is|was|ha sido|fue|queda|a été|est|foi|está|telah|wurde|wird|ist|è stat[oa]|đã)\s+(?:[^\W\d]{2,12}\s)?(?:cancel|postpon|reschedul|aplaza|reprograma|pospuest|suspendid|annul|report[ée]e?\b|adiad|"
    r"dibatalkan|ditunda|abgesagt|verschoben|rinviat|hủy|hoãn)|취소되|연기되|中止(?:と|し|に)|延期(?:と|し|に|至)|取消|ยกเลิก|เลื่อน|रद्द|स्थगित",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:if|in case|unless|may|might|could|should|would|si|en caso|au cas|caso|jika|apabila|falls|wenn|nếu|se)\b|경우|場合|如果|如有|若|หาก",
    re.IGNORECASE,
)
_HELD = re.compile(
    r"\b(?:(?:takes?|taking|took) place|(?:is|be|was|been) held|will (?:be on|run|start|begin|convene|meet|discuss|host|hold|organi[sz]e)|join (?:us|our|the)|scheduled|invites?|"
    r"aura lieu|se tiendra|se déroulera|sera organisée?|vous invite|se (?:realizará|llevará a cabo|celebrará|celebra|desarrollará)|tendrá lugar|los invita|"
    r"será realizad[oa]|acontece(?:rá)?|ocorrerá|realiza-se|(?:akan )?(?:diselenggarakan|dilaksanakan|digelar|diadakan)|findet|statt|diễn ra|được tổ chức|si terrà)\b|"
    r"개최|열린다|열립니다|진행|開催|行います|实施|举行|舉行|举办|舉辦|召开|จัดขึ้น|จะจัด|ขอเชิญ|เข้าร่วม|kính mời|आमन्त्रण|निम्तो|আমন্ত্রণ|приглаша|приглашает|пройдёт|пройдет|состоится|हुनेछ|गर्दैछ|आयोजना|سيعقد|تعقد",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[^\s\d][.!?;])\s+(?=[^a-z\d])|(?<=[。；！])")
_MAX_NOTE = 300


def take_prose(lines: list[Line], fields: Fields, published: Moment | None) -> None:
    sentences = [part for line in lines for part in _SENTENCE.split(line.text[:4_000]) if part.strip()]
    if fields.when is None:
        fields.when = _announced(sentences, fields.calendar, published)
    if fields.when and fields.when.start and fields.when.start.time is None:
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


def take_status(zone: Zone, fields: Fields) -> None:
    """Cancelled or moved: said in the title, in a note above it, or in a sentence that leaves no doubt."""
    for text in (zone.title, *(line.text for line in zone.above if len(line.text) < _MAX_NOTE)):
        fields.note_status(text)
    for line in zone.about:
        note_struck(line, fields)
        for sentence in _SENTENCE.split(line.text[:4_000]) if fields.status is None else ():
            if _DONE.search(sentence) and not _CONDITION.search(sentence):
                fields.note_status(sentence)


def take_deadline(lines: list[Line], fields: Fields) -> None:
    for line in lines:
        for sentence in _SENTENCE.split(_ADDRESS.sub("…", line.text[:4_000])) if fields.deadline is None else ():
            for span in spans_in(sentence, fields.calendar):
                if span.start and (date_role(sentence, span) == "deadline" or _is_until(sentence, span, fields)):
                    fields.deadline = fields.deadline or deadline_moment(span)


def _is_until(sentence: str, span: Span, fields: Fields) -> bool:
    """True for "to register … fill in the form by 31 October", however much stands between."""
    before = sentence[: span.begin]
    start = fields.when.start if fields.when else None
    is_own_day = start is not None and span.start is not None and start.first_day() == span.start.first_day()
    return bool(_UNTIL.search(before) and _SIGN_UP.search(before)) and not is_own_day


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
        if _is_same_day(spans[0], fields.when) and spans[0].start and fields.when:
            if spans[0].start.time:
                fields.when = replace(spans[0], end=spans[0].end or fields.when.end)
            elif len(spans) == 1:
                fields.add_time(sentence[clocks[0].begin :])
            return


def _is_same_day(one: Span, other: Span | None) -> bool:
    a, b = one.start, other.start if other else None
    return a is not None and b is not None and a.day is not None and a.first_day() == b.first_day()


def settle_years(fields: Fields) -> None:
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
