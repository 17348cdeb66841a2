from operator import attrgetter
from pathlib import Path

import pytest

from .golden import EMPTY, GOLDEN, expected_of, reading_of, without

SOURCES = [
    path
    for folder in ("text", "posts")
    for path in sorted((GOLDEN / folder).glob("*.txt"))
    if path.with_suffix(".json").exists()
]


@pytest.mark.parametrize("path", SOURCES, ids=attrgetter("stem"))
def test_a_flattened_page_reads_as_its_golden_file_says(path: Path) -> None:
    expected = expected_of(path)

    reading = reading_of(path.read_bytes())

    kept = [record for record in reading["records"] if path.parent.name != "posts" or record["type"] != "update"]
    assert [without(record, "confidence") for record in kept] == [EMPTY | record for record in expected["records"]]
    for told in expected.get("issues", []):
        assert any(told in issue["problem"] for issue in reading["issues"])
    if "issues" in expected:
        assert len(reading["issues"]) == len(expected["issues"])
    for key, count in expected.get("balance", {}).items():
        assert (key, reading["balance"][key]) == (key, count)


@pytest.mark.parametrize("path", SOURCES, ids=attrgetter("stem"))
def test_the_balance_has_each_line_once(path: Path) -> None:
    lines = sum(bool(line.strip()) for line in path.read_text(encoding="utf-8").splitlines())

    balance = reading_of(path.read_bytes())["balance"]

    assert balance["total"] == lines == balance["read"] + balance["unread"] + balance["ignored"]
    assert len(balance["entries"]) == balance["unread"] + balance["ignored"]
    assert all(entry["origin"] and entry["text"] and entry["reason"] for entry in balance["entries"])


@pytest.mark.parametrize("path", sorted((GOLDEN / "posts").glob("*.txt")), ids=attrgetter("stem"))
def test_each_post_is_an_update_itself(path: Path) -> None:
    expected = expected_of(path)

    updates = [record for record in reading_of(path.read_bytes())["records"] if record["type"] == "update"]

    assert len(updates) == expected.get("updates", 1)
    assert all(update["title"] and update["summary"] and update["start"] is None for update in updates)


@pytest.mark.parametrize("name", ["pS-Eau", "iDE", "UNESCO-IHE"])
def test_a_cell_between_dashes_is_not_cut_within_a_word(name: str) -> None:
    text = f"Webinars\n\nWater and sanitation in lockdown – {name} – 9 April 2020\nFood markets – FAO – 10 April 2020\n"

    assert reading_of(text)["records"][0]["organisers"] == [name]


@pytest.mark.parametrize(
    ("line", "organiser", "sign_up"),
    [
        ("Sommet des maires. Organise: CGLU. Inscription: https://cglu.org/sommet", "CGLU", "https://cglu.org/sommet"),
        ("Mayors meet online; Host: UCLG; Registration: https://uclg.org/m", "UCLG", "https://uclg.org/m"),
        ("都市の対策を学ぶ会。主催：東京都。申込：https://tokyo.example/f", "東京都", "https://tokyo.example/f"),
        ("도시의 방역 경험. 주최: 서울시. 신청: https://seoul.example/f", "서울시", "https://seoul.example/f"),
    ],
)
def test_labels_within_a_line_leave_its_title_alone(line: str, organiser: str, sign_up: str) -> None:
    text = f"Events\n\n- 15 July 2020: {line}\n- 16 July 2020: {line.replace('/', '/2')}\n"

    record = reading_of(text)["records"][0]

    assert not any(mark in record["title"] for mark in (":", "：", "http"))
    assert (record["organisers"], record["register_url"], record["url"]) == ([organiser], sign_up, None)


@pytest.mark.parametrize(
    ("where", "start", "zone"),
    [
        ("UNESCO New Delhi", "2021-06-25T15:00:00+05:30", "Asia/Kolkata"),
        ("the city of Dublin", "2021-06-25T15:00:00+01:00", "Europe/Dublin"),
        ("UNESCO", "2021-06-25T15:00:00", None),
        ("partners in Dublin and New Delhi", "2021-06-25T15:00:00", None),
    ],
)
def test_a_clock_behind_a_pictogram_is_the_day_s_and_a_place_settles_its_zone(
    where: str, start: str, zone: str | None
) -> None:
    post = f"🌏 Join us for the webinar “Heritage and cities” with {where}!\n🗓 25 June 2021\n⏰ 3:00 PM – 4:30 PM IST\n#Heritage\n"

    reading = reading_of(post)

    assert (reading["records"][0]["start"], reading["records"][0]["timezone"]) == (start, zone)
    assert bool(reading["issues"]) == (zone is None)
