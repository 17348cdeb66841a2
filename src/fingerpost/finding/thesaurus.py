"""Names that mean the same, as editors write them: one a line, its language before it where that helps."""

import re
from collections.abc import Iterator
from importlib.resources import files

from fingerpost.finding.entries import Text
from fingerpost.scripts.analysis import analysed

MOST_NAMES = 40
LONGEST_NAME = 100

_WITH_LANGUAGE = re.compile(r"([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*):\s+(\S.*)")


def read_names(lines: str) -> list[Text]:
    """Return the names that stand one a line, with the languages that they say they are in.

    >>> read_names("Seoul\\nko: 서울")
    [Text(words='Seoul', language=''), Text(words='서울', language='ko')]
    """
    return [_name(line) for line in map(str.strip, lines.splitlines()) if line]


def key_of(name: str) -> str:
    """Return what a search takes a name for: two names of one key are one name, whatever their case and marks.

    >>> key_of("Business-Continuity Plan")
    'business_continuity_plan'
    """
    return "_".join(analysed(name).exact)


def starter_sets() -> Iterator[str]:
    """Return the sets that a new hub begins with, each as the lines that an editor would write."""
    text = (files(__package__) / "data" / "synonyms.tsv").read_text(encoding="utf-8")
    return ("\n".join(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


def _name(line: str) -> Text:
    found = _WITH_LANGUAGE.fullmatch(line)
    return Text(found[2], found[1]) if found else Text(line)
