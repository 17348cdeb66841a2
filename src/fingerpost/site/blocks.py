"""The sections that an editor builds a page of. How each is shown stands in sections.py."""

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from fingerpost.catalogue.models import Record
from fingerpost.catalogue.validators import validate_web_address
from fingerpost.finding.query.parsing import MOST_LETTERS
from fingerpost.site.choosers import RecordChooserBlock
from fingerpost.site.presenting import viewing
from fingerpost.site.searched import problems_of
from fingerpost.site.sections import preview

Kind = Record.Kind
MOST_ROWS = 50
MOST_CARDS = 12
MOST_FILES = 30

KINDS = [
    (Kind.EVENT, _("Events")),
    (Kind.RESOURCE, _("Resources")),
    (Kind.MEASURE, _("City measures")),
    (Kind.UPDATE, _("Updates")),
]
WHEN = [("all", _("Upcoming and past")), ("upcoming", _("Upcoming only")), ("past", _("Past only"))]
ORDERS = [
    ("", _("As suits the kind: events upcoming first, everything else newest first")),
    ("newest", _("Newest first")),
    ("title", _("By title")),
]
OWN_ORDERS = [("newest", _("Newest first")), ("number", _("By their number in the series"))]
TONES = [("note", _("A remark")), ("urgent", _("Urgent"))]

#: What can be said within a section: its own heading is the second level, so headings in the text begin at the third.
TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]
LINE_FEATURES = ["bold", "italic", "link", "document-link"]


class SectionBlock(blocks.StructBlock):
    """What the sections share: they are previewed as the page would show them."""

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = dict(parent_context or {})
        network = apps.get_model("site", "NetworkSettings").for_request(context["request"])
        section = preview(self.name, self.get_prep_value(value), network=network, seen=viewing(timezone.now()))
        return {**context, "sections": [section]}

    class Meta:
        preview_template = "site/sections/preview.html"


def _heading(*, required: bool = True, help_text: Any = "") -> blocks.CharBlock:
    return blocks.CharBlock(
        label=_("Heading"),
        required=required,
        max_length=80,
        help_text=help_text or _("An arm of the post at the head of the page points to it."),
    )


def _intro() -> blocks.TextBlock:
    return blocks.TextBlock(
        label=_("Introduction"), required=False, max_length=300, rows=2, help_text=_("One sentence below the heading.")
    )


class TextSection(SectionBlock):
    heading = _heading(required=False, help_text=_("With a heading, an arm of the post points to this section."))
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_FEATURES)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        group = _("Words")
        form_classname = "struct-block section-text"
        description = _("Paragraphs, lists and links, under a heading of their own or without one.")
        preview_value = {
            "heading": _("How to take part"),
            "text": "<p>Member cities send what they did to the secretariat. Every entry names its source.</p>",
        }


class ListSection(SectionBlock):
    heading = _heading()
    intro = _intro()
    kind = blocks.ChoiceBlock(label=_("What it lists"), choices=KINDS, default=Kind.EVENT)
    theme = SnippetChooserBlock(
        "catalogue.Theme",
        label=_("Only this theme"),
        required=False,
        help_text=_("With the themes that are part of it."),
    )
    series = SnippetChooserBlock("catalogue.Series", label=_("Only this series"), required=False)
    organisation = SnippetChooserBlock(
        "catalogue.Organisation",
        label=_("Only this organisation"),
        required=False,
        help_text=_("In any role, with those that are part of it."),
    )
    place = SnippetChooserBlock("catalogue.Place", label=_("Only this city or country"), required=False)
    search = blocks.CharBlock(
        label=_("Only what this search finds"),
        required=False,
        max_length=MOST_LETTERS,
        help_text=_("As in the hub's search box: markets OR shops, “food security”, city:Seoul, -online."),
    )
    when = blocks.ChoiceBlock(
        label=_("When"), choices=WHEN, default="all", required=False, help_text=_("For events only.")
    )
    order = blocks.ChoiceBlock(label=_("Order"), choices=ORDERS, required=False)
    limit = blocks.IntegerBlock(
        label=_("How many"),
        default=10,
        min_value=1,
        max_value=MOST_ROWS,
        help_text=_("The rest stands behind the link “All …”, which is added by itself."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if problems := problems_of(cleaned.get("search") or "", today=timezone.now().date()):
            raise blocks.StructBlockValidationError(block_errors={"search": ValidationError(problems)})
        return cleaned

    class Meta:
        icon = "list-ul"
        label = _("List of entries")
        group = _("Entries")
        form_classname = "struct-block section-list"
        description = _("Events, resources, city measures or updates of this crisis. It keeps itself up to date.")
        label_format = "{heading}"
        preview_value = {"heading": _("Partner events"), "kind": Kind.EVENT, "limit": 4}


class OwnSection(SectionBlock):
    heading = _heading()
    intro = _intro()
    records = blocks.ListBlock(
        RecordChooserBlock(label=_("Entry")),
        label=_("These entries, in this order"),
        max_num=MOST_CARDS,
        default=[],
        collapsed=True,
        help_text=_("Leave empty to show by itself what the network, or the organisation below, made."),
    )
    series = SnippetChooserBlock("catalogue.Series", label=_("Only this series"), required=False)
    organisation = SnippetChooserBlock(
        "catalogue.Organisation",
        label=_("Made by"),
        required=False,
        help_text=_("Empty: the network, as the settings name it."),
    )
    order = blocks.ChoiceBlock(label=_("Order"), choices=OWN_ORDERS, default="newest", required=False)
    limit = blocks.IntegerBlock(label=_("How many"), default=6, min_value=1, max_value=MOST_CARDS)

    class Meta:
        icon = "thumbtack"
        label = _("The network's own items")
        group = _("Entries")
        form_classname = "struct-block section-own"
        description = _("A few cards for what the network itself held or published.")
        label_format = "{heading}"
        preview_value = {"heading": _("From the network"), "limit": 4}


class CalloutSection(SectionBlock):
    heading = _heading(required=False, help_text=_("In a few words."))
    text = blocks.RichTextBlock(label=_("Text"), features=LINE_FEATURES)
    tone = blocks.ChoiceBlock(label=_("Tone"), choices=TONES, default="note")
    until = blocks.DateBlock(
        label=_("Last day"), required=False, help_text=_("After this day it is no longer shown. Empty: it stays.")
    )

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        group = _("Words")
        form_classname = "struct-block section-callout"
        description = _("A short notice that stands out: a deadline, a change, a call.")
        label_format = "{heading}"
        preview_value = {
            "heading": _("Call for measures"),
            "text": "<p>Tell the network what your city did. One paragraph is enough.</p>",
            "tone": "note",
        }


class FileBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    document = DocumentChooserBlock(
        label=_("Document"), required=False, help_text=_("Its type and size are shown by themselves.")
    )
    url = blocks.URLBlock(label=_("or its address"), required=False, max_length=2000, validators=[validate_web_address])
    size = blocks.DecimalBlock(
        label=_("Size in megabytes"),
        required=False,
        min_value=0,
        max_value=100_000,
        decimal_places=1,
        help_text=_("Of a file elsewhere, so that nobody on a costly line is surprised."),
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned.get("document")) == bool(cleaned.get("url")):
            problem = ValidationError(_("Choose a document or write an address: one of the two."))
            raise blocks.StructBlockValidationError(block_errors={"document": problem})
        return cleaned

    class Meta:
        icon = "doc-full"
        label = _("File")
        label_format = "{title}"


class FilesSection(SectionBlock):
    heading = _heading()
    intro = _intro()
    files = blocks.ListBlock(FileBlock(), label=_("Files"), min_num=1, max_num=MOST_FILES)

    class Meta:
        icon = "download"
        label = _("Files")
        group = _("Words")
        form_classname = "struct-block section-files"
        description = _("Documents to take along, each with its type and size.")
        label_format = "{heading}"
        preview_value = {
            "heading": _("Documents"),
            "files": [{"title": "Guidance for local authorities", "url": "https://example.org/a.pdf", "size": "1.2"}],
        }


class ShareSection(SectionBlock):
    heading = _heading()
    intro = _intro()

    class Meta:
        icon = "link-external"
        label = _("Share")
        group = _("Words")
        form_classname = "struct-block section-share"
        description = _("Ways to pass this page on. None of them loads anything from elsewhere.")
        label_format = "{heading}"
        preview_value = {"heading": _("Share this page")}


class TextBody(blocks.StreamBlock):
    """A page that tells: about the hub, how its entries are chosen, how accessible it is."""

    text = TextSection()
    callout = CalloutSection()
    files = FilesSection()

    class Meta:
        collapsed = True  # an editor sees all sections at once, by their headings, and moves them


class HubBody(TextBody):
    """A hub: what tells, and what lists."""

    entries = ListSection()
    own = OwnSection()
    share = ShareSection()

    class Meta:
        collapsed = True
        block_counts = {"share": {"max_num": 1}}
        max_num = 30


def default_hub_body() -> list[tuple[str, dict[str, Any]]]:
    """Return the sections that a new hub begins with; each fills itself as entries come in."""
    return [
        ("own", {"heading": str(_("From the network")), "limit": 6, "order": "newest", "records": []}),
        ("entries", {"heading": str(_("Partner events")), "kind": Kind.EVENT, "limit": 15, "when": "all"}),
        ("entries", {"heading": str(_("Useful resources")), "kind": Kind.RESOURCE, "limit": 15}),
        ("entries", {"heading": str(_("What cities did")), "kind": Kind.MEASURE, "limit": 12}),
        ("entries", {"heading": str(_("Updates")), "kind": Kind.UPDATE, "limit": 4}),
        ("share", {"heading": str(_("Share this page"))}),
    ]
