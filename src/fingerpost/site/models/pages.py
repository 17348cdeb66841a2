from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from fingerpost.site.blocks import HubBody, TextBody, default_hub_body
from fingerpost.site.models.network import NetworkSettings
from fingerpost.site.presenting import viewing
from fingerpost.site.sections import hub, told


class _PublicPage(Page):
    """What our pages share: their head, and one query for who may see them."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "page_title": self.seo_title or self.title,
            "page_description": self.search_description or self.intro,
        }

    def get_view_restrictions(self) -> QuerySet:
        # Wagtail asks first for the ancestors and then for their restrictions; their paths are known without asking.
        if self.alias_of_id:
            return super().get_view_restrictions()
        above = [self.path[: end * self.steplen] for end in range(1, self.depth + 1)]
        return PageViewRestriction.objects.filter(page__path__in=above)


class HubPage(_PublicPage):
    """What a network gathers on one crisis: sections of text, and lists that query the catalogue."""

    crisis = models.ForeignKey(
        "catalogue.Crisis",
        verbose_name=_("crisis"),
        on_delete=models.PROTECT,
        related_name="hubs",
        help_text=_("The lists of this page show its entries."),
    )
    intro = models.TextField(
        _("introduction"),
        max_length=600,
        blank=True,
        help_text=_("Two sentences below the title: what it is, for whom."),
    )
    body = StreamField(HubBody(), verbose_name=_("sections"), default=default_hub_body, blank=True)

    template = "site/hub_page.html"
    parent_page_types = ["wagtailcore.Page", "site.HubPage"]
    subpage_types = ["site.HubPage", "site.TextPage"]
    page_description = _("Lists, cards and words on one crisis.")
    content_panels = [*Page.content_panels, FieldPanel("crisis"), FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        verbose_name = _("hub")
        verbose_name_plural = _("hubs")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        network = NetworkSettings.for_request(request)
        shown = hub(self, network=network, seen=viewing(timezone.now()))
        return {**super().get_context(request, *args, **kwargs), "hub": shown}


class TextPage(_PublicPage):
    """A page that tells: about the hub, how its entries are chosen, how accessible it is."""

    intro = models.TextField(
        _("introduction"), max_length=600, blank=True, help_text=_("One or two sentences below the title.")
    )
    body = StreamField(TextBody(), verbose_name=_("sections"), blank=True)

    template = "site/text_page.html"
    parent_page_types = ["site.HubPage", "wagtailcore.Page"]
    subpage_types = ["site.TextPage"]
    page_description = _("Words only. Shown in the menus when “Show in menus” is ticked.")
    content_panels = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    show_in_menus_default = True

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        sections = told(self.body.get_prep_value(), seen=viewing(timezone.now()))
        return {**super().get_context(request, *args, **kwargs), "sections": sections}
