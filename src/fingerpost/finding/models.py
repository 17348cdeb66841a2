"""What searching itself keeps in the database: the thesaurus, and the words of documents."""

from collections.abc import Iterable
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fingerpost.catalogue.models.saving import SavedWhole
from fingerpost.finding.entries import Text
from fingerpost.finding.thesaurus import LONGEST_NAME, MOST_NAMES, key_of, read_names
from fingerpost.scripts.folding import fold

#: How many of its names tell one set from another in a list.
SHOWN_NAMES = 4


class SynonymRingQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(is_used=True)

    def naming(self, words: str) -> Self:
        """Return the sets with a name that contains these words, whatever their case and marks."""
        wanted = fold(words.strip())
        # Databases fold less than readers do, and there are only some hundred sets.
        return self.filter(pk__in=[pk for pk, names in self.values_list("pk", "names") if wanted in fold(names)])


class SynonymRing(SavedWhole, models.Model):
    """Names that mean the same: who searches for one of them finds the others as well (ANSI/NISO Z39.19-2005)."""

    names = models.TextField(
        gettext_lazy("names that mean the same"),
        max_length=MOST_NAMES * (LONGEST_NAME + 10),
        help_text=gettext_lazy(
            "One a line, at least two. Who searches for one of them finds what says any other. Write the language in "
            "front if you like: “ko: 서울”. Capitals and accents make no difference, endings do: give the plural a line "
            "of its own. Only names that always mean the same; what an organisation is called belongs to its entry "
            "under Organisations."
        ),
    )
    note = models.TextField(
        gettext_lazy("note"),
        max_length=1000,
        blank=True,
        help_text=gettext_lazy("For your colleagues: where it comes from, when it holds."),
    )
    is_used = models.BooleanField(
        gettext_lazy("in use"),
        default=True,
        help_text=gettext_lazy("Searches pass over a set that is not in use; it is kept for later."),
    )

    objects = SynonymRingQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("set of synonyms")
        verbose_name_plural = gettext_lazy("thesaurus")
        ordering = ["names", "pk"]

    def __str__(self) -> str:
        shown = [name.words for name in self.each_name()]
        more = [] if len(shown) <= SHOWN_NAMES else ["…"]
        return " = ".join([*shown[:SHOWN_NAMES], *more])

    def each_name(self) -> list[Text]:
        return read_names(self.names)

    def keys(self) -> dict[str, str]:
        """Return each name as it is written by what a search takes it for."""
        return {key_of(name.words): name.words for name in self.each_name()}

    def clean(self) -> None:
        """Say of the names which cannot stand, and why."""
        self.names = "\n".join(line.strip() for line in self.names.splitlines() if line.strip())
        problems = list(self._problems())
        if problems:
            raise ValidationError({"names": problems})

    def _problems(self) -> Iterable[str]:
        names = self.each_name()
        if len(names) > MOST_NAMES:
            yield _("These are %(count)d names. A set holds at most %(most)d; take away the rarest.") % {
                "count": len(names),
                "most": MOST_NAMES,
            }
            return
        yield from (problem for name in names if (problem := _problem_of(name.words)))
        if len(self.keys()) < 2:
            yield _(
                "A set needs at least two names that differ in more than capitals, accents and hyphens. Write each on "
                "a line of its own."
            )
        yield from self._taken()

    def _taken(self) -> Iterable[str]:
        mine = self.keys()
        for ring in SynonymRing.objects.exclude(pk=self.pk):
            for key in mine.keys() & ring.keys().keys():
                yield _(
                    "“%(name)s” stands in another set already: %(ring)s. Take it out of one of the two, or put the two "
                    "together."
                ) % {"name": mine[key], "ring": ring}


def _problem_of(name: str) -> str:
    if len(name) > LONGEST_NAME:
        return _("“%(name)s…” is longer than %(most)d characters. Shorten it, or leave it out.") % {
            "name": name[:30],
            "most": LONGEST_NAME,
        }
    if sum(sign.isalnum() for sign in name) < 2:
        return _("“%(name)s” is a single sign or none: it would stand in too much. Write it out, or leave it out.") % {
            "name": name
        }
    return ""


class DocumentText(models.Model):
    """The words of one of the hub's documents, as they were read from its file; its key is the document's."""

    digest = models.CharField(max_length=64)
    language = models.CharField(max_length=35, blank=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.text[:80]
