from datetime import date

from fingerpost.readers.formats.documents.docx import open_docx
from fingerpost.readers.formats.documents.markup import page_of
from fingerpost.readers.formats.documents.odt import open_odt
from fingerpost.readers.formats.packages import Package
from fingerpost.readers.registry import read
from fingerpost.readers.types import Source

from ..sheets.made import zipped
from .made import docx, paragraph, run


def html_of(body: str, links: dict[str, str] | None = None) -> str:
    page = page_of(open_docx(Package(zipped(docx(body, links=links)))))
    return page.html.partition("<body>")[2].removesuffix("</body></html>")


def test_links_are_kept_however_they_are_written() -> None:
    relation = f'<w:hyperlink r:id="a">{run("one")}</w:hyperlink>'
    simple = f'<w:fldSimple w:instr=" HYPERLINK &quot;https://example.org/2&quot; ">{run("two")}</w:fldSimple>'
    steps = [f'<w:r><w:fldChar w:fldCharType="{step}"/></w:r>' for step in ("begin", "separate", "end")]
    instruction = '<w:r><w:instrText> HYPERLINK "https://example.org/3" </w:instrText></w:r>'
    field = f"{steps[0]}{instruction}{steps[1]}{run('three')}{steps[2]}"
    inner = f'<w:hyperlink w:anchor="top">{run("four")}</w:hyperlink>'

    told = html_of(paragraph(relation, simple, field, inner), {"a": "https://example.org/1"})

    assert told == '<p><a href="https://example.org/1">one</a><a href="https://example.org/2">two</a><a href="https://example.org/3">three</a>four</p>'  # fmt: skip


def test_deleted_hidden_and_doubled_text_is_left_out() -> None:
    body = paragraph(
        run("kept "),
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>",
        f"<w:moveFrom>{run('moved')}</w:moveFrom>",
        run("secret", "<w:vanish/>"),
        f"<mc:AlternateContent><mc:Choice>{run('new')}</mc:Choice><mc:Fallback>{run('old')}</mc:Fallback></mc:AlternateContent>",
        "<w:ins>" + run(" added") + "</w:ins>",
    )

    assert html_of(body) == "<p>kept new added</p>"


def test_headings_lists_and_bold_are_told_by_styles_and_by_hand() -> None:
    item = '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="3"/></w:numPr></w:pPr>{}</w:p>'
    body = (
        paragraph(run("Agenda"), style="Title")
        + paragraph(run("May"), style="Heading 1")
        + item.format(0, run("Forum"))
        + item.format(1, run("5 May 2020"))
        + item.format(0, run("Talk"))
        + paragraph(run("bold", "<w:b/>"), run("plain", '<w:b w:val="0"/>'))
    )

    assert html_of(body) == (
        "<h1>Agenda</h1><h1>May</h1><ul><li>Forum<ul><li>5 May 2020</li></ul></li><li>Talk</li></ul><p><b>bold</b>plain</p>"
    )


def test_merged_cells_reach_where_they_are_seen() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(run(text))}</w:tc>"

    rows = (
        cell("City", '<w:vMerge w:val="restart"/>') + cell("A") + cell("B"),
        cell("", "<w:vMerge/>") + cell("wide", '<w:gridSpan w:val="2"/>'),
    )

    told = html_of("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")

    assert told == '<table><tr><td rowspan="2">City</td><td>A</td><td>B</td></tr><tr><td colspan="2">wide</td></tr></table>'  # fmt: skip


def test_text_of_a_document_is_never_markup() -> None:
    assert html_of(paragraph(run("&lt;script&gt;x&lt;/script&gt; &amp;amp;"))) == "<p>&lt;script&gt;x&lt;/script&gt; &amp;amp;</p>"  # fmt: skip


def test_a_record_says_in_which_paragraph_it_stands() -> None:
    body = paragraph(run("Upcoming events"), style="Heading 1") + "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/></w:numPr></w:pPr><w:hyperlink r:id="a">{run(title)}</w:hyperlink>{run(" (5 May 2020)")}</w:p>'
        for title in ("Heat forum", "Water day")
    )
    content = zipped(docx(body, links={"a": "https://example.org/e"}))

    reading = read(Source(content=content, name="x.bin", today=date(2026, 11, 23)))

    assert [(found.title, found.origin) for found in reading.records] == [("Heat forum", "paragraph 2"), ("Water day", "paragraph 3")]  # fmt: skip


def test_an_open_document_leaves_notes_contents_and_deleted_text_out() -> None:
    content = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:table-of-content><text:p>Contents</text:p></text:table-of-content>"
        '<text:h text:outline-level="2">May</text:h><text:p>Forum<text:note><text:p>a note</text:p></text:note><office:annotation><text:p>ask</text:p></office:annotation><text:line-break/>at noon</text:p>'
        '<text:list><text:list-item><text:p><text:a xlink:href="https://example.org/a">Talk</text:a></text:p></text:list-item></text:list>'
    )
    names = 'xmlns:office="o" xmlns:text="x" xmlns:xlink="l"'
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": f"<office:document-content {names}><office:text>{content}</office:text></office:document-content>"}  # fmt: skip

    told = page_of(open_odt(Package(zipped(parts)))).html.partition("<body>")[2]

    assert told == '<h2>May</h2><p>Forum<br>at noon</p><ul><li><a href="https://example.org/a">Talk</a></li></ul></body></html>'  # fmt: skip
