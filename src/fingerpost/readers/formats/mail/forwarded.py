"""A message within a message: who sent it first, and when, told by its headers' names in many languages."""

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice

from fingerpost.readers.values.dates import find_spans

_FROM = r"from|von|de|da|van|от|发件人|寄件者|寄件人|보낸\s?사람|差出人|送信者|dari|từ|จาก|من|kimden|प्रेषक|från|fra|od|expéditeur|remitente"
_DATE = (
    r"date|sent|gesendet|datum|envoyé|enviado(?: el| em| a)?|fecha|data|inviato|verzonden|дата|отправлено|发送时间|发送日期|日期|寄件日期|"
    r"날짜|보낸\s?날짜|送信日時|日付|日時|dikirim|tanggal|pada|ngày|đã gửi|ngày gửi|วันที่|ส่ง|التاريخ|تاريخ الإرسال|tarih|gönderilme|मिति|skickat"
)
_SUBJECT = r"subject|betreff|objet|asunto|assunto|oggetto|onderwerp|тема|主题|主旨|主題|제목|件名|subjek|perihal|chủ đề|tiêu đề|เรื่อง|الموضوع|konu|विषय|ämne"
_LINE = r"^[ \t>*_]{0,8}(?:%s)[ \t*_]{0,4}[:：][ \t*_]{0,4}(?P<%s>[^\n]{1,400})$"
_HEAD = {name: re.compile(_LINE % (words, name), re.IGNORECASE | re.MULTILINE) for name, words in (("sender", _FROM), ("date", _DATE), ("subject", _SUBJECT))}  # fmt: skip
_RULE = re.compile(
    r"^[ \t>]{0,4}(?:[-_=—]{3,}|Begin)[^\n]{0,40}(?:forwarded|original|weitergeleitet|ursprüngliche|transféré|d'origine|reenviado|original|encaminhad|inoltrat|doorgestuurd|"
    r"пересыла|转发|轉寄|原始邮件|전달|원본|転送|元の|diteruskan|chuyển tiếp|ส่งต่อ|iletilen|معاد توجيه)[^\n]{0,40}$",
    re.IGNORECASE | re.MULTILINE,
)
_PREFIX = re.compile(
    r"^\s*(?:(?:fwd?|wg|tr|rv|enc|i|doorst|vs|fs|ilt|转发|轉寄|전달|転送|trf|пересл)\s*[:：]|\[?\s*fwd)", re.IGNORECASE
)
_ANY_PREFIX = re.compile(
    r"^(?:\s*(?:re|aw|fwd?|wg|tr|rv|enc|sv|vs|antw|res|ref|回复|回覆|转发|轉寄|답장|전달|返信|転送|bls|trả lời)\s*[:：])+\s*",
    re.IGNORECASE,
)
_QUOTED_FROM = re.compile(
    r"^[^\n]{0,160}(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|написал|写道|작성|menulis|đã viết|เขียน)\s*[^\n]{0,20}[:：]\s*$",
    re.IGNORECASE | re.MULTILINE,
)
_TO = re.compile(
    r"(?:\n[ \t>*_]{0,8}(?:to|cc|an|à|para|a|aan|kepada|tembusan|đến|kính gửi|ถึง|кому|копия|받는\s?사람|참조|宛先|收件人|收件者|抄送|副本|إلى|kime|reply-to)[ \t*_]{0,4}[:：][^\n]{0,400}){1,4}",
    re.IGNORECASE,
)
_MAX_HEADS = 50
_SPAN = 1_200  #: within so many characters the lines of one head stand


@dataclass(frozen=True, slots=True)
class Head:
    """The headers of an inner message, and where they stand in the text."""

    begin: int
    stop: int
    sender: str = ""
    sent: date | None = None
    subject: str = ""


def is_forward(subject: str) -> bool:
    return bool(_PREFIX.match(subject))


def bare_subject(subject: str) -> str:
    """A subject without "Re:" and "Fwd:" in any language.

    >>> bare_subject("WG: Fwd: Einladung")
    'Einladung'
    """
    return _ANY_PREFIX.sub("", subject).strip()


def inner_head(text: str, *, today: date) -> Head | None:
    """Return the first headers of an inner message; None if there is none."""
    for sender in islice(_HEAD["sender"].finditer(text), _MAX_HEADS):
        begin = max(sender.start() - 400, 0)
        near = text[begin : sender.start() + _SPAN]
        found = {name: match for name in ("date", "subject") if (match := _HEAD[name].search(near))}
        if not found:
            continue
        stops = [begin + match.end() for match in found.values()]
        starts = [begin + match.start() for match in found.values()]
        spans = find_spans(found["date"]["date"], today=today) if "date" in found else []
        sent = next((span.start.first_day() for span in spans if span.start and span.start.day), None)
        rule = _RULE.search(text[max(min(*starts, sender.start()) - 200, 0) : sender.start()])
        first = min(*starts, sender.start()) - (200 if rule else 0)
        stop = max(*stops, sender.end())
        more = _TO.match(text, stop)
        return Head(
            max(first, 0), more.end() if more else stop, _name(sender["sender"]), sent,
            found["subject"]["subject"].strip(" *_") if "subject" in found else "",
        )  # fmt: skip
    return None


def without_quotes(text: str) -> str:
    """A reply without what it replies to."""
    match = _QUOTED_FROM.search(text)
    text = text[: match.start()] if match else text
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith(">"))


def _name(value: str) -> str:
    name = re.sub(r"[<\[(][^<>\[\]()]{0,200}[>\])]?.*$", "", value).strip("\"'* _;")
    return "" if "@" in name else name[:200]
