"""What an editor declared of a source once, for all items that do not say it themselves."""

from collections.abc import Iterable
from dataclasses import replace

from fingerpost.intake.models import Source
from fingerpost.readers.types import Candidate


def with_defaults(candidates: Iterable[Candidate], source: Source | None) -> list[Candidate]:
    """Return candidates with the source's organisation and language where they state none."""
    if source is None:
        return list(candidates)
    names = (source.organisation.name,) if source.organisation else ()
    return [
        replace(
            candidate,
            organisers=candidate.organisers or (() if candidate.type == "organisation" else names),
            language=candidate.language or source.language or None,
        )
        for candidate in candidates
    ]
