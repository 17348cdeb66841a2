"""What comes from outside may be anything: a clear sentence or a harmless reading, in bounded time and memory."""

import subprocess
import sys
import tracemalloc

import pytest

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.values.text import MAX_BYTES, decode, normalise

from .bounded import processor_time
from .golden import reading_of

ROW = "Title of an event about cities and healthWHO12 May 2020"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7 ...", "PDF is damaged"),
        (b"PK\x03\x04rest of it", "damaged or cut off"),
        (b"\x89PNG\r\n\x1a\n0000", "a picture"),
        (bytes(range(256)) * 20, "binary data"),
        (b"text first\n" * 1000 + b"\x00\x01\x02" * 3000, "binary data"),
        (b"a" * (MAX_BYTES + 1), "50 MB"),
    ],
    ids=["nothing", "spaces", "a mark only", "pdf", "docx", "png", "all bytes", "binary tail", "too large"],
)
def test_what_is_no_text_is_refused_with_a_sentence(content: bytes, says: str) -> None:
    with pytest.raises(UnreadableSource) as refused:
        reading_of(content)

    assert says in refused.value.problem
    assert refused.value.remedy.endswith(".")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_a_text_is_read_whatever_its_encoding(encoding: str) -> None:
    text = "Events\nRéunion des villes – WHO 12 May 2020\nGespräch über Städte – UNDRR 13 May 2020\n"

    records = reading_of(text.encode(encoding))["records"]

    assert [record["title"] for record in records] == ["Réunion des villes", "Gespräch über Städte"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp949", "서울특별시 코로나19 대응 웨비나 안내"),
        ("shift_jis", "新型コロナウイルス感染症対策ウェビナーのお知らせ"),
        ("gb18030", "城市抗击新冠肺炎疫情网络研讨会通知"),
    ],
)
def test_an_undeclared_asian_encoding_is_recognised(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_a_declared_encoding_wins_over_a_guess() -> None:
    assert decode("<meta charset='iso-8859-2'>Gmina Łódź".encode("iso-8859-2")).text.endswith("Gmina Łódź")


def test_an_unknown_declared_encoding_does_no_harm() -> None:
    assert "caf" in decode(b"<meta charset='no-such-thing'>caf\xe9 society").text


def test_invisible_characters_are_taken_out() -> None:
    assert normalise("a\u200b\u202e\ufeff\u00adb\r\nc\rd\u2028e\u00a0f\x07") == "ab\nc\nd\ne f"


def test_a_script_in_a_title_stays_text() -> None:
    text = "Events\n<script>alert(1)</script> in titles – WHO 12 May 2020\nSafe title of a row – UNDRR 13 May 2020\n"

    reading = reading_of(text)

    assert reading["source"]["reader"] == "text"
    assert reading["records"][0]["title"] == "<script>alert(1)</script> in titles"


def test_a_dangerous_address_is_no_address() -> None:
    text = "Events\nA talk – WHO 12 May 2020 javascript:alert(1)\nAnother talk – WHO 13 May 2020 http://user:pass@evil.example/\n"

    assert [record["url"] for record in reading_of(text)["records"]] == [None, None]


@pytest.mark.parametrize(
    "day", ["31 June 2020", "30 February 2021", "February 29, 2021", "2020-13-45", "99 May 2020", "31/04/2020"]
)
def test_a_day_that_does_not_exist_is_asked_about_and_never_mended(day: str) -> None:
    reading = reading_of(f"Events\nSmart cities after the pandemicWeGO{day}\nA second row about citiesWHO12 May 2020\n")

    assert [record["start"] for record in reading["records"] if record["organisers"] == ["WeGO"]] in ([None], [])
    assert reading["balance"]["total"] == 3


TRAPS = {
    "brackets": "(" * 10_000 + ")" * 10_000,
    "open brackets": "[(" * 50_000,
    "one long word": "a" * 200_000,
    "capitals": "A" * 200_000,
    "camel": "aB" * 100_000,
    "digits": "1" * 200_000,
    "dates": "12 May 2020 " * 16_000,
    "half dates": "12 May, " * 25_000,
    "months": "May " * 50_000,
    "ranges": "1-" * 100_000 + " May 2020",
    "commas": "WHO, " * 40_000,
    "ampersands": "A & " * 50_000,
    "spaces": " " * 200_000 + "x",
    "wide spaces": "\u00a0" * 200_000 + "x",
    "dashes": " – " * 66_000,
    "colons": "a: " * 66_000,
    "clocks": "10:00 CEST / " * 15_000,
    "times": "10:00-" * 33_000,
    "addresses": "https://example.org/a " * 9_000,
    "one address": "https://example.org/" + "a" * 200_000,
    "hashtags": "#Tag " * 40_000,
    "quotes": "“" * 200_000,
    "full stops": "." * 200_000,
    "sentences": "One sentence is here. " * 9_000 + "Join us on 12 May 2020! #now #here",
    "register": "register " * 22_000 + "by 12 May 2020",
    "cancelled": "(cancelled " * 18_000,
    "bars": "a | " * 50_000,
    "tabs": "a\t" * 100_000,
    "names glued": "WHOUNDRR" * 25_000,
    "emoji": "📣" * 50_000 + " Join us 12 May 2020 #a #b",
    "apostrophes": "’s " * 66_000,
    "cjk": "5月12日" * 33_000,
    "at": "@" * 200_000,
    "by": "organised by " * 15_000,
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS.keys())
@pytest.mark.parametrize("layout", ["{}", "Events\n{}\n" + ROW, "{} 12 May 2020"], ids=["alone", "in a list", "dated"])
def test_a_line_of_200_kb_takes_no_time_beyond_its_length(trap: str, layout: str) -> None:
    with processor_time(at_most_s=5):
        reading = reading_of(layout.format(trap))

    balance = reading["balance"]
    assert balance["total"] == balance["read"] + balance["unread"] + balance["ignored"]


POSTS = {
    "many dates": "12 May 2020, " * 700,
    "quotes": "“abcd efgh” " * 700,
    "mentions": "@abc and " * 1_000,
    "capitals": "organised by " + "Aaaa " * 1_500,
    "brackets": "[a](" * 2_000,
    "emphasis": "*a _b " * 1_500,
    "arrows": "👉" * 6_000,
    "one word of a script without spaces": "5月12日" * 600,
}


@pytest.mark.parametrize("trap", POSTS.values(), ids=POSTS.keys())
def test_a_hostile_post_takes_no_time_beyond_its_length(trap: str) -> None:
    with processor_time(at_most_s=5):
        reading = reading_of(f"📣 Join us for “Safe Streets” on 12 May 2020 #cities\n{trap}\n#end")

    assert reading["balance"]["total"] == 3


@pytest.mark.parametrize("blank", ["\n" * 60, "\r\n" * 60, " \n" * 60, "\n" * 50_000])
def test_blank_lines_cost_nothing(blank: str) -> None:
    with processor_time(at_most_s=5):
        reading = reading_of(f"Calendar of partners{blank}UNESCO; Heritage in Danger; 3 March 2021")

    assert reading["balance"]["total"] == 2


@pytest.mark.parametrize(
    "behind",
    ["https://example.org/ and so on; more", "(a) " * 12 + "x;", "on " * 40 + "x;", "https://example.org/ (b) on " * 8],
)
def test_what_stands_behind_a_date_is_looked_at_once(behind: str) -> None:
    with processor_time(at_most_s=5):
        reading = reading_of(
            f"Calendar of partners\n\nUNESCO; Heritage in Danger; 3 March 2021; {behind}\nWHO; Ageing in Towns; 17 March 2021\n"
        )

    assert reading["balance"]["total"] == 3


def test_a_thousand_rows_are_read_small() -> None:
    text = "Events\n" + "".join(
        f"How city number {n} met the crisis in its districtsUN-Habitat & WHO{n % 28 + 1:02} May 2020\n"
        for n in range(1000)
    )
    tracemalloc.start()

    records = reading_of(text)["records"]

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(records) == 1000
    assert peak < 60_000_000


def test_importing_the_registry_loads_nothing_heavy() -> None:
    code = "import sys, fingerpost.readers.registry; print(*sorted(m for m in ('django', 'lxml', 'selectolax', 'bs4', 'babel', 'charset_normalizer', 'zoneinfo') if m in sys.modules))"

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert loaded.strip() == ""
