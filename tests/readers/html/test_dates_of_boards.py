"""Shapes of dates that East Asian boards and calendars use."""

import pytest

from fingerpost.readers.values.dates import find_spans
from tests.readers.html.pages import TODAY


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2020.06.23 ~ 06.24", "2020-06-23", "2020-06-24"),
        ("2020/9/5-9/6", "2020-09-05", "2020-09-06"),
        ("2020.06.23(화) ~ 25(목)", "2020-06-23", "2020-06-25"),
        ("2020. 6. 23(화) 오후 2:00~4:00", "2020-06-23T14:00:00", "2020-06-23T16:00:00"),
        ("2020年8月12日 下午2:00-4:00", "2020-08-12T14:00:00", "2020-08-12T16:00:00"),
        ("2020-05-12 - 3 speakers", "2020-05-12", "None"),
        ("2020.07.02 - 15:00", "2020-07-02T15:00:00", "None"),
        ("6. 23.(화)", "2020-06-23", "None"),
        ("9. 10.(목) ~ 9. 11.(금)", "2020-09-10", "2020-09-11"),
    ],
)
def test_a_date_of_a_board_is_read(text: str, start: str, end: str) -> None:
    (span,) = find_spans(text, today=TODAY)

    assert (str(span.start), str(span.end)) == (start, end)
