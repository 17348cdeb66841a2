"""What a date or an address in running text is said to be for: signing up, publication, a recording, or the thing itself."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Literal

from fingerpost.readers.values.dates import Order, Span, find_spans
from fingerpost.readers.values.folding import lowered
from fingerpost.readers.values.urls import FoundUrl, is_form, is_video

DateRole = Literal["occurs", "deadline", "published", "moved to", "former"]
UrlRole = Literal["own", "register", "recording"]

_BESIDE = " \t\n,;:()[]–—-|•·/"
_LOOK_BACK = 70
_ADDRESS = re.compile(r"https?://\S+")
_SIGN_UP = (
    r"regist(?:er|ration|er now|rations)\w*|sign[\s-]?up|rsvp|enrol\w*|appl(?:y|ications?|ying)\b|submi\w+|nominat\w+|join(?:ing)?\s+(?:us|via|here|at|link)|"
    r"inscri\w+|s[’']inscrire|iscri\w+|anmeld\w+|pendaftaran|daftar|đăng\s?ký|ลงทะเบียน|申し?込み?|申込|参加登録|登録|报名|報名|注册|註冊|신청|등록|참가\s?신청|사전\s?등록|"
    r"التسجيل|للتسجيل|दर्ता|पंजीकरण|নিবন্ধন|регистраци\w+|реєстраці\w+|kay[ıi]t\w*"
)
#: What else is handed in until a day, without an address that takes it
_HANDED_IN = (
    r"confirm\w*|respon[ds]\w*|proposals?|propuestas?|propostas?|propositions?|abstracts?|papers?|bids?|tenders?|entries|candidatur\w+|postul\w+|convocatoria|bewerb\w+|permohonan|penyertaan|nộp|สมัคร|応募|募集|申请|申請|"
    r"접수|모집|공모|التقديم|للتقديم|आवेदन|আবেদন|заяв\w+|başvuru\w*"
)
_UNTIL = (
    r"by|before|until|till|no later than|not later than|latest by|clos(?:es?|ing)(?: on| date)?|ends?(?: on)?|deadline|due|on or before|up to|"
    r"hasta(?: el)?|antes del?|cierr[ae]n?|cierre|avant(?: le)?|jusqu[’']au|au plus tard|clôture|até|antes de|encerra\w*|entro(?: il| l['’])?|fino al|bis(?: zum| spätestens)?|spätestens|"
    r"sebelum|sampai|hingga|paling lambat|selewat-lewatnya|ditutup|trước|đến(?: hết)?|до|не позднее|kadar|önce"
)
_LAST_DAY = (
    r"\bdeadlines?\b(?!\s+(?:to|of)\s+\w{4})|\bclosing (?:date|day)\b|\blast (?:day|date)\s(?:to|for|of)\b|\bdue (?:date|by|on)\b|\bdates? limites?\b|\bfechas? (?:límites?|de cierre|tope)\b|\bcierre de\b|"
    r"\bencerramento d\w+\b|\bplazo(?: de| máximo|:| para)|\bprazos?\b|\bclôture d\w+|\bbatas (?:waktu|akhir)\b|\btarikh (?:tutup|akhir)\b|\bterakhir (?:pendaftaran|mendaftar)\b|\bhạn\b|anmeldeschluss|anmeldefrist|bewerbungsschluss|"
    r"einsendeschluss|\bfrist\b|\bscadenza\b|\btermine (?:ultimo|per|di)\b|\bson (?:başvuru|kay[ıi]t|gün|tarih)|последний день|срок (?:подачи|регистрации|до)|крайний срок|дедлайн|"
    r"締め?切り?|〆切|申込期限|応募期限|提出期限|期限|截止|截至|마감|신청\s?기한|제출\s?기한|접수\s?기한|기한|\brsvp\b\s*(?:by|before)?|\b(?:respond|reply) by\b|\bno later than\b|"
    r"หมดเขต|ปิดรับ|ภายใน(?:วันที่)?|ก่อนวันที่|آخر موعد|الموعد النهائي|آخر تاريخ|أقصاه|अन्तिम मिति|अंतिम (?:तिथि|तारीख)|म्याद|শেষ তারিখ|সময়সীমা|آخری تاریخ"
)
#: "Applications: 1–8 April": signing up is possible during a span of days
_SIGN_UP_PERIOD = re.compile(
    r"(?:신청|접수|모집|등록|공모)\s?기간|(?:申込|申し込み|募集|受付|応募)\s?期間|(?:报名|報名|申请|申請|征集)(?:时间|時間|期间|期間|日期)|(?:registration|application|submission)\s(?:period|window|dates)|registration (?:is )?open|"
    r"période d['’]inscription|período de inscripci\w+|período de inscriç\w+|periode pendaftaran|masa pendaftaran|anmeldezeitraum|ระยะเวลารับสมัคร|รับสมัคร(?:ตั้งแต่)?|thời gian đăng ký",
)
_DEADLINE = re.compile(
    rf"(?:(?:{_SIGN_UP}|{_HANDED_IN})[^.;!?\n。]{{0,40}}?(?:(?<!\w)(?:{_UNTIL})(?!\w)|〆切|締切|まで|截止|마감|까지|ภายใน|ถึง)|{_LAST_DAY})[^.;!?\n。\d]{{0,40}}$",
)
_AFTER_DEADLINE = re.compile(
    r"^\s?(?:[(（][^)）]{1,3}[)）])?\s?(?:까지|まで|締切|〆切|截止|마감|前(?![^\W\d_])|之?前(?=\S{0,3}(?:填|报名|報名|提交|注册|註冊|登记|登記))|이전|止(?:报名|報名)?|tarihine kadar)"
)
_PUBLISHED = re.compile(
    r"(?:\b(?:published|posted|(?:submitted|written|created) by [^\W\d][\w .-]{0,40}? on|zuletzt (?:geändert|aktualisiert)|terakhir diperbarui|última actualización|última atualização|last update|dernière mise à jour|last updated|last modified|updated|date of publication|publication date|released|issued|accessed|retrieved|as of|"
    r"publicado|publié|actualizado|mis à jour|atualizado|veröffentlicht|diterbitkan|diperbarui)\b|게시일|작성일|등록일|(?:최근|최종)?\s?수정일|公開日|更新日|掲載日|发布|發布|更新|今天是|本日は|오늘은|\btoday is|\bhoy es|\bnous sommes le|\bhari ini|hôm nay(?: là)?)\s*(?:on|el|le|em|am|pada)?[\s:：]*(?:\w+,\s)?$",  # "Updated: Tuesday, …"
)
_AFTER_PUBLISHED = re.compile(r"^\s?(?:更新|現在$|公開$|掲載|업데이트|게시|发布|發布|updated\b)")
_MOVED_TO = re.compile(
    r"\b(?:postponed|rescheduled|moved|deferred|shifted|new date|aplazad[oa]|reprogramad[oa]|reporté[e]?|adiad[oa]|ditunda|verschoben)\b[^.;\n]{0,30}?"
    r"(?:\b(?:to|until|till|for|on|al|para el|au|para|ke|hingga|sampai|auf)\b|:)\s*(?:the\s+)?$",
)
_FORMER = re.compile(
    r"\b(?:originally|initially|previously|formerly|was|instead of|postponed from|moved from|rescheduled from|old date:?)\b[^.;\n]{0,30}$",
)
_REGISTER_URL = re.compile(
    rf"(?:{_SIGN_UP}|\bto (?:participate|attend|join)\b|\bbook (?:a|your) (?:seat|place|ticket)|\btickets?\b)(?:[^.!?\n。]|\.(?=\d)){{0,60}}[\s:：(\[–—-]*$",
    re.IGNORECASE,
)
_RECORDING_URL = re.compile(
    r"(?:\brecord(?:ing|ed)s?\b|\breplay\b|\bwatch\b|\bvideo\b|\bplayback\b|\bon[- ]demand\b|\bgrabación\b|\benregistrement\b|\bgravação\b|\brekaman\b|録画|アーカイブ|다시\s?보기|녹화|回放|录像)[^.!?\n。]{0,40}$",
    re.IGNORECASE,
)


def date_role(text: str, span: Span) -> DateRole:
    """Say what the words before a date (or right behind it) make of it."""
    if not text[: span.begin].strip(_BESIDE) and not text[span.stop : span.stop + 16].strip(_BESIDE):
        return "occurs"
    before = _ADDRESS.sub(" ", text[max(span.begin - 3 * _LOOK_BACK, 0) : span.begin])[-_LOOK_BACK:]
    before = lowered(before.rsplit("\n\n", 1)[-1])
    if _SIGN_UP_PERIOD.search(before[-40:]) and _is_range(span):
        return "deadline"
    if _DEADLINE.search(before) or (not span.end and _AFTER_DEADLINE.match(text[span.stop : span.stop + 16])):
        return "deadline"
    if _PUBLISHED.search(before) or _AFTER_PUBLISHED.match(text[span.stop : span.stop + 12]):
        return "published"
    if _MOVED_TO.search(before):
        return "moved to"
    return "former" if _FORMER.search(before) else "occurs"


def _is_range(span: Span) -> bool:
    return span.start is not None and span.end is not None and span.start.first_day() != span.end.first_day()


def find_deadline(
    text: str, *, today: date, order: Order | None = None, year: int | None = None, after: date | None = None
) -> Span | None:
    """Return the date until which a text says that one can sign up, or None. Parameters are those of ``find_spans``."""
    spans = find_spans(text, today=today, order=order, year=year, after=after)
    return next((span for span in spans if date_role(text, span) == "deadline"), None)


def deadline_moment(span: Span) -> Span:
    """A deadline is one moment: the end of what was written, should it be a span of days."""
    return (
        replace(span, start=span.end, end=None)
        if span.end and span.start and span.end.day and not span.start.time
        else span
    )


def url_role(text: str, found: FoundUrl) -> UrlRole:
    """Say what an address is for, told by the words before it and, failing that, by the address itself."""
    before = text[max(found.begin - _LOOK_BACK - 20, 0) : found.begin]
    before = before.rsplit("\n\n", 1)[-1]
    if "http" in before or "www." in before:
        before = before[max(before.rfind("http"), before.rfind("www.")) :].partition(" ")[2]
    if _REGISTER_URL.search(before):
        return "register"
    if _RECORDING_URL.search(before) or is_video(found.url):
        return "recording"
    return "register" if is_form(found.url) else "own"


def first_with_role(text: str, urls: Iterable[FoundUrl], role: UrlRole) -> str | None:
    return next((found.url for found in urls if url_role(text, found) == role), None)
