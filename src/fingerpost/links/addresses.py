"""Which addresses may be asked at all: the web's, and of private networks only those that the operator allows."""

import ipaddress
import socket
from urllib.parse import urljoin

from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from fingerpost.links.errors import FetchRefused, Unreachable

LENGTH = 8_000
_WEB_PORTS = frozenset({80, 443})
_FIRST_FREE_PORT = 1024
#: They carry an IPv4 address inside, which decides (RFC 6052, section 2.1; RFC 3056; RFC 4380).
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


def web_address(written: str, *, base: str | None = None) -> Url:
    """Return an address as it is asked for: absolute, percent-encoded, its host in ASCII, without a fragment.

    Raises FetchRefused with its sentence for what is no web address, names a password, or a port of another service.
    """
    shown = printable(written)
    address = written.strip()
    try:
        url = parse_url(urljoin(base, address) if base else address)
    except (LocationParseError, ValueError) as error:
        raise _not_an_address(shown) from error
    if url.scheme not in {"http", "https"} or not url.host or len(address) > LENGTH:
        raise _not_an_address(shown)
    if url.auth:
        raise FetchRefused(
            _("“%(address)s” holds a user's name or password.") % {"address": printable(url.host)},
            remedy=_("Give the address of a page that anybody may open."),
        )
    if url.port is not None and url.port not in _WEB_PORTS and url.port < _FIRST_FREE_PORT:
        raise FetchRefused(
            _("Port %(port)d of “%(host)s” is not one of the web.") % {"port": url.port, "host": url.host},
            remedy=_("Give the address that a browser shows for the page."),
        )
    return url._replace(fragment=None)


def resolve(host: str, port: int) -> list[IPAddress]:
    """Return the machine addresses of a host, all of them allowed.

    Raises Unreachable where the name has none, FetchRefused where one of them is inside a private network: whoever
    controls a name could else lead us to our own machine.
    """
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(
            _("There is no machine of the name “%(host)s”.") % {"host": printable(host)},
            remedy=_("Check the address for typing errors; the site may also be gone."),
        ) from error
    addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not all(is_allowed(address) for address in addresses):
        raise FetchRefused(
            _("“%(host)s” is inside a private network.") % {"host": printable(host)},
            remedy=_("Save the page and upload it, or ask the operator to allow this network."),
        )
    return list(dict.fromkeys(addresses))


def is_allowed(address: IPAddress) -> bool:
    """True for an address of the open Internet, and for those of FINGERPOST_PRIVATE_NETWORKS."""
    inner = _inner(address)
    if any(inner in network for network in settings.PRIVATE_NETWORKS):
        return True
    return inner.is_global and not inner.is_multicast


def _inner(address: IPAddress) -> IPAddress:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def printable(text: str) -> str:
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text[:200])


def _not_an_address(shown: str) -> FetchRefused:
    return FetchRefused(
        _("“%(address)s” is not a web address.") % {"address": shown},
        remedy=_("Give it in full, with https:// in front, as a browser shows it."),
    )
