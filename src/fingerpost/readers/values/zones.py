"""Which zone a clock is in, as people write it: "CEST", "GMT+9", "Bangkok time", "hora de Lima"."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from fingerpost.readers.data import rows
from fingerpost.readers.values.abbreviations import ABBREVIATIONS, GENERIC, MEANINGS, USUAL, question
from fingerpost.readers.values.zone_names import Named, locales_of, place_called, windows_zone, zone_called

_MAX_OFFSET = timedelta(hours=14)

_OFFSET = re.compile(
    r"(?:UTC|GMT|Z|TU|ت\s?غ|غرينتش)?\s?([+\-−–±])\s?(\d{1,2})(?:[:.]?([0-5]\d))?(?:\s?h(?:rs?|ours)?\b)?(?!\d)",
    re.IGNORECASE,
)
_ABBREVIATION = re.compile(r"(?:AoE|мск|[A-ZİМСК]{1,5}|ChST)(?!\w)")
_IANA = re.compile(r"[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z]+(?:[_-][A-Za-z]+)*){1,2}(?!\w)")
#: An abbreviation that places may settle
_AMBIGUOUS = re.compile(rf"(?<![A-Za-z])(?:{'|'.join(MEANINGS)})(?![A-Za-z])")
_ANYWHERE = re.compile(r"anywhere on earth(?:\s?\(AoE\))?", re.IGNORECASE)
#: "hora de Lima", "heure de Paris", "waktu Jakarta", "giờ Hà Nội", "بتوقيت القاهرة": the place stands behind the word.
_BEFORE_TIME = re.compile(
    r"(?:in\s+|the\s+)?([^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){0,3}?)[’']?s?\s+(?:local\s+|standard\s+|summer\s+|daylight\s+)?time\b",
    re.IGNORECASE,
)
_HOUR_OF = re.compile(
    r"(?P<frame>\(?hora(?:\slocal|\soficial)?|heure(?:\slocale)?|horário|ora|waktu|giờ|jam|بتوقيت|توقيت|время|по времени|เวลา(?:ประเทศ)?)\s?"
    r"(?:de\s+la\s+|del?\s+|d[’']|di\s+|du\s+|в\s+)?",
    re.IGNORECASE,
)
_FRAME_LOCALES = {
    "hora": ("es", "pt"), "horário": ("pt",), "heure": ("fr",), "ora": ("it",), "waktu": ("id", "ms"), "giờ": ("vi",), "jam": ("id",), "بتوقيت": ("ar",), "توقيت": ("ar",),
    "เวลา": ("th",), "время": ("ru",), "по": ("ru",),
}  # fmt: skip
#: "한국시간", "日本時間", "北京时间", "नेपाली समय", "Berliner Zeit", "Türkiye saatiyle": the word stands behind the place.
_TIME_OF_PLACE = re.compile(
    r"(?P<place>[^\W\d_][\w\s.'-]{0,24}?)\s?(?:표준시간?|시간|시각|標準時|时间|時間|समय|সময়|saati(?:yle|\sile)?|zeit|времени|ਸਮਾਂ)(?!\w)",
    re.IGNORECASE,
)
_ADJECTIVES = {
    "по московскому": "Europe/Moscow", "московское": "Europe/Moscow", "по ташкентскому": "Asia/Tashkent", "по киевскому": "Europe/Kyiv", "नेपाली": "Asia/Kathmandu", "भारतीय": "Asia/Kolkata",
    "berliner": "Europe/Berlin", "wiener": "Europe/Vienna", "zürcher": "Europe/Zurich", "genfer": "Europe/Zurich", "pariser": "Europe/Paris", "türkiye": "Europe/Istanbul",
    "ท้องถิ่นประเทศไทย": "Asia/Bangkok", "مكة المكرمة": "Asia/Riyadh", "مكة": "Asia/Riyadh", "ไทย": "Asia/Bangkok", "中国": "Asia/Shanghai", "中國": "Asia/Shanghai", "台灣": "Asia/Taipei", "臺灣": "Asia/Taipei", "台湾": "Asia/Taipei",
    "beijing": "Asia/Shanghai", "französische": "Europe/Paris", "西贡": "Asia/Ho_Chi_Minh",
    "한국": "Asia/Seoul", "中欧": "Europe/Brussels", "中央ヨーロッパ": "Europe/Brussels", "유럽중부": "Europe/Brussels", "중부유럽": "Europe/Brussels", "กรุงเทพฯ": "Asia/Bangkok",
}  # fmt: skip
_IN_PLACE = re.compile(r"(?:in|at)\s+", re.IGNORECASE)
_LONG_NAMES = {
    "central european": "CET", "eastern": "ET", "us eastern": "ET", "pacific": "PT", "us pacific": "PT", "us central": "CT", "us mountain": "MT",
    "korea": "KST", "korean": "KST", "japan": "JST", "indochina": "ICT", "greenwich mean": "GMT", "universal": "UTC", "coordinated universal": "UTC",
    "east africa": "EAT", "south africa": "SAST", "western indonesia": "WIB", "western indonesian": "WIB", "central africa": "CAT", "west africa": "WAT",
    "nepal": "NPT", "nepali": "NPT", "pakistan": "PKT", "philippine": "PHT", "singapore": "SGT", "hong kong": "HKT", "thai": "ICT", "thailand": "ICT",
}  # fmt: skip
_CLOCKS_OF_KIND = {"standard": 0, "daylight": 1}
_MAX_NAME = 60
_MAX_NAME_WORDS = 6
_PLACE_WORDS = 3
_MAX_ZONE = 160  #: characters, more than the longest way to write one
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
    found = _zone_opening(text[position : position + _MAX_ZONE])
    return (found[0], position + found[1]) if found else None


@lru_cache(maxsize=4096)  # what stands behind a date or a clock is the same in many lines of a page
def _zone_opening(text: str) -> tuple[Zone, int] | None:
    return (
        _read_abbreviation(text, 0)
        or _read_offset(text, 0)
        or _read_anywhere(text, 0)
        or _read_iana(text, 0)
        or _read_place(text, 0)
    )


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
    if word in {"UTC", "GMT", "TU"} and (numeric := _read_offset(text, position)):
        return numeric
    following = _offset_in_brackets(text, stop)
    if following and (word in ABBREVIATIONS or word in MEANINGS):
        zone, after = following
        return Zone(zone.offset, _name_with_offset(word, zone.offset) or zone.name), after
    zone_meant = _meant(word.upper())
    return (zone_meant, stop) if zone_meant else None


def _meant(word: str) -> Zone | None:
    if word in GENERIC:
        return Zone(name=GENERIC[word])
    if word in MEANINGS:
        usual = MEANINGS[word][0] if word in USUAL else None
        offset = timedelta(minutes=usual.minutes) if usual else None
        return Zone(offset, usual.zones[0] if usual else None, ambiguous=question(word))
    if word in ABBREVIATIONS:
        minutes, name = ABBREVIATIONS[word]
        return Zone(timedelta(minutes=minutes), name)
    return None


def _name_with_offset(word: str, offset: timedelta | None) -> str | None:
    if word in ABBREVIATIONS:
        return ABBREVIATIONS[word][1]
    return next((found.zones[0] for found in MEANINGS[word] if timedelta(minutes=found.minutes) == offset), None)


def _read_anywhere(text: str, position: int) -> tuple[Zone, int] | None:
    match = _ANYWHERE.match(text, position)
    zone = _meant("AOE")
    return (zone, match.end()) if match and zone else None


def _read_iana(text: str, position: int) -> tuple[Zone, int] | None:
    match = _IANA.match(text, position)
    return (Zone(name=match.group()), match.end()) if match and _is_iana(match.group()) else None


@cache
def _iana_names() -> frozenset[str]:
    return frozenset(available_timezones())


def _is_iana(name: str) -> bool:
    return name in _iana_names()


def _offset_in_brackets(text: str, position: int) -> tuple[Zone, int] | None:
    match = re.compile(r"\s?[(,/=]\s?(?=(?:UTC|GMT)\s?[+\-−])").match(text, position)
    found = _read_offset(text, match.end()) if match else None
    if not found:
        return None
    zone, stop = found
    return zone, stop + (text[stop : stop + 1] == ")")


def _read_place(text: str, position: int) -> tuple[Zone, int] | None:
    readers = (_read_long_name, _read_place_before_time, _read_place_before_its_word, _read_place_behind_its_word)
    return next((found for read in readers if (found := read(text, position))), None) or _read_bare_place(
        text, position
    )


def _read_place_before_time(text: str, position: int) -> tuple[Zone, int] | None:
    # Bounded: in a script without spaces a whole page may be one word.
    match = _BEFORE_TIME.match(text, position, position + _MAX_PLACE)
    zone = _named(match[1]) if match else None
    return (zone, match.end()) if match and zone else None


def _read_place_before_its_word(text: str, position: int) -> tuple[Zone, int] | None:
    match = _TIME_OF_PLACE.match(text, position)
    if not match:
        return None
    name = match["place"].strip()
    place = _ADJECTIVES.get(name.casefold()) or _place(name, locales_of(name))
    return (Zone(name=place), match.end()) if place else None


def _read_place_behind_its_word(text: str, position: int) -> tuple[Zone, int] | None:
    match = _HOUR_OF.match(text, position)
    return _place_behind(text, match) if match else None


def _read_bare_place(text: str, position: int) -> tuple[Zone, int] | None:
    for opening in (_HOUR_OF, _IN_PLACE, None):
        match = opening.match(text, position) if opening else None
        if opening and not match:
            continue
        if found := _longest_place(text, match.end() if match else position):
            return found
    return None


def _read_long_name(text: str, position: int) -> tuple[Zone, int] | None:
    """ "Central European Summer Time", "SE Asia Standard Time", "heure d’Europe centrale", "日本標準時"."""
    written = text[position : position + _MAX_NAME]
    words = list(re.finditer(r"[^\s()\[\],;:/|]+", written))[:_MAX_NAME_WORDS]
    if not words or words[0].start():
        return None
    frame = _HOUR_OF.match(written)
    first = words[0].group()
    if not (frame or " time" in written.casefold() or first[0] > "\u02ff"):
        return None
    locales = _FRAME_LOCALES.get(frame["frame"].casefold().split()[0].lstrip("("), ()) if frame else locales_of(first)
    ends = [word.end() for word in words] if first[0] < "\u3000" else list(range(2, min(len(first), 14) + 1))
    for end in reversed(ends):
        named = zone_called(written[:end], locales)
        if named:
            return _of_kind(named), position + end
        if zone := windows_zone(written[:end]):
            return Zone(name=zone), position + end
    return None


def _of_kind(named: Named) -> Zone:
    """Standard time and summer time are fixed clocks; the name alone leaves that to the day."""
    if named.kind == "generic":
        return Zone(name=named.zone)
    offsets = sorted(
        offset for month in (1, 7) if (offset := Zone(name=named.zone).offset_on(date(2020, month, 15))) is not None
    )
    if len(set(offsets)) == 1:
        return Zone(name=named.zone)
    return Zone(offsets[_CLOCKS_OF_KIND[named.kind]], named.zone)


def _place_behind(text: str, frame: re.Match[str]) -> tuple[Zone, int] | None:
    locales = _FRAME_LOCALES.get(frame["frame"].casefold().split()[0].lstrip("("), ())
    words = list(
        re.finditer(r"[^\W\d_][\w\u0300-\u036f\u0e31-\u0e4e.'-]*", text[frame.end() : frame.end() + _MAX_NAME])
    )[:_PLACE_WORDS]
    if not words or words[0].start():
        return None
    for count in range(len(words), 0, -1):
        name = text[frame.end() : frame.end() + words[count - 1].end()].rstrip(".")
        if place := _ADJECTIVES.get(name.casefold()) or _place(name, locales):
            return Zone(name=place), frame.end() + len(name)
    return None


def _place(name: str, locales: Iterable[str]) -> str | None:
    return _places().get(name.casefold()) or place_called(name, locales)


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
    zone = settled(ambiguous, zones_named(text))
    return zone.name if zone else None


@lru_cache(maxsize=64)  # asked for each ambiguous clock of one text
def zones_named(text: str) -> frozenset[str]:
    """Return the zones of all places that a text names; what a page says of places settles its abbreviations."""
    return frozenset(zone for name in _names_in(text) if (zone := _places().get(name.casefold())))


def settling_places(text: str) -> frozenset[str]:
    """Return the zones of the places that a page names; a page without an abbreviation to settle is not searched."""
    return zones_named(text) if _AMBIGUOUS.search(text) else frozenset()


def settled(ambiguous: str, places: Collection[str]) -> Zone | None:
    """Return the meaning of an abbreviation that alone has some of these places, or None."""
    fitting = [
        (meaning, zone)
        for meaning in MEANINGS.get(ambiguous.partition(":")[0], ())
        if (zone := next((zone for zone in meaning.zones if zone in places), None))
    ]
    if len(fitting) != 1:
        return None
    meaning, name = fitting[0]
    return Zone(timedelta(minutes=meaning.minutes), name)


def meanings(zone: Zone) -> list[Zone]:
    """Return every clock that a zone may be: itself, or each meaning of an abbreviation that has several."""
    if zone.ambiguous is None:
        return [zone]
    return [
        Zone(timedelta(minutes=found.minutes), found.zones[0]) for found in MEANINGS[zone.ambiguous.partition(":")[0]]
    ]


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
