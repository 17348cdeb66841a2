"""What goes into a weighing: what a source says of one item, what an editor made of it, and what it may be known by."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from fingerpost.intake.actions.cleaning import cleaned
from fingerpost.intake.actions.facts import GROUP_OF
from fingerpost.intake.actions.identity import identities, own_addresses, uid_digest
from fingerpost.intake.actions.keeping import from_data
from fingerpost.intake.addresses import normal_address
from fingerpost.intake.models import Item
from fingerpost.readers.types import Candidate, Issue


@dataclass(slots=True, kw_only=True, eq=False)
class Telling:
    """One item of one source."""

    harvested: Candidate  #: as the source tells it
    candidate: Candidate  #: with what an editor corrected in it
    ids: list[str]  #: what it may be known by, the one to keep first
    uid: str = ""  #: a digest of the identifier that the source gives it
    shares_address: bool = False  #: its address leads to other items of the source as well
    issues: list[Issue] = field(default_factory=list)
    item: Item | None = None  #: where it was weighed before
    wanted: bool = False  #: an editor asks for it, whatever became of it before

    @property
    def choices(self) -> dict[str, str]:
        """Which word is to stand in a group of facts: “ours” or “theirs”."""
        return self.item.choices if self.item else {}

    @property
    def tied_to(self) -> int | None:
        """The record that an editor said it is, in this review."""
        return self.item.undo.get("tied") if self.item else None

    @property
    def edited_groups(self) -> set[str]:
        """The groups of facts in which an editor corrected what the source says."""
        return {GROUP_OF[name] for name in self.item.edited if name in GROUP_OF} if self.item else set()


def told_first(candidates: Iterable[Candidate]) -> list[Telling]:
    """Return the candidates of one whole reading as they go into its weighing."""
    clean = [cleaned(candidate) for candidate in candidates]
    own = own_addresses(candidate for candidate, _issues in clean)
    uids = [uid_digest(candidate) for candidate, _issues in clean]
    counted = Counter(uids)
    return [
        Telling(
            harvested=candidate,
            candidate=candidate,
            ids=identities(candidate, own),
            # One that several items share is nobody's own.
            uid=uid if counted[uid] == 1 else "",
            shares_address=_shares_address(candidate, own),
            issues=issues,
        )
        for (candidate, issues), uid in zip(clean, uids, strict=True)
    ]


def told_again(items: Iterable[Item], *, wanted: bool = False) -> list[Telling]:
    """Return items under review as they go into another weighing, with what an editor made of them."""
    return [_told_again(item, wanted=wanted) for item in items]


def _told_again(item: Item, *, wanted: bool) -> Telling:
    harvested = replace(from_data(item.data), raw=item.raw)
    candidate, issues = cleaned(replace(from_data(item.current), raw=item.raw)) if item.edited else (harvested, [])
    own = set() if item.shares_address else own_addresses([harvested])
    ids = identities(harvested, own)
    return Telling(
        harvested=harvested,
        candidate=candidate,
        ids=ids if ids[0] == item.identity else [item.identity],
        uid=item.uid,
        shares_address=item.shares_address,
        issues=issues,
        item=item,
        wanted=wanted,
    )


def _shares_address(candidate: Candidate, own: set[tuple[str, str]]) -> bool:
    return bool(candidate.url) and (candidate.type, normal_address(candidate.url or "")) not in own
