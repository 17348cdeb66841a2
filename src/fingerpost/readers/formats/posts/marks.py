"""The marks of social posts: hashtags, mentions, pictograms, ages, and the words that call people to take part."""

import re

from fingerpost.readers.formats.pages.html.vocabulary import fold, is_section_name, kinds_in
from fingerpost.readers.values.names import known_names
from fingerpost.readers.values.urls import find_urls

_MAX_POST = 20_000
_MAX_GENRE = 60

_HASHTAG = re.compile(r"(?<![\w&/#])#(?=\w*[^\W\d_])(\w+)")
PICTOGRAM = re.compile(
    "[\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\u25a0-\u25ff\ufe0e\ufe0f\u200d\U0001f000-\U0001faff\u20e3]+"
)
#: What posts and messages open a line with, beside a pictogram.
LEAD = re.compile(r"^[\s•·・●○▪■□◆◇▶▷►➤★☆※*+>–—✓-]+")
AGO = re.compile(
    r"(?P<count>\d{1,3}|an?|one)\s?(?P<unit>s|sec(?:ond)?s?|min(?:ute)?s?|m|h|hrs?|hours?|d|days?|w|wks?|weeks?|mo(?:nth)?s?|y|yrs?|years?)(?:\s+ago)?|"
    r"(?P<yesterday>yesterday)|(?P<now>just now|today)",
    re.IGNORECASE,
)
END = re.compile(r"(?:\.{3}|…)?\s*see more\s*(?:see less)?\s*$|^\s*see (?:more|less)\s*$", re.IGNORECASE)
#: What calls people to something that is still to come.
CALL = re.compile(
    r"\b(?:join (?:us|our)|joining us|register|registration|sign up|rsvp|save the date|don[’']t miss|will be held|will (?:be )?tak(?:e|ing) place|takes? place|is (?:holding|hosting|organi[sz]ing)|"
    r"are (?:holding|hosting|organi[sz]ing)|will (?:hold|host|co-host|organi[sz]e|convene|launch|begin|start|present|run|open|discuss|speak)|is scheduled|postponed|rescheduled|cancell?ed|to participate|"
    r"tune in|be part of|invites? (?:you|everyone|all|members)|you are invited|are you ready|(?:holds|hosts|organi[sz]es|convenes|presents) (?:the|a|an|its)|invitation|coming soon|next week|upcoming|live on|watch live|apply (?:by|now|here)|"
    r"inscr[ií]b\w+|inscripci\w+|reg[ií]strate|únete|acompáñanos|participa|te esperamos|los esperamos|te invit\w+|l[oe]s invit\w+|invitamos|se (?:celebrará|realizará|llevará)|realizarán?|tendrá lugar|no te (?:lo|la) pierdas|"
    r"aplazad[oa]|reprogramad[oa]|inscrivez-vous|inscriptions?|rejoignez|participez|aura lieu|se tiendra|se déroulera|vous invit\w+|report[ée]e?|annulé[e]?|rendez-vous|"
    r"inscreva-se|inscriç\w+|participe|acompanhe|convida\w*|acontece\w*|será realizad\w+|adiad[oa]|não perca|"
    r"daftar\w*|pendaftaran|bergabung\w*|ikuti\w*|hadirilah|undangan|mengundang|akan (?:digelar|diselenggarakan|dilaksanakan)|ditunda|jemput\w*|"
    r"đăng ký|kính mời|mời (?:bạn|các)|tham gia|sẽ diễn ra|magrehistro|inaanyayahan|sumali|anmeld\w+|melden sie|findet statt|laden (?:wir|sie|euch) )\b|"
    r"신청|참가|초대|개최(?:합|됩|예정|할)|열립니다|모집|申込|お申込|申し込|参加は無料|を開きます|参加(?:者募集|無料|登録|費)|開催(?:します|いたします|予定|のお知らせ)|ご参加|报名|報名|举办|舉辦|召开|欢迎|歡迎|邀请|邀請|扫码|"
    r"ลงทะเบียน|ขอเชิญ|เชิญชวน|للتسجيل|سجل|ندعوكم|يدعوكم|تدعوكم|انضموا|يسرنا|নিবন্ধন|আমন্ত্রণ|যোগ দিন|রেজিস্ট্রেশন|दर्ता|निमन्त्रणा|सहभागी|पञ्जीकरण|पंजीकरण",
    re.IGNORECASE,
)
_GENRE = re.compile(
    r"\b(?:webinars?|workshops?|forums?|conference|summit|seminars?|symposium|dialogue|roundtable|masterclass|townhall|bootcamp|hackathon|conversatorio|charla|taller|foro|jornada|"
    r"oficina|encontro|palestra|seminário|seminario|congresso|congreso|congress|fórum|simpósio|simposio|encuentro|jornadas|campus|cumbre|webinaire|atelier|conférence|colloque|séminaire|webinar|lokakarya|diskusi|seminar|bengkel|hội thảo|tọa đàm|hội nghị|tập huấn)\b|"
    r"웨비나|세미나|포럼|토론회|워크숍|セミナー|フォーラム|シンポジウム|ウェビナー|研讨会|研討會|论坛|論壇|讲座|講座|对话会|對話會|สัมมนา|เสวนา|อบรม|ندوة|ورشة|منتدى|مؤتمر|ওয়েবিনার|কর্মশালা|সেমিনার|गोष्ठी|वेबिनार|कार्यशाला",
    re.IGNORECASE,
)
#: Words around the name of a kind of event that name no event themselves.
_ANNOUNCING = re.compile(
    r"(?<!\w)(?:save the date|mark your calendars?|live|join (?:us|now)|(?:you are |you're )?invited|invitation|announcement|announcing|reminder|new|free|today|tomorrow|talks?|alert|don't miss|last call|"
    r"registration(?: is)?(?: now)? open|register now|hybrid|virtual|online|date|event|coming soon|public|open|last chance|call|speakers?|series|seri|serie|série|episode|part|no|"
    r"invitación|convocatoria|en vivo|no te lo pierdas|aviso|te invitamos|los invitamos|inscripciones abiertas|virtual|abierta|agéndate|agenda|atención|"
    r"convite|ao vivo|inscrições abertas|participe|gratuito|gratuita|invitation|en direct|à vos agendas|rappel|à ne pas manquer|en ligne|gratuit|"
    r"undangan|pengumuman|info|daring|nasional|mari bergabung|ikuti|hadirilah|jemputan|ke|siri|bersama|kami|dan|percuma|gratis|"
    r"sắp diễn ra|sắp tới|coming up|próximamente|próximo|à venir|segera|akan datang|paparating|thông báo|thư mời|kính mời|tham dự|tham gia|trực tuyến|mời tham gia|sự kiện|lịch|paanyaya|imbitasyon|libreng|einladung|hinweis|terminhinweis)(?!\w)|"
    r"ขอเชิญ(?:ชวน|ร่วม|เข้าร่วม)*|เชิญชวน|ประชาสัมพันธ์|ออนไลน์|ฟรี|안내|초대장|초대|알림|개최|참가자|모집|신청|온라인|공지|예고|お知らせ|開催|ご案内|案内|オンライン|参加者|募集|予告|の|"
    r"预告|預告|通知|邀请函|邀請函|邀请|邀請|資訊|资讯|信息|报名|報名|线上|線上|直播|公告|网络|網路|精彩|دعوة|عبر الإنترنت|إعلان|افتراضية|عن بعد|আমন্ত্রণ|অনলাইন|निमन्त्रणा|अनलाइन|सूचना",
    re.IGNORECASE,
)
#: What tells of an event that is over.
_OVER = re.compile(
    r"\b(?:thank(?:s| you) (?:to )?(?:all|everyone|every|for (?:joining|attending|coming|participating))|took part|took place|was held|were held|came to our|came together|attended|gathered|concluded|"
    r"what an? (?:\w+ )?(?:afternoon|morning|day|week|evening|event|session)|missed (?:it|the)|recap|look(?:ing)? back|we (?:met|discussed|heard|learned|learnt|visited)|successfully|highlights (?:from|of)|"
    r"tuvo lugar|se (?:celebró|realizó|llevó a cabo|desarrolló)|participaron|gracias a (?:todos|todas|quienes)|concluyó|a eu lieu|s[’']est (?:tenu|déroul)\w*|merci à|ont participé|retour sur|"
    r"aconteceu|foi realizad\w+|obrigad[oa] a|participaram|telah (?:dilaksanakan|diselenggarakan|digelar|usai)|terima kasih kepada|sukses digelar|đã diễn ra|cảm ơn|fand statt|danke an)\b|"
    r"개최되었|개최했|열렸|마쳤|성황리|감사(?:드|합)|開催(?:しました|されました|いたしました)|終了しました|ありがとうございました|成功(?:举办|舉辦|召开)|圆满|举行了|舉行了|จัดขึ้นเมื่อ|ขอบคุณ|شكرا|اختتم|ধন্যবাদ|সম্পন্ন|सम्पन्न|धन्यवाद",
    re.IGNORECASE,
)


def looks_like_post(text: str) -> bool:
    """True for a short text with a post's marks: hashtags, pictograms, or a call to take part."""
    if len(text) > _MAX_POST or text.count("\n") > 60:
        return False
    marks = bool(_HASHTAG.search(text)) + bool(PICTOGRAM.search(text)) + calls(text) + bool(find_urls(text))
    return bool(_HASHTAG.search(text) or PICTOGRAM.search(text)) and marks >= 2


def calls(text: str) -> bool:
    """True if a text calls people to take part in something."""
    return bool(CALL.search(text))


def names_kind_of_event(text: str) -> bool:
    return bool(_GENRE.search(text))


def is_over(text: str) -> bool:
    """True if a text tells of an event that is over."""
    return bool(_OVER.search(text))


def is_genre(text: str) -> bool:
    """True if words only say which kind of thing is announced: "Save the date", "UNDANGAN WEBINAR", "웨비나 안내".

    >>> is_genre("Free webinar"), is_genre("Webinar on markets")
    (True, False)
    """
    bare = " ".join(without_pictograms(text).replace("*", " ").split()).strip(" :：!¡|–—-[]【】().,#")
    if not bare or len(bare) > _MAX_GENRE:
        return not bare
    rest = " ".join(_GENRE.sub(" ", _ANNOUNCING.sub(" ", fold(bare))).split())
    if not any(character.isalnum() for character in rest) or is_section_name(rest):
        return True
    return (
        rest != fold(bare)
        and "event" in kinds_in(rest)
        and len(rest.split()) == 1
        and not rest.isdigit()
        and rest.isascii()
    )


def has_hashtag(text: str) -> bool:
    return bool(_HASHTAG.search(text))


def count_hashtags(text: str) -> int:
    return len(_HASHTAG.findall(text[:5000]))


def spaced_hashtags(text: str) -> str:
    """Write hashtags as words.

    >>> spaced_hashtags("#SustainableCityMainForum2021 on #COVID19")
    'Sustainable City Main Forum 2021 on COVID19'
    """
    return _HASHTAG.sub(lambda match: _spaced(match[1]), text)


def _spaced(tag: str) -> str:
    if tag in known_names():
        return tag
    tag = re.sub(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])|(?<=[A-Z])(?=[A-Z][a-z]{2})|(?<=[a-z])(?=(?:19|20)\d\d$)", " ", tag)
    return tag.replace("_", " ")


def without_pictograms(text: str) -> str:
    """Blank each pictogram, so that positions stay what they were."""
    return PICTOGRAM.sub(lambda match: " " * len(match.group()), text)
