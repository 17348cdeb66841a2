"""How well the Readers read: each golden source is read again, and each field's ratio printed against its target.

Run ``python bench/read_quality.py [--worst] [FOLDER…]``; without folders, all families of ``tests/golden``.
Exit code 1 if a ratio is under its target.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from fingerpost.readers.types import Candidate, Reading, Source

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = tuple(
    f"tests/golden/{family}"
    for family in (
        "html",
        "items",
        "text",
        "posts",
        "tables",
        "sheets",
        "documents",
        "calendars",
        "feeds",
        "mail",
        "bibliographies",
        "oai",
        "apis",
        "wordpress",
    )
)
TARGETS = {
    "records (F1)": 0.95,
    "type": 0.95,
    "title": 0.93,
    "date": 0.97,
    "time with zone": 0.92,
    "organisers (F1)": 0.90,
    "address": 0.95,
}
_ALIKE = 0.6


@dataclass
class Tally:
    right: float = 0
    wanted: float = 0
    given: float = 0

    @property
    def f1(self) -> float:
        total = self.wanted + self.given
        return 1.0 if not total else 2 * self.right / total


@dataclass
class Score:
    tallies: dict[str, Tally] = field(default_factory=lambda: {name: Tally() for name in TARGETS})
    faults: list[str] = field(default_factory=list)

    def exact(self, name: str, wanted: object, given: object, where: str) -> None:
        tally = self.tallies[name]
        tally.wanted += 1
        tally.given += 1
        if wanted == given:
            tally.right += 1
        else:
            self.faults.append(f"{where}: {name} is {given!r}, not {wanted!r}")


def read(source: Path, wanted: dict[str, Any]) -> Reading:
    from fingerpost.readers import registry  # noqa: PLC0415 -- it loads every Reader

    return registry.read(
        Source(
            content=source.read_bytes(),
            name=source.name,
            today=date.fromisoformat(wanted.get("today", "2026-11-23")),
            base_url=wanted.get("base_url"),
        )
    )


def compare(score: Score, wanted: list[dict[str, Any]], given: tuple[Candidate, ...], name: str) -> None:
    pairs, missed, extra = paired(wanted, list(given))
    records = score.tallies["records (F1)"]
    records.right += len(pairs)
    records.wanted += len(wanted)
    records.given += len(given)
    score.faults += [f"{name}: missed {one.get('type')} {one.get('title')!r}" for one in missed]
    score.faults += [f"{name}: invented {one.type} {one.title!r} ({one.origin})" for one in extra]
    for want, have in pairs:
        compare_fields(score, want, have, f"{name} {want.get('title', '')[:40]!r}")


def compare_fields(score: Score, want: dict[str, Any], have: Candidate, where: str) -> None:
    loose = want.get("_loose", [])
    score.exact("type", want["type"], have.type, where)
    if "title" not in loose:
        score.exact("title", want.get("title", ""), have.title, where)
    for name in ("start", "end", "published", "register_by"):
        value = getattr(have, name)
        if name in want or (name in ("start", "end") and want["type"] == "event"):
            score.exact("date", want.get(name), None if value is None else str(value), f"{where} {name}")
    if "T" in (want.get("start") or ""):
        # Where a source only states an offset, no name of a zone is asked for.
        told = (want["start"], want.get("timezone", have.timezone))
        score.exact("time with zone", told, (str(have.start), have.timezone), where)
    if "organisers" not in loose:
        names, found = list(want.get("organisers", [])), list(have.organisers)
        tally = score.tallies["organisers (F1)"]
        tally.right += len(set(names) & set(found))
        tally.wanted += len(names)
        tally.given += len(found)
        if names != found:
            score.faults.append(f"{where}: organisers are {found}, not {names}")
    for name in ("url", "register_url", "recording_url"):
        if name not in loose and (want.get(name) or getattr(have, name)):
            score.exact("address", want.get(name), getattr(have, name), f"{where} {name}")


def paired(
    wanted: list[dict[str, Any]], given: list[Candidate]
) -> tuple[list[tuple[dict[str, Any], Candidate]], list[dict[str, Any]], list[Candidate]]:
    """Pair what is wanted with what is given: the likest first, of one type before another."""
    likeness = sorted(
        ((alike(want, have), -a, -b) for a, want in enumerate(wanted) for b, have in enumerate(given)), reverse=True
    )
    pairs: dict[int, int] = {}
    for worth, a, b in likeness:
        if worth >= _ALIKE and -a not in pairs and -b not in pairs.values():
            pairs[-a] = -b
    return (
        [(wanted[a], given[b]) for a, b in sorted(pairs.items())],
        [want for a, want in enumerate(wanted) if a not in pairs],
        [have for b, have in enumerate(given) if b not in pairs.values()],
    )


def alike(want: dict[str, Any], have: Candidate) -> float:
    same_type = 0.2 if want["type"] == have.type else -0.15
    same_day = 0.2 if want.get("start") and str(have.start)[:10] == want["start"][:10] else 0.0
    if "title" in want.get("_loose", []):
        return 0.5 + same_type + same_day
    if not want.get("title"):
        return (0.6 if not have.title else 0.0) + same_day + same_type
    return (
        SequenceMatcher(None, want["title"].casefold(), have.title.casefold(), autojunk=False).ratio() * 0.8
        + same_type
        + same_day
    )


def sources(folders: list[Path]) -> Iterator[tuple[Path, dict[str, Any]]]:
    for folder in folders:
        for expected in sorted(folder.glob("*.json")):
            source = next((path for path in sorted(folder.glob(f"{expected.stem}.*")) if path != expected), None)
            if source is not None:
                yield source, json.loads(expected.read_text(encoding="utf-8"))


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="*", type=Path)
    options.add_argument("--worst", action="store_true", help="name each fault")
    arguments = options.parse_args()
    folders = arguments.folders or [ROOT / folder for folder in FOLDERS if (ROOT / folder).is_dir()]
    score, count = Score(), 0
    for source, wanted in sources(folders):
        count += 1
        given = read(source, wanted).records
        if source.parent.name == "posts":  # what is wanted there is what a post announces; each is an update besides
            given = tuple(record for record in given if record.type != "update")
        compare(score, wanted["records"], given, source.name)
    if arguments.worst:
        print(*score.faults, sep="\n")
    print(f"{count} sources\n{'field':<18}{'wanted':>8}{'given':>8}{'right':>8}{'ratio':>8}{'target':>8}")
    for name, tally in score.tallies.items():
        print(
            f"{name:<18}{tally.wanted:>8.0f}{tally.given:>8.0f}{tally.right:>8.0f}{tally.f1:>8.3f}{TARGETS[name]:>8.2f}"
        )
    return 0 if all(tally.f1 >= TARGETS[name] for name, tally in score.tallies.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
