from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from fingerpost.catalogue.validators import validate_colour
from fingerpost.site.colours import NEEDED, contrast

#: The product's own accents, and the grounds they stand on: the values at the head of static/site/hub.css.
ACCENT = ("#0a5c5a", "#6fc7bf")
ACCENT_INK = ("#ffffff", "#0c1517")
PAPERS = (("#fbfaf7", "#ffffff"), ("#12161a", "#181d22"))


@register_setting(icon="site", order=100)
class NetworkSettings(BaseSiteSetting):
    """What the network that keeps this hub says of itself, and the little of the look that it sets."""

    class Headings(models.TextChoices):
        SERIF = "serif", _("With serifs")
        SANS = "sans", _("Without serifs")

    name = models.CharField(
        _("name of the network"),
        max_length=120,
        blank=True,
        help_text=_("Stands at the head of every page. Empty: the name of the site."),
    )
    organisation = models.ForeignKey(
        "catalogue.Organisation",
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Its entry among the organisations: what it organises or publishes are “the network's own items”."),
    )
    tagline = models.CharField(
        _("what it is, in one sentence"), max_length=200, blank=True, help_text=_("Stands at the foot of every page.")
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Takes the place of the fingerpost beside the name. Shown 32 pixels high, on light and on dark."),
    )
    contact = models.EmailField(
        _("contact"), blank=True, help_text=_("The address to which people write about this hub. It will be public.")
    )
    is_demonstration = models.BooleanField(
        _("this is a demonstration"), default=False, help_text=_("Says so in one line at the head of every page.")
    )
    demonstration_line = models.CharField(
        _("what that line says"),
        max_length=300,
        blank=True,
        help_text=_("Empty: that this is a demonstration, and that the network it describes does not run it."),
    )
    accent_light = models.CharField(
        _("accent on light"),
        max_length=7,
        blank=True,
        validators=[validate_colour],
        help_text=_("The one colour of links' marks, buttons and focus, such as “#0a5c5a”. Empty: the product's own."),
    )
    accent_dark = models.CharField(
        _("accent on dark"),
        max_length=7,
        blank=True,
        validators=[validate_colour],
        help_text=_("The same for readers whose screens are dark, such as “#6fc7bf”: a paler one."),
    )
    headings = models.CharField(_("headings"), max_length=5, choices=Headings, default=Headings.SERIF)

    select_related = ["site", "organisation", "logo"]

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("organisation"), FieldPanel("tagline"), FieldPanel("contact")],
            heading=_("The network"),
            icon="group",
        ),
        MultiFieldPanel(
            [FieldPanel("logo"), FieldPanel("accent_light"), FieldPanel("accent_dark"), FieldPanel("headings")],
            heading=_("The look"),
            icon="view",
        ),
        MultiFieldPanel(
            [FieldPanel("is_demonstration"), FieldPanel("demonstration_line")],
            heading=_("Demonstration"),
            icon="info-circle",
        ),
    ]

    class Meta:
        verbose_name = _("network")
        verbose_name_plural = _("networks")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.name or self.site.site_name or self.site.hostname

    @property
    def demonstration(self) -> str:
        """Return the line that says this is a demonstration; "" where it is none."""
        if not self.is_demonstration:
            return ""
        return self.demonstration_line or str(
            _("This is a demonstration. The network that it describes does not run it.")
        )

    def accents(self) -> tuple[str, str]:
        """Return the accent on light and the one on dark."""
        return self.accent_light or ACCENT[0], self.accent_dark or ACCENT[1]

    def clean(self) -> None:
        super().clean()
        fields = ("accent_light", "accent_dark")
        problems: dict[str, Any] = {}
        for field, papers, ink in zip(fields, PAPERS, ACCENT_INK, strict=True):
            colour = getattr(self, field)
            if colour and len(colour) == 7 and (problem := _weak_contrast(colour, (*papers, ink))):
                problems[field] = problem
        if problems:
            raise ValidationError(problems)


def _weak_contrast(colour: str, others: tuple[str, ...]) -> ValidationError | None:
    try:
        ratio, other = min((contrast(colour, other), other) for other in others)
    except ValueError:  # no colour at all: the field's own validator says so
        return None
    if ratio >= NEEDED:
        return None
    return ValidationError(
        _(
            "“%(colour)s” has a contrast of %(ratio).2f to 1 with %(other)s; text needs %(needed)s to 1 "
            "(WCAG 2.2, level AA). Choose a colour that differs more in lightness."
        ),
        params={"colour": colour, "ratio": int(ratio * 100) / 100, "other": other, "needed": NEEDED},
    )
