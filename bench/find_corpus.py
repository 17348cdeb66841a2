"""A made hub for the benchmarks of finding: records, organisations and cities by the ten thousand, as they are spread in life.

Words come by Zipf's law: the words of the demonstration and of the judged corpus first, made names behind them; one record in
twenty is told in an Asian script. The same seed makes the same hub each time.
"""

import io
import json
import os
import random
import re
import sys
import tempfile
import threading
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

RECORDS = 100_000
ORGANISATIONS, CITIES = 3_000, 1_500
#: How many different words a hub of this size knows; the frequency of the nth falls as n to this power.
WORDS, FALL = 40_000, 1.1
ASIAN = ("ko", "ja", "zh-Hans", "zh-Hant", "th", "km", "lo", "my")
ASIAN_SHARE = 0.05
#: These scripts part no words: their titles are pieces put one after the other.
UNPARTED = frozenset(ASIAN) - {"ko"}
LATIN = ("en", "en", "en", "en", "en", "es", "fr", "pt", "id", "vi")
#: What stands above or below a sign and belongs to it, in the scripts that we have words of.
_MARKS = "\u0300-\u036f\u0e31\u0e34-\u0e4e\u0eb1\u0eb4-\u0ece\u102b-\u103e\u1056-\u1059\u17b4-\u17d3"
COUNTRIES = re.findall("..", "KRJPCNTWTHVNINNPBDPKJOEGLBMAIDCOPEECMXESFRSNCIBRPTMZKZKGKHLAMMLKMNPHSGUSNZKEDEIT")
KINDS = ("event", "resource", "measure", "update")
FORMATS = {"event": ("Webinar", "Forum", "Workshop"), "resource": ("Report", "Guidance", "Article"), "measure": ("",), "update": ("",)}  # fmt: skip
FIRST_DAY, LAST_DAY = date(2019, 1, 1), date(2026, 12, 31)
NOW = datetime(2026, 4, 3, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
GOLDEN = Path(__file__).parents[1] / "tests/golden/finding"
_SYLLABLES = re.findall("..", "karaminotasedubeorhavilupesogarimobatejokisaldunewa")


class Frequencies:
    """Draws from a list whose nth entry comes as often as 1 to the nth part."""

    def __init__(self, entries: Sequence[Any], fall: float = FALL) -> None:
        self.entries = entries
        self._sums = list(accumulate(1 / rank**fall for rank in range(1, len(entries) + 1)))

    def draw(self, chance: random.Random) -> Any:
        return self.entries[bisect(self._sums, chance.random() * self._sums[-1])]

    def some(self, chance: random.Random, count: int) -> list[Any]:
        return [self.draw(chance) for _ in range(count)]


@dataclass(slots=True, kw_only=True)
class Made:
    """One record as plain values; who and where are numbers, to be looked up in a list."""

    number: int
    kind: str
    format: str
    language: str
    title: str
    summary: str
    first_day: date | None
    city: int | None
    organisations: list[int]
    themes: list[int]
    translation: tuple[str, str, str] | None = None


@dataclass
class Maker:
    """Makes records of one seed. ``themes`` is how many there are to choose from."""

    themes: int
    seed: int = 1
    chance: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 -- the same hub each time
        self._organisations = Frequencies(range(ORGANISATIONS), 0.9)
        self._cities = Frequencies(range(CITIES), 0.8)
        self._themes = Frequencies(range(self.themes), 0.6)

    @cached_property
    def words(self) -> dict[str, Frequencies]:
        """Return for each language its words, or where none are parted, the pieces that titles are made of."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for language, text in _told():
            if language in ASIAN or language in LATIN:
                found[language].update(_parts(text, language))
        names = self.names(WORDS)
        known = {language: [word for word, _ in count.most_common()] for language, count in found.items()}
        return {
            language: Frequencies(words, 0.7) if language in ASIAN else Frequencies(words + names[len(words) :], FALL)
            for language, words in known.items()
        }

    def names(self, count: int) -> list[str]:
        """Return made names, no two alike."""
        made: dict[str, None] = {}
        while len(made) < count:
            made["".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(2, 4))).capitalize()] = None
        return list(made)

    def records(self, count: int) -> Iterator[Made]:
        return (self.record(number) for number in range(count))

    def record(self, number: int) -> Made:
        chance = self.chance
        kind = chance.choices(KINDS, (30, 35, 30, 5))[0]
        language = chance.choice(ASIAN if chance.random() < ASIAN_SHARE else LATIN)
        days = (LAST_DAY - FIRST_DAY).days
        return Made(
            number=number,
            kind=kind,
            format=chance.choice(FORMATS[kind]),
            language=language,
            title=self.text(language, chance.randint(4, 12)),
            summary=self.text(language, chance.randint(15, 80)),
            first_day=FIRST_DAY + timedelta(chance.randrange(days)) if chance.random() < 0.95 else None,
            city=self._cities.draw(chance) if chance.random() < 0.6 else None,
            organisations=list(dict.fromkeys(self._organisations.some(chance, chance.randint(1, 3)))),
            themes=list(dict.fromkeys(self._themes.some(chance, chance.randint(1, 3)))),
            translation=("en", self.text("en", 8), self.text("en", 20))
            if language in ASIAN and number % 3 == 0
            else None,
        )

    def text(self, language: str, count: int) -> str:
        if language in UNPARTED:
            return "".join(self.words[language].some(self.chance, max(2, count // 2)))
        text = " ".join(self.words[language].some(self.chance, count))
        return text[0].upper() + text[1:]


def _told() -> Iterator[tuple[str, str]]:
    """Return what the demonstration and the judged corpus say, each text with its language."""
    from fingerpost.site.demo.actions import TABLES  # noqa: PLC0415 -- needs Django set up
    from fingerpost.site.demo.tables import rows  # noqa: PLC0415 -- as above

    for table in TABLES:
        for row in rows(table.file):
            yield "en", f"{row['title']} {row['summary']} {row['full_name']}"
    for line in (GOLDEN / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for told in (row, *row.get("translations", ())):
            yield told["language"], f"{told['title']} {told.get('summary', '')}"


def _parts(text: str, language: str) -> Iterator[str]:
    for word in re.findall(rf"[\w{_MARKS}]+", text.lower()):
        if language not in UNPARTED:
            yield word
            continue
        signs = re.findall(rf"[^{_MARKS}][{_MARKS}]*", word)
        at = 0
        while at < len(signs):
            size = 2 + (at * 7 + len(signs)) % 4
            yield "".join(signs[at : at + size])
            at += size


# A hub of them in a database


@contextmanager
def folder() -> Iterator[Path]:
    """Give the folder where the benchmarks of one run keep their hub; alone, a script has one for itself."""
    if kept := os.environ.get("BENCH_FOLDER"):
        yield Path(kept)
    else:
        with tempfile.TemporaryDirectory() as made:
            yield Path(made)


def set_up(where: Path, records: int = RECORDS) -> Path:
    """Set Django up for a hub of so many records in this folder, making it where it is not there; return its folder."""
    hub = where / f"find-{records}"
    hub.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "fingerpost.config.settings.test",
        "FINGERPOST_DATA": str(hub),
        "DATABASE_URL": f"sqlite:///{hub}/hub.sqlite3",
    }
    import django  # noqa: PLC0415 -- reads the settings named above
    import structlog  # noqa: PLC0415 -- only here

    django.setup()
    # Each request writes its line, as it does when served; nobody reads them here.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(io.StringIO()))
    if not (hub / "made").exists():
        fill(records)
        (hub / "made").touch()
    return hub


def fill(count: int) -> None:
    from django.core.management import call_command  # noqa: PLC0415 -- needs Django set up
    from django.db import transaction  # noqa: PLC0415 -- as above

    from fingerpost.site.demo.actions import load_demo  # noqa: PLC0415 -- as above

    print(f"  Making a hub of {count:,} records …", file=sys.stderr)
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        load_demo(now=NOW)
        _fill(count)


def _fill(count: int) -> None:
    from fingerpost.catalogue.models import Crisis, Organisation, Place, Theme  # noqa: PLC0415 -- needs Django set up

    themes = list(Theme.objects.order_by("position"))
    maker = Maker(len(themes))
    named = maker.names(ORGANISATIONS + CITIES)
    organisations = Organisation.objects.bulk_create(
        Organisation(
            name=f"{name} {maker.words['en'].draw(maker.chance).capitalize()} Council",
            short_name=f"{name[:3].upper()}{number}" if number % 2 else "",
            slug=f"made-{number}",
            country=COUNTRIES[number % len(COUNTRIES)],
        )
        for number, name in enumerate(named[:ORGANISATIONS])
    )
    cities = Place.objects.bulk_create(
        Place(name=name, slug=f"place-{number}", country=COUNTRIES[number % len(COUNTRIES)])
        for number, name in enumerate(named[ORGANISATIONS:])
    )
    known = {
        "crisis": Crisis.objects.get(slug="covid-19"),
        "organisations": organisations,
        "cities": cities,
        "themes": themes,
    }
    records = maker.records(count)
    while some := list(islice(records, 2_000)):
        _write(some, **known)


def _write(
    some: Sequence[Made], *, crisis: Any, organisations: Sequence[Any], cities: Sequence[Any], themes: Sequence[Any]
) -> None:
    from fingerpost.catalogue.models import Credit, Link, Record, Translation  # noqa: PLC0415 -- needs Django set up

    phases = list(crisis.phases.all())
    rows = [
        Record(
            kind=one.kind,
            key=f"{one.number:06x}",
            crisis=crisis,
            live=True,
            title=one.title,
            summary=one.summary,
            language=one.language,
            format=one.format,
            start_date=one.first_day,
            place=None if one.city is None else cities[one.city],
            phase=phases[one.number % len(phases)] if one.kind == "measure" else None,
            mode="online" if one.kind == "event" else "",
        )
        for one in some
    ]
    Record.objects.bulk_create(rows, batch_size=500)
    pairs = list(zip(some, rows, strict=True))
    Credit.objects.bulk_create(
        (
            Credit(record_id=row.pk, organisation=organisations[number], role="organiser", sort_order=place)
            for one, row in pairs
            for place, number in enumerate(one.organisations)
        ),
        batch_size=500,
    )
    Link.objects.bulk_create(
        (Link(record_id=row.pk, url=f"https://example.org/{one.number}") for one, row in pairs), batch_size=500
    )
    Record.themes.through.objects.bulk_create(
        (
            Record.themes.through(record_id=row.pk, theme_id=themes[number].pk)
            for one, row in pairs
            for number in one.themes
        ),
        batch_size=500,
    )
    Translation.objects.bulk_create(
        (
            Translation(
                record_id=row.pk, language=one.translation[0], title=one.translation[1], summary=one.translation[2]
            )
            for one, row in pairs
            if one.translation
        ),
        batch_size=500,
    )


def index_of(hub: Path) -> Any:
    """Return the index of the hub in this folder, as this process keeps it; the first call builds it."""
    from django.conf import settings  # noqa: PLC0415 -- needs Django set up

    from fingerpost.finding.following import keeper  # noqa: PLC0415 -- as above

    settings.INDEX_DIR = hub / "index"
    mine = keeper()
    if not mine.look():
        print("  Building its index …", file=sys.stderr)
        mine.rebuild()
    return mine.look()


@contextmanager
def followed() -> Iterator[None]:
    """Follow the catalogue meanwhile in a thread, as a server does."""
    from fingerpost.finding.following import run_following  # noqa: PLC0415 -- needs Django set up

    stop = threading.Event()
    thread = threading.Thread(target=run_following, args=(stop,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
