import threading
from datetime import date

import pytest

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.documents.pdf.lines import Piece, between
from fingerpost.readers.formats.documents.pdf.pages import Letter
from fingerpost.readers.registry import read
from fingerpost.readers.types import Reading, Source

from ..golden import GOLDEN
from .made import pdf, written


def reading_of(content: bytes) -> Reading:
    return read(Source(content=content, name="x", today=date(2026, 11, 23)))


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableSource) as caught:
        reading_of(content)
    return str(caught.value)


def table(*rows: tuple[str, str, str], top: int = 700) -> tuple[tuple[int, int, int, str], ...]:
    return tuple((left, top - 20 * number, 10, text) for number, row in enumerate(rows) for left, text in zip((60, 260, 400), row, strict=True) if text)  # fmt: skip


ROWS = (("Title", "Organiser", "Date"), ("Heat forum", "ICLEI", "4 June 2020"), ("Water day", "UCLG", "5 June 2020"), ("Bus talk", "UITP", "6 June 2020"))  # fmt: skip


def test_cells_that_only_stand_under_each_other_are_a_table() -> None:
    reading = reading_of(pdf(written(*table(*ROWS))))

    assert [(found.title, found.organisers, str(found.start), found.origin) for found in reading.records] == [
        ("Heat forum", ("ICLEI",), "2020-06-04", "page 1, line 2"),
        ("Water day", ("UCLG",), "2020-06-05", "page 1, line 3"),
        ("Bus talk", ("UITP",), "2020-06-06", "page 1, line 4"),
    ]


def test_a_table_goes_on_on_the_next_page_under_the_headings_that_it_repeats() -> None:
    more = (ROWS[0], ("Tram talk", "UITP", "7 June 2020"), ("Bike talk", "ECF", "8 June 2020"), ("Walk talk", "IFP", "9 June 2020"))  # fmt: skip

    reading = reading_of(pdf(written(*table(*ROWS)), written(*table(*more))))

    assert [(found.title, found.origin) for found in reading.records][2:5] == [
        ("Bus talk", "page 1, line 4"),
        ("Tram talk", "page 2, line 2"),
        ("Bike talk", "page 2, line 3"),
    ]


def test_cells_that_are_wrapped_are_one_cell() -> None:
    lines = ((60, 700, 10, "Title"), (260, 700, 10, "Date"), (60, 670, 10, "A long title of a forum"), (260, 670, 10, "4 June 2020"), (60, 658, 10, "in two lines"), (60, 630, 10, "Water day"), (260, 630, 10, "5 June 2020"), (60, 600, 10, "Bus talk"), (260, 600, 10, "6 June 2020"))  # fmt: skip

    reading = reading_of(pdf(written(*lines)))

    assert [found.title for found in reading.records] == ["A long title of a forum in two lines", "Water day", "Bus talk"]  # fmt: skip


def test_a_pdf_of_pictures_is_refused_with_a_sentence() -> None:
    picture = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q"

    assert refused(pdf(picture)) == (
        "The PDF holds pictures of its pages and no text, as scanners make it. "
        "Run text recognition (OCR) over it, ask for the original, or type the list."
    )


def test_an_empty_pdf_is_refused_with_a_sentence() -> None:
    assert refused(pdf("")).startswith("The PDF holds no text.")


def test_a_locked_pdf_is_refused_with_a_sentence() -> None:
    lock = "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<" + "00" * 32 + ">/U<" + "11" * 32 + ">>>/ID[<00><00>]"

    assert refused(pdf(written(*table(*ROWS)), extra=lock)).startswith("The PDF is protected by a password.")


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"%PDF-1.7\n" + b"0" * 500, b"%PDF-1.4\n1 0 obj<</Type/Catalog"])
def test_a_broken_pdf_is_refused_with_a_sentence(content: bytes) -> None:
    assert refused(content) == "The PDF is damaged or cut off. Download or copy it again, whole."


def test_a_pdf_of_many_pages_is_refused_before_they_are_read() -> None:
    assert refused(pdf(*["" for _ in range(301)])).startswith("The PDF has 301 pages")


def test_several_threads_read_pdfs_at_once() -> None:
    content = (GOLDEN / "documents" / "table-by-chromium.pdf").read_bytes()
    told: list[int] = []
    threads = [threading.Thread(target=lambda: told.append(len(reading_of(content).records))) for _ in range(8)]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told == [3] * 8


def test_rows_without_space_between_them_are_told_by_the_emptiest_column() -> None:
    lines = [(60, 700, 10, "Title"), (260, 700, 10, "Date")]
    for number in range(4):
        base = 688 - 24 * number
        lines += [(60, base, 10, f"Forum {number} on shade"), (260, base, 10, f"{number + 1} June 2020"), (60, base - 12, 10, "and on water")]  # fmt: skip

    reading = reading_of(pdf(written(*lines)))

    assert [(found.title, str(found.start)) for found in reading.records] == [
        (f"Forum {number} on shade and on water", f"2020-06-0{number + 1}") for number in range(4)
    ]


def test_what_stands_over_each_page_is_no_part_of_the_list() -> None:
    rows = [(("Title", "Organiser", "Date"), *((f"{name} {number}", "ICLEI", f"{number} June 2020") for name in ("Heat", "Water", "Bus"))) for number in (1, 2, 3)]  # fmt: skip
    pages = [written((60, 780, 8, f"Network of cities, page {number}"), *table(*page)) for number, page in enumerate(rows)]  # fmt: skip

    reading = reading_of(pdf(*pages))

    assert sum("Network of cities" in entry.text for entry in reading.balance.entries) <= 1
    assert [found.title for found in reading.records] == [f"{name} {number}" for number in (1, 2, 3) for name in ("Heat", "Water", "Bus")]  # fmt: skip


@pytest.mark.parametrize(("above", "below", "joined"), [("研修", "会議", "研修会議"), ("heat", "wave", "heat wave"), ("도시", "포럼", "도시 포럼")])  # fmt: skip
def test_lines_join_as_their_script_does(above: str, below: str, joined: str) -> None:
    def piece(text: str) -> Piece:
        return Piece([Letter(letter, 0, 1, 0, 1) for letter in text])

    assert f"{above}{between([piece(above)], [piece(below)])}{below}" == joined
