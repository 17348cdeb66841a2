"""The fields of the index."""

from collections.abc import Iterable

import tantivy

#: The facets, each a field of whole values.
FACETS = (
    "kind",
    "theme",
    "organisation",
    "country",
    "city",
    "phase",
    "year",
    "language",
    "link",
    "format",
    "series",
    "mode",
    "crisis",
)
#: Where words stand; each has a field of exact terms and one of loose ones.
PARTS = ("title", "names", "text")
#: What is offered while something is typed, each group with the sign before its beginnings: so a beginning is asked for
#: in a group by one lookup, without a condition that every entry would have to pass.
GROUPS = {"name": "=", "other": "~", "draft": "#"}
#: Before a beginning of the first word.
AT_FIRST = "^"
#: Changes with the meaning of what is stored, so that an index made before is made anew.
VERSION = 2

ID, STATE_ID = "id", "state"
#: Our own terms, one space between two: the index must not take them apart again.
TERMS = "terms"


def make_schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(ID, stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_bytes_field("told", stored=True)
    for part in PARTS:
        builder.add_text_field(part, tokenizer_name=TERMS, index_option="position")
        builder.add_text_field(loose(part), tokenizer_name=TERMS, index_option="freq")
    for name in ("prefix", "spelling", "reversed"):
        builder.add_text_field(name, tokenizer_name=TERMS, index_option="basic")
    builder.add_text_field("called", tokenizer_name=TERMS, index_option="freq")
    for name in ("public", "what", *FACETS):
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    for name in ("pk", "what_number", "first_day", "last_day"):
        builder.add_integer_field(name, fast=True, indexed=True)
    builder.add_float_field("weight", fast=True)
    return builder.build()


def register_terms(index: tantivy.Index) -> None:
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer(TERMS, analyzer)


def loose(part: str) -> str:
    return f"{part}_loose"


def whole(terms: Iterable[str]) -> str:
    """Return a whole name as one term."""
    return "_".join(terms)
