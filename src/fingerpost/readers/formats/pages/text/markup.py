"""What mail programs, Markdown and printing put around the lines of a text, taken off again: reply marks, footnotes, emphasis."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fingerpost.readers.formats.pages.vocabulary import link_words

_MAX_LINE = 5_000

_REPLY = re.compile(r"^\s?(?:>\s?)+")
_REPLY_HEAD = re.compile(
    r"^(?:on|el|le|am|em|op|pada|vào)\s.{6,150}\s(?:wrote|escribió|a écrit|schrieb|escreveu|schreef|menulis|đã viết)\s?:$|^.{0,80}(?:님이 작성|のメール|写道)\s?[:：]$|"
    r"^-{2,}\s?(?:original message|forwarded message|mensaje original|message d'origine)\s?-{2,}$|^(?:from|to|cc|sent|subject):\s.{0,200}(?:@|re:|fwd?:).{0,200}$",
    re.IGNORECASE,
)
_FOOTNOTE = re.compile(r"^\s*\[(?P<number>\d{1,3})\]:?\s*<?(?P<url>https?://[^\s<>]{3,2048})>?\s*$")
_FOOTNOTE_MARK = re.compile(r"\s?\[(\d{1,3})\]")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{1,2048}\)")
_LINK = re.compile(
    r"\[(?P<text>[^\[\]\n]{1,400})\]\(<?(?P<url>[^()\s<>]{1,1024}(?:\([^()\s]{0,200}\)[^()\s<>]{0,500})?)>?(?:\s[\"'][^\"'\n]{0,200}[\"'])?\)"
)
_IN_ANGLES = re.compile(r"<(?P<url>https?://[^\s<>]{3,2048})>")
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+(?=\S)")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3}|_{1,3}|~~)(?=\S)([^*_~\n]{1,400}?)(?<=\S)\1(?![\w*])|`([^`\n]{1,200})`")
_RULER = re.compile(r"^[\s|:+\-=_*#~.·•–—─━═▬■◆●]{3,}$")
_PAGE = re.compile(
    r"^\s*(?:[-–—]\s?)?(?:page|página|pagina|seite|halaman|trang|หน้า)\s?\d{1,4}(?:\s?(?:of|de|sur|von|dari|/)\s?\d{1,4})?(?:\s?[-–—])?\s*$|^\s*[-–—]\s?\d{1,4}\s?[-–—]\s*$|"
    r"^\s*第\s?\d{1,4}\s?[页頁ページ]{1,3}(?:\s?[,，/]?\s?共\s?\d{1,4}\s?[页頁])?\s*$",
    re.IGNORECASE,
)
_LINKS_HEAD = re.compile(r"^\s*(?:links|references|enlaces|liens)\s?:?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Tidy:
    """One line as a reader's eye sees it; ``aside`` says why it is no content."""

    text: str
    aside: str = ""
    is_heading: bool = False


def tidy(lines: Sequence[str]) -> list[Tidy]:
    """Return each line without the marks of mail and Markdown, its links' addresses behind it."""
    replied = sum(line.lstrip().startswith(">") for line in lines) >= 2
    footnotes = {found["number"]: found["url"] for line in lines if (found := _FOOTNOTE.match(line[:_MAX_LINE]))}
    repeated = _running_heads(lines)
    return [_tidy(line, footnotes, replied=replied, running=place in repeated) for place, line in enumerate(lines)]


def _running_heads(lines: Sequence[str]) -> set[int]:
    """Lines beside a page's number that come again beside another one: heads and feet of printed pages."""
    filled = [place for place, line in enumerate(lines) if line.strip()]
    pages = [order for order, place in enumerate(filled) if _PAGE.match(lines[place][:100])]
    beside = {filled[near] for order in pages for near in (order - 1, order + 1) if 0 <= near < len(filled)}
    counts = Counter(line.strip() for line in lines) if beside else Counter[str]()
    return {place for place in beside if counts[lines[place].strip()] > 1}


def _tidy(line: str, footnotes: dict[str, str], *, replied: bool, running: bool) -> Tidy:
    if len(line) > _MAX_LINE:
        return Tidy(line)
    text = _REPLY.sub("", line) if replied else line
    bare = text.strip()
    if not bare:
        return Tidy("", "A mark of a reply." if line.strip() else "")
    if _RULER.match(bare):
        return Tidy("", "A ruler.")
    if _PAGE.match(bare) or running:
        return Tidy("", "The head or foot of a printed page.")
    if _REPLY_HEAD.match(bare):
        return Tidy("", "The head of a message.")
    if footnotes and (_FOOTNOTE.match(bare) or _LINKS_HEAD.match(bare)):
        return Tidy("", "The address of a link above.")
    heading = _HEADING.match(text)
    text = text[heading.end() :].rstrip(" #") if heading else text
    return Tidy(_plain(text, footnotes), is_heading=heading is not None)


def _plain(text: str, footnotes: dict[str, str]) -> str:
    behind: list[str] = []
    if "](" in text:
        text = _LINK.sub(lambda match: _linked(match, behind), _IMAGE.sub("", text))
    if footnotes:
        text = _FOOTNOTE_MARK.sub(lambda match: _noted(match, footnotes, behind), text)
    if "<http" in text:
        text = _IN_ANGLES.sub(lambda match: _behind(match["url"], behind), text)
    if any(mark in text for mark in "*_~`"):
        text = _EMPHASIS.sub(lambda match: match[2] or match[3] or "", text)
    if not behind:
        return text
    return _in_cells(text, behind) if "|" in text or "\t" in text else f"{text.rstrip()} {' '.join(behind)}"


def _linked(match: re.Match[str], behind: list[str]) -> str:
    url, text = match["url"], match["text"]
    if not url.lower().startswith(("http://", "https://")):
        return text
    does = link_words(text)
    _behind(f"{text}: {url}" if does else url, behind)
    return "" if does or text.startswith(("http://", "https://")) else text


def _noted(match: re.Match[str], footnotes: dict[str, str], behind: list[str]) -> str:
    return _behind(footnotes[match[1]], behind) if match[1] in footnotes else match.group()


def _behind(url: str, behind: list[str]) -> str:
    behind.append(url)
    return ""


def _in_cells(text: str, behind: list[str]) -> str:
    """A row of cells keeps its borders: the addresses go into its last empty cell, or into one of their own."""
    mark = "|" if "|" in text else "\t"
    cells = text.strip().strip("|").split(mark) if mark == "|" else text.split(mark)
    empty = [place for place, cell in enumerate(cells) if not cell.strip()]
    if empty:
        cells[empty[-1]] = f" {' '.join(behind)} "
        return mark.join(cells)
    return f"{text.rstrip().rstrip('|')} {' '.join(behind)}"
