"""Abbreviations of zones: those that mean one clock, and those that mean several, with what settles them."""

from dataclasses import dataclass

#: Abbreviations that name one zone: minutes from UTC, and an IANA zone that keeps that clock.
ABBREVIATIONS: dict[str, tuple[int, str | None]] = {
    "UTC": (0, "UTC"), "Z": (0, "UTC"), "TU": (0, "UTC"), "GMT": (0, "Etc/GMT"), "AOE": (-720, "Etc/GMT+12"),
    "WET": (0, "Europe/Lisbon"), "WEST": (60, "Europe/Lisbon"),
    "CET": (60, "Europe/Brussels"), "CEST": (120, "Europe/Brussels"), "MEZ": (60, "Europe/Berlin"), "MESZ": (120, "Europe/Berlin"),
    "EET": (120, "Europe/Athens"), "EEST": (180, "Europe/Athens"), "MSK": (180, "Europe/Moscow"), "МСК": (180, "Europe/Moscow"), "TRT": (180, "Europe/Istanbul"),
    "TSİ": (180, "Europe/Istanbul"), "EAT": (180, "Africa/Nairobi"), "CAT": (120, "Africa/Maputo"), "SAST": (120, "Africa/Johannesburg"), "WAT": (60, "Africa/Lagos"),
    "IDT": (180, "Asia/Jerusalem"), "IRST": (210, "Asia/Tehran"), "AFT": (270, "Asia/Kabul"), "GET": (240, "Asia/Tbilisi"),
    "PKT": (300, "Asia/Karachi"), "MVT": (300, "Indian/Maldives"), "TJT": (300, "Asia/Dushanbe"), "TMT": (300, "Asia/Ashgabat"), "NPT": (345, "Asia/Kathmandu"),
    "BTT": (360, "Asia/Thimphu"), "BDT": (360, "Asia/Dhaka"), "KGT": (360, "Asia/Bishkek"), "MMT": (390, "Asia/Yangon"), "SLST": (330, "Asia/Colombo"),
    "ICT": (420, "Asia/Bangkok"), "WIB": (420, "Asia/Jakarta"), "HOVT": (420, "Asia/Hovd"), "WITA": (480, "Asia/Makassar"), "WIT": (540, "Asia/Jayapura"),
    "SGT": (480, "Asia/Singapore"), "HKT": (480, "Asia/Hong_Kong"), "MYT": (480, "Asia/Kuala_Lumpur"), "PHT": (480, "Asia/Manila"), "PHST": (480, "Asia/Manila"),
    "BNT": (480, "Asia/Brunei"), "ULAT": (480, "Asia/Ulaanbaatar"), "AWST": (480, "Australia/Perth"), "KST": (540, "Asia/Seoul"), "JST": (540, "Asia/Tokyo"),
    "TLT": (540, "Asia/Dili"), "PWT": (540, "Pacific/Palau"), "ACST": (570, "Australia/Darwin"), "ACDT": (630, "Australia/Adelaide"),
    "AEST": (600, "Australia/Sydney"), "AEDT": (660, "Australia/Sydney"), "PGT": (600, "Pacific/Port_Moresby"), "CHST": (600, "Pacific/Guam"),
    "SBT": (660, "Pacific/Guadalcanal"), "VUT": (660, "Pacific/Efate"), "NZST": (720, "Pacific/Auckland"), "NZDT": (780, "Pacific/Auckland"),
    "FJT": (720, "Pacific/Fiji"), "TOT": (780, "Pacific/Tongatapu"), "EDT": (-240, "America/New_York"), "CDT": (-300, "America/Chicago"),
    "MDT": (-360, "America/Denver"), "PDT": (-420, "America/Los_Angeles"), "AKST": (-540, "America/Anchorage"), "AKDT": (-480, "America/Anchorage"),
    "HST": (-600, "Pacific/Honolulu"), "BRT": (-180, "America/Sao_Paulo"), "ART": (-180, "America/Argentina/Buenos_Aires"), "CLT": (-240, "America/Santiago"),
    "CLST": (-180, "America/Santiago"), "UYT": (-180, "America/Montevideo"), "BOT": (-240, "America/La_Paz"), "COT": (-300, "America/Bogota"), "PET": (-300, "America/Lima"),
    "VET": (-240, "America/Caracas"), "UZT": (300, "Asia/Tashkent"), "AZT": (240, "Asia/Baku"),
}  # fmt: skip
#: Names that say the zone and leave summer time to the day.
GENERIC = {
    "ET": "America/New_York",
    "PT": "America/Los_Angeles",
    "MT": "America/Denver",
    "CT": "America/Chicago",
    "AET": "Australia/Sydney",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """One of the clocks that an abbreviation may mean."""

    what: str  #: the region, as people call it
    minutes: int
    zones: tuple[str, ...]  #: IANA zones that use the abbreviation, the best known first


_CENTRAL = (
    "America/Chicago", "America/Winnipeg", "America/Mexico_City", "America/Monterrey", "America/Merida", "America/Costa_Rica", "America/Guatemala",
    "America/El_Salvador", "America/Tegucigalpa", "America/Managua", "America/Belize", "America/Regina",
)  # fmt: skip
_EASTERN = (
    "America/New_York",
    "America/Toronto",
    "America/Detroit",
    "America/Montreal",
    "America/Panama",
    "America/Jamaica",
)
#: Abbreviations that more than one region uses for different clocks.
MEANINGS: dict[str, tuple[Meaning, ...]] = {
    "IST": (
        Meaning("India", 330, ("Asia/Kolkata",)),
        Meaning("Israel", 120, ("Asia/Jerusalem",)),
        Meaning("Ireland", 60, ("Europe/Dublin",)),
    ),
    "CST": (
        Meaning("China", 480, ("Asia/Shanghai", "Asia/Taipei", "Asia/Urumqi")),
        Meaning("Central America", -360, _CENTRAL),
        Meaning("Cuba", -300, ("America/Havana",)),
    ),
    "BST": (
        Meaning("British Summer Time", 60, ("Europe/London",)),
        Meaning("Bangladesh", 360, ("Asia/Dhaka",)),
    ),
    "GST": (Meaning("the Gulf", 240, ("Asia/Dubai", "Asia/Muscat")), Meaning("South Georgia", -120, ("Atlantic/South_Georgia",))),
    "AST": (
        Meaning("Arabia", 180, ("Asia/Riyadh", "Asia/Qatar", "Asia/Kuwait", "Asia/Bahrain", "Asia/Baghdad", "Asia/Aden")),
        Meaning("the Atlantic provinces", -240, ("America/Halifax", "America/Puerto_Rico", "America/Barbados", "America/Santo_Domingo", "America/Port_of_Spain", "America/Martinique", "America/Guadeloupe", "Atlantic/Bermuda", "America/St_Lucia", "America/Grenada", "America/Dominica")),
    ),
    "AMT": (Meaning("Amazonas", -240, ("America/Manaus",)), Meaning("Armenia", 240, ("Asia/Yerevan",))),
    "SST": (Meaning("Singapore", 480, ("Asia/Singapore",)), Meaning("Samoa", -660, ("Pacific/Pago_Pago",))),
    "WST": (Meaning("Western Australia", 480, ("Australia/Perth",)), Meaning("Samoa", 780, ("Pacific/Apia",))),
    "NST": (Meaning("Nepal", 345, ("Asia/Kathmandu",)), Meaning("Newfoundland", -210, ("America/St_Johns",))),
    "ECT": (
        Meaning("Ecuador", -300, ("America/Guayaquil",)),
        Meaning("the Eastern Caribbean", -240, ("America/St_Lucia", "America/Barbados", "America/Port_of_Spain", "America/Grenada", "America/Dominica", "America/Antigua", "America/Martinique")),
        Meaning("Central Europe", 60, ("Europe/Paris",)),
    ),
    "EST": (
        Meaning("eastern North America", -300, _EASTERN),
        Meaning("eastern Australia", 600, ("Australia/Sydney", "Australia/Melbourne", "Australia/Brisbane", "Australia/Hobart", "Australia/Canberra")),
    ),
    "PST": (
        Meaning("western North America", -480, ("America/Los_Angeles", "America/Vancouver", "America/Tijuana")),
        Meaning("the Philippines", 480, ("Asia/Manila",)),
        Meaning("Pakistan", 300, ("Asia/Karachi",)),
    ),
    "MST": (
        Meaning("the Mountain states of North America", -420, ("America/Denver", "America/Phoenix", "America/Edmonton", "America/Hermosillo")),
        Meaning("Malaysia", 480, ("Asia/Kuala_Lumpur",)),
        Meaning("Myanmar", 390, ("Asia/Yangon",)),
    ),
}  # fmt: skip
#: Where one meaning is by far the commonest it is taken, and the question still asked.
USUAL = frozenset({"EST", "PST", "MST"})


def question(word: str) -> str:
    """Return what an abbreviation may mean, as a person is asked.

    >>> question("AMT")
    'AMT: Amazonas (UTC−04:00) or Armenia (UTC+04:00)'
    """
    told = [f"{meaning.what} (UTC{_offset(meaning.minutes)})" for meaning in MEANINGS[word]]
    return f"{word}: {', '.join(told[:-1])} or {told[-1]}"


def _offset(minutes: int) -> str:
    hours, rest = divmod(abs(minutes), 60)
    return f"{'−' if minutes < 0 else '+'}{hours:02}:{rest:02}"
