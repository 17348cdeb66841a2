"""The one client for everything that is asked of the web: bounded in time and size, checked at each hop, polite."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import urllib3
from django.conf import settings
from django.utils.translation import gettext as _
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.util import Timeout, Url

from fingerpost.links.addresses import printable, resolve, web_address
from fingerpost.links.errors import BadAnswer, FetchError, FetchRefused, Unreachable
from fingerpost.links.manners import is_forbidden, wait_for_turn

MAX_BYTES = 25 * 1024 * 1024
TIMEOUT_S = 30
_SILENCE_S = 10
_HOPS = 8
_CHUNK_BYTES = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPTS = "text/html,application/xhtml+xml,text/calendar,application/rss+xml,application/atom+xml,*/*;q=0.8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address answered."""

    url: str  #: the address that answered in the end
    asked: str  #: the one that was asked for
    content: bytes  #: unpacked; empty where nothing has changed
    content_type: str  #: media type alone, in small letters; empty where it was not said
    charset: str  #: as the header states it; empty where it does not
    etag: str
    last_modified: str
    moved_to: str | None = None  #: where every hop said that it has moved for good
    is_unchanged: bool = False  #: it is still what ``etag`` or ``last_modified`` named


def fetch(
    url: str,
    *,
    etag: str = "",
    last_modified: str = "",
    as_robot: bool = False,
    limit_bytes: int = MAX_BYTES,
    timeout_s: float = TIMEOUT_S,
) -> Fetched:
    """Ask for one address and return what it answered, following redirects.

    ``as_robot`` is for what no person asked for just now: it obeys robots.txt (RFC 9309) and leaves a host in peace
    between two questions. ``timeout_s`` bounds it all, whatever the other side does. Raises FetchError.
    """
    deadline = time.monotonic() + timeout_s
    asked = here = web_address(url)
    seen: set[str] = set()
    permanent = True
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    for _hop in range(_HOPS):
        seen.add(here.url)
        if as_robot:
            _be_polite(here, deadline)
        with _answer(here, conditions, deadline) as answer:
            target = answer.headers.get("Location")
            if answer.status not in _REDIRECTS or not target:
                moved_to = here.url if permanent and here != asked else None
                return _taken(answer, here, asked, moved_to, limit_bytes, conditions)
            permanent = permanent and answer.status in {301, 308}
        here = web_address(target, base=here.url)
        if here.url in seen:
            break
    raise BadAnswer(
        _("“%(url)s” sends us from one address to the next without end.") % {"url": printable(url)},
        remedy=_("Open it in a browser, and give the address that it shows in the end."),
    )


def _be_polite(url: Url, deadline: float) -> None:
    def robots_txt(address: str) -> bytes | None:
        try:
            return fetch(address, limit_bytes=512 * 1024, timeout_s=max(1.0, deadline - time.monotonic())).content
        except BadAnswer as error:
            if error.status is not None and error.status < 500:
                return b""  # none there: everything is allowed (RFC 9309, section 2.3.1.3)
            return None
        except FetchError:
            return None

    if is_forbidden(url.url, agent=user_agent(), get=robots_txt):
        raise FetchRefused(
            _("“%(host)s” asks robots not to read this page.") % {"host": url.host},
            remedy=_("Ask its owner, or save the page and upload it."),
        )
    wait_for_turn(str(url.netloc), at_most_s=max(0.0, deadline - time.monotonic()))


def user_agent() -> str:
    return f"Fingerpost/0.1 (+{settings.PUBLIC_URL})"


@contextlib.contextmanager
def _answer(url: Url, conditions: Mapping[str, str], deadline: float) -> Iterator[urllib3.BaseHTTPResponse]:
    """Ask one address. A timer cuts the line at the deadline: a byte now and then would outlast any other time-out."""
    pool = _pool(url)
    lines: list[Any] = []
    pool.ConnectionCls = cast("Any", type("Tracked", (pool.ConnectionCls,), {"opened": lines}))
    left = deadline - time.monotonic()
    expired = threading.Event()

    def cut() -> None:
        expired.set()
        for line in lines:
            with contextlib.suppress(OSError, AttributeError):  # it is closed already
                (line.sock or line.bare_socket).shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(left, 0.001), cut)
    timer.daemon = True
    timer.start()
    headers = {"User-Agent": user_agent(), "Accept": _ACCEPTS, "Accept-Encoding": "gzip, deflate, br"}
    try:
        answer = pool.urlopen(
            "GET",
            url.request_uri,
            headers=headers | {name: value for name, value in conditions.items() if value},
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=Timeout(connect=min(_SILENCE_S, max(left, 0.001)), read=_SILENCE_S),
        )
        try:
            yield answer
        finally:
            answer.close()
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise (_too_slow(url) if expired.is_set() else _unreachable(url, error)) from error
    finally:
        timer.cancel()
        pool.close()
    if expired.is_set():
        raise _too_slow(url)


def _taken(
    answer: urllib3.BaseHTTPResponse,
    here: Url,
    asked: Url,
    moved_to: str | None,
    limit_bytes: int,
    conditions: Mapping[str, str],
) -> Fetched:
    unchanged = answer.status == 304 and any(conditions.values())
    if answer.status != 200 and not unchanged:
        raise _bad_status(here, answer.status)
    content = b"" if unchanged else _bounded(answer, here, limit_bytes)
    kind, _semicolon, rest = answer.headers.get("Content-Type", "").partition(";")
    return Fetched(
        url=here.url,
        asked=asked.url,
        content=content,
        content_type=kind.strip().lower(),
        charset=_charset(rest),
        etag=answer.headers.get("ETag", "")[:500],
        last_modified=answer.headers.get("Last-Modified", "")[:100],
        moved_to=moved_to,
        is_unchanged=unchanged,
    )


def _bounded(answer: urllib3.BaseHTTPResponse, url: Url, limit_bytes: int) -> bytes:
    """Count what comes, unpacked: neither a claimed length nor a packed one says how much it is."""
    chunks, size = [], 0
    for chunk in answer.stream(_CHUNK_BYTES, decode_content=True):
        size += len(chunk)
        if size > limit_bytes:
            raise BadAnswer(
                _("“%(url)s” is larger than %(limit)d MB.")
                % {"url": printable(url.url), "limit": max(1, limit_bytes // 1_048_576)},
                remedy=_("Give the address of the list itself, or upload a part of the file."),
            )
        chunks.append(chunk)
    return b"".join(chunks)


def _charset(parameters: str) -> str:
    for parameter in parameters.split(";"):
        name, _equals, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'")[:40]
    return ""


def _pool(url: Url) -> urllib3.HTTPConnectionPool:
    host = str(url.host)
    if url.scheme == "https":
        return _SecurePool(host, url.port or 443, ssl_context=_tls(), maxsize=1)
    return _Pool(host, url.port or 80, maxsize=1)


def _tls() -> ssl.SSLContext:
    # The machine's own authorities, and certifi's, which come with requests.
    context = ssl.create_default_context()
    import certifi  # noqa: PLC0415 -- reads a file of 250 KB

    context.load_verify_locations(certifi.where())
    return context


class _Checked:
    """A connection that resolves its host itself and goes to the very address that was checked."""

    bare_socket: socket.socket
    opened: list["_Checked"]

    def _new_conn(self) -> socket.socket:
        line = cast("HTTPConnection", self)
        failure: OSError | None = None
        for address in resolve(line.host, line.port):
            try:
                self.bare_socket = urllib3.util.connection.create_connection(
                    (str(address), line.port), line.timeout, socket_options=line.socket_options
                )
            except OSError as error:
                failure = error
            else:
                self.opened.append(self)
                return self.bare_socket
        raise urllib3.exceptions.NewConnectionError(line, str(failure)) from failure


class _Line(_Checked, HTTPConnection): ...


class _SecureLine(_Checked, HTTPSConnection): ...


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Line


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureLine


def _too_slow(url: Url) -> Unreachable:
    return Unreachable(
        _("“%(url)s” did not answer in time.") % {"url": printable(url.url)},
        remedy=_("Try again later, or save the page and upload it."),
    )


def _unreachable(url: Url, error: Exception) -> FetchError:
    if isinstance(error, urllib3.exceptions.SSLError) or isinstance(error.__cause__, ssl.SSLError):
        return Unreachable(
            _("“%(host)s” has no valid certificate.") % {"host": url.host},
            remedy=_("Open it in a browser; if you trust it all the same, save the page and upload it."),
        )
    refused = isinstance(error, urllib3.exceptions.NewConnectionError) and not isinstance(error.__cause__, TimeoutError)
    if isinstance(error, (TimeoutError, urllib3.exceptions.TimeoutError)) and not refused:
        return _too_slow(url)
    if isinstance(error, (urllib3.exceptions.ProtocolError, urllib3.exceptions.DecodeError, ValueError)):
        return BadAnswer(
            _("“%(url)s” broke off, or sent what is not a web page.") % {"url": printable(url.url)},
            remedy=_("Try again later, or save the page and upload it."),
        )
    return Unreachable(
        _("“%(host)s” does not answer.") % {"host": url.host},
        remedy=_("Check the address, or try again later."),
    )


def _bad_status(url: Url, status: int) -> BadAnswer:
    shown = {"url": printable(url.url), "status": status}
    if status in {404, 410}:
        return BadAnswer(
            _("There is no page at “%(url)s” (status %(status)d).") % shown,
            remedy=_("Search the site for its new address."),
            status=status,
        )
    if status in {401, 402, 403, 407, 429, 451}:
        return BadAnswer(
            _("“%(url)s” does not let us in (status %(status)d).") % shown,
            remedy=_("If your browser shows it, save the page and upload it."),
            status=status,
        )
    return BadAnswer(
        _("“%(url)s” answers with an error (status %(status)d).") % shown, remedy=_("Try again later."), status=status
    )
