"""What stands around every public page: who keeps the hub, where one can go, and how the page is shared."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from wagtail.models import Page, Site

from fingerpost.site import brand
from fingerpost.site.models import NetworkSettings
from fingerpost.site.presenting import Viewing
from fingerpost.site.presenting.languages import direction
from fingerpost.site.presenting.printed import Printed
from fingerpost.site.statements import Statement, run, written

MOST_IN_MENU = 12


@dataclass(frozen=True, slots=True)
class Place(Printed):
    """One link of a menu."""

    text: str
    url: str
    is_here: bool = False


class Frame(Printed):
    """Everything that base.html asks for, each part worked out when it is first wanted. Lives for one request."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def network(self) -> NetworkSettings:
        return NetworkSettings.for_request(self.request)

    @cached_property
    def language(self) -> str:
        return get_language() or "en"

    @cached_property
    def direction(self) -> str:
        return direction(self.language)

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @cached_property
    def viewing(self) -> Viewing:
        return Viewing(now=self.now, language=self.language)

    @cached_property
    def stylesheet(self) -> str:
        return brand.address(self.network)

    @cached_property
    def address(self) -> str:
        """Return the address of this page as it is shared and cited: without its query."""
        return f"{settings.PUBLIC_URL}{quote(self.request.path)}"

    @cached_property
    def menu(self) -> list[Place]:
        """Return the pages of the hub that an editor shows in menus, such as “About”."""
        site = Site.find_for_request(self.request)
        if site is None:
            return []
        pages = run(_menu_statement(site.root_page_id, site.root_page.path, connection.vendor))
        start = len(site.root_page.url_path)
        return [self._place(title, f"/{url_path[start:]}") for title, url_path in pages]

    @cached_property
    def lists(self) -> list[Place]:
        return [
            self._place(gettext("Events"), reverse("site:events")),
            self._place(gettext("Resources"), reverse("site:resources")),
            self._place(gettext("City measures"), reverse("site:measures")),
            self._place(gettext("Updates"), reverse("site:updates")),
        ]

    @property
    def places(self) -> list[Place]:
        """Return the main menu: the lists, and the first page that tells about the hub."""
        return [*self.lists, *self.menu[:1]]

    def _place(self, text: str, url: str) -> Place:
        return Place(text, url, self.request.path == url)


@lru_cache(maxsize=64)
def _menu_statement(root: int, path: str, vendor: str) -> Statement:  # noqa: ARG001
    pages = Page.objects.live().in_menu().filter(path__startswith=path).exclude(pk=root)
    return written(pages.order_by("path").values_list("title", "url_path")[:MOST_IN_MENU])


@dataclass(frozen=True, slots=True)
class Sharing(Printed):
    """A plain address at which a platform takes a link; no script of theirs is ever loaded."""

    name: str
    url: str


def sharing(address: str, title: str) -> tuple[Sharing, ...]:
    """Return where a page can be shared, e-mail first."""
    return _sharing(address, title, gettext("E-mail"))


@lru_cache(maxsize=1024)
def _sharing(address: str, title: str, by_mail: str) -> tuple[Sharing, ...]:
    both = f"{title} {address}"
    # A mail program reads %20, not +, in the parts of a mailto address (RFC 6068, section 5).
    mail = f"mailto:?{urlencode({'subject': title, 'body': both}, quote_via=quote)}"
    return (
        Sharing(by_mail, mail),
        Sharing("WhatsApp", f"https://wa.me/?{urlencode({'text': both})}"),
        Sharing("Telegram", f"https://t.me/share/url?{urlencode({'url': address, 'text': title})}"),
        Sharing("LinkedIn", f"https://www.linkedin.com/sharing/share-offsite/?{urlencode({'url': address})}"),
        Sharing("X", f"https://x.com/intent/post?{urlencode({'text': title, 'url': address})}"),
        Sharing("Facebook", f"https://www.facebook.com/sharer/sharer.php?{urlencode({'u': address})}"),
    )


def frame(request: HttpRequest) -> dict[str, Frame]:
    """Give templates ``frame``; nothing is asked of the database until a template asks for it."""
    return {"frame": frame_of(request)}


def frame_of(request: HttpRequest) -> Frame:
    """Return the frame of a request, the same one each time."""
    if not hasattr(request, "_fingerpost_frame"):
        request._fingerpost_frame = Frame(request)  # type: ignore[attr-defined]
    return request._fingerpost_frame  # type: ignore[attr-defined]
