"""A newsletter's HTML as the page that it looks like: no tables for layout, no hidden text, no lines for the post office."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

from fingerpost.readers.formats.fragments import read_fragment

_TABLE_TAG = re.compile(r"<(/?)(table|thead|tbody|tfoot|tr|td|th|center)\b([^<>]{0,4000})>", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|(?:^|[;\s])(?:max-height|font-size|line-height)\s*:\s*0(?:px)?\s*(?:;|!|$)",
    re.IGNORECASE,
)
_BLOCK_TAG = re.compile(r"<(?:p|div|h[1-6]|ul|ol|li|table|blockquote|br)\b", re.IGNORECASE)
_MAX_FURNITURE, _MAX_HEAD, _MAX_HIDDEN = 700, 1_500, 3_000
_MAX_DROPPED, _MAX_CLIMB, _MAX_HEADS = 60, 6, 400
#: What letters to many say about themselves: how to leave, how to see them elsewhere, why they came.
FURNITURE = re.compile(
    r"unsubscrib|opt[- ]?out|manage (?:your )?(?:preferences|subscription)|(?:update|change) (?:your )?(?:email )?preferences|view (?:this|it|the) .{0,20}(?:browser|online)|view in browser|read in app|"
    r"you(?:'re| are) receiving this|this e-?mail was sent to|forward (?:this )?(?:e-?mail )?to a friend|add us to your address book|all rights reserved|our mailing address|privacy policy|"
    r"darse de baja|cancelar (?:la |su )?suscripci[óo]n|ver (?:este correo |en el )?(?:en el )?navegador|ha recibido (?:este|porque)|este correo (?:fue|ha sido) enviado|"
    r"désabonner|désinscrire|se désinscrire|afficher .{0,30}navigateur|voir .{0,30}(?:en ligne|navigateur)|vous recevez|cancelar (?:a )?(?:inscrição|assinatura)|descadastr|ver no navegador|você recebeu|"
    r"abmelden|abbestellen|im browser (?:ansehen|anzeigen|öffnen)|sie erhalten diese|disiscriv|annulla l['’]iscrizione|visualizza nel browser|berhenti berlangganan|lihat di (?:peramban|browser)|"
    r"hủy đăng ký|xem trong trình duyệt|ยกเลิกการ(?:รับ|สมัคร)|수신\s?거부|발신\s?전용|구독\s?취소|웹에서 보기|브라우저에서|配信停止|購読解除|ブラウザで|配信解除|退订|退訂|取消订阅|取消訂閱|在浏览器中|在瀏覽器|"
    r"отписаться|открыть в браузере|إلغاء الاشتراك|सदस्यता समाप्त|afmelden|avregistrera|abonelikten",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Table:
    """A table while its tags are counted."""

    tags: list[int] = field(default_factory=list)  #: places in the list of all tags
    rows: list[int] = field(default_factory=list)  #: cells of each row
    heads: int = 0
    nests: bool = False


def as_page(html: str, *, is_head: Callable[[str], bool] | None = None) -> str:
    """Return a letter's HTML without what is not meant for its readers, its layout tables turned into blocks.

    ``is_head`` tells the headers of an inner message, which go as well.
    """
    tree = LexborHTMLParser(html)
    if is_head:
        _drop_heads(tree, is_head)
    for node in [one for one in tree.css("[style]") if _HIDDEN.search(one.attributes.get("style") or "")][
        :_MAX_DROPPED
    ]:
        if node.parent is not None and len(node.text(deep=True)) < _MAX_HIDDEN:
            node.decompose()
    _drop_furniture(tree)
    return _without_layout(tree.html or "")


def _drop_furniture(tree: LexborHTMLParser) -> None:
    """Drop the lines for the post office: from each one's words up to the largest block that says little more."""
    body = tree.body
    texts = (
        []
        if body is None
        else [
            node
            for node in body.traverse(include_text=True)
            if node.tag == "-text" and FURNITURE.search(node.text_content or "")
        ]
    )
    for text in texts[:_MAX_DROPPED]:
        found, above = None, text.parent
        for _ in range(_MAX_CLIMB):
            if (
                above is None
                or above.tag in ("body", "html")
                or len(above.text(deep=True)) > _MAX_FURNITURE
                or above.css_first("h1, h2, h3, li")
            ):
                break
            found, above = above, above.parent
        if found is not None and found.parent is not None:
            found.decompose()


def _drop_heads(tree: LexborHTMLParser, is_head: Callable[[str], bool]) -> None:
    nodes = tree.css("div, p, td")
    blocks = [node for node in nodes[:_MAX_HEADS] if len(node.text(deep=True)) < _MAX_HEAD]
    for node in reversed(blocks):  # the innermost first
        if node.parent is not None and is_head(read_fragment(node.html or "").text):
            node.decompose()


def _without_layout(html: str) -> str:
    tags = list(_TABLE_TAG.finditer(html))
    layout = _layout_tags(tags)
    pieces, place = [], 0
    for number, tag in enumerate(tags):
        if number in layout or tag[2].lower() == "center":
            pieces += [html[place : tag.start()], _instead(html, tags, number, wide=layout.get(number, False))]
            place = tag.end()
    return "".join([*pieces, html[place:]])


def _instead(html: str, tags: list[re.Match[str]], number: int, *, wide: bool) -> str:
    """A block for what stands side by side; what only stands below the other needs none, a bare line a paragraph."""
    tag = tags[number]
    if wide:
        marks = re.search(r'class="[^"<>]{0,300}"', tag[3])
        return f"<{tag[1]}div{f' {marks[0]}' if marks and not tag[1] else ''}>"
    if tag[2].lower() != "td":
        return ""
    other = number - 1 if tag[1] else number + 1
    if not 0 <= other < len(tags) or tags[other][2].lower() != "td" or bool(tags[other][1]) == bool(tag[1]):
        return ""
    begin, stop = sorted((other, number))
    return "" if _BLOCK_TAG.search(html, tags[begin].end(), tags[stop].start()) else f"<{tag[1]}p>"


def _layout_tags(tags: list[re.Match[str]]) -> dict[int, bool]:
    """The tags of tables that only place things, and whether side by side: those that hold tables, or no rows alike."""
    found: dict[int, bool] = {}
    open_tables: list[_Table] = []
    for number, tag in enumerate(tags):
        name = tag[2].lower()
        if name == "table" and not tag[1]:
            for outer in open_tables[-1:]:
                outer.nests = True
            open_tables.append(_Table())
        if not open_tables:
            found[number] = False
            continue
        table = open_tables[-1]
        table.tags.append(number)
        if not tag[1] and name == "tr":
            table.rows.append(0)
        elif not tag[1] and name in ("td", "th") and table.rows:
            table.rows[-1] += 1
            table.heads += name == "th"
        elif name == "table" and tag[1]:
            open_tables.pop()
            if not _holds_data(table):
                found.update(dict.fromkeys(table.tags, max(table.rows, default=0) > 1))
    for table in open_tables:
        found.update(dict.fromkeys(table.tags, False))
    return found


def _holds_data(table: _Table) -> bool:
    wide = [cells for cells in table.rows if cells > 1]
    alike = len(wide) > 1 and len(set(wide)) == 1 and len(wide) * 3 >= len(table.rows) * 2
    return not table.nests and alike and (table.heads > 1 or wide[0] > 2 or len(wide) > 2)
