import subprocess
import sys
import zipfile
from contextlib import suppress
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.output import as_json
from fingerpost.readers.registry import read
from fingerpost.readers.types import Reading, Source
from tests.readers.bounded import processor_time

from ..golden import GOLDEN
from .made import ods, rows_xml, sheet_xml, workbook, zipped

HEADS = ["Title", "Date"]
MOST_MEMORY_MB = 700  #: address space of the whole process, the interpreter and its libraries included
READ_BOUNDED = """
import resource, sys
from datetime import date
from pathlib import Path
from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.registry import read
from fingerpost.readers.types import Source
import fingerpost.readers.formats.office
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]) << 20,) * 2)
try:
    reading = read(Source(content=Path(sys.argv[1]).read_bytes(), name="x", today=date(2026, 11, 23)))
    print(len(reading.records), "records")
except UnreadableSource as refusal:
    print(refusal)
"""


def reading_of(content: bytes) -> Reading:
    reading = read(Source(content=content, name="x.xlsx", today=date(2026, 11, 23)))
    as_json(reading)
    return reading


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableSource) as caught:
        reading_of(content)
    return str(caught.value)


def read_bounded(content: bytes, folder: Path) -> str:
    """What a process says that may not use more memory than ``MOST_MEMORY_MB`` nor more time than 20 seconds."""
    path = folder / "x"
    path.write_bytes(content)
    done = subprocess.run([sys.executable, "-c", READ_BOUNDED, str(path), str(MOST_MEMORY_MB)], capture_output=True, text=True, timeout=60, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout.strip()


def endless(element: bytes, size_mb: int, *, head: bytes, tail: bytes = b"") -> bytes:
    return head + element * (size_mb * 1_048_576 // len(element)) + tail


SHEET_HEAD = sheet_xml(rows_xml(HEADS, ["Heat forum", "2020-06-04"])).encode().removesuffix(b"</sheetData></worksheet>")


@pytest.mark.parametrize(
    ("sheet", "told"),
    [
        (endless(b"<row><c/></row>", 260, head=SHEET_HEAD), "unpacks to more than 200 MB"),
        (endless(b" ", 260, head=SHEET_HEAD), "unpacks to more than 200 MB"),
        (endless(b"<c/>", 30, head=SHEET_HEAD + b"<row>"), "more than 6,000,000 elements"),
        (endless(b"a", 150, head=SHEET_HEAD + b'<row><c t="inlineStr"><is><t>'), "not well-formed"),
        (endless(b"<r>", 5, head=SHEET_HEAD), "or more than 500 within each other"),
    ],
    ids=["rows", "blanks", "one row", "one cell", "nested"],
)
def test_a_bomb_is_refused_in_bounded_memory_and_time(sheet: bytes, told: str, tmp_path: Path) -> None:
    with processor_time(at_most_s=60):
        said = read_bounded(zipped(workbook(sheet)), tmp_path)

    assert told in said


def test_many_parts_are_refused_before_they_are_listed() -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"xl/{number}", b"")

    assert "packs more than 5,000 parts together" in refused(packed.getvalue())


def test_an_archive_in_an_archive_is_not_opened() -> None:
    assert refused(zipped({"inner.zip": zipped(workbook(sheet_xml("")))})) == (
        "The source is a ZIP archive. Unpack it and give the files inside one by one."
    )


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("entity", ["&b;", "&c;", ""])
def test_entities_of_their_own_are_refused(entity: str) -> None:
    sheet = BOMB + sheet_xml(rows_xml(HEADS, ["<c t='inlineStr'><is><t>" + entity + "</t></is></c>", "2020-06-04"])).partition("?>")[2]  # fmt: skip

    assert "declares a document type or entities of its own" in refused(zipped(workbook(sheet)))
    assert "declares a document type or entities of its own" in refused(zipped(ods("", head=BOMB)))


def test_a_cell_in_the_last_corner_costs_no_more_than_another(tmp_path: Path) -> None:
    data = rows_xml(HEADS, ["Heat forum", "2020-06-04"]) + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    claims = '<dimension ref="A1:XFD1048576"/><mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells><hyperlinks><hyperlink ref="A1:XFD1048576" r:id="rId1"/></hyperlinks>'

    assert read_bounded(zipped(workbook(sheet_xml(data, claims))), tmp_path) == "1 records"


def test_cells_repeated_a_million_times_are_refused(tmp_path: Path) -> None:
    row = '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string" table:number-columns-repeated="16384"><text:p>Title</text:p></table:table-cell></table:table-row>'

    assert "more than 250,000 filled rows" in read_bounded(zipped(ods(f"<table:table>{row}</table:table>")), tmp_path)


def test_a_part_that_states_a_size_of_1_gb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    content = bytearray(zipped(workbook(sheet_xml(rows_xml(HEADS, ["Heat forum", "2020-06-04"])))))
    start = 0
    while (start := content.find(b"PK\x01\x02", start)) >= 0:
        content[start + 24 : start + 28] = (1 << 30).to_bytes(4, "little")
        start += 4

    assert "unpacks to more than 200 MB" in read_bounded(bytes(content), tmp_path)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_off_is_refused_with_a_sentence(kept: float) -> None:
    content = zipped(workbook(sheet_xml(rows_xml(HEADS, ["Heat forum", "2020-06-04"]))))

    assert refused(content[: int(len(content) * kept)]).startswith("The file is damaged or cut off")


def test_a_locked_open_document_is_refused_with_a_sentence() -> None:
    parts = ods("") | {"META-INF/manifest.xml": "<m:manifest><m:encryption-data/></m:manifest>", "content.xml": b"\x8f\x01\xff"}  # fmt: skip

    assert refused(zipped(parts)) == "The file is protected by a password. Open it in its own program and save it without a password."  # fmt: skip


@pytest.mark.parametrize(
    ("stream", "told"),
    [
        ("EncryptedPackage", "The file is protected by a password. "),
        ("WordDocument", "The file is an old Word document (.doc). Save it as .docx."),
        ("__substg1.0_1000001F", "The file is an Outlook message. "),
        ("Nothing", "The file is an old office document. "),
    ],
)
def test_an_old_or_locked_office_file_is_named(stream: str, told: str) -> None:
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le")

    assert refused(content).startswith(told)


@pytest.mark.parametrize(
    ("declared", "told"),
    [("presentationml.presentation.main+xml", "a presentation"), ("ms-excel.sheet.binary.macroEnabled.main", "XLSB")],
)
def test_what_no_reader_takes_is_named(declared: str, told: str) -> None:
    assert told in refused(zipped({"[Content_Types].xml": declared}))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (rb"{\rtf1\ansi Heat forum, 4 June 2020}", "a document in RTF"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "in flat XML"),
        (b'<?xml version="1.0"?><office:document xmlns:office="o"/>', "in flat XML"),
    ],
)
def test_office_documents_in_text_are_named_instead_of_read_as_text(content: bytes, told: str) -> None:
    assert told in refused(content)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
NUMBERS = st.sampled_from(["1", "43986.5", "-1", "1e308", "NaN", "inf", "", "x", "99999999999999999999"])
CELLS = st.one_of(
    TEXT,
    st.builds('<c t="{}" s="{}" r="{}"><v>{}</v></c>'.format, st.sampled_from(["n", "s", "b", "e", "d", "str", "?"]), NUMBERS, st.sampled_from(["A1", "XFD9", "9", "", "ÄÖ1"]), NUMBERS),
    st.builds("<c><f>HYPERLINK({})</f></c>".format, TEXT.map(lambda text: '"' + "".join(char for char in text if char not in "<&") + '"')),
).filter(lambda cell: cell.startswith(("<c ", "<c>")) or not cell.startswith("<"))  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.lists(CELLS, max_size=6), max_size=8), st.sampled_from(["A1:B2", "B2:A1", "A0", "XFD1:ZZZ9999999", ""])
)
def test_no_workbook_breaks_the_reader_and_its_balance_adds_up(rows: list[list[str]], area: str) -> None:
    after = (
        f'<mergeCells><mergeCell ref="{area}"/></mergeCells><hyperlinks><hyperlink ref="{area}" r:id="x"/></hyperlinks>'
    )
    try:
        reading = reading_of(zipped(workbook(sheet_xml(rows_xml(HEADS, *rows), after))))
    except UnreadableSource:
        return

    counts = [reading.balance.count(fate) for fate in ("read", "unread", "ignored")]
    assert sum(counts) == len(reading.balance.entries)
    assert len(reading.records) <= counts[0]


WHOLE = {path.name: path.read_bytes() for path in sorted((GOLDEN / "sheets").iterdir()) if path.suffix in (".xlsx", ".ods")}  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_damage_breaks_the_reader(data: st.DataObject) -> None:
    content = bytearray(WHOLE[data.draw(st.sampled_from(sorted(WHOLE)))])
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))

    with suppress(UnreadableSource):
        reading_of(bytes(content))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"]), st.binary(max_size=60))  # fmt: skip
def test_no_part_breaks_the_reader(name: str, content: bytes) -> None:
    with suppress(UnreadableSource):
        reading_of(zipped(workbook(sheet_xml(rows_xml(HEADS))) | {name: content}))
