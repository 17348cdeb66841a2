"""What the desk offers while somebody types; anything else may be written too."""

from zoneinfo import available_timezones

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

Suggestions = list[tuple[str, str]]

EVENT_FORMATS = [
    "webinar",
    "forum",
    "meeting",
    "workshop",
    "conference",
    "launch",
    "course",
    "side event",
    "interview",
]
RESOURCE_FORMATS = [
    "report",
    "guidance",
    "protocol",
    "policy brief",
    "best practice",
    "planning tool",
    "portal",
    "article",
    "newsletter",
    "publication",
]
#: BCP 47 tags of languages that city networks write in, with the names that an editor types.
LANGUAGES = [
    ("en", _("English")),
    ("ar", _("Arabic")),
    ("bn", _("Bengali")),
    ("de", _("German")),
    ("es", _("Spanish")),
    ("fa", _("Persian")),
    ("fil", _("Filipino")),
    ("fr", _("French")),
    ("hi", _("Hindi")),
    ("id", _("Indonesian")),
    ("it", _("Italian")),
    ("ja", _("Japanese")),
    ("km", _("Khmer")),
    ("ko", _("Korean")),
    ("ms", _("Malay")),
    ("my", _("Burmese")),
    ("ne", _("Nepali")),
    ("nl", _("Dutch")),
    ("pt", _("Portuguese")),
    ("pt-BR", _("Portuguese (Brazil)")),
    ("ru", _("Russian")),
    ("si", _("Sinhala")),
    ("sw", _("Swahili")),
    ("ta", _("Tamil")),
    ("th", _("Thai")),
    ("tr", _("Turkish")),
    ("uk", _("Ukrainian")),
    ("ur", _("Urdu")),
    ("vi", _("Vietnamese")),
    ("zh-Hans", _("Chinese, simplified")),
    ("zh-Hant", _("Chinese, traditional")),
]

#: Names that stand for another one, or for no place at all, help nobody who looks for a city.
_NOT_PLACES = ("Etc/", "SystemV/", "US/", "Brazil/", "Canada/", "Chile/", "Mexico/")


def _zones() -> Suggestions:
    places = {name for name in available_timezones() if "/" in name and not name.startswith(_NOT_PLACES)}
    return [("UTC", ""), *((name, "") for name in sorted(places))]


zones = lazy(_zones, list)


def plain(words: list[str]) -> Suggestions:
    return [(word, "") for word in words]
