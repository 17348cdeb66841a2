"""Who organises a page's item, as labels and sentences name them."""

import re

from fingerpost.readers.formats.pages.html.fields import Fields
from fingerpost.readers.formats.pages.html.lines import Line
from fingerpost.readers.formats.pages.html.vocabulary import label_of
from fingerpost.readers.values.names import has_head, is_acronym, is_like_name, split_organisers

_SUBJECT = re.compile(
    r"^(?P<names>[^.;:!?]{2,160}?)\s+(?:(?:is|are) (?:hosting|organi[sz]ing|inviting|holding|pleased to)|(?:cordially |jointly |warmly )?invites?\b|will (?:jointly |co-?)?(?:host|hold|organi[sz]e)|"
    r"(?:co-?)?hosts?\b|mengundang|mengadakan|menyelenggarakan|(?:los |las |les |le )?invitan?\b|invitent?\b|vous invitent?\b|organisent?\b|organizan?\b|convidam?\b|realizam?\b|promovem?\b|(?:lädt|laden)\b)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b(?:(?:jointly |co-?)?(?:organi[sz]ed|hosted|convened|presented|held|led|arranged)(?: jointly)? by|in (?:partnership|collaboration|cooperation|association) with|jointly with|co-?hosted with|"
    r"organisée?s? (?:conjointement )?par|en (?:partenariat|collaboration) avec|(?:co-?)?organizad[oa]s? (?:conjuntamente )?por|convocad[oa] por|en (?:colaboración|alianza|conjunto) con|"
    r"promovid[oa] (?:por|pel[oa])|organizad[oa] pel[oa]|realizad[oa] pel[oa]|em (?:parceria|colaboração) com|(?:di)?selenggarakan oleh|bekerja ?sama dengan|veranstaltet von|in (?:Kooperation|Zusammenarbeit) mit)\s+(?:the\s+|den?\s+|dem\s+|l['’]|la\s+|le\s+|les\s+|el\s+)?",
    re.IGNORECASE,
)
_WITH = re.compile(r"in |jointly with|en |em |bekerja", re.IGNORECASE)
_ENDS_NAMES = re.compile(
    r"\s(?:on (?:the )?(?:\d|mon|tue|wed|thu|fri|sat|sun|[A-Z][a-z]+ \d)|from \d|at \d|as part|as a|within|under the|during|with (?:the )?(?:financial )?support|supported|funded|which|that|who|will|is|are|was|"
    r"has|have|aims?|brings?|invites?|mengundang|akan|invitan?|invitent?|vous|convidam?|to (?:discuss|share|launch|present|explore|help|support|mark)|for (?:cities|local|mayors|city|all|the first)|dans le cadre|avec le soutien|le \d|en el marco|con el apoyo|el \d|no âmbito|dalam rangka|mit Unterstützung|am \d)\b"
)
_NO_NAMES = frozenset({"the", "zoom", "youtube", "we", "it", "you", "this"})
_AND_THE = re.compile(
    r",?\s(?:and|y|e|et|und|dan|ed)\s+(?:(?:the|el|la|los|las|le|les|der|die|das|dem|den|o|a|os|as|il|lo)\s+|l['’])(?=[A-ZÀ-Þ])"
)
_ARTICLE = re.compile(r"^(?:the|The|le|la|les|el|los|las|der|die|das|dem|den|o|os|as)\s(?=[A-ZÀ-Þ])|^l['’](?=[A-ZÀ-Þ])")
_AUTHOR = re.compile(
    r"(?:authors?|author\(s\)|written by|lead author|auteurs?|autrices?|autore?s?|autora|autoría|penulis|저자|지은이|著者|執筆者|作者|verfasser|autoren|автор|tác giả|ผู้แต่ง|लेखक|autori|yazar|المؤلف)",
    re.IGNORECASE,
)


def named_organisers(sentence: str, fields: Fields) -> list[str]:
    """Return who a sentence says organises the thing; words that are no names of organisations are left.

    "The session is organised by UCLG and Metropolis as part of …" names UCLG and Metropolis.
    """
    found: list[str] = []
    if (subject := _SUBJECT.match(sentence.strip())) and not _BY.match(subject["names"]):
        found += _names_of(subject["names"], fields, offices=True)
    for match in _BY.finditer(sentence):
        if not found and _WITH.match(match.group()):
            found += _names_of(sentence[: match.start()], fields)
        tail = sentence[match.end() : match.end() + 300]
        if (other := _BY.search(tail)) is not None:
            tail = tail[: other.start()]
        if (stop := _ENDS_NAMES.search(tail)) is not None:
            tail = tail[: stop.start()]
        found += _names_of(tail, fields, whole=False)
    return list(dict.fromkeys(found))


def _names_of(text: str, fields: Fields, *, offices: bool = False, whole: bool = True) -> list[str]:
    """The organisations that a part of a sentence names.

    ``whole`` parts name nothing else, or they are no list of names at all; among ``offices`` one is known or built like one for sure.
    """
    parts = split_organisers(_AND_THE.sub("; ", text.strip(" .,;:")), fields.known)
    names = [_ARTICLE.sub("", name.strip(" .,;:")) for name in parts]
    good = [name for name in names if name in fields.known or is_like_name(name) or has_head(name)]
    good = [name for name in good if 1 < len(name) <= 120 and name.casefold() not in _NO_NAMES]
    if whole and len(good) < len(names):
        return []
    if offices and not any(_is_organisation(name, fields) for name in good):
        return []
    return good


def without_authors(lines: list[Line], fields: Fields) -> list[Line]:
    """Leave out persons: who is called an author stays only if known, or built like an organisation's name."""
    kept: list[Line] = []
    skipping = False
    for line in lines:
        head, colon, value = line.text.partition(":")
        if _AUTHOR.fullmatch(head.strip()) and (colon or line.block in ("dt", "th") or line.heading):
            skipping = not value.strip()
            if value.strip() and _is_organisation(value.strip(), fields):
                kept.append(line)
            continue
        if skipping and not _is_organisation(line.text, fields):
            skipping = line.block in ("dd", "li") and label_of(line.text) is None
            if skipping or label_of(line.text) is None:
                continue
        elif skipping:
            fields.add_organisers(line.text)
            skipping = False
            continue
        kept.append(line)
    return kept


def _is_organisation(text: str, fields: Fields) -> bool:
    return text in fields.known or has_head(text) or is_acronym(text)


def settle_names(fields: Fields) -> None:
    """Names without their articles, each once; "A in partnership with B" is both."""
    whole = [part for name in fields.organisers for part in _AND_THE.split(name)]
    names = [part for name in whole for part in _parted(name, fields)]
    fields.organisers = list(dict.fromkeys(_ARTICLE.sub("", name) for name in names))


def _parted(name: str, fields: Fields) -> list[str]:
    match = _BY.search(name)
    if match is None or not match.start():
        return [name]
    return [name[: match.start()].strip(" ,;("), *named_organisers(name, fields)]
