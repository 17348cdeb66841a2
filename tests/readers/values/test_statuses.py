"""What has become of an event, as titles and pages say it."""

import pytest

from fingerpost.readers.values.statuses import status_in, without_status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("CANCELLED: Forum of cities", "cancelled"), ("Foro cancelado", "cancelled"), ("Atelier annulé", "cancelled"), ("Evento adiado para junho", "moved"),
        ("Webinar reporté au 3 juin", "moved"), ("Acara ditunda", "moved"), ("Hội thảo bị hoãn", "moved"), ("งานประชุมเลื่อนออกไป", "moved"), ("행사 연기 안내", "moved"), ("포럼 취소", "cancelled"),
        ("開催中止のお知らせ", "cancelled"), ("会议延期通知", "moved"), ("तم تأجيل", "moved"), ("कार्यक्रम रद्द", "cancelled"), ("सम्मेलन स्थगित", "moved"), ("সম্মেলন স্থগিত", "moved"),
        ("Verschoben auf Juni", "moved"), ("Mероприятие отменено", "cancelled"), ("Etkinlik ertelendi", "moved"), ("New date: 3 June 2020", "moved"), ("Recording available", None),
        ("Annual report on the year 2020", None), ("Reporte de ciudades", None), ("How cities moved on", None),
    ],
)  # fmt: skip
def test_a_status_is_read_in_the_language_of_the_page(text: str, status: str | None) -> None:
    assert status_in(text) == status


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("CANCELLED: Forum of cities", "Forum of cities"), ("[Postponed] Forum of cities", "Forum of cities"), ("Forum of cities (postponed to June)", "Forum of cities"),
        ("Forum of cities – cancelled", "Forum of cities"), ("【延期】都市フォーラム", "都市フォーラム"), ("Cancelled", "Cancelled"), ("Why forums are cancelled in a crisis", "Why forums are cancelled in a crisis"),
    ],
)  # fmt: skip
def test_a_title_loses_the_note_of_its_status(title: str, bare: str) -> None:
    assert without_status(title) == bare
