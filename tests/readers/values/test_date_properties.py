"""What holds for any date, clock time and text, in every language."""

import sys
from datetime import date, time, timedelta
from types import FrameType
from typing import Any

import pytest
from babel.dates import format_date, format_time, get_month_names
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.values.dates import day_order, find_spans
from fingerpost.readers.values.folding import fold
from fingerpost.readers.values.roles import date_role, find_deadline
from fingerpost.readers.values.words import month_of_words, tokens

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))
CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
TODAY = date(2020, 1, 1)
LANGUAGES = [
    "en",
    "en_GB",
    "fr",
    "es",
    "pt",
    "it",
    "de",
    "nl",
    "id",
    "ms",
    "vi",
    "th",
    "ko",
    "ja",
    "zh",
    "zh_Hant",
    "ar",
    "ar_DZ",
    "ar_LB",
    "ar_EG",
    "ur",
    "fa",
    "ne",
    "hi",
    "bn",
    "ta",
    "si",
    "km",
    "lo",
    "my",
    "mn",
    "ru",
    "uk",
    "tr",
    "pl",
    "fil",
    "mr",
    "te",
    "kn",
    "ml",
    "gu",
    "az",
    "kk",
    "el",
    "ro",
    "sv",
    "da",
    "cs",
]
RANGES = {
    "en": ("{0} to {1}", "{0} – {1}", "from {0} until {1}"), "fr": ("du {0} au {1}",), "es": ("del {0} al {1}",), "pt": ("de {0} a {1}", "{0} até {1}"), "it": ("dal {0} al {1}",),
    "de": ("vom {0} bis {1}", "{0} – {1}"), "id": ("{0} s.d. {1}", "{0} hingga {1}"), "vi": ("từ {0} đến {1}",), "th": ("{0} ถึง {1}",), "ko": ("{0} ~ {1}", "{0}부터 {1}까지"),
    "ja": ("{0}～{1}", "{0}から{1}まで"), "zh": ("{0}至{1}", "{0}—{1}"), "ar": ("من {0} إلى {1}",), "ru": ("с {0} по {1}",), "hi": ("{0} से {1}",), "bn": ("{0} থেকে {1}",), "tr": ("{0} - {1}",),
}  # fmt: skip
DIGITS = (
    "0123456789",
    "٠١٢٣٤٥٦٧٨٩",
    "۰۱۲۳۴۵۶۷۸۹",
    "०१२३४५६७८९",
    "০১২৩৪৫৬৭৮৯",
    "๐๑๒๓๔๕๖๗๘๙",
    "０１２３４５６７８９",
    "၀၁၂၃၄၅၆၇၈၉",
    "០១២៣៤៥៦៧៨៩",
)
#: What dates are made of, in no order that makes sense
PIECES = ["12", "2020", "5", "31", "20200512", "'20", "١٢", "२०७७", "2077-02-01", "May", "mai", "5月", "12日", "월", "년", "年", "令和", "R2.", "民國", "tháng", "ngày", "พ.ค.", "63", "जेठ", "गते", "/", "-", "–", "~", ".", ",", ":", "(", ")", "|", "10:00", "14h30", "2", "pm", "오후", "下午", "noon", "IST", "CEST", "EST", "GMT+7", "(UTC+5:45)", "AoE", "Bangkok", "time", "한국시간", "heure", "de", "Paris", "tomorrow", "next", "Tuesday", "来週", "火曜日", "mid-", "Q3", "Spring", "second", "quarter", "of", "until", "to", "từ", "đến", "إلى", "から", "まで", "register", "by", "deadline"]  # fmt: skip
NONSENSE = st.lists(st.sampled_from(PIECES), max_size=30).flatmap(
    lambda pieces: st.sampled_from([" ".join(pieces), "".join(pieces)])
)


def said(text: str) -> list[tuple[str, str]]:
    return [(str(span.start), str(span.end)) for span in find_spans(text, today=TODAY)]


@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=25, deadline=None)
@given(day=DAYS, width=st.sampled_from(["long", "full"]))
def test_a_day_is_read_back_from_its_form_in_every_language(language: str, day: date, width: str) -> None:
    written = format_date(day, width, locale=language)

    assert said(written) == [(day.isoformat(), "None")]


@pytest.mark.parametrize("language", RANGES)
@settings(max_examples=25, deadline=None)
@given(first=DAYS, days=st.integers(1, 400), data=st.data())
def test_a_span_of_days_is_read_back_in_every_language(
    language: str, first: date, days: int, data: st.DataObject
) -> None:
    last = first + timedelta(days=days)
    shape = data.draw(st.sampled_from(RANGES[language]))

    text = shape.format(*(format_date(day, "long", locale=language) for day in (first, last)))

    assert said(text) == [(first.isoformat(), last.isoformat())]


@pytest.mark.parametrize(
    "language", ["en", "fr", "es", "pt", "it", "de", "vi", "ko", "ja", "zh", "th", "ru", "tr", "ar", "hi"]
)
@settings(max_examples=25, deadline=None)
@given(day=DAYS, clock=CLOCKS)
def test_a_clock_time_is_read_back_in_every_language(language: str, day: date, clock: time) -> None:
    text = f"{format_date(day, 'long', locale=language)} {format_time(clock, 'short', locale=language)}"

    assert said(text) == [(f"{day}T{clock}", "None")]


@given(
    day=DAYS,
    digits=st.sampled_from(DIGITS),
    shape=st.sampled_from(
        ["{y}-{m:02}-{d:02}", "{y}/{m}/{d}", "{y}.{m:02}.{d:02}", "{y}年{m}月{d}日", "{y}년 {m}월 {d}일"]
    ),
)
def test_a_day_is_read_back_from_the_digits_of_every_script(day: date, digits: str, shape: str) -> None:
    text = shape.format(y=day.year, m=day.month, d=day.day).translate(str.maketrans("0123456789", digits))

    assert said(text) == [(day.isoformat(), "None")]


@settings(max_examples=60, deadline=None)
@given(day=st.dates(min_value=date(2019, 5, 1), max_value=date(2060, 12, 31)))
def test_years_of_eras_are_years_of_ours(day: date) -> None:
    for text in (
        f"令和{day.year - 2018}年{day.month}月{day.day}日",
        f"R{day.year - 2018}.{day.month}.{day.day}",
        f"民國{day.year - 1911}年{day.month}月{day.day}日",
        f"{day.day} พ.ค. {day.year + 543}".replace("พ.ค.", get_month_names("abbreviated", locale="th")[day.month]),
    ):
        assert said(text) == [(day.isoformat(), "None")]


@settings(max_examples=200, deadline=None)
@given(st.one_of(NONSENSE, st.text(max_size=200)))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    spans = find_spans(text, today=TODAY)

    assert all(0 <= span.begin < span.stop <= len(text) for span in spans)
    assert all(
        span.start is None or span.end is None or span.end.first_day() >= span.start.first_day() for span in spans
    )
    assert all(date_role(text, span) for span in spans)
    assert day_order(text) in {None, "day first", "month first"}
    find_deadline(text, today=TODAY)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    "unit",
    ["12 ", "12-", "12/", "May ", "12 May ", "12 May 2020 10:00 / ", "12 May 10:00 IST ", "tomorrow 10:00 ", "tháng ", "ngày 1 ", "5月", "十", "late ", "first week of ",
     "second quarter of ", "जेठ १ ", "2077-01-01 ", "오후 2시 ", "10:00 hora de ", "10:00 A/B/", "next a ", "12.05. - ", "a", " "],
)  # fmt: skip
def test_twice_the_text_takes_twice_the_steps(unit: str) -> None:
    assert steps(unit * 400) <= 2.2 * steps(unit * 200) + 1_000


def steps(text: str) -> int:
    """The calls of functions and of C that reading the dates of a text makes."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    find_spans(text, today=TODAY)  # what is loaded once is loaded
    sys.setprofile(counted)
    try:
        find_spans(text, today=TODAY)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_month_in_the_cldr_is_known(language: str) -> None:
    for number, name in get_month_names("wide", locale=language).items():
        if not any(character.isnumeric() for character in name):  # "5月", "五月" are read by their shape
            cut = tokens(name)
            assert month_of_words(cut) == (number, len(cut))
