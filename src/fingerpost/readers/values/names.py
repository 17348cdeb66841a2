"""Names of organisations: known ones, what an unknown one looks like, and where one ends and the next begins."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

from fingerpost.readers.data import rows
from fingerpost.readers.values.text import squeeze

_WORD = re.compile(r"\w+")
_MAX_NAME_WORDS = 16
_LONG_NAME = 12
_MIN_GLUED_WORD = 4
_MAX_ORGANISER_CHARACTERS = 300

#: Words that an organisation's name is built around, in the languages of such pages.
_HEADS = re.compile(
    r"\b(?:Ministr(?:y|ies|o|io|ère|erio|ério|erium)|Ministerio|Ministério|Kementerian|Department|Dept|Departamento|Département|Bureau|Office|Oficina|Agency|Agencia|Agence|"
    r"Agência|Authority|Commission|Comisión|Commissioner|Committee|Comité|Council|Consejo|Conseil|Secretariat|Government|Gobierno|Gouvernement|Governo|Pemerintah|Cabinet|"
    r"Embassy|Consulate|Municipality|Municipal|Municipio|Municipalidad|Mairie|Métropole|Prefecture|Prefeitura|Ayuntamiento|Alcaldía|Intendencia|Province|Region|"
    r"University|Universidad|Université|Universidade|Universitas|Universität|College|School|Institute|Institut|Instituto|Academy|Faculty|Laboratory|"
    r"Centre|Center|Centro|Zentrum|Hub|Lab|Observatory|Foundation|Fundación|Fundação|Fondation|Stiftung|Trust|Fund|Fondo|Bank|Banco|Banque|Corporation|Company|Inc|Ltd|GmbH|"
    r"Association|Asociación|Federation|Federación|Union|Alliance|Alianza|Coalition|Network|Red|Réseau|Rede|Partnership|Platform|Forum|Society|Societies|Club|Group|Consortium|"
    r"Organi[sz]ation|Organización|Organisation|Programme|Program|Programa|Initiative|Project|Mission|Board|Parliament|Assembly|Chamber|Headquarters|Taskforce|Task Force|"
    r"Cities|Nations|Museum|Hospital|Service|Services|Press|Collective|Cooperative|Cooperation)\b"
)
_ASIAN_HEAD = re.compile(
    r"(?:시|도|부|청|원|대학교|재단|협회|위원회|센터|省|庁|市|県|府|大学|機構|協会|財団|委員会|部|局|院|中心|政府|基金会|协会|學會|银行|銀行)$"
)
#: Where the word for what an office is stands first, and has no border that every script shows.
_HEAD_FIRST = re.compile(
    r"(?:Hiệp hội|Liên hiệp|Ủy ban|Uỷ ban|UBND|Hội(?! (?:thảo|nghị|chợ|đàm|thi))|Trung tâm|Viện|Trường|Đại học|Quỹ|Mạng lưới|Ngân hàng|Tổng cục|Cục|Sở|Bộ|Asosiasi|Yayasan|Dinas|Badan|Lembaga|Perkumpulan|Pusat|Jaringan|"
    r"Министерство|Администрация|Ассоциация|Университет|Комитет|Агентство|وزارة|بلدية|جامعة|منظمة|المنظمة|مؤسسة|هيئة|اتحاد|جمعية|أمانة|معهد|المعهد|مركز|برنامج|صندوق|بنك|مجلس|موئل|لجنة|مكتب)\s|"
    r"(?:กรม|กระทรวง|สำนัก|เทศบาล|มหาวิทยาลัย|สมาคม|มูลนิธิ|สถาบัน|องค์การ|องค์กร|ศูนย์|สภา|กรุงเทพมหานคร)"
)
#: Where it stands last, in scripts without capitals.
_HEAD_LAST = re.compile(
    r"(?:मन्त्रालय|मंत्रालय|विभाग|महानगरपालिका|नगरपालिका|संघ|विश्वविद्यालय|आयोग|प्रतिष्ठान|परिषद|निगम|মন্ত্রণালয়|অধিদপ্তর|কর্পোরেশন|বিশ্ববিদ্যালয়|ফাউন্ডেশন|সমিতি|পৌরসভা)$"
)
#: Words that begin the name of an office: what stands behind "and" is then another organisation.
_OPENERS = re.compile(
    r"(?:The\s+)?(?:Ministry|Department|Office|Government|City|Municipality|Embassy|Bureau|Agency|University|Institute|Centre|Center|Association|Federation|Council|"
    r"Kementerian|Ministerio|Ministère|Ministério|Gobierno|Ayuntamiento|Alcaldía|Universidad|Université|Prefeitura|Ville|Mairie)\b"
)
#: Their names list what they look after: "Ministry of Health, Labour and Welfare".
_MINISTRY = re.compile(
    r"(?:Ministry|Department|Ministerio|Ministère|Ministério|Committee|Commission|Kementerian)\b[^,]*$"
)
_SMALL = (
    "of the and for in on de del la las los le les du des et y e da do dos das di della to a an at with by und für der die das "
    "von zur zu within between from as against"
)
_SMALL_WORDS = frozenset(_SMALL.split())
_PARTED = re.compile(r"\s[–—-]\s|[:|?!;]")
_ACRONYM = re.compile(
    r"(?:(?=[\w.&‑-]*[A-Z][\w.&‑-]*[A-Z])[A-Z][A-Za-z0-9&.‑-]{1,14}|[a-z]?[A-Z]{2,}[A-Za-z0-9-]{0,10}|[a-z]{1,2}[A-Z][\w-]{0,10}[A-Z][\w-]{0,12})$"
)
_JOIN_ROLES = re.compile(
    r"\s*[(\[]?\s*\b(?:co-?organi[sz]ed|jointly organi[sz]ed|organi[sz]ed|co-?hosted|hosted|in (?:partnership|collaboration|cooperation|co-operation|association)|together|"
    r"with (?:the )?support|supported|with support|en (?:colaboración|colaboracion|partenariat|asociación|conjunto|alianza|collaboration) (?:con|avec)|em parceria com|bekerja ?sama|phối hợp (?:với|cùng)|"
    r"sa pakikipagtulungan (?:ng|sa)|bersama(?:-sama)?|ร่วมกับ|بالتعاون مع|بالشراكة مع)\b\s*(?:with|by|of|from|dengan)?\s*",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:co-?)?(?:organi[sz](?:ed|er|ers)|host(?:ed|s)?|convened|presented|published|publisher|prepared|issued|organisateurs?|organizado|organiza|organizan|organisé|diselenggarakan)"
    r"(?:\s+(?:by|por|par|oleh))?|by|par|por|oleh|von|with|con|avec|com|bersama|주최|主催)\s*[:：]?\s+",
    re.IGNORECASE,
)
_SURE_SEPARATOR = re.compile(r"\s*(?:[;|\n•]|\s/\s|\s\+\s|\s[x×]\s|\s&\s?|&\s)\s*")
_PLAIN_SEPARATOR = re.compile(
    r"\s*(?:,\s*(?:and|&|y|et|e|und|dan)\s|,|&|/|\s(?:and|y|et|e|und|dan|with|avec|con|com)\s|、|・|및)\s*"
)
#: "Organised by WHO. What the clear skies taught": a name ends with its sentence, though not with "Dept." or "Univ."
NEXT_SENTENCE = re.compile(
    r"(?<=\w{3})(?<!\b[A-Z][a-z]{2})(?<!\b(?:Dept|Univ|Inst|Corp|Intl|Govt))[.。]\s+(?=[A-ZÀ-Ý][^\W\d_]+\s+\S+\s)"
)
_HYPHEN = re.compile(r"\s?[-–‑]\s?")
_OF_STATE = re.compile(r"minist|kementer|departe|sekretar|behörde|amt\b", re.IGNORECASE)
_FOREIGN_AND = frozenset({"y", "et", "e", "und", "dan"})
COUNTRY_TAIL = re.compile(
    r"(?:the\s+)?(?:Nepal|Japan|Korea|Republic of Korea|South Korea|India|China|P\.?R\.? China|Indonesia|Philippines|Thailand|Viet ?Nam|Malaysia|Singapore|Bangladesh|Pakistan|Sri Lanka|"
    r"Taiwan|Mongolia|Cambodia|Lao PDR|Laos|Myanmar|Bhutan|Maldives|Fiji|Iran|Iraq|Turkey|Türkiye|Germany|France|Spain|Italy|Portugal|UK|U\.K\.|United Kingdom|England|Scotland|Wales|"
    r"Ireland|Netherlands|Belgium|Switzerland|Austria|Sweden|Norway|Denmark|Finland|Poland|Greece|Russia|Ukraine|USA|U\.S\.A?\.?|US|United States|Canada|Mexico|México|Brazil|Brasil|Argentina|"
    r"Chile|Colombia|Peru|Perú|Ecuador|Uruguay|Costa Rica|Australia|New Zealand|South Africa|Kenya|Nigeria|Ghana|Senegal|Ethiopia|Uganda|Rwanda|Tanzania|Morocco|Tunisia|Egypt|Jordan|"
    r"Lebanon|Israel|UAE|Qatar|Saudi Arabia|Asia|Africa|Europe|Asia-Pacific|Bangkok|Seoul|Tokyo|Geneva|New York|Washington,? D\.?C\.?|London|Paris|Berlin|Jakarta|Manila|Bonn|Nairobi)$"
)


@dataclass(frozen=True, slots=True)
class Names:
    """A set of known names, ready for finding them in text. Long names are matched without regard to case."""

    names: frozenset[str]
    occasions: frozenset[str] = frozenset()
    _folded: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    _lengths: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(cls, names: Iterable[str], occasions: Iterable[str] = ()) -> "Names":
        tidy = frozenset(_tidy(name) for name in names)
        lengths: dict[str, set[int]] = {}
        for name in tidy:
            if word := _WORD.search(name):
                lengths.setdefault(word.group().casefold(), set()).add(len(name))
        folded = frozenset(name.casefold() for name in tidy if " " in name and len(name) > _LONG_NAME)
        longest_first = {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}
        return cls(tidy, frozenset(occasions), folded, longest_first)

    def whole_at(self, text: str, position: int) -> int | None:
        """Return where the longest known name that begins at a position stops, at the end of a word; or None."""
        word = _WORD.match(text, position)
        if not word:
            return None
        for length in self._lengths.get(word.group().casefold(), ()):
            stop = position + length
            if stop > len(text) or (stop < len(text) and text[stop].isalnum()):
                continue
            found = _tidy(text[position:stop])
            if found in self.names or found.casefold() in self._folded:
                return stop
        return None

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self.whole_at(name, 0) == len(name) > 0

    def glued_tail(self, text: str) -> int | None:
        """Return where a known name begins that ends the text and is glued to the word before it, or None."""
        for start in range(max(len(text) - _MAX_ORGANISER_CHARACTERS, 1), len(text) - 2):
            if text[start].isupper() and text[start - 1].isalnum() and text[start:] in self.names:
                return start if self._stands_before(text, start) else None
        return None

    def _stands_before(self, text: str, start: int) -> bool:
        """The word that the name is glued to must be a word of some length, and both together no name: "CIDEU"."""
        begin = start
        while begin > 0 and text[begin - 1].isalnum():
            begin -= 1
        return start - begin >= _MIN_GLUED_WORD and text[begin:] not in self.names


@cache
def known_names() -> Names:
    """The well-known names shipped with the product; a hub adds its own authority file to them."""
    names: list[str] = []
    occasions: list[str] = []
    for (line,) in rows("organisations.txt"):
        name, _, kind = line.partition(" ~ ")
        (occasions if kind else names).extend(part.strip() for part in name.split(" | "))
    return Names.of(names, occasions)


def _tidy(name: str) -> str:
    return name.replace("'", "’")


@lru_cache(maxsize=4096)
def is_like_name(text: str) -> bool:
    """True if a text is built as names of organisations are: capitals throughout, or an acronym, or an office's word in it.

    >>> is_like_name("Ministry of Health and Welfare"), is_like_name("Planning for climate change during the crisis")
    (True, False)
    """
    text = text.strip(" ,.")
    if not text or len(text) > 160 or text.endswith(("?", "!", ":")) or text.count("(") != text.count(")"):
        return False
    if _ACRONYM.match(text):
        return True
    if _PARTED.search(text):
        return False
    words = [word.strip("()[],.’'“”\"") for word in text.split()]
    words = [word for word in words if word]
    if not words or len(words) > _MAX_NAME_WORDS:
        return False
    if _is_foreign_office(text):
        return True
    if not any(letter.isascii() for letter in text if letter.isalpha()):
        return len(text) <= 30 and bool(_ASIAN_HEAD.search(text.split("(")[0].strip()))
    return all(
        word[0].isupper()
        or word[0].isdigit()
        or word.casefold() in _SMALL_WORDS
        or not word[0].isalpha()
        or word[1:2].isupper()
        for word in words
    )


@lru_cache(maxsize=4096)
def has_head(text: str) -> bool:
    """True if a text holds a word that organisations' names are built around: "Ministry", "University", "Network"."""
    return bool(_HEADS.search(text) or _ASIAN_HEAD.search(text.strip())) or _is_foreign_office(text.strip())


def _is_foreign_office(text: str) -> bool:
    """True for offices in languages that write names without capitals, or with one only."""
    return bool(_HEAD_FIRST.match(text) or _HEAD_LAST.search(text))


def is_acronym(text: str) -> bool:
    return bool(_ACRONYM.match(text.strip()))


def split_organisers(text: str, known: Names) -> list[str]:
    """Return the organisations named in one cell, as written and in order.

    Known names are kept whole whatever they hold ("Bill & Melinda Gates Foundation"); "and", commas and hyphens divide only
    where both sides can stand alone; a country behind a comma stays with its organisation; what follows "@" is the occasion.

    >>> split_organisers("UCLG, Metropolis & UN-Habitat", known_names())
    ['UCLG', 'Metropolis', 'UN-Habitat']
    """
    text = _LEAD.sub("", squeeze(text[:2000].replace("\n", " ; ")).strip(" ,;:"))
    text = re.sub(r"^[OA] (?=[A-Z]{2})", "", NEXT_SENTENCE.split(text, maxsplit=1)[0])  # "O ICLEI", in Portuguese
    return list(dict.fromkeys(name for part in _by_roles(text.partition("@")[0]) for name in _divide(part, known)))


def occasion_of(text: str) -> str | None:
    """Return what stands behind "@" in an organiser's cell: "WRI@London Climate Action Week 2020"."""
    occasion = squeeze(text.partition("@")[2]).strip(" ,;.")
    return occasion if occasion and " " in occasion else None


def _by_roles(text: str) -> Iterator[str]:
    """Cut "A & B (co-organised with C & D)" before the words that say how C and D take part."""
    start = 0
    for match in _JOIN_ROLES.finditer(text):
        if match.start() and match.group().strip():
            yield text[start : match.start()]
            start = match.end()
    yield text[start:].rstrip(")] ") + (
        ")" if text[start:].count("(") == text[start:].count(")") and text.endswith(")") and "(" in text[start:] else ""
    )


def _divide(text: str, known: Names) -> list[str]:
    text = text.strip(" ,;.&–-") if text not in known else text
    if not text:
        return []
    if text in known:
        return [text]
    kept = _protected(text, known)
    for pattern in (_SURE_SEPARATOR, _PLAIN_SEPARATOR, _HYPHEN):
        parts = _cut(text, pattern, kept, known)
        if len(parts) > 1:
            return [name for part in parts for name in _divide(part, known)]
    return [text]


def _protected(text: str, known: Names) -> list[tuple[int, int]]:
    """The spans of known names and of brackets, inside which nothing is divided."""
    spans, position = [], 0
    while position < len(text):
        if text[position] == "(" and ")" in text[position:]:
            stop = text.index(")", position) + 1
        elif (position == 0 or not text[position - 1].isalnum()) and (found := known.whole_at(text, position)):
            stop = found
        else:
            position += 1
            continue
        spans.append((position, stop))
        position = stop
    return spans


def _cut(text: str, pattern: re.Pattern[str], kept: list[tuple[int, int]], known: Names) -> list[str]:
    parts, start = [], 0
    for match in pattern.finditer(text):
        if any(begin < match.end() and match.start() < stop for begin, stop in kept) or match.start() == 0:
            continue
        left, right = text[start : match.start()], text[match.end() :]
        if left.strip() and right.strip() and _divides(match.group(), left, right, pattern, known):
            parts.append(left)
            start = match.end()
    return [*parts, text[start:]]


def _divides(mark: str, left: str, right: str, pattern: re.Pattern[str], known: Names) -> bool:
    following = _PLAIN_SEPARATOR.split(right, maxsplit=1)[0]
    if pattern is _SURE_SEPARATOR:
        return "&" not in mark or _stands_alone(following, known) or _stands_alone(left, known) or not has_head(left)
    if pattern is _HYPHEN:
        parts = _HYPHEN.split(f"{left}-{right}")
        alone = [_stands_alone(part, known) or _begins_with_known(part, known) for part in parts]
        if "-" in mark.strip("\u2011") and " " not in mark and is_acronym(f"{left}-{right}") and parts[-1] not in known:
            return False
        # Both sides of a bare hyphen must be names that stand alone: "Asia-Pacific" and "UN-Water" stay whole.
        return (
            sum(alone) >= len(alone) - 1
            and _begins_with_known(parts[0], known)
            and all(part[:1].isupper() for part in parts)
        )
    if "," in mark and mark.strip() == ",":
        if _MINISTRY.match(left) and not has_head(following) and not _stands_alone(following, known):
            return False
        return not COUNTRY_TAIL.match(following.strip()) or following.strip() in known
    if mark.strip() in {"&", "/"}:
        return _stands_alone(following, known) or _stands_alone(left, known)
    if "," in mark or "、" in mark:
        return True
    if (
        mark.strip() in _FOREIGN_AND
        and len(left.split()) > 1
        and is_like_name(left)
        and is_like_name(following)
        and not has_head(left)
        and not _OF_STATE.search(left)
    ):
        return True
    return (
        _stands_alone(following, known)
        or _ends_at_place(following)
        or bool(_OPENERS.match(following))
        or _begins_with_known(left, known)
    )


def _ends_at_place(text: str) -> bool:
    """ "Clean Air Asia" stands alone behind any "and", "Welfare" does not."""
    words = text.strip(" ,.").split()
    return 2 <= len(words) <= 5 and all(word[0].isupper() for word in words) and bool(COUNTRY_TAIL.match(words[-1]))


def _stands_alone(text: str, known: Names) -> bool:
    text = text.strip(" ,.")
    return text in known or is_acronym(text) or bool(_OPENERS.match(text)) or _begins_with_known(text, known)


def _begins_with_known(text: str, known: Names) -> bool:
    text = text.strip()
    stop = known.whole_at(text, 0)
    return stop is not None and (stop == len(text) or text[stop : stop + 2] == " (")
