"""A merge taken back: everything where it was, but for what a person has changed since."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core import serializers
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Revision

from fingerpost.catalogue.actions.referring import BATCH_SIZE, Reference, batches, is_above, note, parents, references
from fingerpost.catalogue.errors import CannotMerge
from fingerpost.catalogue.models import Organisation, OrganisationAlias, Record
from fingerpost.catalogue.text import folded

_LED = "catalogue.organisation.merged_into"


@dataclass(slots=True)
class Unmerged:
    """What a merge was taken back to."""

    organisation: Organisation
    kept: Organisation
    records: int = 0
    left: list[str] = field(default_factory=list)  #: sentences: what a person changed since, which stays so


@transaction.atomic
def unmerge_organisation(*, merged: int, user: AbstractBaseUser | None, now: datetime) -> Unmerged:
    """Let an organisation stand for itself again, with all that it had.

    What was added since to the organisation that it went into stays there. Raises CannotMerge if it stands for itself
    already, or if the one that it went into has gone into a third one since.
    """
    gone = Organisation.objects.select_for_update().filter(pk=merged).first()
    if gone is None or gone.merged_into_id is None:
        raise CannotMerge(_("This organisation stands for itself; there is no merge to take back."))
    kept = Organisation.objects.select_for_update().get(pk=gone.merged_into_id)
    others = list(Organisation.objects.select_for_update().filter(merged_into=kept).exclude(pk=gone.pk))
    _refuse_if_led_on(gone, others)
    # Those that had gone into it before go along with it.
    led = {pk for pk, _parent in gone.merge["moved"].get(_LED, ())}
    others = [other for other in others if other.pk not in led]
    report = Unmerged(organisation=gone, kept=kept)
    _forget_names(gone, kept, report)
    for reference in references():
        _move_back(reference, gone, kept, others, report)
    _empty_gaps(gone, kept, report)
    _stand_alone(gone, report)
    note(gone, "fingerpost.unmerge", user=user, now=now, into=kept.name, into_id=kept.pk)
    note(kept, "fingerpost.give_back", user=user, now=now, merged=gone.name, merged_id=gone.pk, records=report.records)
    return report


def _refuse_if_led_on(gone: Organisation, others: Iterable[Organisation]) -> None:
    for other in others:
        if any(pk == gone.pk for pk, _parent in other.merge["moved"].get(_LED, ())):
            raise CannotMerge(
                _("It was merged into “%(name)s”, which has itself been merged since. Take that merge back first.")
                % {"name": other.name}
            )


def _forget_names(gone: Organisation, kept: Organisation, report: Unmerged) -> None:
    made = dict(gone.merge["aliases"])
    standing = OrganisationAlias.objects.filter(pk__in=made, organisation=kept)
    same = [alias.pk for alias in standing if alias.folded == folded(made[alias.pk])]
    OrganisationAlias.objects.filter(pk__in=same).delete()
    for pk in made.keys() - set(same):
        report.left.append(_("The other name “%(name)s” was changed.") % {"name": made[pk]})


def _move_back(
    reference: Reference, gone: Organisation, kept: Organisation, others: list[Organisation], report: Unmerged
) -> None:
    moved = dict(gone.merge["moved"].get(reference.label, ()))
    theirs = reference.keys(reference.rows(gone.pk))
    rows = [row for some in batches(sorted(moved)) for row in reference.rows(kept.pk).filter(pk__in=some)]
    back = [row for row in rows if not theirs.keys() & reference.keys([row]).keys()]
    for some in batches([row.pk for row in back]):
        reference.model._base_manager.filter(pk__in=some).update(**{reference.field.attname: gone.pk})
    restored, lost = _restore_dropped(reference, gone, kept)
    _let_others_stand(reference, reference.keys(back), kept, others)
    pairs = [[row.pk, moved[row.pk]] for row in back]
    reference.index_later([*pairs, *restored])
    absent = [[pk, parent] for pk, parent in moved.items() if pk not in {row.pk for row in back}] + lost
    if reference.is_of_records:
        report.records = len({parent for _pk, parent in [*pairs, *restored]})
        _mend_drafts(gone, kept, set(moved), restored)
        report.left += _changed_records(absent)
    elif absent:
        report.left.append(
            _("%(what)s: %(count)d changed since.")
            % {"what": str(reference.model._meta.verbose_name_plural).capitalize(), "count": len(absent)}
        )


def _dropped(organisation: Organisation, reference: Reference) -> list[Any]:
    rows = [row for row in organisation.merge["dropped"] if row["model"] == reference.model._meta.label_lower]
    found = [each.object for each in serializers.deserialize("python", rows)]
    return [row for row in found if getattr(row, reference.field.attname) == organisation.pk]


def _restore_dropped(
    reference: Reference, gone: Organisation, kept: Organisation
) -> tuple[list[list[Any]], list[list[Any]]]:
    """Save again what said twice the same; not where a person took away the one that was left."""
    rows = _dropped(gone, reference)
    if not rows:
        return [], []
    standing = reference.keys(reference.rows(kept.pk)).keys()
    again = [row for row in rows if reference.keys([row]).keys() <= standing]
    reference.model._base_manager.bulk_create(again, batch_size=BATCH_SIZE)
    pair = [[row.pk, getattr(row, reference.parent.attname) if reference.parent else None] for row in rows]
    saved = {row.pk for row in again}
    return [each for each in pair if each[0] in saved], [each for each in pair if each[0] not in saved]


def _let_others_stand(
    reference: Reference, taken: dict[Any, Any], kept: Organisation, others: list[Organisation]
) -> None:
    """What another merge dropped because this organisation's row stood there, stands there itself from now on."""
    standing = reference.keys(reference.rows(kept.pk)) if taken else {}
    for other in others if taken else ():
        needed = [
            row for row in _dropped(other, reference) if reference.keys([row]).keys() & (taken.keys() - standing.keys())
        ]
        if not needed:
            continue
        for row in needed:
            setattr(row, reference.field.attname, kept.pk)
        reference.model._base_manager.bulk_create(needed, batch_size=BATCH_SIZE)
        reference.index_later(
            [[row.pk, getattr(row, reference.parent.attname)] for row in needed] if reference.parent else []
        )
        standing |= reference.keys(needed)
        ids = {row.pk for row in needed}
        moved = other.merge["moved"].setdefault(reference.label, [])
        moved += reference.pairs(reference.model._base_manager.filter(pk__in=ids))
        label = reference.model._meta.label_lower
        other.merge["dropped"] = [
            row for row in other.merge["dropped"] if row["model"] != label or row["pk"] not in ids
        ]
        other.save(update_fields=["merge"])


def _mend_drafts(gone: Organisation, kept: Organisation, moved: set[int], restored: list[list[Any]]) -> None:
    """Drafts saved since the merge name the kept one where the merged one stood: they shall name that one again."""
    ids = {row[1] for row in gone.merge["moved"].get("catalogue.credit.organisation", ())} | {
        row[1] for row in restored
    }
    again: dict[int, list[Any]] = defaultdict(list)
    for row in gone.merge["dropped"]:
        if row["model"] == "catalogue.credit" and row["pk"] in {pk for pk, _record in restored}:
            again[row["fields"]["record"]].append({"pk": row["pk"], **row["fields"]})
    for some in batches(sorted(ids)):
        drafts = Record.objects.filter(pk__in=some, has_unpublished_changes=True, latest_revision__isnull=False)
        changed = []
        for revision in Revision.objects.filter(
            pk__in=drafts.values("latest_revision"), created_at__gte=gone.merged_at
        ):
            credits_ = revision.content.get("credits") or []
            for credit in credits_:
                if credit["organisation"] == kept.pk and credit["pk"] in moved:
                    credit["organisation"] = gone.pk
            roles = {credit["role"] for credit in credits_ if credit["organisation"] == kept.pk}
            lacking = [credit for credit in again[int(revision.object_id)] if credit["role"] in roles]
            revision.content["credits"] = [*credits_, *lacking]
            changed.append(revision)
        Revision.objects.bulk_update(changed, ["content"], batch_size=BATCH_SIZE)


def _changed_records(pairs: list[list[Any]]) -> list[str]:
    ids = sorted({record for _pk, record in pairs if record})
    titles: dict[int, str] = {}
    for some in batches(ids):
        titles |= dict(Record._base_manager.filter(pk__in=some).values_list("pk", "title"))
    return [_("“%(title)s”: its organisations were changed.") % {"title": titles[pk]} for pk in ids if pk in titles]


def _empty_gaps(gone: Organisation, kept: Organisation, report: Unmerged) -> None:
    kept.refresh_from_db()
    for name, (before, after) in gone.merge["filled"].items():
        if getattr(kept, name) == after:
            setattr(kept, name, before)
        else:
            what = Organisation._meta.get_field(name.removesuffix("_id")).verbose_name
            report.left.append(
                _("%(what)s of “%(name)s” was changed.") % {"what": str(what).capitalize(), "name": kept.name}
            )
    kept.save()


def _stand_alone(gone: Organisation, report: Unmerged) -> None:
    gone.refresh_from_db()
    gone.standing = gone.merge["standing"]
    gone.merged_into = gone.merged_at = None
    gone.merge = {}
    if gone.parent_id and is_above(gone.pk, gone.parent_id, parents()):
        gone.parent = None
        report.left.append(_("What it was part of is a part of it today, so it is part of nothing."))
    gone.save()
