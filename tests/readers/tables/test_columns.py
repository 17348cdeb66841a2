import json
from datetime import date

import pytest

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.formats.tables import read_table
from fingerpost.readers.output import as_json, json_pieces
from fingerpost.readers.types import Column, Reading, Source


def reading_of(text: str, columns: dict[str, str] | None = None) -> Reading:
    return read_table(Source(content=text.encode(), name="x.csv", today=date(2026, 11, 23), columns=columns))


def told(reading: Reading) -> list[tuple[str, str]]:
    return [(column.heading, column.field) for column in reading.columns]


SHEET = "Title,Remarks,Date,Who\nHeat forum,A talk on shade,2020-05-01,ICLEI\nWater day,,2020-05-02,\n"


def test_a_reading_says_what_each_column_was_taken_for_with_some_of_its_cells() -> None:
    reading = reading_of(SHEET)

    assert reading.columns == (
        Column(heading="Title", field="title", samples=("Heat forum", "Water day")),
        Column(heading="Remarks", field="", samples=("A talk on shade",)),
        Column(heading="Date", field="start", samples=("2020-05-01", "2020-05-02")),
        Column(heading="Who", field="organisers", samples=("ICLEI",)),
    )
    assert as_json(reading)["source"]["columns"][1] == {
        "heading": "Remarks",
        "field": "",
        "samples": ["A talk on shade"],
    }


def test_what_people_said_of_a_column_wins_over_its_heading() -> None:
    reading = reading_of(SHEET, {"Remarks": "summary", "WHO ": "", "Gone": "url"})

    assert told(reading) == [("Title", "title"), ("Remarks", "summary"), ("Date", "start"), ("Who", "")]
    assert [(found.summary, found.organisers) for found in reading.records] == [("A talk on shade", ()), (None, ())]


def test_a_row_of_headings_that_only_people_understand_is_found_by_them() -> None:
    reading = reading_of("List of the year,,\nZork,Blub,\nHeat forum,2020-05-01,\n", {"Zork": "title", "Blub": "start"})

    assert [(found.title, str(found.start), found.origin) for found in reading.records] == [
        ("Heat forum", "2020-05-01", "row 3")
    ]


def test_columns_without_headings_are_named_by_their_number() -> None:
    text = "Heat forum,Shade for all,2020-05-01\nWater day,Rivers and rain,2020-05-02\n"

    reading = reading_of(text, {"column 1": "summary", "column 2": "title"})

    assert told(reading) == [("column 1", "summary"), ("column 2", "title"), ("column 3", "start")]
    assert [found.title for found in reading.records] == ["Shade for all", "Rivers and rain"]


def test_a_field_that_does_not_exist_is_guessed_as_if_nothing_was_said() -> None:
    assert told(reading_of(SHEET, {"Title": "colour"}))[0] == ("Title", "title")


def test_two_rows_of_headings_are_read_as_one() -> None:
    text = "No,Event,Dates,,Host\n,,Start,End,\n1,Heat forum,2020-05-01,2020-05-03,ICLEI\n"

    reading = reading_of(text)

    assert told(reading)[2:4] == [("Dates Start", "start"), ("End", "end")]
    assert [(str(found.start), str(found.end)) for found in reading.records] == [("2020-05-01", "2020-05-03")]


@pytest.mark.parametrize("word", ["Total", "Grand total:", "TOTAL", "Jumlah", "합계", "合计", "Итого"])
def test_a_total_is_no_record(word: str) -> None:
    reading = reading_of(f"No,Title,Date,Seats\n1,Heat forum,2020-05-01,80\n{word},1,,80\n")

    assert [found.title for found in reading.records] == ["Heat forum"]
    assert reading.balance.entries[-1].reason == "It is a total."


def test_what_a_form_notes_by_itself_is_no_data_of_the_event() -> None:
    text = (
        "ID,Start time,Completion time,Email,Name,What is the title of your event?,Date of the event\n"
        "1,2021-01-12 09:14,2021-01-12 09:20,ana@example.org,Ana,Heat forum,2021-02-03\n"
    )

    reading = reading_of(text)

    assert [(found.title, str(found.start), found.end, found.uid) for found in reading.records] == [
        ("Heat forum", "2021-02-03", None, None)
    ]


@pytest.mark.parametrize("text", [SHEET, "Title,Date\n", "Title,Date\nHeat forum,31/02/2020\n"])
def test_json_in_pieces_is_the_same_json(text: str) -> None:
    reading = reading_of(text)

    assert json.loads("".join(json_pieces(reading))) == as_json(reading)


def test_a_list_of_people_gives_no_records() -> None:
    text = "Name,Organisation,E-mail,Telephone\nAna Ruiz,ICLEI,ana@example.org,1\nBen Okafor,UCLG,ben@example.org,2\n"

    with pytest.raises(UnreadableSource, match="no column could hold titles"):
        reading_of(text)


def test_cells_correct_what_headings_leave_open() -> None:
    text = "Policy,City,Adopted,Reference\nFree buses,Tallinn,2020-03-20,https://example.org/a\nRent freeze,Quito,2020-03-31,https://example.org/b\n"

    reading = reading_of(text)

    assert told(reading) == [("Policy", "title"), ("City", "place"), ("Adopted", "start"), ("Reference", "url")]
    assert [found.type for found in reading.records] == ["measure", "measure"]


def test_a_heading_over_clocks_is_that_of_clocks() -> None:
    text = "Evento,Data,Início,Término\nFórum,11/08/2020,15:00,17:00\nOficina,25/08/2020,9:30,\n"

    assert [(str(found.start), str(found.end)) for found in reading_of(text).records] == [
        ("2020-08-11T15:00:00", "2020-08-11T17:00:00"),
        ("2020-08-25T09:30:00", "None"),
    ]


@pytest.mark.parametrize(
    ("cells", "ends"),
    [
        ("4 May 2031,10:00-11:30", "2031-05-04T11:30:00"),
        ("2031-05-04,10:00-11:00", "2031-05-04T11:00:00"),
        ("2031-05-04 10:00-12:00,", "2031-05-04T12:00:00"),
    ],
)
def test_a_range_of_clock_times_is_no_offset_from_utc(cells: str, ends: str) -> None:
    [found] = reading_of(f"Title,Date,Time,Link\nForum,{cells},https://example.org/1\n").records

    assert (str(found.start), str(found.end)) == ("2031-05-04T10:00:00", ends)
