import contextlib
import gzip
import ipaddress
import socket
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from fingerpost.links import manners
from fingerpost.links.addresses import is_allowed, web_address
from fingerpost.links.errors import BadAnswer, FetchRefused, Unreachable
from fingerpost.links.http import Fetched, fetch
from tests.web import Site, page

pytestmark = pytest.mark.once


def test_a_page_is_fetched_with_what_its_headers_say(site: Site) -> None:
    site.answers["/a"] = page(b"<p>A</p>", Content_Type='text/HTML; charset="EUC-KR"', ETag='"1"')

    fetched = fetch(site.url("/a#top"))

    assert fetched == Fetched(
        url=site.url("/a"),
        asked=site.url("/a"),
        content=b"<p>A</p>",
        content_type="text/html",
        charset="EUC-KR",
        etag='"1"',
        last_modified="",
    )
    assert site.asked[0][1]["user-agent"].startswith("Fingerpost/")


def test_what_has_not_changed_is_not_sent_again(site: Site) -> None:
    site.answers["/a"] = page(b"", status=304)

    fetched = fetch(site.url("/a"), etag='"1"', last_modified="Thu, 02 Jul 2020 00:00:00 GMT")

    assert fetched.is_unchanged
    assert site.asked[0][1]["if-none-match"] == '"1"'
    assert site.asked[0][1]["if-modified-since"] == "Thu, 02 Jul 2020 00:00:00 GMT"


@pytest.mark.parametrize(("statuses", "moved"), [((301, 308), True), ((301, 302), False), ((303, 301), False)])
def test_redirects_are_followed_and_a_move_for_good_is_told(site: Site, statuses: tuple[int, int], moved: bool) -> None:
    site.answers["/a"] = page(status=statuses[0], Location="b c")
    site.answers["/b%20c"] = page(status=statuses[1], Location="/d")
    site.answers["/d"] = page(b"D")

    fetched = fetch(site.url("/a"))

    assert (fetched.content, fetched.url) == (b"D", site.url("/d"))
    assert fetched.moved_to == (site.url("/d") if moved else None)


def test_redirects_in_a_circle_end_with_a_sentence(site: Site) -> None:
    site.answers["/a"] = page(status=302, Location="/b")
    site.answers["/b"] = page(status=302, Location="/a")

    with pytest.raises(BadAnswer, match="without end"):
        fetch(site.url("/a"))

    assert len(site.asked) == 2


def test_redirects_to_ever_new_addresses_end_with_a_sentence(site: Site) -> None:
    for number in range(100):
        site.answers[f"/{number}"] = page(status=302, Location=f"/{number + 1}")

    with pytest.raises(BadAnswer, match="without end"):
        fetch(site.url("/0"))

    assert len(site.asked) < 20


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0.0.0.0/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://10.0.0.1/",
        "http://192.168.1.1:8080/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://[fd00::1]/",
        "http://[fe80::1]/",
        "http://224.0.0.1/",
    ],
)
def test_an_address_inside_a_private_network_is_refused(address: str) -> None:
    with pytest.raises(FetchRefused, match="private network"):
        fetch(address, timeout_s=5)


def test_a_redirect_into_a_private_network_is_refused(site: Site, settings: Any) -> None:
    settings.PRIVATE_NETWORKS = [ipaddress.ip_network("127.0.0.1/32")]
    site.answers["/a"] = page(status=302, Location=f"http://127.0.0.2:{site.port}/secret")

    with pytest.raises(FetchRefused, match="private network"):
        fetch(site.url("/a"))


def test_the_address_that_was_checked_is_the_one_that_is_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers with another address the second time leads nowhere else."""
    answers = iter(["127.0.0.1", "127.9.9.9", "127.9.9.9"])
    real = socket.getaddrinfo

    def changing(host: str, port: int, *rest: Any, **more: Any) -> Any:
        return real(next(answers) if host == "two-faced.example" else host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    site.answers["/"] = page(b"first")

    assert fetch(f"http://two-faced.example:{site.port}/").content == b"first"


@pytest.mark.parametrize(
    "written",
    ["", "example.org", "ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "http://", "https://[::1",
     "http://exa mple.org/", "https://example.org/" + "a" * 10_000, "http://\0/", "mailto:a@example.org"],
)  # fmt: skip
def test_what_is_no_web_address_is_refused(written: str) -> None:
    with pytest.raises(FetchRefused, match="not a web address"):
        web_address(written)


@pytest.mark.parametrize("written", ["http://user:secret@example.org/", "http://user@example.org/"])
def test_an_address_with_a_password_is_refused_and_not_repeated(written: str) -> None:
    with pytest.raises(FetchRefused) as refused:
        web_address(written)

    assert "secret" not in str(refused.value)


def test_another_service_of_a_host_is_not_asked() -> None:
    with pytest.raises(FetchRefused, match="Port 25"):
        web_address("http://example.org:25/")


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("HTTP://Example.ORG", "http://example.org"),
        ("https://example.org/a b?q=서울#x", "https://example.org/a%20b?q=%EC%84%9C%EC%9A%B8"),
        ("https://서울.kr/", "https://xn--2i4bq6h.kr/"),
        (" https://example.org/%41 ", "https://example.org/%41"),
    ],
)
def test_an_address_is_asked_as_a_browser_would(written: str, asked: str) -> None:
    assert web_address(written).url == asked


def test_a_packed_page_is_unpacked_and_counted(site: Site) -> None:
    site.answers["/bomb"] = page(gzip.compress(bytes(30_000_000)), Content_Encoding="gzip")
    site.answers["/small"] = page(gzip.compress(b"small"), Content_Encoding="gzip")

    assert fetch(site.url("/small")).content == b"small"
    with pytest.raises(BadAnswer, match="larger than 1 MB"):
        fetch(site.url("/bomb"), limit_bytes=1_000_000)


def test_a_page_without_end_is_cut(site: Site) -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(bytes(65_536))

    site.answers["/endless"] = endless

    with pytest.raises(BadAnswer, match="larger than"):
        fetch(site.url("/endless"), limit_bytes=1_000_000)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_byte_now_and_then_does_not_hold_us(site: Site, start: bytes) -> None:
    def drips(handler: BaseHTTPRequestHandler) -> None:
        with contextlib.suppress(OSError):
            handler.wfile.write(start)
            for _ in range(200):
                handler.wfile.write(b"x")
                time.sleep(0.05)

    site.answers["/drips"] = drips

    with pytest.raises(Unreachable, match="in time"):
        fetch(site.url("/drips"), timeout_s=0.5)


@pytest.mark.parametrize(
    ("status", "sentence"), [(404, "no page"), (410, "no page"), (403, "let us in"), (429, "let us in"), (500, "error")]
)
def test_an_error_says_what_it_is(site: Site, status: int, sentence: str) -> None:
    site.answers["/a"] = page(status=status)

    with pytest.raises(BadAnswer, match=sentence) as bad:
        fetch(site.url("/a"))

    assert bad.value.status == status


def test_nobody_at_home_is_told() -> None:
    with pytest.raises(Unreachable, match="no machine"):
        fetch("https://no-such-host.invalid/")


def test_a_closed_port_is_told(site: Site) -> None:
    site.close()

    with pytest.raises(Unreachable, match="does not answer"):
        fetch(site.url("/"))


def test_rubbish_instead_of_http_is_told(site: Site) -> None:
    site.answers["/a"] = lambda handler: handler.wfile.write(b"\0\1\2 rubbish\r\n\r\n") and None

    with pytest.raises(BadAnswer, match="broke off"):
        fetch(site.url("/a"))


class TestAsARobot:
    @pytest.fixture(autouse=True)
    def fresh_manners(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(manners, "_rules", {})
        monkeypatch.setattr(manners, "PAUSE_S", 0.2)

    def test_it_stays_out_where_it_is_asked_to(self, site: Site) -> None:
        site.answers["/robots.txt"] = page(b"User-agent: *\nDisallow: /private/\n")
        site.answers["/private/a"] = site.answers["/b"] = page(b"B")

        with pytest.raises(FetchRefused, match="asks robots"):
            fetch(site.url("/private/a"), as_robot=True)

        assert fetch(site.url("/b"), as_robot=True).content == b"B"
        assert fetch(site.url("/private/a")).content == b"B"
        assert [path for path, _ in site.asked] == ["/robots.txt", "/b", "/private/a"]

    def test_a_site_without_robots_txt_is_read(self, site: Site) -> None:
        site.answers["/b"] = page(b"B")

        assert fetch(site.url("/b"), as_robot=True).content == b"B"

    def test_a_site_whose_robots_txt_fails_is_left_alone(self, site: Site) -> None:
        site.answers["/robots.txt"] = page(status=503)
        site.answers["/b"] = page(b"B")

        with pytest.raises(FetchRefused, match="asks robots"):
            fetch(site.url("/b"), as_robot=True)

    def test_it_pauses_between_two_questions(self, site: Site) -> None:
        site.answers["/b"] = page(b"B")
        fetch(site.url("/b"), as_robot=True)
        before = time.monotonic()

        fetch(site.url("/b"), as_robot=True)
        fetch(site.url("/b"), as_robot=True)

        assert time.monotonic() - before >= 0.2


def test_the_open_internet_is_allowed() -> None:
    assert all(is_allowed(ipaddress.ip_address(each)) for each in ("9.9.9.9", "2620:fe::fe", "64:ff9b::909:909"))
