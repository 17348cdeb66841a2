"""Words by which a page says what a part of it is: a list of events, of documents, of measures, news, or its furniture."""

import re

from fingerpost.readers.formats.pages.html.vocabulary import action_of, kinds_in, label_of
from fingerpost.readers.types import Kind

_EVENTS = re.compile(
    r"\b(?:events|webinars|webcasts|workshops|seminars|conferences|meetings|forums|trainings|sessions|dialogues|calendar|agenda|programme|activities|initiatives|"
    r"what[’']s on|upcoming|past|eventos|actividades|calendario|talleres|webinarios|webinários|seminarios|próximos|événements|évènements|ateliers|webinaires|réunions|calendrier|"
    r"acara|kegiatan|jadwal|kalender|veranstaltungen|sự kiện|hội thảo)\b|행사|웨비나|일정|イベント|ウェビナー|行事|セミナー|活动|活動|会议|研讨会|กิจกรรม|สัมมนา",
    re.IGNORECASE,
)
_RESOURCES = re.compile(
    r"\b(?:resources?|reports?|documents?|publications?|guidelines?|guidance|toolkits?|tools|library|reading|readings|materials?|downloads?|best practices|good practices|case studies|"
    r"recursos|publicaciones|documentos|informes|publicações|biblioteca|ressources|rapports|documents utiles|sumber daya|publikasi|dokumen|laporan|ressourcen|tài liệu)\b|"
    r"자료|보고서|발간물|資料|報告書|刊行物|资源|資源|文件|报告|เอกสาร|รายงาน",
    re.IGNORECASE,
)
_MEASURES = re.compile(
    r"\b(?:measures|responses|city actions|actions|practices|what .{0,40}(?:cities|municipalities|members) (?:did|do|are doing|have done)|medidas|mesures|respuestas|"
    r"langkah|tindakan|maßnahmen|biện pháp)\b|대응|정책|사례|対策|取組|措施|มาตรการ",
    re.IGNORECASE,
)
_NEWS = re.compile(
    r"\b(?:news|updates|latest|press releases?|announcements|noticias|actualités|notícias|berita|aktuelles|tin tức)\b|뉴스|소식|お知らせ|ニュース|新闻|最新消息|ข่าว",
    re.IGNORECASE,
)

_EVENT_TITLE = re.compile(
    r"\b(?:webinar|webcast|workshop|forum|conference|summit|symposium|seminar|dialogue|meeting|session|training|course|launch|roundtable|congress|assembly|hackathon|panel|lecture|"
    r"taller|foro|conferencia|webinario|seminario|cumbre|atelier|conférence|webinaire|séminaire|sommet|lokakarya|seminar daring|diskusi|hội thảo)\b|웨비나|포럼|세미나|회의|워크숍|ウェビナー|セミナー|フォーラム|シンポジウム|会議|论坛|研讨会",
    re.IGNORECASE,
)
_RESOURCE_TITLE = re.compile(
    r"\b(?:publication|report|guide|guidelines?|guidance|toolkit|tool|handbook|manual|brief|brochure|paper|interview|podcast|video|article|dashboard|database|portal|platform|compendium|"
    r"case stud(?:y|ies)|protocol|checklist|newsletter|survey|atlas|playbook|statement|publicación|informe|guía|entrevista|rapport|entretien|laporan|panduan)\b|보고서|인터뷰|자료집|報告書|ガイド|报告|指南",
    re.IGNORECASE,
)
_COLUMN_OF_ROLE = {
    "title": "title", "date": "when", "time": "when", "organiser": "organisers", "place": "place", "register": "register", "deadline": "deadline",
    "recording": "recording", "link": "url", "language": "language", "published": "published",
}  # fmt: skip
_FURNITURE = re.compile(
    r"(?:share(?: this)?|unsubscribe|privacy|read (?:the )?(?:full |whole )?(?:story|article|text|report)|continue reading|tweet|like|print|e-?mail|follow us|read more|learn more|see more|more|view all|see all|show all|load more|back to top|top|home|about(?: us)?|contact(?: us)?|search|menu|"
    r"skip to (?:main )?content|log ?in|sign ?in|subscribe|newsletter|members(?: login| area)?|sitemap|privacy(?: policy)?|terms(?: of use)?|cookies?(?: policy)?|next|previous|prev|"
    r"facebook|twitter|linkedin|instagram|youtube|whatsapp|flickr|rss|english|français|español|português|한국어|日本語|中文|bahasa indonesia|tiếng việt|ภาษาไทย|deutsch|"
    r"events?|resources?|news|publications?|projects?|members(?:hip)?|who we are|what we do|our work|careers|jobs|donate|media|press|gallery|blog|faqs?|help|register|download|links?|"
    r"all rights reserved\.?|forward (?:this |it )?(?:to a friend|e-?mail)?|(?:view|read|open) (?:this |it )?(?:e-?mail |message |newsletter )?(?:in|as) (?:your |a )?(?:browser|web page)|(?:manage|update|change)(?: your)? (?:e-?mail )?(?:preferences|subscription|profile)|unsubscribe(?: here| from this list)?|you (?:are receiving|received) this .{0,120}|se désabonner|se désinscrire|voir (?:cet e-?mail )?dans (?:le|votre) navigateur|darse de baja|cancelar (?:la )?(?:suscripción|inscrição)|ver en el navegador|descadastrar|abbestellen|im browser (?:ansehen|öffnen)|berhenti berlangganan|hủy đăng ký|수신\s?거부|구독\s?취소|개인정보\s?처리방침|配信停止(?:はこちら)?|バックナンバー|退订|取消订阅|取消訂閱|ยกเลิกการรับข่าวสาร|إلغاء الاشتراك|filter(?: by .{2,20})?|all (?:themes|topics|types|regions|categories)|sort by.{0,20}|reset|apply filters?|load more|back|\d+ (?:people )?(?:responded|going|interested|attending)|public · .{0,60}|anyone on or off facebook|see less|see more ?see less|inicio|contacto|compartir|accueil|partager|beranda|kontak|bagikan|홈|문의|共有|首页)",
    re.IGNORECASE,
)
_MAIL_FOOTER = re.compile(
    r"\b(?:unsubscribe|opt[ -]out|in (?:your |a )?browser|forward (?:this|to a friend)|(?:e-?mail |your )preferences|you are receiving|désabonner|désinscrire|dans (?:le|votre) navigateur|darse de baja|en (?:el|su|tu) navegador|"
    r"descadastrar|abbestellen|im browser|berhenti berlangganan|hủy đăng ký)\b|수신\s?거부|구독\s?취소|配信停止|配信解除|退订|取消订阅|取消訂閱|ยกเลิกการรับ|إلغاء الاشتراك",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+")
_COPYRIGHT = re.compile(r"^(?:©|\(c\)|copyright\b)", re.IGNORECASE)
_INSTRUCTION = re.compile(
    r"^[\[(*]?\s*(?:please\s+)?(?:click|tap|press|see the links?|follow the links?|use the links?|haga clic|haz clic|cliquez|clique|klik)\b.{0,120}$",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"\s*(?:(?P<title>(?:event |document |webinar )?(?:title|name)(?: of .{3,20})?|event|webinar|topic|activity|document|publication|resource|título|evento|titre|événement|judul|acara|kegiatan|제목|행사명?|タイトル|名称|标题|名稱)|"
    r"(?P<when>dates?(?: (?:and|&) time)?|when|day|time|fecha|cuándo|date et heure|data|tanggal|waktu|ngày|일시|날짜|日時|日程|日期|时间|year|año|année)|"
    r"(?P<organisers>organi[sz]ers?|organi[sz]ations?|organi[sz]ed by|hosts?|hosted by|institutions?|publishers?|published by|author|source|by|partners?|organizador(?:es)?|organiza|organisateurs?|institución|"
    r"penyelenggara|주최|기관|主催|主办|主辦|机构|発行)|"
    r"(?P<url>links?|urls?|websites?|web|address|enlace|lien|tautan|링크|リンク|链接)|"
    r"(?P<register>registrations?(?: link)?|register|sign[- ]?up|inscripción|inscription|pendaftaran|신청|申込)|"
    r"(?P<deadline>(?:registration |application )?deadline|register by|fecha límite|date limite|마감|締切)|"
    r"(?P<recording>recordings?|video|replay)|(?P<place>city|place|venue|location|where|country|ciudad|lieu|ville|kota|tempat|도시|都市|城市|场所|場所)|"
    r"(?P<language>languages?|idioma|langue|bahasa|언어|言語)|(?P<other>no\.?|#|type|format|notes?|description|theme|status|remarks?))\s*(?:\((?:link|url|click)\))?\s*:?\s*",
    re.IGNORECASE,
)


def kind_of_heading(text: str) -> Kind | None:
    """What a heading says that it heads; None if it says nothing known. "Events and resources" counts as events."""
    found = [kind for pattern, kind in _HEADINGS if pattern.search(text)]
    if not found and not text.isascii():
        found = [kind for kind in kinds_in(text) if kind in _PREFERENCE]
    return min(found, key=_PREFERENCE.index) if found else None


_HEADINGS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_EVENTS, "event"),
    (_RESOURCES, "resource"),
    (_MEASURES, "measure"),
    (_NEWS, "update"),
)
_PREFERENCE: tuple[Kind, ...] = ("resource", "event", "measure", "update")


def kind_of_title(title: str) -> Kind | None:
    """What kind of thing a title names, by its own words; None where it does not say."""
    first = [(match.start(), kind) for pattern, kind in _TITLES if (match := pattern.search(title))]
    return min(first)[1] if first else None


_TITLES: tuple[tuple[re.Pattern[str], Kind], ...] = ((_EVENT_TITLE, "event"), (_RESOURCE_TITLE, "resource"))


def is_furniture(text: str) -> bool:
    """True for menus, share buttons, copyright lines and the like."""
    bare = _ADDRESS.sub("", text[:600]).strip(" \t[]()»›>«<|•·–—-→←.:：")
    return not bare or bool(_FURNITURE.fullmatch(bare)) or bool(_COPYRIGHT.match(bare))


def is_mail_footer(text: str) -> bool:
    """True for what a mail says of itself, with the address for it: "Unsubscribe: https://…"."""
    return bool(_MAIL_FOOTER.search(_ADDRESS.sub("", text[:300])))


def is_instruction(text: str) -> bool:
    """True for a line that tells how to use the list below it: "[Click on the title to open the link]"."""
    return bool(_INSTRUCTION.match(text))


def link_words(text: str) -> bool:
    """True for words of a link that say what it does, not what it leads to: "register", "read more"."""
    return action_of(text) is not None or is_furniture(text)


def column_of(text: str) -> str | None:
    """Return which column a cell heads: title, when, organisers, url, register, deadline, recording, place, language, other."""
    match = _COLUMN.fullmatch(text)
    return match.lastgroup if match else None


def cell_heads(text: str) -> str | None:
    """Return which column a cell of a bordered row heads, in any language known; also "published"."""
    role = label_of(text)
    if role == "published":
        return role
    return column_of(text) or (_COLUMN_OF_ROLE.get(role, "other") if role else None)
