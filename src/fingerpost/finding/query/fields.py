"""The fields of the query language, each under all the names that people try."""

from dataclasses import dataclass

from fingerpost.scripts.nearness import near


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    others: tuple[str, ...]
    example: str


FIELDS = (
    Field("kind", ("type",), "kind:event"),
    Field(
        "organisation",
        ("organiser", "organizer", "organization", "organisations", "org", "publisher", "partner", "by"),
        "organiser:WHO",
    ),
    Field("city", ("place", "cities"), "city:Seoul"),
    Field("country", ("countries",), "country:Nepal"),
    Field("theme", ("themes", "topic", "subject"), 'theme:"food security"'),
    Field("phase", (), "phase:recovery"),
    Field("year", (), "year:2020"),
    Field("before", ("until",), "before:2020-07"),
    Field("after", ("since", "from"), "after:2020-07"),
    Field("when", (), "when:upcoming"),
    Field("language", ("lang", "in"), "lang:ko"),
    Field("link", ("has", "links"), "link:recording"),
    Field("format", (), "format:webinar"),
    Field("series", (), "series:…"),
    Field("mode", (), "mode:online"),
    Field("crisis", ("hub",), "crisis:covid-19"),
    Field("title", ("intitle",), "title:recovery"),
)
_BY_NAME = {name: field for field in FIELDS for name in (field.name, *field.others)}


def field_named(name: str) -> Field | None:
    return _BY_NAME.get(name.casefold())


def nearest_field(name: str) -> str | None:
    """Return the field's name that a mistyped one is near to."""
    return next(iter(near(name, ((each, 0) for each in _BY_NAME))), None)
