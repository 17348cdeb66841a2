"""Posts and messages as they are pasted: several below each other, with their authors, ages, counts and buttons."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from fingerpost.readers.formats.labelled import labelled
from fingerpost.readers.formats.pages.html.vocabulary import is_section_name
from fingerpost.readers.formats.posts.announced import is_headed, quoted_titles
from fingerpost.readers.formats.posts.marks import (
    AGO,
    LEAD,
    PICTOGRAM,
    calls,
    count_hashtags,
    has_hashtag,
    is_genre,
    is_over,
    names_kind_of_event,
    without_pictograms,
)
from fingerpost.readers.values.times import find_clocks

_MAX_COPIED = 3_500
_MAX_LINES = 45
_MAX_PLAIN = 1_500
_MAX_PLAIN_PARAGRAPHS = 4
_MAX_DATES = 4
_MAX_TITLED_DATES = 2
_MAX_EVENT_TITLE = 140
_MIN_LED = 3
_MAX_AUTHOR_WORDS = 9

_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"
_CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_MESSAGE = re.compile(
    rf"^(?:\[(?P<day>{_DAY}),?\s+{_CLOCK}\]|(?P<plain>{_DAY}),?\s+{_CLOCK}\s+[-–])\s*(?P<who>[^:\n]{{1,60}}):\s?(?P<text>.*)$"
)
_TELEGRAM = re.compile(rf"^(?P<who>[^\[\]\n]{{1,80}}?),?\s*\[(?P<day>{_DAY}),?\s+{_CLOCK}\]:?\s*(?P<text>)$")
_FORWARDED = re.compile(r"^\[?(?:forwarded\b|fwd:|diteruskan|reenviado|transféré|전달된|転送).{0,80}$", re.IGNORECASE)
_MEDIA = re.compile(
    r"^<[^<>]{3,40}>$|^\(?(?:photo|video|image|sticker|gif) (?:omitted|not included).{0,60}\)?$", re.IGNORECASE
)

_COUNT = r"[\d.,]+\s?(?:[kKmM]|mil|rb|jt|만|万)?"
_BUTTON = re.compile(
    rf"(?:{_COUNT}\s?)?(?:like|likes|comment|comments|share|shares|reply|replies|repost|reposts|retweets?|quote tweets?|quotes|bookmarks?|views?|reactions?|send|follow|following|save|saved|edited|"
    r"see translation|show translation|translate (?:post|tweet|bio)|see original|rate this translation|show this thread|show more|see more|see less|view (?:all )?(?:more )?comments?|view insights|boost post|"
    r"write a comment.{0,3}|most relevant|all reactions:?|no alternative text description for this (?:image|photo)|may be (?:an image|a graphic) of.{0,200}|promoted|sponsored|media|gif|alt|"
    r"me gusta|comentar|compartir|ver traducción|comentarios?|veces compartido|ver más|responder|j[’']aime|commenter|partager|voir la traduction|commentaires?|partages|afficher plus|"
    r"curtir|compartilhar|ver tradução|compartilhamentos?|suka|komentari|komentar|bagikan|kali dibagikan|lihat terjemahan|selengkapnya|thích|bình luận|chia sẻ|xem bản dịch|"
    r"좋아요|댓글 ?달기|댓글|공유하기|공유|번역 보기|いいね！?|コメントする|コメント|シェアする|シェア|翻訳を見る|赞|讚|评论|留言|分享|转发|收藏|在看|ถูกใจ|แสดงความคิดเห็น|แชร์|ดูคำแปล)"
    rf"(?:\s?{_COUNT}(?:개|件|次|회)?)?",
    re.IGNORECASE,
)
_BUTTONS_ROW = re.compile(r"\s*(?:[·•|]|\s{2,}|\t)\s*")
_HANDLE = re.compile(r"@\w{2,40}")
_FOLLOWERS = re.compile(rf"(?:{_COUNT})\s?(?:followers|seguidores|abonnés|pengikut|팔로워|位关注者)", re.IGNORECASE)
_AGE_TAIL = re.compile(
    r"(?:\s*[·•|]\s*(?:edited|public|shared with public|🌐|🌎|🌍|🌏|follow|\d(?:st|nd|rd)\+?)?)+\s*$", re.IGNORECASE
)
_FOREIGN_AGE = re.compile(
    r"(?:hace|il y a|há|vor)\s+(?P<count>\d{1,3})\s?(?P<unit>\w{1,8})|(?P<number>\d{1,3})\s?(?P<word>jam|hari|minggu|menit|bulan|giờ|ngày|tuần|phút|tháng|시간|일|분|주|개월|時間|日|分|週間|小时|小時|天|分钟|分鐘|周|ชั่วโมง|วัน|नि|घण्टा|দিন|ঘণ্টা|j)(?:\s?(?:yang lalu|trước|전|前|ที่แล้ว|अघि|আগে))?",
    re.IGNORECASE,
)
_UNITS = {
    "d": "días día jours jour j dias dia tagen tag hari ngày 일 日 天 วัน দিন",
    "w": "semanas semana semaines semaine sem wochen woche minggu tuần 주 週間 周",
    "mo": "meses mes mois mês monaten bulan tháng 개월",
}
_AT = re.compile(
    r"\s+(?:at|a las|à|às|um|pukul|lúc|เวลา)\s+\d{1,2}[:.h]\d{2}(?:\s?[AaPp][Mm])?$|\s*(?:오전|오후|午前|午後)?\s?\d{1,2}:\d{2}$"
)


_SALUTATION = re.compile(
    r"(?:dear|hi|hello|estimad[oa]s?|querid[oa]s?|chers?|chères?|bonjour|prezad[oa]s?|car[oa]s|sehr geehrte|liebe|yth|kepada|kính gửi)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Pasted:
    """One post or message of several, by the places of its lines."""

    heads: list[int] = field(default_factory=list)  #: who posted it, and when
    body: list[tuple[int, str]] = field(default_factory=list)
    buttons: list[int] = field(default_factory=list)  #: counts, buttons and the like
    when: str = ""  #: its date or age, as it stands
    is_message: bool = False


def pasted_posts(lines: Sequence[str]) -> list[Pasted]:
    """Return the posts or messages that lines were pasted from; nothing if the lines do not begin with one."""
    return _messages(lines) or _posts(lines)


def is_one_post(lines: Sequence[str], dates: int) -> bool:
    """True if a whole text is one post: short, with a post's marks or a call to take part, and no list of several things."""
    text = "\n".join(lines)
    if len(text) > _MAX_COPIED or dates > _MAX_DATES or len([line for line in lines if line.strip()]) > _MAX_LINES:
        return False
    if _is_list(lines):
        return False
    led = sum(bool(PICTOGRAM.match(line.strip())) and not LEAD.match(line) for line in lines)
    social = has_hashtag(text) or bool(PICTOGRAM.search(LEAD.sub("", text)))
    if led >= _MIN_LED or (has_hashtag(text) and (led or social)):
        return True
    if social:
        return calls(text) or (names_kind_of_event(text) and bool(dates))
    paragraphs = sum(bool(part.strip()) for part in text.split("\n\n"))
    if _SALUTATION.match(text.lstrip()):
        return False
    plain = len(text) <= _MAX_PLAIN and paragraphs <= _MAX_PLAIN_PARAGRAPHS
    headed = dates == 1 and is_headed(text) and (calls(text) or _tells_how(lines))
    return plain and bool(dates) and ((calls(text) and bool(quoted_titles(text))) or headed or _is_titled(text, dates))


def _is_titled(text: str, dates: int) -> bool:
    """A title that names a kind of event, over a text that says when it takes place."""
    title, _, rest = text.strip().partition("\n")
    clocked = dates <= _MAX_TITLED_DATES and bool(find_clocks(rest))
    named = len(title) <= _MAX_EVENT_TITLE and names_kind_of_event(title) and not is_genre(title)
    return clocked and named and not title.rstrip().endswith((".", "。")) and not is_over(text) and calls(rest)


def _tells_how(lines: Sequence[str]) -> bool:
    """True if labels tell who holds it, or where to sign up."""
    told = {found.role for line in lines if (found := labelled(LEAD.sub("", without_pictograms(line)).strip()))}
    return bool({"organiser", "register"} & told)


def _is_list(lines: Sequence[str]) -> bool:
    """A list repeats its labels, or has a heading for them and a line for each."""
    told = [found.role for line in lines if (found := labelled(LEAD.sub("", without_pictograms(line)).strip()))]
    if told.count("date") > 1 or told.count("title") > 1 or told.count("organiser") > 3:
        return True
    bullets = [
        line for line in lines if re.match(r"\s*(?:[•·●○▪*+-]|\d{1,2}[.)])\s", line) and re.search(r"\d", line[4:])
    ]
    heads = [line for line in lines if is_section_name(line.strip()) and not has_hashtag(line)]
    return len(bullets) > 2 or (bool(heads) and len(bullets) > 1) or count_hashtags("\n".join(heads)) > 0


def _messages(lines: Sequence[str]) -> list[Pasted]:
    found: list[Pasted] = []
    for place, line in enumerate(lines):
        match = _MESSAGE.match(line) or _TELEGRAM.match(line)
        if match:
            day = match["day"] or match.groupdict().get("plain") or ""
            found.append(Pasted(heads=[place], when=day, is_message=True))
            if match["text"].strip():
                found[-1].body.append((place, match["text"]))
        elif not found:
            return []
        elif _FORWARDED.match(line.strip()) or _MEDIA.match(line.strip()) or is_button(line):
            found[-1].buttons.append(place)
        else:
            found[-1].body.append((place, line))
    for message in found:
        message.body = [(place, text) for place, text in message.body if not _MEDIA.match(text.strip())]
    return found


def _posts(lines: Sequence[str]) -> list[Pasted]:
    """Posts below each other, each under its author and age."""
    heads = _heads(lines)
    if not heads or heads[0][0] > 1 or not _is_network(lines, heads):
        return []
    if (
        len(heads) == 1
        and not any(is_button(line) for line in lines)
        and not any(_HANDLE.fullmatch(line.strip()) for line in lines[:3])
    ):
        return []
    found: list[Pasted] = []
    stops = [begin for begin, _, _ in heads[1:]] + [len(lines)]
    for (begin, first, when), stop in zip(heads, stops, strict=True):
        post = Pasted(heads=list(range(begin, first)), when=when)
        if not found:
            post.heads = list(range(first))
        for place in range(first, stop):
            if is_button(lines[place]):
                post.buttons.append(place)
            else:
                post.body.append((place, lines[place]))
        found.append(post)
    return found


def _is_network(lines: Sequence[str], heads: list[tuple[int, int, str]]) -> bool:
    """A date below a line may be anything; an age, a handle or a button below it shows that it is a post."""
    if any(AGO.fullmatch(when) for _, _, when in heads):
        return True
    handles = sum(bool(_HANDLE.search(line)) for line in lines)
    buttons = sum(is_button(line) and any(letter.isalpha() for letter in line) for line in lines)
    return handles + buttons >= len(heads)


def _heads(lines: Sequence[str]) -> list[tuple[int, int, str]]:
    """Where each post's head begins and ends, and the date or age in it."""
    found: list[tuple[int, int, str]] = []
    for place, line in enumerate(lines):
        when = age_in(line)
        if when is None:
            continue
        begin = place
        floor = found[-1][1] if found else 0
        while begin > floor and begin > place - 5 and _may_be_head(lines[begin - 1]):
            begin -= 1
            if not _is_between(lines[begin]) and not (begin > floor and _HANDLE.fullmatch(lines[begin].strip())):
                break
        inline = bool(_HANDLE.search(line))
        if begin < place or inline:
            found.append((begin, place + 1, when))
    return found


def _may_be_head(line: str) -> bool:
    text = line.strip()
    if _is_between(text):
        return True
    return (
        bool(text)
        and len(text.split()) <= _MAX_AUTHOR_WORDS
        and not text.startswith("#")
        and not is_button(text)
        and not text.endswith((".", "!", ":", "?"))
    )


def _is_between(line: str) -> bool:
    """What stands between an author's name and the age: a handle, a dot, the number of followers."""
    text = line.strip()
    return bool(_HANDLE.fullmatch(text) or _FOLLOWERS.fullmatch(text)) or text in {
        "·",
        "•",
        "|",
        "Follow",
        "Verified account",
    }


def age_in(line: str) -> str | None:
    """Return the date or age that a line holds and nothing else but marks, its author's handle or its clock."""
    text = line.strip()
    if len(text) > 90 or not any(character.isalnum() for character in text):
        return None
    if (
        (handle := _HANDLE.search(text))
        and (mark := re.search(r"[·•|]\s*(?P<when>[^·•|]{1,30})$", text))
        and handle.end() <= mark.start() + 1
    ):
        text = mark["when"]
    bare = _AT.sub("", _AGE_TAIL.sub("", text)).strip(" ·•|,")
    if AGO.fullmatch(bare) and any(character.isalpha() for character in bare):
        return bare
    if foreign := _FOREIGN_AGE.fullmatch(bare):
        return _as_english(foreign)
    return bare if _is_day(bare) else None


def _as_english(match: re.Match[str]) -> str:
    unit = (match["unit"] or match["word"]).casefold()
    short = next((name for name, words in _UNITS.items() if unit in words.split()), "h")
    return f"{match['count'] or match['number']}{short}"


_MONTH_DAY = re.compile(
    r"(?:(?:\w+,\s)?\d{1,2}\.?(?:st|nd|rd|th)?\s(?:de\s|tháng\s)?[^\W\d_]{3,12}\.?,?(?:\s(?:de\s)?(?:19|20)\d\d)?|[^\W\d_]{3,12}\.?\s\d{1,2},?(?:\s(?:19|20)\d\d)?|"
    r"(?:(?:19|20)\d\d[年년]\s?)?\d{1,2}[月월]\s?\d{1,2}[日일]|\d{1,2}\stháng\s\d{1,2}(?:,?\s\d{4})?)"
)


def _is_day(text: str) -> bool:
    return bool(_MONTH_DAY.fullmatch(text))


def is_button(line: str) -> bool:
    """True for a line that holds only a network's counts and buttons."""
    text = without_pictograms(line).strip(" .…")
    if not text:
        return not any(character.isalnum() for character in line)
    if re.fullmatch(_COUNT, text):
        return True
    return all(
        not part or bool(_BUTTON.fullmatch(part)) or bool(re.fullmatch(_COUNT, part))
        for part in _BUTTONS_ROW.split(text)
    )
