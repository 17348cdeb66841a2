"""A list of names against the authority file: what each may be, and what an editor decides of it, all or nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from fingerpost.catalogue.changes import note
from fingerpost.catalogue.models import Organisation, OrganisationAlias
from fingerpost.catalogue.text import folded
from fingerpost.intake.actions.namesakes import SURE, Namesake, Namesakes
from fingerpost.intake.actions.naming import free_slug, parted

MOST_NAMES = 5_000
_NAME_LENGTH = 200

IS, NEW, LEAVE = "is", "new", "leave"


@dataclass(frozen=True, slots=True)
class Candidates:
    """One name as it was written, and what it may be."""

    written: str
    likely: list[Namesake]
    several: list[Organisation]
    whole: Organisation | None

    @property
    def best(self) -> Namesake | None:
        return self.likely[0] if self.likely else None

    @property
    def decision(self) -> str:
        """Return what is proposed: a name that is known, or nearly so, is tied; all else waits for a person."""
        return IS if self.best and self.best.score >= SURE else LEAVE


@dataclass(frozen=True, slots=True)
class Line:
    """What was decided of one name."""

    number: int
    written: str
    decision: str
    slug: str = ""


@dataclass(slots=True)
class Plan:
    """What a list of decisions comes to."""

    names: list[tuple[Organisation, str]] = field(default_factory=list)  #: other names to be added
    new: list[str] = field(default_factory=list)
    known: int = 0  #: tied to the organisation that has the name already
    left: int = 0
    errors: list[str] = field(default_factory=list)


def reconcile(names: Iterable[str]) -> list[Candidates]:
    """Return what each name may be, in the order of the list and once each. Takes two queries."""
    namesakes = Namesakes()
    once: dict[str, str] = {}
    for name in names:
        once.setdefault(folded(name) or name, name)
    return [
        Candidates(name, namesakes.of(name), namesakes.several(name), namesakes.whole_of(name))
        for name in once.values()
    ]


def plan(lines: Sequence[Line]) -> Plan:
    """Check decisions against the authority file; every line that cannot be done is an error with its number."""
    namesakes = Namesakes()
    by_slug = {
        each.slug: each.merged_into or each
        for each in Organisation.objects.filter(slug__in={line.slug for line in lines}).select_related("merged_into")
    }
    made = Plan()
    seen: dict[str, Line] = {}
    fresh: set[str] = set()
    for line in lines:
        before = seen.setdefault(folded(line.written), line)
        error = _error(line, before, by_slug, namesakes)
        if error:
            made.errors.append(_("Line %(number)d: %(problem)s") % {"number": line.number, "problem": error})
        elif before is not line:
            continue
        elif line.decision == LEAVE:
            made.left += 1
        elif line.decision == NEW:
            if folded(parted(line.written)[0]) not in fresh:
                fresh.add(folded(parted(line.written)[0]))
                made.new.append(line.written)
        elif namesakes.named(line.written):
            made.known += 1
        else:
            made.names.append((by_slug[line.slug], line.written))
    return made


def _error(line: Line, before: Line, by_slug: dict[str, Any], namesakes: Namesakes) -> str:
    shown = {"name": line.written[:80], "slug": line.slug[:80], "decision": line.decision[:40]}
    if line.decision not in {IS, NEW, LEAVE}:
        return _("“%(decision)s” is no decision. Write “is”, “new” or “leave”.") % shown
    if (before.decision, before.slug) != (line.decision, line.slug):
        return _("“%(name)s” stands on line %(line)d with another decision. Keep one of them.") % {
            **shown,
            "line": before.number,
        }
    if line.decision == LEAVE:
        return ""
    if not folded(line.written) or len(line.written) > _NAME_LENGTH:
        return _("“%(name)s” cannot be the name of an organisation. Correct it, or leave it.") % shown
    known = namesakes.named(line.written) or namesakes.named(parted(line.written)[0])
    if line.decision == NEW:
        if known:
            shown["slug"] = known.slug
            return _("“%(name)s” is known already. Write “is” and the address “%(slug)s”, or leave it.") % shown
        return ""
    if not line.slug:
        return _("It says “is”, but not which organisation. Add its address.") % shown
    if line.slug not in by_slug:
        return _("No organisation has the address “%(slug)s”. Copy it from the list.") % shown
    if known and known.pk != by_slug[line.slug].pk:
        return _("“%(name)s” is a name of “%(other)s” already. Merge the two, or leave it.") % {
            **shown,
            "other": known.name,
        }
    return ""


@transaction.atomic
def apply_plan(lines: Sequence[Line], *, user: AbstractBaseUser | None, now: datetime) -> Plan:
    """Do what was decided; nothing of it where one line cannot be done. Takes a fixed number of queries."""
    made = plan(lines)
    if made.errors:
        return made
    slugs = set(Organisation.objects.order_by().values_list("slug", flat=True))
    new = []
    for written in made.new:
        name, acronym = parted(written)
        new.append(Organisation(name=name, short_name=acronym, slug=free_slug(name, slugs, otherwise="organisation")))
    Organisation.objects.bulk_create(new, batch_size=500)
    aliases = [OrganisationAlias(organisation=each, name=name, folded=folded(name)) for each, name in made.names]
    OrganisationAlias.objects.bulk_create(aliases, batch_size=500)
    changed = {each.pk: each for each, _name in made.names}.values()
    note("organisation", [each.pk for each in (*new, *changed)])
    _log([(each, "wagtail.create") for each in new] + [(each, "wagtail.edit") for each in changed], user=user, now=now)
    return made


def _log(done: Sequence[tuple[Organisation, str]], *, user: AbstractBaseUser | None, now: datetime) -> None:
    content_type = ContentType.objects.get_for_model(Organisation)
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=content_type,
                object_id=str(each.pk),
                label=str(each),
                action=action,
                timestamp=now,
                user_id=user.pk if user else None,
                content_changed=True,
            )
            for each, action in done
        ],
        batch_size=500,
    )
