"""What a post announces: the title of the event, and who holds it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fingerpost.readers.formats.pages.vocabulary import kind_of_title
from fingerpost.readers.formats.posts.marks import (
    calls,
    is_genre,
    names_kind_of_event,
    spaced_hashtags,
    without_pictograms,
)
from fingerpost.readers.formats.posts.who import PARTING, joined_in, names_after, names_before, names_in, organised_by
from fingerpost.readers.values.names import Names
from fingerpost.readers.values.text import squeeze
from fingerpost.readers.values.urls import find_urls

UNSURE = 0.5
_MAX_TITLE = 300
_MAX_HEADLINE_WORDS = 22
_HEADLINES = 6
_MAX_PHRASE_WORDS = 10
_MAX_RUN = 600
_MAX_PREFIXES = 3
_SENTENCES = 10

_QUOTED = re.compile(
    r"[“«「『《〈„]\s?([^”»」』》〉“\n]{4,240}?)\s?[”»」』》〉“]|(?<!\w)\"([^\"\n]{4,240})\"(?!\w)|‘([^‘’\n]{4,200}(?:’(?=[a-z])[^‘’\n]{1,80})*)’(?![a-zA-Z])|(?<![\w'])'([^'\n]{6,200}(?:'(?=\w)[^'\n]{1,80})*)'(?!\w)"
)
_HELD = re.compile(
    r"^(?P<title>.{4,240}?)\s*(?:,\s*)?\b(?:will be (?:held|hosted|organi[sz]ed|broadcast|streamed|live)|will take place|takes? place|is (?:scheduled|happening|taking place|set|back|coming)|was scheduled|"
    r"will (?:start|begin|kick off|open|run|return)|starts?|begins?|kicks? off|has been (?:postponed|rescheduled|moved|cancel)|is (?:postponed|cancel)|"
    r"aura lieu|se tiendra|se déroulera|est (?:reporté|annulé)|tendrá lugar|se (?:celebrará|realizará|llevará a cabo)|acontece|será realizad[oa]|findet\b.{0,80}\bstatt)\b",
    re.IGNORECASE,
)
_HOLD = (
    r"(?:is|are|will be|was|were)?\s*(?:jointly\s+|co-?)?(?:holding|hosting|organi[sz]ing|convening|launching|presenting|offering|running|co-hosting|inviting\s+\w+\s+to)|"
    r"will (?:jointly |also )?(?:hold|host|co-host|organi[sz]e|convene|launch|present|run|open)|(?:is|are) (?:pleased|delighted|happy|proud|honou?red|excited|glad) to (?:announce|invite (?:you|everyone|all) to|present|host|launch|hold|organi[sz]e)|(?:follows|continues) with|runs?|co-?hosts?|hosts?|holds?|convenes?|organi[sz]es?|presents?|launch(?:es)?|invites? (?:you|everyone|all|members|\w+)? ?(?:to|for)|"
    r"(?:vous |te |les |l[oe]s |os )?(?:invitent|invite|invitan|invita|convidam|convida)(?: (?:à|au|a|al|para|pour|todos|você))*|organisent|organise|proposent|propose|organizan|organiza|organizam|realizarán?|realizan|celebrarán?|promovem|promove|realiza|realizam|"
    r"menyelenggarakan|mengadakan|menggelar|mengundang(?: anda)?|veranstaltet|veranstalten|lädt|laden"
)
_HOLDING = re.compile(
    rf"^(?P<by>.{{2,200}}?)\s+(?:{_HOLD})\s+(?:the |its |our |their |an? |une? |le |la |l['’]|el |los |las |o |os )?(?P<title>.{{4,300}})$",
    re.IGNORECASE,
)
_INVITING = re.compile(
    r"(?:join (?:us|our team|the team)?\s*(?:for|at|in|on)?|register (?:now |today )?(?:for|to (?:join|attend))|sign up (?:now )?for|save the date(?: for)?|don[’']t miss|tune in (?:to|for)|"
    r"you are (?:cordially )?invited to|we (?:cordially )?invite you to|be part of|announcing|invitation(?: to)?|te invitamos (?:a|al)|los invitamos (?:a|al)|nous vous invitons (?:à|au)|participe d[aeo]|"
    r"rejoignez-nous (?:pour|à)|únete (?:a|al)|acompáñanos en)\s*[:!–—-]?\s*(?:the |its |our |this |an? |la |el |le |l['’])?(?P<title>.{4,300})$",
    re.IGNORECASE,
)
_KIND_PREFIX = re.compile(
    r"^(?:(?:free |online |virtual |upcoming |next )*(?:webinar|workshop|event|forum|seminar|session|conference|training))\s*(?:[:–—-]|\btitled\b|\bentitled\b|\bon the theme\b)\s*",
    re.IGNORECASE,
)
#: "webinar Markets after the Pandemic"
_BARE_KIND = re.compile(
    r"^(?:(?:free|online|virtual|live) )?(?:webinar|workshop|seminar|talk|taller|webinaire|atelier|seminário|oficina|bengkel|lokakarya)\s+(?=[A-ZÀ-Ý“])"
)
_PREFIXED = re.compile(
    r"^\s*(?:[\[【(（]\s*(?P<boxed>[^\[\]【】()（）]{2,60})\s*[\]】)）]\s*[:：]?|(?P<led>[^|｜:：!！–—\n]{2,60}?)\s*(?:[|｜:：!！]|\s[–—-]\s))\s*(?P<rest>\S.*)$"
)
_SERIES_NUMBER = re.compile(
    r"^(?:seri|serie|série|series|sesi|episode|ep\.?|part|session|edisi|vol\.?|bagian|#)\s*(?:ke-?\s?)?#?\d{1,3}\s*[:：–—-]\s*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.!?\n。！？]*(?:[.!?。！？](?!\s|$|[”’\"'])[^.!?\n。！？]*)*[.!?。！？]*[”’\"']?")
_TAIL = re.compile(
    r"[\s,;:!.–—-]*(?:\b(?:on|from|at|in|this|next|coming|between|starting|due|held|to be held|taking place|scheduled for|via|for|le|el|du|del|em|pada|am|vom)\b[\s,:]*)*$",
    re.IGNORECASE,
)
#: "an invitation to attend goes to all members": what one is invited to do, and nothing's name
_CLAUSE = re.compile(r"(?:attend|participate|take part|join|come|register|submit|apply|contribute)\s+[a-z]")
_NO_TITLE = re.compile(
    r"(?:it|they|this|that|he|she|we|which|registration|us|(?:(?:the|this|our|next|first|second|free|online|virtual|whole|live|an?|\w+-day)\s+)*"
    r"(?:event|webinar|workshop|series|session|sessions|meeting|forum|conference|course|training|seminar|programme|program|applications?|conversation)s?)",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"^(?P<by>[^’']{2,80}?)(?:[’']s|s[’'])\s+(?P<title>.{4,})$")
_ARTICLE = re.compile(r"^(?:the|our|its|this|an?)\s+", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?<!\w)[*_]+(?=\S)|(?<=\S)[*_]+(?!\w)")


@dataclass(frozen=True, slots=True)
class Announced:
    """A title, empty where none is told, with those who hold it and how sure this is."""

    title: str
    organisers: tuple[str, ...]
    confidence: float


def announced(body: str, date_at: int, known: Names, dates: Sequence[tuple[int, int]] = ()) -> Announced:
    """Return what a post without its labelled lines announces.

    ``date_at`` is where the event's date stands, or -1; ``dates`` are the places of all dates, which part names.
    """
    masked = _mask(body, dates)
    sentences = [(match.start(), match.group()) for match in _SENTENCE.finditer(masked) if match.group().strip()]
    ranked = sorted(sentences, key=lambda pair: (not pair[0] <= date_at < pair[0] + len(pair[1]), pair[0]))[:_SENTENCES]
    who = organised_by(clean(masked, keep_handles=True), known)
    if title := _prefixed(masked, date_at):
        return Announced(title, who or _holders(ranked, known), 0.9)
    cuts = [
        date_at - begin if begin <= date_at < begin + len(sentence) else len(sentence) for begin, sentence in ranked
    ]
    for way in (_quoted_in, _told_in):
        for cut, (_, sentence) in zip(cuts, ranked, strict=True):
            found = way(sentence[: cut or len(sentence)], sentence, known)
            if found and found.title:
                return replace(found, organisers=found.organisers or who or _holders(ranked, known))
    if title := _in_capitals(masked, date_at) or _headline(masked, date_at):
        return Announced(title, who, 0.7)
    return Announced("", who, UNSURE)


def is_headed(text: str) -> bool:
    """True if a text opens with the kind of an event and its title: "[Webinar] …", or one below the other."""
    return bool(_prefixed(_mask(text), -1))


def quoted_titles(text: str) -> list[tuple[int, str]]:
    """Return where a text quotes something as long as a title, and what."""
    return [
        (match.start(), clean(next(part for part in match.groups() if part))) for match in _QUOTED.finditer(_mask(text))
    ]


def clean(text: str, *, keep_handles: bool = False) -> str:
    """Return one line without pictograms and emphasis, hashtags written as words."""
    text = spaced_hashtags(text.replace("\x00", " "))
    text = re.sub(f"{PARTING}+", f" {PARTING} " if keep_handles else " ", text)
    if not keep_handles:
        text = re.sub(r"(?<![\w@])@(?=\w)", "", text)
    return squeeze(_EMPHASIS.sub("", without_pictograms(text))).strip()


def title_of(text: str) -> str:
    """Return a labelled or led title without quotation marks around it and a series' number before it."""
    text = _SERIES_NUMBER.sub("", clean(text))
    if (match := _QUOTED.search(text)) and len(match.group()) * 3 > len(text) * 2:
        text = next(part for part in match.groups() if part)
    return text.strip(' ,;:–—-|“”"«»').strip()


def _mask(body: str, dates: Sequence[tuple[int, int]] = ()) -> str:
    """Addresses hold full stops that end no sentence; dates stand between a sentence's parts."""
    for found in find_urls(body):
        body = body[: found.begin] + "\x00" * (found.stop - found.begin) + body[found.stop :]
    for begin, stop in dates:
        body = body[:begin] + PARTING * (stop - begin) + body[stop:]
    return body


def _in_capitals(masked: str, date_at: int) -> str:
    """A line of its own in capitals."""
    for begin, line in _lines(masked):
        text = clean(line)
        letters = [letter for letter in text if letter.isalpha()]
        loud = sum(letter.isupper() for letter in letters) > 0.8 * len(letters)
        stands_alone = not begin <= date_at <= begin + len(line) and not is_genre(text) and not calls(text)
        if loud and stands_alone and 3 <= len(text.split()) <= _MAX_HEADLINE_WORDS:
            return title_of(text)
    return ""


def _lines(masked: str) -> list[tuple[int, str]]:
    """The first lines that say something, and where they begin."""
    found, begin = [], 0
    for line in masked.split("\n"):
        text = clean(line)
        if any(letter.isalpha() for letter in text) and not line.strip().startswith("#"):
            found.append((begin, line))
        begin += len(line) + 1
        if len(found) > _HEADLINES:
            break
    return found


def _prefixed(masked: str, date_at: int) -> str:
    """The title behind "[WEBINAR]", "LIVE |" or "Talk:"; also the line below one that says only that."""
    above = False
    for begin, line in _lines(masked)[:_HEADLINES]:
        text = clean(line)
        holds_date = begin <= date_at <= begin + len(line)
        led, rest = _without_kinds(text)
        if (led or above) and not is_genre(rest) and not holds_date and _may_be_title(rest, led=led):
            quoted = _QUOTED.search(rest)
            return title_of(next(part for part in quoted.groups() if part) if quoted else rest)
        above = is_genre(text)
    return ""


def _without_kinds(text: str) -> tuple[bool, str]:
    """A line without what only says its kind before "|", ":" or in brackets, and whether there was such."""
    led = False
    for _ in range(_MAX_PREFIXES):
        match = _PREFIXED.match(text)
        if not match or not is_genre(match["boxed"] or match["led"]) or is_genre(match["rest"]):
            break
        led, text = True, match["rest"]
    return led, text


def _may_be_title(text: str, *, led: bool) -> bool:
    words = len(text.split())
    if words > _MAX_HEADLINE_WORDS or len(text) > 180 or (text.isascii() and words < 2):
        return False
    return not text.endswith((".", "。", "!", "！")) or (led and words <= 12)


def _headline(masked: str, date_at: int) -> str:
    for begin, line in _lines(masked):
        text = clean(line)
        rest = text
        if is_genre(text):
            continue
        if begin <= date_at <= begin + len(line):
            rest = clean(line[: date_at - begin])
        title = title_of(_TAIL.sub("", rest) if rest is not text else rest).strip(" !")
        if text.endswith(("!", "！")) and kind_of_title(title) != "event":
            continue
        if 2 <= len(title.split()) <= _MAX_HEADLINE_WORDS or (not title.isascii() and 5 <= len(title) <= 60):
            return "" if text.endswith((".", "。")) and len(text.split()) > 9 else title
        break
    return ""


def _holders(ranked: list[tuple[int, str]], known: Names) -> tuple[str, ...]:
    for _, sentence in ranked:
        whole = clean(sentence, keep_handles=True)
        if (match := _HOLDING.match(whole)) and (names := _subject(match["by"], known)):
            return names
        if names := joined_in(whole, known):
            return names
    return ()


def _subject(text: str, known: Names) -> tuple[str, ...]:
    return names_in(names_before(text), known)


def _quoted_in(before: str, sentence: str, known: Names) -> Announced | None:
    whole = clean(sentence, keep_handles=True)
    match = _QUOTED.search(before) or _QUOTED.search(sentence)
    if match and is_title_quoted(sentence, match):
        held = _HOLDING.match(whole)
        return Announced(
            title_of(next(part for part in match.groups() if part)),
            (_subject(held["by"], known) if held else ()) or joined_in(whole, known),
            0.9,
        )
    return None


def _told_in(before: str, sentence: str, known: Names) -> Announced | None:
    text = clean(before)
    if match := _HOLDING.match(text):
        names = _subject(match["by"], known)
        if names:
            return Announced(_title(match["title"]), names, 0.8)
    if (match := _INVITING.search(text)) and not _CLAUSE.match(match["title"]):
        return Announced(_title(match["title"]), (), 0.8)
    if match := _HELD.match(clean(sentence)):
        return _with_possessive(_title(match["title"]), known)
    if run := _capital_run(clean(sentence)):
        return Announced(run, (), 0.7)
    phrase = _title(text)
    if (
        before != sentence
        and 3 <= len(phrase.split()) <= _MAX_PHRASE_WORDS
        and phrase[0].isupper()
        and kind_of_title(phrase) == "event"
    ):
        return Announced(phrase, (), 0.7)
    return None


def _capital_run(text: str) -> str:
    """The longest run of capitalised words that names a kind of event: "II Seminário Nacional de Cidades Resilientes"."""
    best = ""
    place = 0
    for word in re.finditer(r"\S+", text[:_MAX_RUN]):
        if word.start() < place:
            continue
        run = names_after(text, word.start(), commas=False)
        if run:
            place = word.start() + len(run)
        if (
            len(run.split()) >= 3
            and len(run) > len(best)
            and (kind_of_title(run) == "event" or names_kind_of_event(run))
        ):
            best = run
    return best


def is_title_quoted(sentence: str, match: re.Match[str]) -> bool:
    """False for what somebody says: a quotation that ends as a sentence does, or is followed by who said it."""
    inner = next(part for part in match.groups() if part)
    return not inner.rstrip().endswith((".", ",", "。")) and not re.match(
        r",?\s*(?:says?|said|dijo|dice|dit)\b", sentence[match.end() :]
    )


def _with_possessive(title: str, known: Names) -> Announced:
    match = _POSSESSIVE.match(title)
    names = names_in(match["by"], known) if match else ()
    return Announced(_title(match["title"]), names, 0.8) if match and names else Announced(title, (), 0.75)


def _title(text: str) -> str:
    text = _TAIL.sub("", squeeze(text))
    text = _BARE_KIND.sub("", _KIND_PREFIX.sub("", _ARTICLE.sub("", text))).strip(' ,;:–—-!“”"')
    return "" if len(text) > _MAX_TITLE or _NO_TITLE.fullmatch(text) else text
