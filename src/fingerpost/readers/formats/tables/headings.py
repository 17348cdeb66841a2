"""What each column of a table holds: told by its heading, or without headings by its cells."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fingerpost.readers.formats.pages.html.vocabulary import fold, kinds_in, role_of
from fingerpost.readers.types import Column, Kind
from fingerpost.readers.values.dates import find_spans
from fingerpost.readers.values.text import tidy
from fingerpost.readers.values.urls import find_urls

_WORDS = re.compile(r"(?<=[a-z])(?=[A-Z])|[_]+")
_HASHTAG = re.compile(r"#[a-z][a-z0-9]*(?:\s*\+\s*[a-z0-9_]+)*", re.IGNORECASE)
_MAX_HEADING = 80
_MAX_QUESTION = 300  #: forms head their columns with whole questions
_MAX_SAMPLES = 3
_MAX_SAMPLE = 80
#: What a column may give to a record, by the record's own keys, and what it is called in here.
FIELDS: Mapping[str, str] = {
    "title": "title", "organisers": "organiser", "start": "date", "start_time": "time", "end": "end", "end_time": "end time", "timezone": "timezone", "register_by": "deadline", "url": "link",
    "register_url": "register", "recording_url": "recording", "published": "published", "place": "place", "summary": "summary", "status": "status", "series": "series", "language": "language",
    "type": "kind", "phase": "phase", "uid": "uid",
}  # fmt: skip
_FIELD_OF = {role: name for name, role in FIELDS.items()}
_MAX_WORDED = 60  #: of a question the beginning tells what is asked for
_MAIL = re.compile(r"e-?mail|courriel|correo|messag|메일|メール|邮|郵|почт|surel|อีเมล", re.IGNORECASE)
_PHONE = re.compile(r"phone|mobile|tél|telef|telp|전화|휴대폰|電話|电话|手机|điện thoại|โทร|هاتف|फोन|телефон|whatsapp")
_PERSON = re.compile(
    r"(?:(?:first|last|family|given|full|contact) )?names?|surname|prénom|nom|nombre|apellidos?|nome|sobrenome|nama|vorname|nachname|이름|성명|성함|氏名|お名前|姓名|имя|фамилия|фио|họ (?:và )?tên|ชื่อ(?:-นามสกุล)?|الاسم|नाम"
)
#: What cities did, as the heading over the titles says it; only with a column of places.
_DONE = re.compile(
    r"(?:(?:good|best|city|local|municipal|promising) )?(?:polic(?:y|ies)|practices?|interventions?|responses?|actions?|initiatives?|strateg(?:y|ies))(?: (?:name|title|taken))?|pol[ií]ticas?|pr[aá]ticas?|prácticas?|acci(?:ón|ones)|iniciativas?|aç(?:ão|ões)|pratiques?|actions?|kebijakan|tindakan|praktik|정책(?:명)?|대책|사례(?:명)?|対策|取組|施策|做法|政策|меры|практика|chính sách|นโยบาย|নীতি|नीति"
)
_ANY_DAY = date(2020, 7, 1)
#: Headings of sheets that no page has, or whose words mean something else there.
_OWN = (
    ("other", re.compile(r"timestamp|submi(?:tted|ssion)(?: at| on| date| time)*|horodateur|horodatage|marca temporal|carimbo de data/hora|타임스탬프|タイムスタンプ|时间戳(?:记)?|時間戳記|zeitstempel|cap waktu|stempel waktu|dấu thời gian|отметка времени|ประทับเวลา|طابع زمني|timbro data e ora|informazioni cronologiche|zaman damgası|टाइमस्टैम्प")),
    ("uid", re.compile(r"(?:id|uid|guid|uuid|identifier|record id|event id|ref|reference|doi)")),
    ("timezone", re.compile(r"(?:time ?zone|tz|zone|fuseau(?: horaire)?|zona horaria|fuso(?: horário)?|zona waktu|zeitzone|múi giờ|เขตเวลา|시간대|タイムゾーン|时区|時區)(?: .*)?")),
    ("other", re.compile(r"(?:url|link) source|source (?:title|name|type|of .*)|lat|lon|lng|latitude|longitude")),
    ("notes", re.compile(r"notes?|remarks?|comments?|비고|備考|备注|備註|observaciones|observações|remarques|bemerkung(?:en)?")),
    ("summary", re.compile(r"(?:event |short |long )?desc(?:r|rip)?")),
    ("place", re.compile(r"(?:space|room|hall|venue|location|site) name")),
    ("end time", re.compile(r"(?:end|ending|closing|finish|completion)(?: ?time| hour)|time (?:end|to)|heure (?:de )?fin|hora (?:de )?(?:fin|término)|종료 ?시간|終了時(?:間|刻)|结束时间|uhrzeit ende|ende uhrzeit")),
    ("time", re.compile(r"(?:start|starting|begin(?:ning)?|opening) (?:time|hour)|time (?:start|from)")),
    ("link", re.compile(r"(?:source|event|page|document|own|web|main|item|site) ?(?:url|link|uri|page|address)|url|uri|website|permalink")),
    ("title", re.compile(r"(?:short|full) name")),
)  # fmt: skip
_COUNTRY = re.compile(r"country|countries|pays|país|países|negara|국가|국명|国|国家|國家|land|страна")
_ORGANISATIONS = re.compile(
    r"short name|full name|acronym|abbreviation|alias(?:es)?|parent|part of|sigle|siglas|약칭|略称"
)
_PUBLISHING = re.compile(r"publisher|publi|발행|발간|発行|出版|éditeur|editorial|editora|penerbit|herausgeber|author|auteur|autor|penulis|year|année|año|ano|tahun|연도|発行年|年份")  # fmt: skip


@dataclass(slots=True)
class Columns:
    """Which column holds what: the places of each role, the best first."""

    places: dict[str, list[int]] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()  #: what the headings make of every row
    width: int = 0

    def has(self, *roles: str) -> bool:
        return any(role in self.places for role in roles)

    def cell(self, row: Sequence[str], role: str) -> str:
        """The first filled cell of a role in a row."""
        for place in self.places.get(role, ()):
            if place < len(row) and row[place]:
                return row[place]
        return ""

    def heading(self, place: int) -> str:
        """The heading of a column; its number where it has none."""
        own = self.headings[place] if place < len(self.headings) else ""
        return own or f"column {place + 1}"

    def role(self, place: int) -> str:
        return next((role for role, places in self.places.items() if place in places), "")


def columns_of(row: Sequence[str], given: Mapping[str, str] | None = None, above: Sequence[str] = ()) -> Columns | None:
    """Return what a row of headings says; None if it is none: it names fewer than two columns, or holds data.

    ``given`` are the fields that people gave to some headings: a row that holds these is the row of headings. ``above``
    is the row over it, where two rows together head the columns.
    """
    texts = [tidy(_WORDS.sub(" ", cell)) for cell in row]
    filled = [text for text in texts if text]
    if not filled or not _may_head(filled):
        return None
    told = told_roles(row, given or {}, above)
    roles = {
        place: role for place, text in enumerate(texts) if (role := told.get(place, _role(text) if text else None))
    }
    telling = {role for role in roles.values() if role not in ("other", "notes", "")}
    unlike = len(telling) < 2 or len(roles) * 2 < len(filled) or not telling & {"title", "link", "date", "organiser"}
    if (unlike or _lists_people(texts, telling)) and not told:
        return None
    if any(char.isdigit() for text in filled for char in text) and any(is_day(text) for text in filled):
        return None
    columns = Columns(headings=tuple(map(tidy, joined(above, row))), width=len(row))
    for place, role in _without_form_fields(roles, texts).items():
        columns.places.setdefault(role or "other", []).append(place)
    _prefer(columns, texts, told)
    columns.kinds = _kinds(columns, texts)
    return columns


def _lists_people(texts: Sequence[str], telling: set[str]) -> bool:
    """True for names with their mail or telephone and nothing that an event, a document or an office has."""
    folded = [fold(text) for text in texts]
    reach = any(_MAIL.search(text) or _PHONE.search(text) for text in folded)
    return (
        reach
        and any(_PERSON.fullmatch(text) for text in folded)
        and not telling & {"date", "link", "published", "deadline", "register", "end", "recording"}
    )


def joined(above: Sequence[str], row: Sequence[str]) -> list[str]:
    """Headings on two rows as one row: "Date" over "Start" is "Date Start"."""
    width = max(len(above), len(row))
    pairs = zip([*above, *[""] * (width - len(above))], [*row, *[""] * (width - len(row))], strict=True)
    return [f"{upper} {lower}".strip() if upper != lower else lower for upper, lower in pairs]


def _may_head(filled: Sequence[str]) -> bool:
    questions = sum(len(text) > _MAX_HEADING for text in filled)
    if questions * 2 > len(filled) or any(len(text) > _MAX_QUESTION for text in filled):
        return False
    return not any(find_urls(text) for text in filled)


def told_roles(row: Sequence[str], given: Mapping[str, str], above: Sequence[str]) -> dict[int, str]:
    """The roles that people gave: by the heading as it is shown to them."""
    roles = {fold(heading): FIELDS.get(name, "") for heading, name in given.items() if not name or name in FIELDS}
    names = [fold(tidy(cell)) for cell in joined(above, row)]
    return {place: roles[name] for place, name in enumerate(names) if name and name in roles}


def told_places(columns: Columns, given: Mapping[str, str]) -> tuple[int, ...]:
    """The places of the columns of which people said what they hold."""
    return tuple(told_roles(columns.headings, given, ()))


def _without_form_fields(roles: dict[int, str], texts: Sequence[str]) -> dict[int, str]:
    """Leave out what a form notes by itself before its questions: number, begin, end, address and name of who answers."""
    if [roles.get(place) for place in (1, 2)] == ["time", "end time"] and len(texts) > 4 and _MAIL.search(texts[3]):
        return {place: "other" if place < 5 else role for place, role in roles.items()}
    return roles


def is_hashtag_row(row: Sequence[str]) -> bool:
    """True for the row of hashtags that HXL puts under the headings (hxlstandard.org)."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and all(_HASHTAG.fullmatch(cell) for cell in filled)


def _role(text: str) -> str | None:
    folded = fold(text)
    own = next((role for role, pattern in _OWN if pattern.fullmatch(folded)), None)
    return own or role_of(text if len(text) <= _MAX_WORDED else text[:_MAX_WORDED].rpartition(" ")[0])


def _prefer(columns: Columns, texts: Sequence[str], told: Mapping[int, str]) -> None:
    """Of several columns of a role keep those that state the same thing, the best first."""
    places = columns.places
    titles = places.get("title", [])
    head = fold(texts[titles[0]]).split(" ")[0] if titles else ""
    if given := [place for place in titles if place in told]:
        places["title"] = given
    elif titles:
        places["title"] = [
            place for place in titles if fold(texts[place]).startswith(head) or "name" in fold(texts[place])
        ]
    else:
        places["title"] = []
    places["title"].sort(key=lambda place: "full name" not in fold(texts[place]))
    if "date" in places:
        places["date"].sort(key=lambda place: not re.search(r"start|begin|from|début|inicio|mulai", fold(texts[place])))
    if "place" in places:
        places["place"].sort(key=lambda place: bool(_COUNTRY.fullmatch(fold(texts[place]))))
    for role in [role for role, found in places.items() if not found]:
        del places[role]


def _kinds(columns: Columns, texts: Sequence[str]) -> tuple[Kind, ...]:
    named = kinds_in(texts[columns.places["title"][0]]) if columns.has("title") else ()
    words = [fold(text) for text in texts]
    head = fold(texts[columns.places["title"][0]]) if columns.has("title") else ""
    done = columns.has("place") and not columns.has("deadline", "register", "time") and bool(_DONE.fullmatch(head))
    if columns.has("phase") or "measure" in named or done:
        return ("measure",)
    if sum(bool(_ORGANISATIONS.fullmatch(word)) for word in words) >= 2 and not columns.has("date", "end"):
        return ("organisation",)
    if columns.has("deadline", "register", "end", "time", "recording") or named[:1] == ("event",):
        return ("event",)
    if named:
        return named[:1]
    if not columns.has("date") and (columns.has("published") or any(_PUBLISHING.search(word) for word in words)):
        return ("resource",)
    return ()


def is_day(text: str) -> bool:
    return len(text) <= 60 and bool(find_spans(text, today=_ANY_DAY))


def shown(columns: Columns, rows: Iterable[Sequence[str]], sheet: str) -> tuple[Column, ...]:
    """Return each column with the field that it was taken for and some of its cells, for an editor to check."""
    samples: list[dict[str, None]] = [{} for _ in range(max(columns.width, len(columns.headings)))]
    for row in rows:
        for place, cell in enumerate(row[: len(samples)]):
            if cell and len(samples[place]) < _MAX_SAMPLES:
                samples[place].setdefault(cell[:_MAX_SAMPLE])
    return tuple(
        Column(heading=columns.heading(place), field=_FIELD_OF.get(columns.role(place), ""), samples=tuple(found), sheet=sheet)
        for place, found in enumerate(samples)
        if found or (place < len(columns.headings) and columns.headings[place])
    )  # fmt: skip
