"""A line that opens with its label, in any language known: "📅 Tanggal : 3 Juni 2020", "■ 주최: 서울시", "Hosted by WHO"."""

import re
from dataclasses import dataclass

from fingerpost.readers.formats.pages.html.vocabulary import kinds_in, label_of
from fingerpost.readers.values.names import known_names
from fingerpost.readers.values.text import squeeze

_COLON = re.compile(r"^(?P<label>[^\W\d_][^:：\n]{0,59}?)\s?[:：](?!//)\s*(?P<value>.*)$", re.DOTALL)
#: Labels whose value follows without a colon.
_BARE = re.compile(
    r"^(?P<label>(?:co-?|jointly )?(?:organi[sz]ed|hosted|convened|presented|event) by|organisée? par|organizad[oa] por|organizan|organiza|diselenggarakan oleh|"
    r"dianjurkan oleh|จัดโดย|주최|주관|主催|主办单位|主办|主辦)\s+(?P<value>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
#: "日  時 2022年1月28日", "主 催：…": a label whose characters are spread to the width of the others.
_SPREAD = re.compile(
    r"^(?P<label>[\u4e00-\u9fff](?:[ \u3000]{1,4}[\u4e00-\u9fff]){1,3})(?:\s?[:：]\s*|\s+)(?P<value>\S.*)$", re.DOTALL
)
_BRACKETS = re.compile(r"\s*[(（\[【][^()（）\[\]【】]*[)）\]】]\s*")
#: What a thing is called, and not which kind of thing it is: "Event: …" has a title behind it, "Workshop: …" is one.
_EVENT_WORDS = (
    "event events evento eventos événement évènement acara kegiatan agenda 행사 행사명 イベント 行事 活动 活動 "
    "veranstaltung sự_kiện กิจกรรม कार्यक्रम etkinlik программа мероприятие الفعالية অনুষ্ঠান"
)
_PLAIN_EVENT = frozenset(_EVENT_WORDS.split())
#: "会议名称", "Name of the workshop": a name whatever it is the name of.
_NAME = re.compile(
    r"名|명$|제목|\b(?:name|title|nom|titre|nombre|título|nome|nama|judul|tên|tajuk)\b|ชื่อ|नाम|नाउँ", re.IGNORECASE
)
_MAX_COMPOUND = 8
_MAX_NAMES_WORDS = 10
_MAX_VALUE = 600


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a label names, and what stands behind it."""

    role: str
    value: str


def labelled(text: str) -> Labelled | None:
    """Return the role and value of a line that opens with a label, or None.

    >>> labelled("Diselenggarakan oleh: APEKSI")
    Labelled(role='organiser', value='APEKSI')
    """
    if len(text) > _MAX_VALUE:
        return None
    if (spread := _SPREAD.match(text)) and (role := label_of("".join(spread["label"].split()))):
        return Labelled(role, squeeze(spread["value"]))
    match = _COLON.match(text)
    if match is None:
        bare = _BARE.match(text)
        return Labelled("organiser", squeeze(bare["value"])) if bare and not _is_sentence(bare["value"]) else None
    label = squeeze(match["label"])
    role = label_of(label) or label_of(_BRACKETS.sub(" ", label).strip())
    if role is None and not label.isascii() and len(label) <= _MAX_COMPOUND:
        # "讲座时间", "活动地点": the last word of a compound says what it is.
        role = next((found for size in (4, 3, 2) if len(label) > size and (found := label_of(label[-size:]))), None)
    if role is None or label in known_names() or (role == "title" and _is_kind(label)):
        return None
    return Labelled(role, squeeze(match["value"]))


def _is_sentence(value: str) -> bool:
    """ "Hosted by the city, the forum brings together a thousand people." goes on behind the names."""
    return len(value.split()) > _MAX_NAMES_WORDS and value.rstrip().endswith((".", "!", "?", "。"))


def _is_kind(label: str) -> bool:
    if _NAME.search(label):
        return False
    return "event" in kinds_in(label) and label.casefold().replace(" ", "_") not in _PLAIN_EVENT
