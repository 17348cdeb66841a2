"""What the lines of a page say of those below them: months as headings, leaves of a calendar, a newsletter's masthead, a legal notice."""

import re
from collections.abc import Sequence
from dataclasses import replace

from fingerpost.readers.formats.facts import Context
from fingerpost.readers.formats.pages.html.when import Calendar, leading_day, whole_date
from fingerpost.readers.formats.pages.text.lines import Line
from fingerpost.readers.values.dates import Span
from fingerpost.readers.values.words import month_number, tokens

_MAX_HEAD = 40
_LEAF_REACH = 5
_MASTHEAD_WORDS = 14
_NEWSLETTER = re.compile(
    r"\b(?:newsletter|bulletin|gazette|lettre|bolet[íi]n|boletim|infolettre|rundbrief|buletin|warta|digest|issue|edition|vol\.?|no\.?|nr\.?|n[°º])(?!\w)|소식지|뉴스레터|통신|通信|ニュース|メルマガ|通讯|通訊|简报|第\s?\d+\s?[号期號]|호\b|จดหมายข่าว|نشرة",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\b(?:privacy (?:policy|notice|statement)|cookies? (?:policy|notice)|terms (?:of (?:use|service)|and conditions)|legal notice|data protection|(?:aviso|pol[íi]tica) de (?:privacidad(?:e)?|privacidade|cookies)|aviso legal|"
    r"protecci[óo]n de datos|politique de confidentialité|mentions légales|protection des données|datenschutz(?:erklärung)?|impressum|kebijakan privasi|chính sách (?:bảo mật|quyền riêng tư))\b|"
    r"개인정보|プライバシー|個人情報|隐私|隱私|นโยบายความเป็นส่วนตัว|سياسة الخصوصية",
    re.IGNORECASE,
)
_MAX_LEGAL_WORDS = 8


def mark_groups(lines: Sequence[Line], context: Context) -> None:
    """Mark the lines that only head or decorate others, and give days below a month their month."""
    _mark_leaves(lines, context)
    _mark_masthead(lines)
    _mark_legal(lines)
    _mark_months(lines, context)


def _mark_legal(lines: Sequence[Line]) -> None:
    """A page whose first line names a legal notice is one."""
    first = next((line for line in lines if line.look not in {"furniture", "endless"}), None)
    if first and first.words <= _MAX_LEGAL_WORDS and _LEGAL.search(first.text):
        for line in lines:
            if line.look != "endless":
                line.look, line.aside = "prose", "A legal notice."


def _mark_masthead(lines: Sequence[Line]) -> None:
    """The date beside a newsletter's own name is that of its issue."""
    content = [line for line in lines[:8] if not line.aside]
    first = content[0] if content else None
    if first is None or first.look != "dated" or first.bullet or first.words > _MASTHEAD_WORDS or len(content) < 2:
        return
    apart = content[1].paragraph != first.paragraph
    clocked = any(span.start and span.start.time for span in first.spans)
    months = all(span.start and span.start.precision == "month" for span in first.spans)
    if apart and not clocked and (_NEWSLETTER.search(first.text) or (months and _has_more_days(lines, first))):
        first.look, first.aside = "furniture", "The title of the page."


def _has_more_days(lines: Sequence[Line], line: Line) -> bool:
    return any(other.number > line.number and _has_day(other) for other in lines)


def _has_day(line: Line) -> bool:
    return any(span.start and span.start.day for span in line.spans)


def _mark_leaves(lines: Sequence[Line], context: Context) -> None:
    """ "JUN" above "18" is a leaf of a calendar: the date of what follows, unless that states its own."""
    for place in range(len(lines) - 1):
        one, other = lines[place], lines[place + 1]
        month, day = (one, other) if _is_month_word(one) else (other, one)
        if not (_is_month_word(month) and day.text.isdigit() and 1 <= int(day.text[:3]) <= 31 and len(day.text) <= 2):
            continue
        if month.aside or day.aside:
            continue
        near = lines[place + 2 : place + 2 + _LEAF_REACH]
        stated = any(span.start and span.start.day == int(day.text) for line in near for span in line.spans)
        other.look, other.aside = "furniture", "A leaf of a calendar."
        if stated:
            one.look, one.aside = "furniture", "A leaf of a calendar."
        else:
            one.raw = f"{day.text} {month.text}"
            one.spans, one.look = context.spans(one.raw, one.number), "dated"


def _is_month_word(line: Line) -> bool:
    return (
        len(line.text) <= 10
        and line.text.strip(".").isalpha()
        and any(month_number(token) for token in tokens(line.text))
    )


def _mark_months(lines: Sequence[Line], context: Context) -> None:
    """A line that is a month, above lines with days, heads them; a day alone below it is in that month."""
    heads = [(place, calendar) for place, line in enumerate(lines) if (calendar := _month_of(line, context))]
    stops = [*(place for place, _ in heads[1:]), len(lines)][: len(heads)]
    for (place, calendar), stop in zip(heads, stops, strict=True):
        below = [line for line in lines[place + 1 : stop] if line.look in {"dated", "plain"}]
        given = {line.number: span for line in below if not line.spans and (span := _day_below(line, calendar))}
        if not given and not any(_has_day(line) for line in below):
            continue
        lines[place].heads_months = True
        for line in below:
            if line.number in given:
                line.spans, line.look = [given[line.number]], "dated"


def _month_of(line: Line, context: Context) -> Calendar | None:
    if line.aside or len(line.text) > _MAX_HEAD or line.look not in {"dated", "plain"} or line.label:
        return None
    calendar = Calendar(context.today, context.order, context.year_near(line.number))
    found = whole_date(line.text, calendar)
    if found is None or found.month is None or found.day is not None:
        return None
    return replace(calendar, year=found.year, month=found.month)


def _day_below(line: Line, calendar: Calendar) -> Span | None:
    found = leading_day(line.raw, calendar)
    return found[0] if found else None
