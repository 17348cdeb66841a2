"""The documentation names everything that it promises to name."""

import re
import tomllib
from pathlib import Path

import pytest

from fingerpost.config.cli import main
from fingerpost.finding.query import FIELDS, parse

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def text(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_command_has_its_place_in_the_reference() -> None:
    assert [name for name in main.commands if f"## `fingerpost {name}" not in text("reference/commands.md")] == []


def test_every_option_of_a_command_is_named_in_the_reference() -> None:
    reference = text("reference/commands.md")
    options = {
        option for command in main.commands.values() for parameter in command.params for option in parameter.opts
    }

    assert {option for option in options if option.startswith("--") and option not in reference} == set()


def test_every_field_of_the_query_language_has_its_example() -> None:
    queries = re.findall(r"`([^`]+)`", text("how-to/find.md").split("## Say it more exactly")[1].split("## When")[0])
    fields = {part.field for query in queries for group in parse(query).groups for part in group}

    assert {field.name for field in FIELDS} - fields == set()
    assert [query for query in queries if ":" in query and parse(query).notices] == []


def test_every_setting_has_its_place_in_the_reference() -> None:
    sources = [*(ROOT / "src/fingerpost/config").rglob("*.py")]
    asked = re.compile(r"""(?:env\.\w+\(|environ\.get\(|envvar=)"([A-Z_]+)\"""")
    names = {name for source in sources for name in asked.findall(source.read_text(encoding="utf-8"))}

    assert names >= {"DATABASE_URL", "FINGERPOST_DATA", "PORT"}
    assert {
        name for name in names - {"DJANGO_SETTINGS_MODULE"} if f"`{name}`" not in text("reference/settings.md")
    } == set()


def test_every_dependency_states_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[\[<>=~]", requirement)[0].lower() for requirement in declared}

    assert {name for name in names if name not in text("dependencies.md").lower()} == set()


def test_every_page_of_the_documentation_links_to_what_exists() -> None:
    link = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)}: {target}"
        for page in pages
        for target in link.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []


def test_the_readme_is_short_enough_to_be_read() -> None:
    assert 100 <= len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= 140
