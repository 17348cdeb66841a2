"""What a document says, without looking for records in it."""

import pytest

from fingerpost.readers import words
from fingerpost.readers.errors import UnreadableSource
from fingerpost.readers.values.text import MAX_BYTES
from fingerpost.readers.words import words_of
from tests.readers.documents.made import docx, paragraph, pdf, run, written
from tests.readers.golden import GOLDEN
from tests.readers.sheets.made import zipped

pytestmark = pytest.mark.once

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"


def slides(*texts: str) -> dict[str, str | bytes]:
    parts: dict[str, str | bytes] = {
        f"ppt/slides/slide{number}.xml": f'<p:sld xmlns:p="p" xmlns:a="{DRAWING}"><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>'
        for number, text in reversed(list(enumerate(texts, start=1)))
    }
    return {"[Content_Types].xml": "<Types>presentationml.presentation.main+xml</Types>", **parts}


def open_document(body: str, kind: str = "text") -> dict[str, str | bytes]:
    return {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": f'<office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b">{body}</office:document-content>',
    }


def test_a_word_document_is_read_line_by_line() -> None:
    body = paragraph(run("Keep"), run(" a distance")) + paragraph(run("도시의 마스크"))

    assert words_of(zipped(docx(body))) == "Keep a distance\n도시의 마스크"


def test_what_was_deleted_is_not_read() -> None:
    body = f"<w:p>{run('Stay')}<w:del>{run(' away')}</w:del></w:p>"

    assert words_of(zipped(docx(body))) == "Stay"


def test_a_pdf_is_read_page_by_page() -> None:
    content = pdf(written((50, 700, 12, "First page")), written((50, 700, 12, "Second page")))

    assert words_of(content) == "First page\nSecond page"


def test_slides_are_read_in_their_order() -> None:
    assert words_of(zipped(slides("One", "Two", *"3456789", "Ten"))).split() == ["One", "Two", *"3456789", "Ten"]


def test_an_open_document_is_read_without_its_remarks() -> None:
    body = "<text:h>Title</text:h><text:p>Text <office:annotation><text:p>Remark</text:p></office:annotation>goes on</text:p>"

    assert words_of(zipped(open_document(body))) == "Title\nText goes on"
    assert words_of(zipped(open_document("<text:p>Slide</text:p>", "presentation"))) == "Slide"


def test_plain_text_is_read_in_whatever_encoding() -> None:
    assert words_of("서울의  대응\r\n\r\nNext".encode("euc-kr")) == "서울의 대응\nNext"


@pytest.mark.parametrize("content", [b"", b"{\\rtf1 Words}", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600])
def test_a_kind_that_cannot_be_read_has_no_words(content: bytes) -> None:
    assert words_of(content) == ""


def test_files_packed_together_have_no_words() -> None:
    assert words_of(zipped({"picture.png": b"\x89PNG"})) == ""


@pytest.mark.parametrize("content", [b"%PDF-1.4\nnot so\nendobj", b"PK\x03\x04 and no more", b"\x00\x01\x02\x03" * 200])
def test_what_is_damaged_says_so(content: bytes) -> None:
    with pytest.raises(UnreadableSource):
        words_of(content)


def test_what_is_too_large_is_not_opened() -> None:
    with pytest.raises(UnreadableSource, match="larger than 50 MB"):
        words_of(b"%PDF-" + b" " * MAX_BYTES)


def test_of_a_long_document_the_beginning_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST", 10)
    many = zipped(docx(paragraph(run("word")) * 50))

    assert words_of(many) == "word\nword\n"[:10]
    assert words_of(b"word " * 50) == "word word"
    assert words_of(pdf(*[written((50, 700, 12, "word"))] * 9)) == "word\nword\n"[:10]


def test_what_takes_too_long_is_left_out() -> None:
    content = pdf(written((50, 700, 12, "First page")), written((50, 700, 12, "Second page")))
    looks = iter([True, False])

    assert words_of(content, goes_on=lambda: next(looks)) == "First page"


@pytest.mark.parametrize("source", sorted(GOLDEN.glob("documents/*.*")), ids=lambda path: path.name)
def test_every_document_that_is_read_has_words(source: object) -> None:
    if source.suffix != ".json":
        assert len(words_of(source.read_bytes())) > 50
