"""Phase one of an import: what each candidate is to the catalogue. Reads only."""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, Literal, cast

from django.utils.translation import gettext as _

from fingerpost.catalogue.models import Crisis
from fingerpost.intake.actions.facts import Authorities, Facts, facts_of, news
from fingerpost.intake.actions.history import History, Past
from fingerpost.intake.actions.identity import normal_title, nth
from fingerpost.intake.actions.keeping import from_data
from fingerpost.intake.actions.likeness import Known, Likeness
from fingerpost.intake.actions.matching import Catalogue, FormerRows, akin, instant
from fingerpost.intake.actions.naming import Organisations, Places, SeriesBook
from fingerpost.intake.actions.suggesting import Suggestions
from fingerpost.intake.actions.telling import Telling
from fingerpost.intake.actions.timing import span
from fingerpost.intake.addresses import normal_address
from fingerpost.intake.models import Batch, Decision, Item
from fingerpost.readers.types import Candidate, Issue, Kind

#: As Item.Outcome has them.
Outcome = Literal["new", "changed", "same", "skipped"]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a record, its source now and its source before say in one group of facts, in words."""

    ours: str
    theirs: str
    base: str
    follows: bool  #: the record says what the source said before, so that nobody's word is lost by following it


@dataclass(slots=True, kw_only=True, eq=False)
class Verdict:
    """What becomes of one candidate."""

    telling: Telling
    candidate: Candidate
    identity: str
    outcome: Outcome
    authorities: Authorities
    kept_facts: Facts | None  #: None where they are not asked for again soon: those of a whole sheet fill the memory
    record_id: int | None = None
    twin: "Verdict | None" = None  #: an earlier one of this source that is the same
    said: Candidate | None = None  #: what the source said before, where it now says something else
    said_in: Item | None = None  #: where it said that
    news: list[str] = field(default_factory=list)  #: the groups of facts in which it does
    differences: dict[str, Difference] = field(default_factory=dict)  #: of those, where the record says otherwise
    fresh: bool = False  #: there is something to save
    issues: list[Issue] = field(default_factory=list)
    public: bool = False  #: it is to go public with this import
    held_back: str = ""  #: why it is not, although that was asked for
    undo: dict[str, Any] = field(default_factory=dict)  #: what is needed to take it back
    why: list[str] = field(default_factory=list)  #: for what reasons it is taken for the record that it is
    likely: list[Likeness] = field(default_factory=list)  #: what else it may be; an editor decides
    suggestions: dict[str, Any] = field(default_factory=dict)  #: the place and the themes that its words name

    @property
    def facts(self) -> Facts:
        """What a record of it would hold."""
        return self.kept_facts or facts_of(self.candidate, self.authorities, _unheard)


class Weighing:
    """The candidates of one reading against the catalogue and against each other, in their order."""

    def __init__(self, batch: Batch, tellings: Sequence[Telling], today: date, *, whole: bool = True) -> None:
        """``whole`` says that the tellings are all of a source, and not some that are weighed again."""
        self._tellings = tellings
        clean = [telling.candidate for telling in tellings]
        named = [name for candidate in clean for name in candidate.organisers]
        organisations = Organisations([*named, *(each.title for each in clean if each.type == "organisation")])
        self.authorities = Authorities(organisations, SeriesBook(), Places())
        asked = [identity for telling in tellings for identity in telling.ids]
        sessions = [nth(one, number) for one, count in Counter(asked).items() for number in range(1, count)]
        uids = [telling.uid for telling in tellings]
        self._history = History(batch, list(dict.fromkeys([*asked, *sessions])), uids, whole=whole)
        self._catalogue = Catalogue(batch.crisis, organisations)
        self._decided = Decided(batch.crisis, [*asked, *sessions])
        self._suggestions = Suggestions()
        self._seen: dict[str, list[tuple[Known, Verdict]]] = {}
        self._new: dict[Known, Verdict] = {}
        self._claimed: set[int] = set()  # records that an earlier candidate of this source is
        self._former = FormerRows(
            ((item, self._described_before(item)) for item in self._history.vanished), organisations, today
        )

    def verdicts(self) -> list[Verdict]:
        return [self._weigh(telling) for telling in self._tellings]

    def is_draft(self, record_id: int | None) -> bool:
        known = self._catalogue.by_id.get(record_id or 0)
        return known is not None and not known.live

    def _weigh(self, telling: Telling) -> Verdict:
        ids = telling.ids
        candidate = telling.candidate = self._decided.as_kind(telling.candidate, ids)
        issues = list(telling.issues)
        verdict = Verdict(
            telling=telling,
            candidate=candidate,
            identity=ids[0],
            outcome="new",
            authorities=self.authorities,
            kept_facts=self._facts(candidate, issues),
            fresh=True,
            issues=issues,
        )
        if candidate.type == "organisation":
            return self._weigh_organisation(verdict)
        if _says_nothing(candidate):
            return _skipped(verdict, _("It has no title, date, address, text or organisation."), _("Add it by hand."))
        known = self._described(candidate, verdict.facts, shares_address=telling.shares_address)
        for twin_known, twin in self._seen.get(ids[0], []):
            if not twin_known.other_hour(known):
                return _same(verdict, twin=twin, record_id=twin.record_id)
        verdict.identity = nth(ids[0], len(self._seen.get(ids[0], [])))
        self._seen.setdefault(ids[0], []).append((known, verdict))
        return self._recognised(verdict, known, ids if verdict.identity == ids[0] else [verdict.identity])

    def _recognised(self, verdict: Verdict, known: Known, ids: list[str]) -> Verdict:
        pasts = [past for past in map(self._history.of, ids) if past]
        same, others = self._decided.of(ids)
        if same:
            verdict.why = [_("An editor said so.")]
            said = next((past.said for past in pasts if past.record_id == same), None)
            return self._known(verdict, same, said, fresh=said is None)
        return (
            self._told_before(verdict, known, pasts, others)
            or self._found(verdict, known, others)
            or self._new_unless_unwanted(verdict, known, pasts)
        )

    def _told_before(
        self, verdict: Verdict, known: Known, pasts: list[Past], others: Container[int | None]
    ) -> Verdict | None:
        for past in pasts:
            if past.record_id and past.record_id not in others and self._still_the_same(past.said, known):
                verdict.why = [_("It was read before, and became this record.")]
                return self._known(verdict, past.record_id, past.said, fresh=False)
        with_uid = self._history.with_uid(verdict.telling.uid)
        if with_uid and with_uid.record_id not in others and self._still_the_same(with_uid, known):
            verdict.why = [_("It has the identifier of this record.")]
            return self._known(verdict, with_uid.record_id or 0, with_uid, fresh=True)
        weighed = verdict.telling.item
        if weighed and weighed.record_id and weighed.record_id not in others and weighed.said:
            verdict.why = list(weighed.why)
            return self._known(verdict, weighed.record_id, weighed.said, fresh=True)
        return None

    def _found(self, verdict: Verdict, known: Known, others: Container[int | None]) -> Verdict | None:
        found = self._catalogue.find(known, others)
        if found is None:
            verdict.likely = self._catalogue.likely(known, others)
            found = next((each.known for each in verdict.likely if each.certain), None)
        if found:
            verdict.why, verdict.likely = self._catalogue.why(found, known), []
        if found and found.record_id is None:
            return _same(verdict, twin=self._new[found], record_id=None)
        said = self._former.of(found.record_id) if found else self._former.become(known, self._claimed)
        record_id = found.record_id if found else said.record_id if said else None
        if not record_id or record_id in others:
            return None
        verdict.why = verdict.why or [_("It stands where this record's row stood before.")]
        verdict.likely = []
        return self._known(verdict, record_id, said, fresh=True)

    def _new_unless_unwanted(self, verdict: Verdict, known: Known, pasts: list[Past]) -> Verdict:
        if any(past.removed for past in pasts) and not verdict.telling.wanted:
            return _skipped(
                verdict,
                _("“%(title)s” was deleted by an editor and is not brought back.") % {"title": verdict.candidate.title},
                _("Accept it if it is wanted again."),
            )
        if any(past.refused for past in pasts) and not verdict.telling.wanted:
            return _skipped(
                verdict,
                _("“%(title)s” was skipped by an editor when it came before.") % {"title": verdict.candidate.title},
                _("Accept it if it is wanted now."),
            )
        self._catalogue.add(known)
        self._new[known] = verdict
        verdict.suggestions = self._suggested(verdict)
        verdict.kept_facts = None
        return verdict

    def _suggested(self, verdict: Verdict) -> dict[str, Any]:
        """Return themes, and a place where none is known, with the words that name them."""
        found: dict[str, Any] = {}
        themes = self._suggestions.themes(verdict.candidate)
        if themes:
            found["themes"] = [theme.as_json() for theme in themes]
        place = None if verdict.facts.columns["place"]["place"] else self._suggestions.place(verdict.candidate)
        if place:
            found["place"] = place.as_json()
        return found

    def _known(self, verdict: Verdict, record_id: int, said: Item | None, *, fresh: bool) -> Verdict:
        """It is this record; if the same source said something else of it before, that is news."""
        _same(verdict, twin=None, record_id=record_id)
        verdict.fresh = fresh
        told_before = self._said_before(verdict, said)
        if told_before is None or record_id in self._claimed:
            return verdict
        self._claimed.add(record_id)
        self._take_kind(verdict, record_id)
        verdict.said_in = said
        verdict.said = replace(told_before, type=verdict.candidate.type)
        verdict.news = news(verdict.said, verdict.candidate, self.authorities.organisations)
        verdict.fresh = fresh or bool(verdict.news)
        return verdict

    def _said_before(self, verdict: Verdict, said: Item | None) -> Candidate | None:
        """Return what the news is measured by: what this source said before, or else what an editor corrected here.

        Against a record that an editor has just chosen, all that the source says is news.
        """
        if said:
            return from_data(said.data)
        telling = verdict.telling
        if telling.tied_to == verdict.record_id:
            return Candidate(type=verdict.candidate.type, title="", origin="")
        return telling.harvested if telling.item and telling.item.edited else None

    def _take_kind(self, verdict: Verdict, record_id: int) -> None:
        """An editor may have made another kind of record of it than the source says it is."""
        known = self._catalogue.by_id.get(record_id)
        kind = known.kind if known else self._history.kind_of(record_id)
        if kind and kind != verdict.candidate.type:
            verdict.candidate = replace(verdict.candidate, type=cast(Kind, kind))
            verdict.kept_facts = self._facts(verdict.candidate, [])

    def _facts(self, candidate: Candidate, issues: list[Issue]) -> Facts:
        return facts_of(
            candidate,
            self.authorities,
            lambda problem, remedy: issues.append(Issue(problem=problem, remedy=remedy, origin=candidate.origin)),
        )

    def _still_the_same(self, said: Item, known: Known) -> bool:
        """An address may have passed on to another thing: then neither title nor day agree."""
        return akin(self._described_before(said), known)

    def _described_before(self, item: Item) -> Known:
        candidate = from_data(item.data)
        facts = facts_of(candidate, self.authorities, _unheard)
        known = self._described(candidate, facts, shares_address=item.shares_address)
        known.record_id = item.record_id
        return known

    def _described(self, candidate: Candidate, facts: Facts, *, shares_address: bool) -> Known:
        start = candidate.start
        if candidate.type in {"resource", "update"}:
            start = candidate.published or candidate.start
        when = facts.columns["when"]
        return Known(
            kind=candidate.type,
            title=normal_title(candidate.title),
            day=span(start) if start else None,
            clock=(when["start_time"], when["timezone"]) if when["start_time"] else None,
            origin=candidate.origin,
            instant=_instant(when),
            number=candidate.number,
            register=normal_address(candidate.register_url or ""),
            address="" if shares_address else normal_address(candidate.url or ""),
            organisations=set(facts.organisers),
        )

    def _weigh_organisation(self, verdict: Verdict) -> Verdict:
        name = verdict.candidate.title
        if not any(char.isalnum() for char in name) or len(name) > 200:
            return _skipped(verdict, _("It has no name that an organisation can have."), _("Add it by hand."))
        token = self.authorities.organisations.token(name)
        if self.authorities.organisations.knows(name) or str(token) in self._seen:
            verdict = _same(verdict, twin=None, record_id=None)
            verdict.fresh = False
        self._seen.setdefault(str(token), [])
        return verdict


class Decided:
    """What editors said of these identities: that they are a record, or that they are not."""

    def __init__(self, crisis: Crisis, identities: Sequence[str]) -> None:
        self._same: dict[str, int] = {}
        self._kinds: dict[int, Kind] = {}
        self._others: dict[str, set[int]] = defaultdict(set)
        for start in range(0, len(identities), 500):
            decided = Decision.objects.filter(
                crisis=crisis, identity__in=identities[start : start + 500], record__isnull=False
            )
            for identity, record_id, kind, record_kind in decided.order_by("decided_at", "pk").values_list(
                "identity", "record_id", "kind", "record__kind"
            ):
                self._kinds[record_id] = record_kind
                if kind == Decision.Kind.SAME:
                    self._same[identity] = record_id
                else:
                    self._others[identity].add(record_id)

    def of(self, identities: Iterable[str]) -> tuple[int | None, set[int]]:
        """Return the record that something of these identities is, and those that it is not."""
        same = next((self._same[identity] for identity in identities if identity in self._same), None)
        return same, {record_id for identity in identities for record_id in self._others.get(identity, ())}

    def as_kind(self, candidate: Candidate, identities: Iterable[str]) -> Candidate:
        """Return a candidate as the kind of the record that an editor said it is."""
        same, _others = self.of(identities)
        return replace(candidate, type=self._kinds[same]) if same else candidate


def _instant(when: dict[str, Any]) -> datetime | None:
    if not (when["start_date"] and when["start_time"] and when["timezone"]):
        return None
    return instant(date.fromisoformat(when["start_date"]), time.fromisoformat(when["start_time"]), when["timezone"])


def _says_nothing(candidate: Candidate) -> bool:
    stated = (candidate.title, candidate.url, candidate.start, candidate.published, candidate.organisers)
    return not any((*stated, candidate.summary, candidate.register_url, candidate.recording_url))


def _same(verdict: Verdict, *, twin: Verdict | None, record_id: int | None) -> Verdict:
    verdict.outcome = "skipped" if twin and twin.outcome == "skipped" else "same"
    verdict.twin, verdict.record_id, verdict.fresh = twin, record_id, False
    verdict.issues = []
    return verdict


def _skipped(verdict: Verdict, problem: str, remedy: str) -> Verdict:
    verdict.outcome, verdict.fresh = "skipped", False
    verdict.issues = [Issue(problem=problem, remedy=remedy, origin=verdict.candidate.origin)]
    return verdict


def _unheard(_problem: str, _remedy: str) -> None:
    """It was told when this was first read."""
