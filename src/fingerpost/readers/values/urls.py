"""Addresses: finding them in text, making them whole, and taking the tracking out of them."""

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from fingerpost.readers.values.redirects import target_of

MAX_LENGTH = 2048
_MAX_WRAPPED = 8192  #: filters and newsletters write the address that they hide in codes of their own
_MAX_WRAPPINGS = 3

_FOUND = re.compile(r"(?:https?://|(?<![\w@./-])www\.)[^\s<>\"“”«»`{}|\\^]{3,8192}", re.IGNORECASE)
_CLOSERS = {")": "(", "]": "[", "）": "（", "】": "【"}
_TRAILING = ".,;:!?'’…*_。、，；：！？"
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|mc_cid|mc_eid|"
    r"mkt_tok|_hs(?:enc|mi)|__hs\w+|hsCtaTracking|vero_(?:conv|id)|oly_(?:anon|enc)_id|_openstat|wickedid|"
    r"__(?:tn|cft|xts)__(?:\[\d*\])?|ref_src|ref_url|s_cid|trk|trkCampaign|_ga|_gl|pk_(?:campaign|kwd|source|medium)|"
    r"mtm_\w+|hsa_\w+|elqTrack\w*|sp(?:MailingID|UserID|JobID|ReportId)|inf_contact_key|vgo_ee|_kx|_bhlid|ck_subscriber_id|mibextid|srsltid|dm_i|et_[cr]id|emci|emdi|ceid|"
    r"piwik_\w+|spm|share_source|sharer_\w+|ml_subscriber(?:_hash)?|cmpid|aff_source|sc_campaign|rb_clickid)",
    re.IGNORECASE,
)
_SHORT_HOSTS = (
    "bit.ly tinyurl.com reurl.cc t.co goo.gl ow.ly buff.ly is.gd cutt.ly rebrand.ly shorturl.at lnkd.in fb.me "
    "tiny.cc t.ly rb.gy s.id url.kr me2.do han.gl wp.me trib.al dlvr.it qrco.de linktr.ee aka.ms v.gd"
)
_SHORTENERS = frozenset(_SHORT_HOSTS.split())
_FORM_HOSTS = re.compile(
    r"(?:^|\.)(?:forms\.gle|forms\.office\.com|docs\.google\.com|zoom\.us|zoom\.com|eventbrite\.[a-z.]+|typeform\.com|jotform\.com|"
    r"surveymonkey\.com|gotowebinar\.com|webex\.com|airmeet\.com|hopin\.com|cvent\.com|bigmarker\.com|"
    r"livestorm\.co|crowdcast\.io|kobotoolbox\.org|smartsurvey\.co\.uk|onlinesurveys\.ac\.uk|lu\.ma|indico\.un\.org)$"
)
_FORM_PATH = re.compile(
    r"regist|sign-?up|rsvp|inscri|enrol|anmeld|pendaftaran|(?:^|/)forms?(?:/|$)|apply", re.IGNORECASE
)
_VIDEO_HOSTS = re.compile(
    r"(?:^|\.)(?:youtube\.com|youtu\.be|vimeo\.com|dailymotion\.com|webtv\.un\.org|media\.un\.org|bilibili\.com|tv\.naver\.com)$"
)


@dataclass(frozen=True, slots=True)
class FoundUrl:
    """An address in running text: where it stands, and what it is once cleaned."""

    begin: int
    stop: int
    url: str


def find_urls(text: str, base: str | None = None) -> list[FoundUrl]:
    """Return the web addresses in running text, cleaned, in their order.

    An address ends before closing punctuation that belongs to the sentence; one written from ``www.`` on is taken as
    ``http``. ``base`` is unused for the absolute addresses of running text, and is accepted so that callers need not care.
    """
    found = []
    for match in _FOUND.finditer(text):
        end = match.start() + len(_without_sentence_marks(match.group()))
        url = resolve(text[match.start() : end], base)
        if url:
            found.append(FoundUrl(match.start(), end, url))
    return found


def without_addresses(text: str) -> str:
    """Return a text without the addresses in it."""
    for found in reversed(find_urls(text)):
        text = text[: found.begin] + text[found.stop :]
    return text


_PLAIN_WHOLE = re.compile(r"(?P<root>https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:/[\w.,;=!~+()-]*)*", re.ASCII)
_PLAIN_PATH = re.compile(r"(?:/[\w.,;=!~+()-]+)+/?", re.ASCII)
#: Without one of these no address can stand inside another.
_MAY_WRAP = re.compile(r"[?%]|http|www\.|/amp/|aHR0|eyJ|__", re.IGNORECASE)


@lru_cache(maxsize=4096)
def resolve(address: str, base: str | None = None) -> str | None:
    """Return an address made whole against ``base`` and cleaned; None if it leads to no web page.

    >>> resolve("/events/7?utm_source=mail", "https://example.org/a/b")
    'https://example.org/events/7'
    """
    if plain := _plain(address, base):
        return plain
    address = re.sub(r"[\x00-\x20]+", "", address)
    if not address or len(address) > _MAX_WRAPPED or address.startswith("#"):
        return None
    if address.lower().startswith("www."):
        address = f"http://{address}"
    try:
        whole = urljoin(base, address) if base else address
        parts = urlsplit(whole)
        host = parts.hostname
        parts.port  # noqa: B018 -- raises ValueError when the port is no number
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or parts.username or not _is_host(host):
        return None
    cleaned = clean_url(whole)
    return cleaned if len(cleaned) <= MAX_LENGTH else None


def _plain(address: str, base: str | None) -> str | None:
    """Most addresses need nothing done: whole ones without a query, and those from the root of the site."""
    if "/." in address:
        return None
    if _PLAIN_WHOLE.fullmatch(address) and not _MAY_WRAP.search(address, 8) and len(address) <= MAX_LENGTH:
        return address
    if base and _PLAIN_PATH.fullmatch(address) and not _MAY_WRAP.search(address) and len(address) < MAX_LENGTH - 300:
        root = _root(base)
        return root + address if root else None
    return None


@lru_cache(maxsize=64)
def _root(base: str) -> str | None:
    match = _PLAIN_WHOLE.match(base)
    return match["root"] if match and match.end("root") < 300 else None


def clean_url(url: str) -> str:
    """Return an address without what only tracks its reader; everything that chooses a page stays as it was written.

    Redirectors that carry the true address inside (social networks, mail filters, newsletters) are unwrapped.

    >>> clean_url("https://www.google.com/url?q=https%3A%2F%2Fexample.org%2Fa%3Fid%3D7%26fbclid%3Dx&sa=D")
    'https://example.org/a?id=7'
    """
    for _ in range(_MAX_WRAPPINGS if _MAY_WRAP.search(url, 8) else 0):
        inner = target_of(url)
        if inner is None or len(inner) > MAX_LENGTH:
            break
        url = inner
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = (
        "&".join(pair for pair in re.split("[&;]", parts.query) if pair and not _is_tracking(pair))
        if _has_tracking(parts.query)
        else parts.query
    )
    fragment = "" if parts.fragment.startswith(":~:") or _is_tracking(parts.fragment) else parts.fragment
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, query, fragment))


def is_shortened(url: str) -> bool:
    """True if the address hides another one behind a short name, so it cannot be a thing's own."""
    return _host(url) in _SHORTENERS


def is_form(url: str) -> bool:
    """True if the address itself says that it is a place for signing up."""
    parts = urlsplit(url)
    return bool(_FORM_HOSTS.search(_host(url)) or _FORM_PATH.search(parts.path))


def is_video(url: str) -> bool:
    return bool(_VIDEO_HOSTS.search(_host(url)))


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _is_host(host: str) -> bool:
    return "." in host or host == "localhost" or ":" in host


def _has_tracking(query: str) -> bool:
    return any(_is_tracking(pair) for pair in query.split("&"))


def _is_tracking(pair: str) -> bool:
    return bool(_TRACKING.fullmatch(unquote(pair.partition("=")[0])))


def _without_sentence_marks(address: str) -> str:
    while address:
        last = address[-1]
        opener = _CLOSERS.get(last)
        unbalanced = opener is not None and address.count(last) > address.count(opener)
        if last in _TRAILING or unbalanced:
            address = address[:-1]
        else:
            break
    return address
