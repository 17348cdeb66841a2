"""Who organises what a post announces: behind a label, or in the middle of a sentence."""

import re
from collections.abc import Iterable

from fingerpost.readers.formats.cells import organisers_in
from fingerpost.readers.formats.pages.html.vocabulary import label_of
from fingerpost.readers.formats.posts.marks import is_genre
from fingerpost.readers.values.names import Names, split_organisers
from fingerpost.readers.values.text import squeeze

_HANDLE = re.compile(r"(?<![\w@])@(?=\w)")
_BETWEEN_HANDLES = re.compile(r"\s*(?:[,&+/]|\b(?:and|y|e|et|dan|with|con|avec|und)\b)+\s*(?=@)")
#: Articles that open a name without belonging to it; capitals belong to it: "La Paz".
_ARTICLE = re.compile(
    r"(^|[,;&/(]\s*|\s(?:and|y|e|et|dan|und|at|with|con|avec|com)\s)(?:(?:l|d)['’](?=[A-ZÀ-Ý])|(?:the|la|le|les|el|los|las|o|a|os|as|do|da|dos|das|del|de la|du|des|die|der|das|den|ang|mga|ng|sang)\s+(?=[A-ZÀ-Ý]))"
)
_OPENING_ARTICLE = re.compile(r"^(?:The|Our|Its|This|An?|Notre|Nuestr[oa]|El|Los|Les|Le)\s+(?=[A-ZÀ-Ý])")
_BY = re.compile(
    r"\b(?:(?:co-?|jointly )?(?:organi[sz]ed|hosted|convened|presented|run|led)(?: jointly)? by|organi[sz]ers?:|hosts?:|hosted with|organisée?s? par|proposée?s? par|organizad[oa]s? (?:por|pel[oa]s?)|"
    r"promovid[oa] (?:por|pel[oa])|realizad[oa] (?:por|pel[oa])|convocad[oa] por|(?:realização|iniciativa|promoção) d(?:e|[aeo]s?)|an initiative (?:of|by)|une initiative d(?:e|u|es)|event by|diselenggarakan oleh|digelar oleh|dianjurkan oleh|anjuran|(?:kayo|kita) ng|veranstaltet von)\s+",
    re.IGNORECASE,
)
#: 'Webinar "Safe Schools" by UNESCO and UNICEF'
_QUOTE_BY = re.compile(r"[”\"»』」’]\s+(?:by|par|por|oleh|von|da|ng|with)\s+", re.IGNORECASE)
_THAI_BY = re.compile(r"(?:จัดโดย|โดย)\s*(?P<by>[^\n]{2,120})")
_KOREAN = re.compile(
    r"(?P<by>[^\s.!?\n][^.!?\n]{0,60}?)(?:이|가|은|는|에서)\s+(?:공동(?:으로)?\s*)?(?:주최|주관|개최|마련)"
)
_VIETNAMESE = re.compile(r"\bdo\s+(?P<by>[^.!?\n]{3,140}?)\s+(?:đồng\s+|phối hợp\s+)?(?:tổ chức|thực hiện|chủ trì)\b")
_JAPANESE = re.compile(r"(?P<by>[^\s。！？\n、は]{2,40})(?:は|が)[、,]?[^。\n]{0,40}(?:開催|主催|実施)")
_KOREAN_SUBJECT = re.compile(
    r"(?:^|\n)\s*(?P<by>[가-힣A-Za-z][^.!?\n,‘“「]{1,40}?)(?:은|는|이|가)\s+[^.!?\n]{0,120}(?:개최|주최|엽니다|진행(?:합|할))"
)
_CHINESE = re.compile(r"由(?P<by>[^，。\n]{2,60}?)(?:联合|聯合|共同)?(?:主办|主辦|举办|舉辦|承办)的?")
#: What may stand between the capitals of several names.
PARTING = "\x01"  #: stands where a date was
_JOIN = re.compile(r"\bjoin\s+(?P<by>[A-Z@][^.!?\n]{2,80}?)\s+(?:for|at|on|in|as)\b")
#: "联合国减灾署与国家减灾中心"
_ASIAN_AND = re.compile(
    r"(?<=[署部局院会會所心府学學金行市省县縣団体構社庁組织])(?:与|與|和|及|と)(?=[\u4e00-\u9fffA-Z])"
)
_VIETNAMESE_AND = re.compile(
    r"\s+và\s+(?=(?:Bộ|Sở|Ủy ban|Hội|Viện|Trung tâm|Đại học|Liên hiệp|Hiệp hội|Ngân hàng|Quỹ|Tổng cục|Cục|Thành phố)\b|[A-Z]{2,})"
)
_LABEL_WITHIN = re.compile(r"\s*[/|·;,、，；]?\s*(?P<label>[^\W\d_]{2,12})\s?[:：]\s*")
_JOINING = (
    "and & the of for in on de del la las los le les des du et y e da do dos das di und für von with together jointly along as well collaboration partnership cooperation "
    "co-operation association con colaboración alianza conjunto en avec partenariat parceria com dengan bersama bekerja sama dan to its support their ng sa at mga"
)
_JOINERS = frozenset(_JOINING.split())
_WORD = re.compile(r"\S+")
_SENTENCE_WORDS = 40
_PRONOUN = re.compile(
    r"(?:the|a|an|our|we|i|you|they|he|she|it|this|that|these|when|where|what|why|how|who|which|se|nous|nosotr[oa]s|nós|kami|kita|wir|chúng tôi)",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"[(\[“\"'’#@.]*(?:[^\W\d_a-zß-ÿ]|[a-z]{1,2}[A-Z]|l['’][A-Z]|d['’][A-Z])")


def names_in(text: str, known: Names) -> tuple[str, ...]:
    """Return the organisers if a piece of a sentence holds nothing else, without articles and the marks of mentions."""
    text = _tidy(text)
    if _PRONOUN.fullmatch(text):
        return ()
    names = organisers_in(text, known, strict=False) or tuple(
        name for name in split_organisers(text, known) if name in known
    )
    return tuple(name for name in names if not is_genre(name))


def labelled_names(values: Iterable[str], known: Names) -> tuple[str, ...]:
    """Return the organisers behind labels, whatever they look like."""
    found = [name for value in values for name in split_organisers(_tidy(_without_labels(value)), known)]
    return tuple(dict.fromkeys(name for name in found if any(letter.isalpha() for letter in name)))


def _without_labels(text: str) -> str:
    """ "서울시 / 주관: 서울연구원" has a label within; one for those who only help ends the list."""
    found: list[str] = []
    start = 0
    for match in _LABEL_WITHIN.finditer(text):
        role = label_of(match["label"])
        if role is None:
            continue
        found.append(text[start : match.start()])
        start = match.end()
        if role != "organiser":
            return " ; ".join(found)
    return " ; ".join([*found, text[start:]])


def organised_by(text: str, known: Names) -> tuple[str, ...]:
    """Return whom a sentence says to organise: "… organised by X in collaboration with Y"."""
    for match in (*_BY.finditer(text), *_QUOTE_BY.finditer(text)):
        if names := names_in(names_after(text, match.end()), known):
            return names
    for pattern in (_VIETNAMESE, _THAI_BY, _KOREAN, _CHINESE, _JAPANESE):
        if (found := pattern.search(text)) and (names := _plausible(found["by"], known)):
            return names
    if (found := _KOREAN_SUBJECT.search(text)) and (names := names_in(found["by"], known)):
        return names
    return ()


def _plausible(text: str, known: Names) -> tuple[str, ...]:
    names = labelled_names([text], known)
    return names if all(len(name) <= 60 and len(name.split()) <= 9 for name in names) else ()


def joined_in(text: str, known: Names) -> tuple[str, ...]:
    """Return whom people are asked to join: "join Cities Alliance for the webinar"."""
    match = _JOIN.search(text)
    return names_in(match["by"], known) if match else ()


def names_after(text: str, place: int, *, commas: bool = True) -> str:
    """Return the run of capitalised words that begins at a place, with the small words between them."""
    words: list[str] = []
    for match in _WORD.finditer(text, place, place + 400):
        word = match.group()
        if not _may_belong(word):
            break
        words.append(word.rstrip(".!?;:" if commas else ".!?;:,"))
        if not commas and word.endswith(","):
            break
        if word[-1] in ".!?;:" and not re.fullmatch(r"(?:[A-Z]\.)+", word):
            break
    return " ".join(_trimmed(words))


def names_before(text: str) -> str:
    """Return the run of capitalised words that ends a text, with the small words between them."""
    words: list[str] = []
    for word in reversed(text[-400:].split()):
        if not _may_belong(word) or (words and word[-1] in ".!?;:") or (")" in word and "(" not in word):
            break
        words.append(word)
    return " ".join(_trimmed(list(reversed(words))))


def _may_belong(word: str) -> bool:
    return bool(_CAPITAL.match(word)) or word.strip(",()").casefold() in _JOINERS


def _trimmed(words: list[str]) -> list[str]:
    while words and not _CAPITAL.match(words[-1]):
        words.pop()
    while words and not _CAPITAL.match(words[0]):
        words.pop(0)
    return words


def _tidy(text: str) -> str:
    text = _VIETNAMESE_AND.sub(" ; ", text)
    text = _ASIAN_AND.sub("、", _BETWEEN_HANDLES.sub(" ; ", text))
    text = _ARTICLE.sub(r"\1", squeeze(_HANDLE.sub("", text)))
    return _OPENING_ARTICLE.sub("", text).strip(" ,;:.–—-")
