"""Which address a source is asked at, and which one comes next where it answers in several pages."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from fingerpost.intake.models import Source

#: As many pages of one answer are read in one go; an archive without end is read on the next time.
MOST_PAGES = 50
OAI_READER = "oai-pmh"
_OAI_FORMAT = "oai_dc"


def first_address(source: Source) -> str:
    """Return where to ask; an OAI-PMH repository for what has changed since it was last read (section 4.5)."""
    if source.kind != Source.Kind.OAI:
        return source.url
    asked = dict(parse_qsl(urlsplit(source.url).query))
    if "verb" in asked:
        return source.url
    asked |= {"verb": "ListRecords", "metadataPrefix": source.options.get("metadata_prefix") or _OAI_FORMAT}
    if source.options.get("set"):
        asked["set"] = source.options["set"]
    if source.last_success_at:
        # A day more: an archive's clock may be slow, and what is known already costs nothing.
        asked["from"] = (source.last_success_at - timedelta(days=1)).date().isoformat()
    return _with_query(source.url, asked)


def next_address(here: str, facts: dict[str, Any]) -> str | None:
    """Return the address of the following page from what a reading says of its own, on the same host."""
    if facts.get("resumption_token"):
        # The token stands for all other arguments (section 3.5).
        return _with_query(here, {"verb": "ListRecords", "resumptionToken": str(facts["resumption_token"])})
    following = urljoin(here, str(facts["next"])) if facts.get("next") else None
    if following and urlsplit(following).netloc == urlsplit(here).netloc and following != here:
        return following
    return None


def is_whole(source: Source, reader: str) -> bool:
    """True if what is not there is missing: a feed only tells the latest, an archive only what has changed."""
    return reader not in {"feed", OAI_READER} and source.kind not in {Source.Kind.FEED, Source.Kind.OAI}


def _with_query(url: str, asked: dict[str, str]) -> str:
    return urlunsplit(urlsplit(url)._replace(query=urlencode(asked), fragment=""))
