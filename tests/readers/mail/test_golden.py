from email.message import EmailMessage
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from ..golden import GOLDEN, assert_reads_as_told, reading_of

SOURCES = sorted(path for path in (GOLDEN / "mail").iterdir() if path.suffix != ".json")


@pytest.mark.parametrize("path", SOURCES, ids=attrgetter("stem"))
def test_a_mail_reads_as_its_golden_file_says(path: Path) -> None:
    assert_reads_as_told(path, reader="mail")


def mail(text: str, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Date"] = (
        "UNDRR <a@example.org>",
        "b@example.org",
        "Mon, 04 May 2020 09:00:00 +0200",
    )
    for name, value in headers.items():
        message[name] = value
    message.set_content(text)
    return message


def records_of(message: EmailMessage) -> list[dict[str, Any]]:
    return reading_of(message.as_bytes())["records"]


@pytest.mark.parametrize(
    ("sender", "date", "subject"),
    [
        ("From", "Date", "Subject"),
        ("Von", "Gesendet", "Betreff"),
        ("De", "Envoyé", "Objet"),
        ("De", "Enviado el", "Asunto"),
        ("De", "Data", "Assunto"),
        ("Dari", "Tanggal", "Perihal"),
        ("보낸 사람", "보낸 날짜", "제목"),
        ("差出人", "送信日時", "件名"),
        ("发件人", "发送时间", "主题"),
    ],
)
def test_a_forwarded_mail_is_read_as_of_its_first_day(sender: str, date: str, subject: str) -> None:
    text = f"FYI\n\n{sender}: WHO <x@who.example>\n{date}: 2020-05-04 09:12\n{subject}: Webinar\n\nWebinar “Masks for all in the city”, 14 May, 10:00 UTC.\n"

    records = records_of(mail(text, Subject="Fwd: Webinar"))

    assert [(record["title"], record["start"]) for record in records] == [
        ("Masks for all in the city", "2020-05-14T10:00:00+00:00")
    ]


def test_a_year_not_stated_is_that_of_the_mail() -> None:
    records = records_of(
        mail("The webinar “Masks for all in the city” takes place on 14 May at 10:00 UTC.", Subject="Webinar")
    )

    assert [record["start"] for record in records] == ["2020-05-14T10:00:00+00:00"]


def test_a_message_attached_to_another_is_read() -> None:
    inner = mail("Webinar “Masks for all in the city”, 14 May 2020, 10:00 UTC.", Subject="Webinar")
    outer = mail("See attached.", Subject="A webinar")
    outer.add_attachment(inner)

    assert [record["title"] for record in records_of(outer)] == ["Masks for all in the city"]


def test_an_attachment_that_cannot_be_read_is_an_issue_and_the_rest_is_read() -> None:
    message = mail("Webinar “Masks for all in the city”, 14 May 2020, 10:00 UTC.", Subject="Webinar")
    message.add_attachment(b"\x00\x01\x02" * 100, maintype="application", subtype="octet-stream", filename="x.bin")

    reading = reading_of(message.as_bytes())

    assert [record["title"] for record in reading["records"]] == ["Masks for all in the city"]
    assert [issue["origin"] for issue in reading["issues"]] == ["“x.bin”"]


def test_what_one_leaves_a_list_by_is_no_record() -> None:
    foot = "".join(f'<p><a href="https://x.example/{n}">Unsubscribe</a> or view this email in your browser</p>' for n in range(4))  # fmt: skip
    message = mail("x", Subject="News")
    message.add_alternative(f"<html><body><p>Thank you.</p>{foot}</body></html>", subtype="html")

    assert records_of(message) == []
