"""Which zone a clock is in, as people write it: "CEST", "GMT+9", "Bangkok time", "hora de Lima"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from fingerpost.readers.data import rows

_MAX_OFFSET = timedelta(hours=14)

#: Abbreviations that name one zone: minutes from UTC, and an IANA zone that keeps that clock.
_ABBREVIATIONS: dict[str, tuple[int, str | None]] = {
    "UTC": (0, "UTC"), "Z": (0, "UTC"), "GMT": (0, "Etc/GMT"),
    "WET": (0, "Europe/Lisbon"), "WEST": (60, "Europe/Lisbon"),
    "CET": (60, "Europe/Brussels"), "CEST": (120, "Europe/Brussels"), "MEZ": (60, "Europe/Berlin"), "MESZ": (120, "Europe/Berlin"),
    "EET": (120, "Europe/Athens"), "EEST": (180, "Europe/Athens"), "MSK": (180, "Europe/Moscow"), "TRT": (180, "Europe/Istanbul"),
    "EAT": (180, "Africa/Nairobi"), "CAT": (120, "Africa/Maputo"), "SAST": (120, "Africa/Johannesburg"), "WAT": (60, "Africa/Lagos"),
    "PKT": (300, "Asia/Karachi"), "NPT": (345, "Asia/Kathmandu"), "BTT": (360, "Asia/Thimphu"), "BDT": (360, "Asia/Dhaka"),
    "MMT": (390, "Asia/Yangon"), "SLST": (330, "Asia/Colombo"), "ICT": (420, "Asia/Bangkok"), "WIB": (420, "Asia/Jakarta"),
    "WITA": (480, "Asia/Makassar"), "WIT": (540, "Asia/Jayapura"), "SGT": (480, "Asia/Singapore"), "HKT": (480, "Asia/Hong_Kong"),
    "MYT": (480, "Asia/Kuala_Lumpur"), "PHT": (480, "Asia/Manila"), "PHST": (480, "Asia/Manila"), "AWST": (480, "Australia/Perth"),
    "KST": (540, "Asia/Seoul"), "JST": (540, "Asia/Tokyo"), "ULAT": (480, "Asia/Ulaanbaatar"), "ACST": (570, "Australia/Darwin"),
    "AEST": (600, "Australia/Sydney"), "AEDT": (660, "Australia/Sydney"), "NZST": (720, "Pacific/Auckland"), "NZDT": (780, "Pacific/Auckland"),
    "FJT": (720, "Pacific/Fiji"), "EST": (-300, "America/New_York"), "EDT": (-240, "America/New_York"), "CDT": (-300, "America/Chicago"),
    "MST": (-420, "America/Denver"), "MDT": (-360, "America/Denver"), "PST": (-480, "America/Los_Angeles"), "PDT": (-420, "America/Los_Angeles"),
    "AKST": (-540, "America/Anchorage"), "HST": (-600, "Pacific/Honolulu"), "BRT": (-180, "America/Sao_Paulo"),
    "ART": (-180, "America/Argentina/Buenos_Aires"), "CLT": (-240, "America/Santiago"), "COT": (-300, "America/Bogota"), "PET": (-300, "America/Lima"),
    "ECT": (-300, "America/Guayaquil"), "VET": (-240, "America/Caracas"), "UZT": (300, "Asia/Tashkent"), "AZT": (240, "Asia/Baku"),
}  # fmt: skip
#: Names that say the zone and leave summer time to the day.
_GENERIC = {"ET": "America/New_York", "PT": "America/Los_Angeles", "MT": "America/Denver", "CT": "America/Chicago"}
#: Abbreviations that more than one region uses for different clocks, with what they may mean.
_AMBIGUOUS = {
    "IST": "India (UTC+05:30), Israel (UTC+02:00) or Ireland (UTC+01:00)",
    "CST": "China (UTC+08:00), Central America (UTC−06:00) or Cuba (UTC−05:00)",
    "BST": "British Summer Time (UTC+01:00) or Bangladesh (UTC+06:00)",
    "GST": "the Gulf (UTC+04:00) or South Georgia (UTC−02:00)",
    "AST": "Arabia (UTC+03:00) or the Atlantic provinces (UTC−04:00)",
    "AMT": "Amazonas (UTC−04:00) or Armenia (UTC+04:00)",
    "SST": "Singapore (UTC+08:00) or Samoa (UTC−11:00)",
    "WST": "Western Australia (UTC+08:00) or Samoa (UTC+13:00)",
}
_SETTLED = {
    ("IST", 330): "Asia/Kolkata",
    ("IST", 60): "Europe/Dublin",
    ("CST", 480): "Asia/Shanghai",
    ("BST", 60): "Europe/London",
    ("BST", 360): "Asia/Dhaka",
    ("GST", 240): "Asia/Dubai",
}
#: Zones that each of them may be, by which a place in the text settles it.
_MEANINGS = {
    "IST": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "CST": ("Asia/Shanghai", "America/Chicago", "America/Mexico_City", "America/Costa_Rica", "America/Guatemala", "America/Havana"),
    "BST": ("Europe/London", "Asia/Dhaka"),
    "GST": ("Asia/Dubai",),
    "AST": ("Asia/Riyadh", "America/Halifax"),
    "SST": ("Asia/Singapore", "Pacific/Pago_Pago"),
}  # fmt: skip
_OFFSET = re.compile(r"(?:UTC|GMT|Z)?\s?([+\-−–±])\s?(\d{1,2})(?:[:.]?([0-5]\d))?(?!\d)", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z]{1,5}(?![A-Za-z])")
_BEFORE_TIME = re.compile(
    r"(?:in\s+|the\s+)?([^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3}?)[’']?s?\s+(?:local\s+|standard\s+|summer\s+|daylight\s+)?time\b",
    re.IGNORECASE,
)
_HOUR_OF = re.compile(
    r"(?:\(?hora|heure|horário|ora|waktu|giờ|jam)\s+(?:local\s+)?(?:de\s+la\s+|de\s+|d[’']|di\s+|du\s+)?", re.IGNORECASE
)
_IN_PLACE = re.compile(r"(?:in|at)\s+", re.IGNORECASE)
_LONG_NAMES = {
    "central european summer": "CEST", "central european": "CET", "eastern": "ET", "us eastern": "ET", "pacific": "PT", "us pacific": "PT",
    "korea": "KST", "korean": "KST", "japan": "JST", "indochina": "ICT", "greenwich mean": "GMT", "universal": "UTC", "coordinated universal": "UTC",
    "eastern daylight": "EDT", "east africa": "EAT", "south africa": "SAST", "western indonesia": "WIB", "central africa": "CAT", "west africa": "WAT",
    "central european standard": "CET", "nepal": "NPT", "pakistan": "PKT", "philippine": "PHT", "singapore": "SGT", "hong kong": "HKT",
}  # fmt: skip
_PLACE_WORDS = 3
_MAX_PLACE = 90  #: characters of a place's name with the words around it


@dataclass(frozen=True, slots=True)
class Zone:
    """What a text says about the zone of a clock: a fixed offset, an IANA name, or an abbreviation with two meanings."""

    offset: timedelta | None = None
    name: str | None = None
    ambiguous: str | None = None  #: the abbreviation and what it may mean

    def offset_on(self, day: date, hour: int = 12, minute: int = 0) -> timedelta | None:
        if self.offset is not None:
            return self.offset
        if self.name is None:
            return None
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=_zone(self.name)).utcoffset()

    def name_on(self, day: date) -> str | None:
        """The IANA name, unless the clock there did not stand so on that day (a winter abbreviation in summer)."""
        if self.name is None or self.offset is None:
            return self.name
        there = datetime(day.year, day.month, day.day, 12, tzinfo=_zone(self.name)).utcoffset()
        return self.name if there == self.offset else fixed_name(self.offset)


def read_zone(text: str, position: int) -> tuple[Zone, int] | None:
    """Return the zone written at a position of a text and where it stops; None if none stands there.

    >>> zone, stop = read_zone("15:00 (GMT+9)", 7)
    >>> zone.name, stop
    ('Etc/GMT-9', 12)
    """
    return _read_abbreviation(text, position) or _read_offset(text, position) or _read_place(text, position)


def fixed_name(offset: timedelta) -> str | None:
    """The IANA name of a fixed offset; None where there is none, as for half hours. Its sign is the other way round."""
    hours, rest = divmod(offset, timedelta(hours=1))
    if rest or not -12 <= hours <= 14:
        return None
    return "Etc/GMT" if not hours else f"Etc/GMT{-hours:+d}"


def _read_offset(text: str, position: int) -> tuple[Zone, int] | None:
    match = _OFFSET.match(text, position)
    if not match or (match[1] == "±" and int(match[2])):
        return None
    # A bare "-10:00" behind a clock is the end of a span of hours; only "+09:00" can be nothing but an offset.
    if text[position] in "-−–" or (text[position] == "+" and not match[3]):
        return None
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset > _MAX_OFFSET:
        return None
    offset = -offset if match[1] in "-−–" else offset
    return Zone(
        offset=offset, name="UTC" if not offset and "utc" in match.group().casefold() else fixed_name(offset)
    ), match.end()


def _read_abbreviation(text: str, position: int) -> tuple[Zone, int] | None:
    match = _ABBREVIATION.match(text, position)
    if not match:
        return None
    word, stop = match.group(), match.end()
    if word in {"UTC", "GMT"} and (numeric := _read_offset(text, position)):
        return numeric
    following = _offset_in_brackets(text, stop)
    if following and (word in _ABBREVIATIONS or word in _AMBIGUOUS):
        zone, after = following
        minutes = int(zone.offset.total_seconds() // 60) if zone.offset is not None else 0
        return Zone(
            zone.offset, _SETTLED.get((word, minutes)) or _ABBREVIATIONS.get(word, (0, None))[1] or zone.name
        ), after
    if word in _GENERIC:
        return Zone(name=_GENERIC[word]), stop
    if word in _AMBIGUOUS:
        return Zone(ambiguous=f"{word}: {_AMBIGUOUS[word]}"), stop
    if word in _ABBREVIATIONS:
        minutes, name = _ABBREVIATIONS[word]
        return Zone(timedelta(minutes=minutes), name), stop
    return None


def _offset_in_brackets(text: str, position: int) -> tuple[Zone, int] | None:
    match = re.compile(r"\s?[(,/=]\s?(?=(?:UTC|GMT)\s?[+\-−])").match(text, position)
    found = _read_offset(text, match.end()) if match else None
    if not found:
        return None
    zone, stop = found
    return zone, stop + (text[stop : stop + 1] == ")")


def _read_place(text: str, position: int) -> tuple[Zone, int] | None:
    # Bounded: in a script without spaces a whole page may be one word.
    if match := _BEFORE_TIME.match(text, position, position + _MAX_PLACE):
        zone = _named(match[1])
        if zone:
            return zone, match.end()
    for opening in (_HOUR_OF, _IN_PLACE, None):
        start = position
        if opening:
            match = opening.match(text, position)
            if not match:
                continue
            start = match.end()
        if found := _longest_place(text, start):
            return found
    return None


def _longest_place(text: str, position: int) -> tuple[Zone, int] | None:
    words = list(re.finditer(r"[^\W\d_][\w.’'-]*", text[position : position + 60]))[:_PLACE_WORDS]
    if not words or words[0].start() or not words[0].group()[0].isupper():
        return None
    for count in range(len(words), 0, -1):
        stop = words[count - 1].end()
        name = text[position : position + stop].rstrip(".")
        if name.casefold() in _places():
            return Zone(name=_places()[name.casefold()]), position + len(name)
    return None


def _named(words: str) -> Zone | None:
    name = " ".join(words.casefold().split())
    if name in _LONG_NAMES:
        found = _read_abbreviation(_LONG_NAMES[name], 0)
        return found[0] if found else None
    return Zone(name=_places()[name]) if name in _places() else None


def settled_by_places(ambiguous: str, text: str) -> str | None:
    """Return the zone that an abbreviation with several meanings has in a text that names places of one of them only.

    ``ambiguous`` is that of a ``Zone``. "IST" in a text on New Delhi is Asia/Kolkata.
    """
    word = ambiguous.partition(":")[0]
    meant = set(_MEANINGS.get(word, ()))
    found = {_places().get(name.casefold()) for name in _names_in(text)} & meant
    return found.pop() if len(found) == 1 else None


def offset_at(name: str, day: date, clock: time) -> timedelta | None:
    """The offset of an IANA zone from UTC at one moment of its own clock."""
    return Zone(name=name).offset_on(day, clock.hour, clock.minute)


def _names_in(text: str) -> Iterator[str]:
    words = [match.group().rstrip(".’'-") for match in re.finditer(r"[^\W\d_][\w.’'-]*", text)]
    for place, word in enumerate(words):
        if word[0].isupper() or not word.isascii():
            for count in range(1, _PLACE_WORDS + 1):
                yield " ".join(words[place : place + count])


@cache
def _places() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("zones.tsv")}


def is_place(name: str) -> bool:
    """True for a city (or a country of one zone) that clocks are named after."""
    return name.casefold() in _places()


@cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
