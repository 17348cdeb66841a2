"""Which fields the form of each kind shows, the most used first."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    Panel,
    PublishingPanel,
)

from fingerpost.desk import suggestions
from fingerpost.desk.forms import CreditForm, LinkForm, PublisherForm, RecordForm, UpdateForm
from fingerpost.desk.widgets import SuggestInput


class RowsPanel(InlinePanel):
    """An inline panel whose rows are checked by a form of ours."""

    def __init__(self, *args: Any, row_form: type, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row_form = row_form

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "row_form": self.row_form}

    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = self.row_form
        return options


def language_field(name: str = "language") -> FieldPanel:
    return FieldPanel(name, widget=SuggestInput(suggestions.LANGUAGES))


def format_field(formats: list[str]) -> FieldPanel:
    return FieldPanel("format", widget=SuggestInput(suggestions.plain(formats)))


def links_panel() -> Panel:
    return RowsPanel(
        "links",
        [
            FieldRowPanel([FieldPanel("url"), FieldPanel("role")]),
            FieldRowPanel([FieldPanel("title"), language_field()]),
        ],
        heading=_("Links"),
        label=_("link"),
        row_form=LinkForm,
    )


def credits_panel(heading: Any, row_form: type[CreditForm] = CreditForm) -> Panel:
    return RowsPanel(
        "credits",
        [FieldRowPanel([FieldPanel("organisation"), FieldPanel("role")])],
        heading=heading,
        label=_("organisation"),
        row_form=row_form,
    )


def translations_panel() -> Panel:
    return InlinePanel(
        "translations",
        [
            FieldRowPanel([language_field(), FieldPanel("by_machine")]),
            FieldPanel("title"),
            FieldPanel("summary"),
        ],
        heading=_("Translations"),
        label=_("translation"),
        classname="collapsed",
    )


def timezone_field() -> FieldPanel:
    return FieldPanel("timezone", widget=SuggestInput(suggestions.zones()))


def belonging_panel(*, collapsed: bool = True) -> Panel:
    return MultiFieldPanel(
        [FieldPanel("crisis"), FieldRowPanel([FieldPanel("series"), FieldPanel("number")]), FieldPanel("place")],
        heading=_("Crisis, series and place"),
        classname="collapsed" if collapsed else "",
    )


def themes_panel() -> Panel:
    return FieldPanel("themes", widget=forms.CheckboxSelectMultiple)


def edit_handler(*panels: Panel, form: type[RecordForm] = RecordForm) -> ObjectList:
    return ObjectList([*panels, PublishingPanel()], base_form_class=form)


def event_form() -> ObjectList:
    when = MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("start_date"), FieldPanel("end_date")]),
            FieldRowPanel([FieldPanel("start_time"), FieldPanel("end_time")]),
            FieldRowPanel([timezone_field(), FieldPanel("precision")]),
            FieldRowPanel([FieldPanel("register_by_date"), FieldPanel("register_by_time")]),
        ],
        heading=_("When"),
    )
    what = MultiFieldPanel(
        [
            FieldRowPanel([format_field(suggestions.EVENT_FORMATS), language_field()]),
            FieldRowPanel([FieldPanel("mode"), FieldPanel("status")]),
            FieldPanel("venue"),
        ],
        heading=_("Kind of event"),
    )
    return edit_handler(
        FieldPanel("title"),
        links_panel(),
        credits_panel(_("Organisers and partners")),
        when,
        what,
        FieldPanel("summary"),
        themes_panel(),
        belonging_panel(),
        translations_panel(),
    )


def resource_form() -> ObjectList:
    what = MultiFieldPanel(
        [
            FieldRowPanel([format_field(suggestions.RESOURCE_FORMATS), language_field()]),
            FieldRowPanel([FieldPanel("start_date", heading=_("Published")), FieldPanel("precision")]),
        ],
        heading=_("Kind of resource"),
    )
    return edit_handler(
        FieldPanel("title"),
        links_panel(),
        credits_panel(_("Publishers and partners"), PublisherForm),
        what,
        FieldPanel("summary"),
        themes_panel(),
        belonging_panel(),
        translations_panel(),
    )


def measure_form() -> ObjectList:
    when = MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("start_date", heading=_("Began")), FieldPanel("end_date")]),
            FieldRowPanel([FieldPanel("phase"), FieldPanel("level")]),
            FieldPanel("precision"),
        ],
        heading=_("When and by whom"),
    )
    return edit_handler(
        FieldPanel("title"),
        FieldPanel("place"),
        FieldPanel("summary", heading=_("What was done")),
        links_panel(),
        when,
        FieldPanel("result"),
        themes_panel(),
        credits_panel(_("Organisations")),
        MultiFieldPanel(
            [
                FieldPanel("crisis"),
                FieldPanel("contact"),
                FieldRowPanel([language_field(), format_field([])]),
                FieldRowPanel([FieldPanel("series"), FieldPanel("number")]),
            ],
            heading=_("Crisis, contact and series"),
            classname="collapsed",
        ),
        translations_panel(),
    )


def update_form() -> ObjectList:
    posted = MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("start_date", heading=_("Posted")), FieldPanel("start_time")]),
            timezone_field(),
        ],
        heading=_("When"),
    )
    return edit_handler(
        FieldPanel("summary", heading=_("Text"), help_text=_("Its first words become the title if you give none.")),
        links_panel(),
        posted,
        FieldPanel("title"),
        themes_panel(),
        credits_panel(_("Organisations")),
        MultiFieldPanel(
            [FieldPanel("crisis"), language_field(), FieldPanel("place")],
            heading=_("Crisis, language and place"),
            classname="collapsed",
        ),
        translations_panel(),
        form=UpdateForm,
    )
