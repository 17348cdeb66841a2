"""What a page offers to go on with: the items under "Related posts", "You may also like" and the like in any language."""

import re

from fingerpost.readers.formats.pages.html.nodes import Node, heading_level
from fingerpost.readers.formats.pages.html.shape import Sizes, heading_of

_MAX_HEADING = 60
_HEADING = re.compile(
    r"(?:(?:related|similar|recommended|other|more) (?:posts?|articles?|news|stories|content|items?|reading|pages)|related(?: events)?|recommended(?: for you)?|"
    r"(?:you (?:may|might) (?:also )?(?:like|be interested in|enjoy))|(?:read|see|explore|check out) (?:more|also|next|on)|(?:more|keep) reading|also read|further reading on this site|"
    r"(?:the )?most (?:read|popular|viewed|shared|commented|discussed)(?: (?:posts?|articles?|stories|news))?|editors?'?s?'? (?:picks?|choices?|recommendations?)|read the rest|"
    r"meist ?gelesen|(?:aktuelle|neueste) beiträge aus .{1,40}|lo más (?:leído|visto)|(?:las )?más leídas|les plus (?:lus|lues)|(?:as )?mais lidas|相关内容|相關內容|많이 본 (?:뉴스|기사)|"
    r"don't miss|what to read next|up next|more (?:from|like) .{1,30}|"
    r"(?:artículos|entradas|noticias|notas|publicaciones|contenidos?|posts) relacionad[oa]s?|contenido relacionado|te puede interesar|(?:también )?te puede(?:n)? interesar|quizás te interese|"
    r"(?:lea|leer|lee) (?:más|también)|ver también|"
    r"(?:articles?|contenus?|actualités|publications) (?:liés?|similaires?|connexes?|associée?s?|liées?)|(?:à|a) lire (?:aussi|également)|lire aussi|voir aussi|vous aimerez (?:aussi|peut-être aussi)|"
    r"sur le même (?:sujet|thème)|cela pourrait (?:aussi )?vous intéresser|en lire plus|"
    r"(?:artigos|notícias|posts|conteúdos?) relacionad[oa]s|leia (?:mais|também)|veja também|você (?:também )?pode (?:gostar|se interessar)|"
    r"(?:ähnliche|verwandte|weitere) (?:beiträge|artikel|inhalte|meldungen)|das könnte (?:sie|dich) auch interessieren|mehr (?:lesen|zum thema)|"
    r"(?:artikel|berita|postingan|bacaan|pos) (?:terkait|lainnya|serupa)|baca juga|lihat juga|anda mungkin (?:juga )?suka|"
    r"articoli correlati|leggi anche|potrebbe interessarti(?: anche)?|gerelateerde (?:artikelen|berichten)|lees ook|"
    r"похожие (?:статьи|записи|новости)|читайте также|по теме|ilgili (?:haberler|yazılar)|(?:tin|bài viết) (?:liên quan|cùng chuyên mục)|xem thêm|"
    r"관련 ?(?:글|기사|뉴스|게시물|소식)|함께 (?:보면|읽으면) 좋은 (?:글|기사)|推荐阅读|推薦閱讀|相关(?:文章|阅读|新闻|链接)|相關(?:文章|閱讀|新聞)|猜你喜欢|延伸阅读|延伸閱讀|"
    r"関連(?:記事|ニュース|コンテンツ|リンク)|(?:こちらも)?あわせて読みたい|おすすめ(?:の)?記事|บทความที่เกี่ยวข้อง|ข่าวที่เกี่ยวข้อง|सम्बन्धित (?:समाचार|लेख)|(?:مقالات|أخبار|مواضيع) ذات صلة)",
    re.IGNORECASE,
)
_OF_PARAGRAPH = 7  #: the level of a heading that is only a paragraph
_PARAGRAPHS = frozenset({"p", "div", "strong", "b", "span"})


def mark_related(body: Node, sizes: Sizes) -> None:
    """Mark what stands under a heading that leads to other pages, up to the next heading as high as it.

    A heading may be an element, a wrapper that holds nothing else, or a short paragraph of its own.
    """
    for node in list(body.walk()):
        children = node.elements()
        place = 0
        while place < len(children):
            if not _leads_away(children[place], sizes):
                place += 1
                continue
            level = _level(children[place], sizes)
            place += 1
            # A paragraph heads only the block behind it: no heading says where its own part ends.
            last = len(children) if level < _OF_PARAGRAPH else place + 1
            while place < last and place < len(children) and not _ends(children[place], level, sizes):
                children[place].is_related = True
                place += 1


def _leads_away(node: Node, sizes: Sizes) -> bool:
    if not 0 < sizes.text[id(node)] <= 2 * _MAX_HEADING or (
        node.tag not in _PARAGRAPHS and not heading_of(node, sizes)
    ):
        return False
    if any(True for _ in node.find("a")):
        return False
    text = node.text(2 * _MAX_HEADING).replace("’", "'").strip(" :：»›>…-–—")
    return len(text) <= _MAX_HEADING and bool(_HEADING.fullmatch(text))


def _level(node: Node, sizes: Sizes) -> int:
    heading = heading_of(node, sizes)
    return (heading_level(heading) or 6) if heading else _OF_PARAGRAPH


def _ends(node: Node, level: int, sizes: Sizes) -> bool:
    """The next heading ends it, unless that is itself the link to a page."""
    return (
        heading_of(node, sizes) is not None and _level(node, sizes) <= level and not any(True for _ in node.find("a"))
    )
