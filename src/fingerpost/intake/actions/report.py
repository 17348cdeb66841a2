"""What an import did, as a program and as a person read it."""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fingerpost.readers.types import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """A record that was to be published and stays a draft, and why."""

    title: str
    origin: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """The balance of one import: ``found`` = ``new`` + ``changed`` + ``same`` + ``skipped`` + ``unread``."""

    source: str
    found: int
    new: int
    changed: int
    same: int
    skipped: int
    unread: int  #: rows or lines of the source that the reader could not read
    published: int  #: of the new and changed ones
    waiting: int  #: known ones that are still drafts
    organisations: int  #: proposed to the authority file
    source_balance: dict[str, Any]  #: unit, total, read, unread, ignored
    held_back: tuple[HeldBack, ...] = ()
    issues: tuple[Issue, ...] = ()
    batch: int | None = None  #: None where nothing had to be saved
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain JSON."""
        return asdict(self)

    def lines(self) -> list[str]:
        """Return sentences for a person: what was done first, then what is left to do."""
        if not self._items():
            return [_("There is nothing in “%(source)s” to import.") % {"source": self.source}, *self._questions()]
        if not (self.new or self.changed):
            return [self._nothing_changed(), *self._drafts_waiting(), *self._skips(), *self._news_questions()]
        return [
            _("This is what would happen; nothing was changed.") if self.dry_run else "",
            self._what_was_done(),
            *self._known(),
            *self._skips(),
            *self._publishing(),
            *self._held_back(),
            *self._organisations(),
            *self._questions(),
        ][0 if self.dry_run else 1 :]

    def _items(self) -> int:
        return self.found - self.unread

    def _nothing_changed(self) -> str:
        if not self.same:
            return _("Nothing changed: no record could be taken in.")
        if self._items() == 1:
            return _("Nothing changed: the only record was known already.")
        if self.same == self._items():
            return _("Nothing changed: all %(count)d records were known already.") % {"count": self.same}
        sentence = ngettext(
            "Nothing changed: %(count)d record was known already.",
            "Nothing changed: %(count)d records were known already.",
            self.same,
        )
        return sentence % {"count": self.same}

    def _what_was_done(self) -> str:
        new = ngettext("%(count)d new record", "%(count)d new records", self.new) % {"count": self.new}
        changed = ngettext("%(count)d changed one", "%(count)d changed ones", self.changed) % {"count": self.changed}
        if not self.changed:
            return _("Imported %(new)s from “%(source)s”.") % {"new": new, "source": self.source}
        if not self.new:
            changed = ngettext("%(count)d changed record", "%(count)d changed records", self.changed)
            return _("Imported %(changed)s from “%(source)s”.") % {
                "changed": changed % {"count": self.changed},
                "source": self.source,
            }
        return _("Imported %(new)s and %(changed)s from “%(source)s”.") % {
            "new": new,
            "changed": changed,
            "source": self.source,
        }

    def _known(self) -> list[str]:
        if not self.same:
            return []
        sentence = ngettext("%(count)d was known already.", "%(count)d were known already.", self.same)
        return [sentence % {"count": self.same}]

    def _skips(self) -> list[str]:
        if not self.skipped:
            return []
        return [ngettext("%(count)d was skipped.", "%(count)d were skipped.", self.skipped) % {"count": self.skipped}]

    def _publishing(self) -> list[str]:
        drafts = self.new + self.changed - self.published
        sentences = []
        if self.published:
            sentence = ngettext("%(count)d is public now.", "%(count)d are public now.", self.published)
            sentences.append(sentence % {"count": self.published})
        if drafts:
            sentence = ngettext(
                "%(count)d waits as a draft until an editor publishes it.",
                "%(count)d wait as drafts until an editor publishes them.",
                drafts,
            )
            sentences.append(sentence % {"count": drafts})
        return sentences

    def _drafts_waiting(self) -> list[str]:
        if not self.waiting:
            return []
        sentence = ngettext(
            "%(count)d of them is still a draft; an editor publishes it at the desk.",
            "%(count)d of them are still drafts; an editor publishes them at the desk.",
            self.waiting,
        )
        return [sentence % {"count": self.waiting}]

    def _held_back(self) -> list[str]:
        return [
            _("Not published: “%(title)s” (%(origin)s). %(reason)s")
            % {"title": held.title or _("Untitled"), "origin": held.origin, "reason": held.reason}
            for held in self.held_back
        ]

    def _organisations(self) -> list[str]:
        if not self.organisations:
            return []
        sentence = ngettext(
            "%(count)d organisation is new and waits to be confirmed.",
            "%(count)d organisations are new and wait to be confirmed.",
            self.organisations,
        )
        return [sentence % {"count": self.organisations}]

    def _news_questions(self) -> list[str]:
        return self._questions() if self.batch or self.skipped else []

    def _questions(self) -> list[str]:
        return [f"? {issue.origin}: {issue.problem} {issue.remedy}" for issue in self.issues]
