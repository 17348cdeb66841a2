"""Addresses that only lead elsewhere: the true address, where the redirector carries it inside.

Told by what they are made of rather than by a list of services: a host or path with a redirector's word ("click",
"track", "redirect"), and one part that is itself an absolute address, percent-encoded, in base64, or within JSON in
base64. Sharing, signing in, translating and archiving carry addresses as well and stay as they are.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

_MAX_PARTS = 40
_MAX_ENCODED = 6_000

#: Words by which a host or a path says that it passes its visitors on.
_PASSING_ON_WORDS = (
    "away away.php bridge ck cl0 cl1 click click.php clicks clicktime clicktracking clk ct e exit "
    "external externallink forward go go.php goto iv jump l l.php l0 leave leaving link link.php link2 "
    "linkclick linkfilter linkprotect links lm lnk lnks ls lt.php offsite out out.php outbound protect "
    "protect2 protection r rd redir redirect redirect.php redirection redirector redirects safelink "
    "safelinks safety secure-web sinaurl t tn.jsp tr track tracker tracking trk url urldefense urls warn "
    "wf"
)
_PASSING_ON = frozenset(_PASSING_ON_WORDS.split())
#: Words of pages that take an address to do something with it: they are what the link is for.
_USING = re.compile(
    r"(?:^|[\W_])(?:share|sharer|sharing|sharearticle|intent|compose|send|tweet|log-?in|sign-?in|signup|log-?out|auth\w*|oauth\d?|sso|cas|saml\d?|accounts?|"
    r"archives?|wayback|cache|webcache|translate|translator|validator|check|proxy|o?embed|player|viewer|preview|subscribe|unsubscribe|webcal|"
    r"addtocalendar|screenshot|qr|qrcode|amp-cdn|api|rss|feed|feeds|submit|bookmark|save|lens|wait|reader|ical|ics)(?:[\W_]|$)",
    re.IGNORECASE,
)
_PARAMETER_NAMES = (
    "a c d dest destination desturl e go goto h href j l link linkurl location out p q qs r redirect "
    "redirectto redirecturl ru s t target targeturl to u uddg upn uri url x z"
)
_PARAMETERS = frozenset(_PARAMETER_NAMES.split())
_WEB = re.compile(r"https?://[^\s/?#@\\]+\.[^\s/?#@\\]+(?:[/?#]\S*)?", re.IGNORECASE)
_ENCODED = re.compile(r"[A-Za-z0-9_+/-]{16,}={0,2}")
_WITHIN = re.compile(r"https?:(?:\\*/){2}[^\s\"'<>]+", re.IGNORECASE)
_NAMED_SEGMENT = re.compile(r"^\w{1,8}=")
_DEFENSE_3 = re.compile(r"/v3/__(?P<address>.+)__;(?P<replaced>[A-Za-z0-9_=-]*)")
_DEFENSE_HOST = re.compile(r"urldefense(?:\.proofpoint)?\.com$|urldefense\.us$")
_RUN_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_AMP = re.compile(r"/amp/(?P<secure>s/)?(?P<rest>[\w.-]+\.[a-z]{2,}(?:/.*)?$)")


def target_of(url: str) -> str | None:
    """Return the address to which a redirector leads; None if it is no redirector or does not say.

    >>> target_of("https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fa&sa=D")
    'https://example.org/a'
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    if _DEFENSE_HOST.search(host):
        return _defended(parts)
    if host.removeprefix("www.").startswith("google.") and (amp := _AMP.match(parts.path)):
        return f"http{'s' if amp['secure'] else ''}://{amp['rest']}"
    if _USING.search(f"{host}{_plain_path(parts.path)}"):
        return None
    if parts.path in ("", "/") and (bare := _web(unquote(parts.query))):
        return bare
    return None if _words(host, parts.path).isdisjoint(_PASSING_ON) else next(_targets(parts), None)


def _words(host: str, path: str) -> frozenset[str]:
    """The labels of the host but its registered name, and the short segments of the path."""
    labels = host.split(".")[:-2]
    names = [part for label in labels for part in (label, *re.split(r"[-_]|\d+$", label))]
    segments = [segment.lower() for segment in path.split("/")[1:_MAX_PARTS] if len(segment) <= 20]
    return frozenset([*names, *segments, *(host.split(".")[-2:-1] if _is_service(host) else ())])


def _is_service(host: str) -> bool:
    """A registered name that is itself a redirector's word: "slack-redir.net", "lnks.gd"."""
    names: list[str] = re.split(r"[-_]", ".".join(host.split(".")[-2:-1]))
    return any(len(name) > 2 and name in _PASSING_ON for name in names)  # "go.kr" is where a government lives


def _plain_path(path: str) -> str:
    """The path without the parts that are addresses or codes."""
    return "/".join(segment for segment in path.split("/") if len(segment) <= 40 and "%3a" not in segment.lower())


def _targets(parts: SplitResult) -> Iterator[str]:
    pairs = parse_qsl(parts.query)[:_MAX_PARTS]
    named = [value for name, value in pairs if name.lower().replace("_", "").replace("-", "") in _PARAMETERS]
    segments = [unquote(segment) for segment in parts.path.split("/")[:_MAX_PARTS]]
    for value in [*named, *(_NAMED_SEGMENT.sub("", segment) for segment in segments)]:
        if _WEB.fullmatch(value):
            yield value
    for value in [*named, *segments]:
        if found := _encoded(value):
            yield found


def _encoded(value: str) -> str | None:
    """The one address that stands in base64, alone or within JSON; several parts may be joined by dots, as in a JWT."""
    for part in value[:_MAX_ENCODED].split("."):
        for code in (part, part[2:]):  # one search engine puts two characters in front
            if _ENCODED.fullmatch(code) and (text := _from_base64(code)):
                found = {match.replace("\\", "") for match in _WITHIN.findall(text)}
                if len(found) == 1 and (address := _web(found.pop())):
                    return address
    return None


def _from_base64(code: str) -> str | None:
    code = code.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        return base64.urlsafe_b64decode(code + "=" * (-len(code) % 4)).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None


def _defended(parts: SplitResult) -> str | None:
    """Proofpoint's three ways of writing an address."""
    if match := _DEFENSE_3.match(parts.path + (f"?{parts.query}" if parts.query else "")):
        return _web(_restored(match["address"], match["replaced"]))
    address = next((value for name, value in parse_qsl(parts.query) if name == "u"), "")
    if parts.path.startswith("/v2/"):
        address = unquote(re.sub(r"-(?=[0-9A-Fa-f]{2})", "%", address.replace("_", "/")))
    return _web(address)


def _restored(address: str, replaced: str) -> str:
    """Put back the characters for which stars stand: one for one, and ``**A`` for a run of two, ``**B`` of three."""
    waiting = _from_base64(replaced) or ""
    address = re.sub(r"^(https?:/)(?!/)", r"\1/", address)
    place = 0

    def put_back(match: re.Match[str]) -> str:
        nonlocal place
        length = _RUN_LENGTHS.index(match[1]) + 2 if match[1] else 1
        run = waiting[place : place + length]
        place += length
        return run or match.group()

    return re.sub(r"\*(?:\*([A-Za-z0-9_-]))?", put_back, address)


def _web(value: str) -> str | None:
    return value if _WEB.fullmatch(value) else None
