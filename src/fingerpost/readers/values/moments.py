"""A moment as a Source states it: a year, a month, a day, or a minute with or without its offset from UTC."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from datetime import time as clock_time  # the field `time` hides the class inside `Moment`
from typing import Literal

Precision = Literal["year", "month", "day", "minute"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time no more precise than its Source.

    Written as ISO 8601: ``2020``, ``2020-07``, ``2020-07-29``, ``2020-07-29T15:00:00`` or
    ``2020-07-29T15:00:00+09:00``. Raises ValueError for a day that is not in the calendar, and where a part is given
    without the one it belongs to.

    >>> str(Moment(2020, 7, 29, time(15), timedelta(hours=9)))
    '2020-07-29T15:00:00+09:00'
    """

    year: int
    month: int | None = None
    day: int | None = None
    time: clock_time | None = None
    offset: timedelta | None = None

    def __post_init__(self) -> None:
        gaps = (
            (self.day is not None and self.month is None)
            or (self.time is not None and self.day is None)
            or (self.offset is not None and self.time is None)
        )
        if gaps:
            raise ValueError(
                "A moment has a day only with a month, a time only with a day, an offset only with a time."
            )
        self.first_day()

    @property
    def precision(self) -> Precision:
        if self.time is not None:
            return "minute"
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"

    def first_day(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        if self.month is None:
            return f"{self.year:04}"
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        if self.time is None:
            return self.first_day().isoformat()
        zone = None if self.offset is None else timezone(self.offset)
        return datetime.combine(self.first_day(), self.time.replace(tzinfo=None), zone).isoformat()
