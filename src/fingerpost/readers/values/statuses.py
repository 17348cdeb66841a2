"""What has become of an event, in the words of many languages: cancelled, or moved to another day."""

import re
from functools import lru_cache
from typing import Literal

from fingerpost.readers.values.folding import lowered

Status = Literal["cancelled", "moved"]

_CANCELLED = (
    r"(?<!\w)(?:cancell?ed|called off|no longer taking place|will not take place|cancelad[oa]s?|suspendid[oa]s?|anulad[oa]s?|annul[ée]e?s?|abgesagt|entfällt|fällt aus|annullat[oa]|geannuleerd|"
    r"dibatalkan|dibatal|hủy(?: bỏ)?|huỷ(?: bỏ)?|отмен[её]н[оаы]?|отменяется|скасовано|iptal(?: edildi)?)(?!\w)|취소|中止|取消|ยกเลิก|تم إلغاء|ملغاة|ملغى|أُلغي|रद्द|स्थगित(?= र रद्द)|বাতিল|منسوخ"
)
_MOVED = (
    r"(?<!\w)(?:postponed|rescheduled|re-scheduled|deferred|new dates?|date changed|change of date|moved to|pushed back|aplazad[oa]s?|pospuest[oa]s?|reprogramad[oa]s?|nueva fecha|cambio de fecha|"
    r"reportée?s?|nouvelle date|adiad[oa]s?|remarcad[oa]s?|nova data|verschoben|neuer termin|rinviat[oa]|posticipat[oa]|nuova data|uitgesteld|ditunda|jadwal baru|ditangguhkan|hoãn|dời (?:lịch|ngày)|"
    r"перенес[её]н[оаы]?|переносится|новая дата|перенесено|ertelendi|yeni tarih)(?!\w)|연기(?!자)|일정\s?변경|延期|延后|改期|日程変更|เลื่อน|تأجيل|تم تأجيل|مؤجل|स्थगित|নতুন তারিখ|স্থগিত|ملتوی"
)
_IS_CANCELLED = re.compile(_CANCELLED)
_IS_EITHER = re.compile(f"{_CANCELLED}|{_MOVED}")
_WORD = rf"(?:{_CANCELLED}|{_MOVED})"
_NOTE = re.compile(
    rf"^\s*[\[(【]\s*{_WORD}[^\[\]()【】]{{0,40}}[\])】]\s*[:!–—-]*\s*|^\s*{_WORD}\s*(?:[:!–—-]+\s*|\s(?=\S))|"
    rf"\s*[\[(【](?=[^\[\]()【】]{{0,60}}?{_WORD})[^\[\]()【】]{{1,120}}[\])】]|\s+[–—-]\s+{_WORD}(?:\s+(?:to|until))?\s*$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def status_in(text: str) -> Status | None:
    """Return what a text says has become of its event, or None if it says nothing.

    >>> status_in("CANCELADO: Foro de ciudades"), status_in("延期のお知らせ"), status_in("Recording available")
    ('cancelled', 'moved', None)
    """
    low = lowered(text)
    if not _IS_EITHER.search(low):
        return None
    if _IS_CANCELLED.search(low):
        return "cancelled"
    return "moved"


def without_status(title: str) -> str:
    """Return a title without a note such as "CANCELLED:", "(postponed)" or "【延期】"; a note that is all of it stays.

    >>> without_status("【延期】 都市フォーラム"), without_status("Cities after the crisis (postponed to June)")
    ('都市フォーラム', 'Cities after the crisis')
    """
    if status_in(title) is None:
        return " ".join(title.split()) or title
    return " ".join(_NOTE.sub(" ", title).split()) or title
