import base64
import json
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fingerpost.readers.values.redirects import target_of
from fingerpost.readers.values.urls import clean_url, resolve
from tests.readers.bounded import processor_time

TARGET = "https://example.org/events/7?lang=en"
QUOTED = quote(TARGET, safe="")


def code(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def as_proofpoint_2(url: str) -> str:
    return (
        quote(url, safe=":/")
        .replace("_", "%5F")
        .replace("-", "%2D")
        .replace("/", "_")
        .replace("%", "-")
        .replace(":", "-3A")
    )


WRAPPINGS: dict[str, Callable[[str], str]] = {
    "search engine": lambda url: f"https://www.google.co.th/url?sa=t&q={quote(url, safe='')}&usg=AOvVaw",
    "mail filter": lambda url: f"https://eur03.safelinks.protection.outlook.com/?url={quote(url, safe='')}&data=05%7C02&reserved=0",
    "chat's mail filter": lambda url: f"https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url={quote(url, safe='')}&locale=en-us",
    "social network": lambda url: f"https://l.facebook.com/l.php?u={quote(url, safe='')}&h=AT0x&s=1",
    "professional network": lambda url: f"https://www.linkedin.com/safety/go?url={quote(url, safe='')}&trk=feed",
    "video site": lambda url: f"https://www.youtube.com/redirect?event=video_description&q={quote(url, safe='')}&v=abc",
    "question site": lambda url: f"https://link.zhihu.com/?target={quote(url, safe='')}",
    "private search": lambda url: f"https://duckduckgo.com/l/?uddg={quote(url, safe='')}&rut=ab",
    "query alone": lambda url: f"https://href.example.net/?{quote(url, safe=':/')}" if "?" not in url and "&" not in url else url,
    "cloud's mail": lambda url: f"https://abc123.r.eu-west-1.awstrack.me/L0/{quote(url, safe='')}/1/0102018f-aa/xyz=301",
    "government's mail": lambda url: f"https://links-1.govdelivery.com/CL0/{quote(url, safe='')}/1/01010-ab-000000/sig=300",
    "government's short link": lambda url: f"https://lnks.gd/l/{code('{}')}.{code(json.dumps({'bulletin_link_id': 1, 'uri': 'bp2:click', 'url': url}))}.sig/s/1/br/2-l",
    "appliance": lambda url: f"https://secure-web.cisco.com/1AbC_d-e/{quote(url, safe='')}",
    "barracuda": lambda url: f"https://linkprotect.cudasvc.com/url?a={quote(url, safe='')}&c=E,1,x&typo=1",
    "base64 parameter": lambda url: f"https://eu-central-1.protection.sophos.com/?d=example.org&u={code(url)}&i=NWE&t=x&h=y",
    "base64 behind a mark": lambda url: f"https://www.bing.com/ck/a?!&&p=8f1e&u=a1{code(url)}&ntb=1",
    "base64 segment": lambda url: f"https://x7v1.mjt.lu/lnk/AVAAAB3uq9sAAc/2/tJ4gKz/{code(url)}",
    "base64 json": lambda url: "https://mandrillapp.com/track/click/30123/example.org?p=" + code(json.dumps({"s": "x", "v": 1, "p": json.dumps({"u": 3, "v": 1, "url": url}).replace("/", "\\/")})),
    "newsletter platform": lambda url: f"https://substack.com/redirect/2/{code(json.dumps({'e': url, 'p': 12, 's': 34}))}.c2ln?",
    "customer mails": lambda url: f"https://e.customeriomail.com/e/c/{code(json.dumps({'email_id': 'x', 'href': url}))}/ab12",
    "proofpoint 1": lambda url: f"https://urldefense.proofpoint.com/v1/url?u={quote(url, safe='')}&k=ab",
    "proofpoint 2": lambda url: f"https://urldefense.proofpoint.com/v2/url?u={as_proofpoint_2(url)}&d=DwMF&c=x&r=y&m=z&s=w&e=",
    "proofpoint 3": lambda url: f"https://urldefense.com/v3/__{url}__;!!AbC!dEf-g$",
}  # fmt: skip
ADDRESSES = st.builds(
    lambda host, path, query: f"https://{host}.example.org/{path}" + (f"?id={query}" if query else ""),
    st.from_regex(r"[a-z]{2,8}", fullmatch=True).filter(lambda name: target_of(f"https://{name}.example.org/") is None),
    st.text("abcdefghij-_0123456789", max_size=20),
    st.text("0123456789", max_size=4),
)


@pytest.mark.parametrize("wrap", WRAPPINGS.values(), ids=WRAPPINGS.keys())
def test_a_redirector_that_carries_its_target_is_unwrapped(wrap: Callable[[str], str]) -> None:
    assert resolve(wrap(TARGET)) == TARGET


@given(ADDRESSES, st.lists(st.sampled_from(list(WRAPPINGS)), min_size=1, max_size=2))
def test_whatever_is_wrapped_comes_out_again(address: str, ways: list[str]) -> None:
    wrapped = address
    for way in ways:
        wrapped = WRAPPINGS[way](wrapped)

    assert clean_url(wrapped) == clean_url(address)


@given(st.text(max_size=60), st.sampled_from(list(WRAPPINGS)))
def test_no_rubbish_within_a_redirector_breaks_it(rubbish: str, way: str) -> None:
    cleaned = resolve(WRAPPINGS[way](rubbish))

    assert cleaned is None or resolve(cleaned) == cleaned


@pytest.mark.parametrize(
    "address",
    [
        f"https://www.facebook.com/sharer/sharer.php?u={QUOTED}",
        f"https://twitter.com/intent/tweet?url={QUOTED}&text=x",
        f"https://www.linkedin.com/sharing/share-offsite/?url={QUOTED}",
        f"https://t.me/share/url?url={QUOTED}",
        f"https://login.example.net/redirect?url={QUOTED}",
        f"https://example.net/go/login?url={QUOTED}",
        f"https://accounts.google.com/ServiceLogin?continue={QUOTED}",
        f"https://web.archive.org/web/20200401000000/{TARGET}",
        f"https://archive.org/wait/{QUOTED}",
        f"https://web.archive.org/save/{QUOTED}",
        f"https://translate.google.com/translate?sl=ko&tl=en&u={QUOTED}",
        f"https://validator.w3.org/nu/?doc={QUOTED}",
        f"https://docs.google.com/viewer?url={QUOTED}",
        f"https://www.seoul.go.kr/view.do?url={QUOTED}",
        f"https://example.net/subscribe/go?u={QUOTED}",
        f"https://www.google.com/search?q={QUOTED}",
        f"https://example.net/events/?source={QUOTED}",
        "https://example.us9.list-manage.com/track/click?u=aa11&id=bb22&e=cc33",
        "https://u123.ct.sendgrid.net/ls/click?upn=u001.Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4",
        "https://abc.r.tsp1-brevo.net/tr/cl/Yk5vcGFxdWUtY29kZS1pcy1ub3QtYW4tYWRkcmVzcw",
        "https://r20.rs6.net/tn.jsp?f=001Abc&c=d&ch=e",
        "https://lnkd.in/gAbC123",
        "https://t.co/AbC123",
        "https://protect-eu.mimecast.com/s/AbCdEfG?domain=example.org",
        "https://urldefense.com/v3/__no address at all__;!!x".replace(" ", "%20"),
    ],
)
def test_what_only_uses_an_address_or_hides_it_stays_as_it_is(address: str) -> None:
    assert clean_url(address) == address


def test_proofpoints_stars_stand_for_what_follows_the_address() -> None:
    caf = code("é?=&#")

    assert target_of(f"https://urldefense.com/v3/__https:/example.org/caf*a***Bend__;{caf}!!AbC!x$") == "https://example.org/caféa?=&#end"  # fmt: skip


def test_a_cached_mobile_copy_is_the_page_itself() -> None:
    assert clean_url("https://www.google.com/amp/s/example.org/news/7") == "https://example.org/news/7"


def test_a_target_may_be_longer_than_an_address_only_in_its_wrapping() -> None:
    target = f"https://example.org/{'a' * 1_900}"

    assert resolve(WRAPPINGS["base64 json"](target)) == target
    assert resolve(WRAPPINGS["mail filter"](f"https://example.org/{'a' * 2_100}")) is None


def test_an_endless_redirector_costs_little() -> None:
    with processor_time(at_most_s=1):
        for piece in ("a", "%", "=", "&u=", "/", ".", "**A", "a1"):
            clean_url(f"https://click.example.net/track/{piece * 4_000}?u={piece * 4_000}")
