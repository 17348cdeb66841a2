"""What zones, countries and cities are called in each language, by the CLDR: "日本標準時", "hora de Colombia", "กรุงเทพ"."""

from collections.abc import Iterable
from functools import cache
from typing import Literal, NamedTuple

from fingerpost.readers.values.abbreviations import ABBREVIATIONS, MEANINGS

Kind = Literal["standard", "daylight", "generic"]

#: Countries whose clocks are one for all that live there but a few, by the zone that they mean
_MAIN_ZONES = {
    "CN": "Asia/Shanghai", "MY": "Asia/Kuala_Lumpur", "UZ": "Asia/Tashkent", "DE": "Europe/Berlin", "ES": "Europe/Madrid", "PT": "Europe/Lisbon", "CL": "America/Santiago",
    "EC": "America/Guayaquil", "AR": "America/Argentina/Buenos_Aires", "NZ": "Pacific/Auckland", "UA": "Europe/Kyiv", "CY": "Asia/Nicosia", "PS": "Asia/Gaza",
    "MX": "America/Mexico_City", "VN": "Asia/Ho_Chi_Minh", "TH": "Asia/Bangkok", "MN": "Asia/Ulaanbaatar", "KZ": "Asia/Almaty", "PG": "Pacific/Port_Moresby", "IN": "Asia/Kolkata",
    "NP": "Asia/Kathmandu", "MM": "Asia/Yangon", "TR": "Europe/Istanbul",
}  # fmt: skip
#: Names that the CLDR keeps for older spellings of a zone
_OLDER = {
    "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu", "Asia/Saigon": "Asia/Ho_Chi_Minh", "Asia/Rangoon": "Asia/Yangon",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires", "Europe/Kiev": "Europe/Kyiv",
}  # fmt: skip
_LOCALES_BY_SCRIPT = (
    ("\uac00", "\ud7a3", ("ko",)),
    ("\u3040", "\u30ff", ("ja",)),
    ("\u4e00", "\u9fff", ("ja", "zh", "zh_Hant")),
    ("\u0e00", "\u0e7f", ("th",)),
    ("\u0e80", "\u0eff", ("lo",)),
    ("\u0600", "\u06ff", ("ar", "fa", "ur")),
    ("\u0900", "\u097f", ("hi", "ne")),
    ("\u0980", "\u09ff", ("bn",)),
    ("\u0400", "\u04ff", ("ru", "uk", "mn", "kk")),
    ("\u1000", "\u109f", ("my",)),
    ("\u1780", "\u17ff", ("km",)),
    ("\u0d80", "\u0dff", ("si",)),
    ("\u0b80", "\u0bff", ("ta",)),
)
_LATIN = ("en",)


class Named(NamedTuple):
    """An IANA zone, and which of its clocks a name means."""

    zone: str
    kind: Kind


def locales_of(text: str) -> tuple[str, ...]:
    """The languages whose names a text can hold, told by the script of its first letter."""
    first = next((character for character in text if character.isalpha()), "a")
    return next((names for low, high, names in _LOCALES_BY_SCRIPT if low <= first <= high), _LATIN)


def zone_called(name: str, locales: Iterable[str]) -> Named | None:
    """Return the zone that has a name of its own in one of these languages: "India Standard Time", "heure d'été du Pacifique"."""
    key = _key(name)
    return next((found for locale in locales if (found := _zones(locale).get(key))), None)


def place_called(name: str, locales: Iterable[str]) -> str | None:
    """Return the zone of the country or city that has a name in one of these languages."""
    key = _key(name)
    return next((found for locale in locales if (found := _places(locale).get(key))), None)


def windows_zone(name: str) -> str | None:
    """Return the zone that Windows calls so: "SE Asia Standard Time"."""
    return _windows().get(_key(name))


@cache
def _zones(locale: str) -> dict[str, Named]:
    from babel import Locale  # noqa: PLC0415 -- slow import, and seldom needed
    from babel.core import get_global  # noqa: PLC0415 -- as above

    members: dict[str, list[str]] = {}
    for zone, meta in get_global("meta_zones").items():
        members.setdefault(meta, []).append(_OLDER.get(zone, zone))
    preferred = _preferred()
    told = Locale.parse(locale)
    named = [(_OLDER.get(zone, zone), names) for zone, names in told.time_zones.items()]
    for meta, names in told.meta_zones.items():
        named += [(zone, names) for zone in preferred if zone in members.get(meta, ())][:1]
    out: dict[str, Named] = {}
    kinds: tuple[Kind, ...] = ("generic", "daylight", "standard")
    for zone, names in named:
        long = names.get("long") or {}
        for kind in kinds:
            if name := long.get(kind):
                out.setdefault(_key(str(name)), Named(zone, kind))
    return out


@cache
def _places(locale: str) -> dict[str, str]:
    from babel import Locale  # noqa: PLC0415 -- as above
    from babel.core import get_global  # noqa: PLC0415 -- as above

    told = Locale.parse(locale)
    out = {}
    for zone, names in told.time_zones.items():
        if (city := names.get("city")) and "/" in zone and not zone.startswith(("Etc/", "Antarctica/")):
            out[_key(str(city))] = _OLDER.get(zone, zone)
    territory_zones = get_global("territory_zones")
    for code, name in told.territories.items():
        zones = territory_zones.get(code) or []
        if len(code) == 2 and (zone := _MAIN_ZONES.get(code) or (zones[0] if len(zones) == 1 else None)):
            out[_key(str(name))] = _OLDER.get(zone, zone)
    return out


@cache
def _windows() -> dict[str, str]:
    from babel.core import get_global  # noqa: PLC0415 -- as above

    return {_key(name): _OLDER.get(zone, zone) for name, zone in get_global("windows_zone_mapping").items()}


@cache
def _preferred() -> tuple[str, ...]:
    """The zones that stand for a group of zones of one name: those that abbreviations mean."""
    named = [zone for _, zone in ABBREVIATIONS.values() if zone]
    meant = [zone for meanings in MEANINGS.values() for meaning in meanings for zone in meaning.zones]
    return tuple(dict.fromkeys(["Asia/Kolkata", *named, *meant, *_MAIN_ZONES.values()]))


def _key(name: str) -> str:
    return " ".join(name.replace("’", "'").casefold().split())
