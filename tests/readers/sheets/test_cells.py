from datetime import date

import pytest

from fingerpost.readers.formats.sheets.numbers import shown_by_code, text_of
from fingerpost.readers.registry import read
from fingerpost.readers.types import Reading, Source

from .made import MAIN, PACKAGE, RELATIONS, ods, rows_xml, sheet_xml, styles, workbook, zipped

HEADS = ["Title", "Date", "Registration", "Remarks"]


def reading_of(parts: dict[str, str | bytes]) -> Reading:
    return read(Source(content=zipped(parts), name="x.xlsx", today=date(2026, 11, 23)))


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (43986, "dd/mm/yyyy", "2020-06-04"),
        (43986.625, "dd/mm/yyyy", "2020-06-04"),
        (43986.625, "d/m/yy h:mm", "2020-06-04 15:00"),
        (43986, "d/m/yy h:mm", "2020-06-04"),
        (43983, "mmm yyyy", "2020-06"),
        (43986, "yyyy", "2020"),
        (43986, '[$-411]ggge"年"m"月"d"日";@', "2020-06-04"),
        (43986, "[$-41E]d mmmm bbbb", "2020-06-04"),
        (0.625, "h:mm AM/PM", "15:00"),
        (0.625, "[h]:mm:ss", "15:00"),
        (1.5, "[h]:mm", "36:00"),
        (0.0625, "mm:ss", "01:30"),
        (43986, "General", "43986"),
        (43986, '"day "0', "43986"),
        (0.15, "0.00%", "0.15"),
        (1e20, "dd/mm/yyyy", "1e+20"),
        (-5, "dd/mm/yyyy", "-5"),
        (59, "dd/mm/yyyy", "1900-02-28"),
    ],
)
def test_a_number_is_what_its_format_shows(value: float, code: str, text: str) -> None:
    assert text_of(value, shown_by_code(code), from_1904=False) == text


def test_a_workbook_from_1904_counts_from_then() -> None:
    parts = workbook(
        sheet_xml(rows_xml(HEADS, ["Heat forum", '<c s="1"><v>42524</v></c>'])),
        more={"xl/styles.xml": styles("dd/mm/yyyy")},
        properties='<workbookPr date1904="1"/>',
    )

    assert [str(found.start) for found in reading_of(parts).records] == ["2020-06-04"]


def test_strict_workbooks_read_as_others_do() -> None:
    strict = {"main": "http://purl.oclc.org/ooxml/spreadsheetml/main", "relations": "http://purl.oclc.org/ooxml/officeDocument/relationships"}  # fmt: skip
    data = rows_xml(HEADS, ["Heat forum", '<c t="d"><v>2020-06-04T00:00:00</v></c>'])

    reading = reading_of(workbook(sheet_xml(data, **strict), **strict))

    assert [(found.title, str(found.start)) for found in reading.records] == [("Heat forum", "2020-06-04")]


def test_prefixed_elements_read_as_others_do() -> None:
    sheet = f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>Title</x:t></x:is></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>Date</x:t></x:is></x:c></x:row><x:row r="2"><x:c r="A2" t="str"><x:v>Heat forum</x:v></x:c><x:c r="B2" t="str"><x:v>4 June 2020</x:v></x:c></x:row></x:sheetData></x:worksheet>'

    assert [str(found.start) for found in reading_of(workbook(sheet)).records] == ["2020-06-04"]


def test_the_readings_that_east_asian_programs_add_are_no_text() -> None:
    shared = f'<sst xmlns="{MAIN}"><si><r><t>都市</t></r><r><t>フォーラム</t></r><rPh sb="0" eb="2"><t>トシ</t></rPh></si></sst>'
    data = rows_xml(HEADS, ['<c t="s"><v>0</v></c>', "2020-06-04"])

    reading = reading_of(workbook(sheet_xml(data), more={"xl/sharedStrings.xml": shared}))

    assert [found.title for found in reading.records] == ["都市フォーラム"]


def test_links_behind_cells_are_taken_and_formulas_never_computed() -> None:
    data = rows_xml(
        HEADS,
        ["Heat forum", "2020-06-04", '<c t="str"><f>HYPERLINK("https://example.org/reg?id=1&amp;utm_source=x","Sign up")</f><v>Sign up</v></c>'],
        ["Water day", "2020-06-05", "<c><f>HYPERLINK(CONCATENATE(A1,B1))</f></c>"],
        ["=cmd|' /C calc'!A0", "2020-06-06", "<c><f>HYPERLINK(\"javascript:alert(1)\",\"x\")</f></c>"],
    )  # fmt: skip
    links = '<hyperlinks><hyperlink ref="A2" r:id="rId1" location="top"/><hyperlink ref="A3" location="Sheet2!A1"/><hyperlink ref="A4" r:id="rId2"/></hyperlinks>'
    related = f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{RELATIONS}/hyperlink" Target="https://example.org/heat" TargetMode="External"/><Relationship Id="rId2" Type="{RELATIONS}/hyperlink" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'

    reading = reading_of(workbook(sheet_xml(data, links), more={"xl/worksheets/_rels/sheet1.xml.rels": related}))

    assert [(found.title, found.url, found.register_url) for found in reading.records] == [
        ("Heat forum", "https://example.org/heat#top", "https://example.org/reg?id=1"),
        ("Water day", None, None),
        ("=cmd|' /C calc'!A0", None, None),
    ]
    assert [issue.problem for issue in reading.issues] == [
        "A formula was saved without its result; its cell was read as blank."
    ]


def test_what_is_hidden_is_read_and_said() -> None:
    data = rows_xml(HEADS, ["Heat forum", "2020-06-04"]) + rows_xml(["Water day", "2020-06-05"]).replace("<row>", '<row hidden="1">')  # fmt: skip

    shown, hidden = reading_of(workbook(sheet_xml(data))), reading_of(workbook(sheet_xml(data), state="veryHidden"))

    assert [found.title for found in shown.records] == [found.title for found in hidden.records] == ["Heat forum", "Water day"]  # fmt: skip
    assert [issue.problem for issue in shown.issues] == ["Row 3 is hidden; it was read all the same."]
    assert [issue.problem for issue in hidden.issues] == ["The sheet is hidden in the workbook; it was read all the same."]  # fmt: skip


def test_a_column_mapping_reaches_the_sheets() -> None:
    content = zipped(workbook(sheet_xml(rows_xml(HEADS, ["Heat forum", "2020-06-04", "", "Shade for all"]))))

    reading = read(Source(content=content, name="x", today=date(2026, 11, 23), columns={"Remarks": "summary"}))

    assert [found.summary for found in reading.records] == ["Shade for all"]
    assert reading.columns[3].field == "summary"


def test_an_open_document_keeps_its_own_dates_clocks_and_links_and_leaves_comments_out() -> None:
    def cell(content: str, attributes: str = 'office:value-type="string"') -> str:
        return f"<table:table-cell {attributes}>{content}</table:table-cell>"

    heads = "".join(cell(f"<text:p>{name}</text:p>") for name in ("Title", "Date", "Time", "Registration"))
    day = cell("<text:p>04/06/20</text:p>", 'office:value-type="date" office:date-value="2020-06-04"')
    clock = cell("<text:p>3 PM</text:p>", 'office:value-type="time" office:time-value="PT15H00M00S"')
    link = cell('<text:p><text:a xlink:href="https://example.org/reg">here</text:a></text:p>')
    title = cell(
        "<office:annotation><text:p>ask Ana</text:p></office:annotation><text:p>Heat<text:s text:c='2'/>forum</text:p>"
    )
    rows = f'<table:table-row>{heads}</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row>{title}{day}{clock}{link}</table:table-row>'

    reading = reading_of(ods(f'<table:table table:name="A">{rows}</table:table>'))

    assert [(found.title, str(found.start), found.register_url, found.origin) for found in reading.records] == [
        ("Heat forum", "2020-06-04T15:00:00", "https://example.org/reg", "row 4")
    ]
