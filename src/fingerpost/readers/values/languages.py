"""Languages by the names that pages give them."""

import re

_NAMES = {
    "en": "english inglés anglais inggris 영어 英語", "ko": "korean 한국어 국문 韓国語", "ja": "japanese 日本語 일본어", "zh": "chinese 中文 mandarin 중국어", "fr": "french français francés",
    "es": "spanish español espagnol", "pt": "portuguese português portugués", "id": "indonesian bahasa", "vi": "vietnamese tiếng việt", "th": "thai ไทย", "ar": "arabic العربية árabe arabe",
    "ru": "russian русский ruso", "de": "german deutsch", "it": "italian italiano", "ne": "nepali नेपाली", "hi": "hindi हिन्दी", "bn": "bengali bangla বাংলা", "si": "sinhala", "ta": "tamil",
    "mn": "mongolian", "km": "khmer", "lo": "lao", "my": "burmese", "ms": "malay", "fil": "filipino tagalog", "tr": "turkish türkçe", "fa": "persian farsi فارسی", "ur": "urdu",
}  # fmt: skip
_BY_NAME = {name: tag for tag, names in _NAMES.items() for name in names.split()}
#: ISO 639-2, where libraries write three letters for a language that has two (RFC 5646, section 2.2.1).
_THREE_LETTERS = (
    "ara-ar ben-bn bur-my mya-my chi-zh zho-zh cze-cs ces-cs dan-da dut-nl nld-nl eng-en fin-fi fre-fr fra-fr ger-de deu-de gre-el ell-el "
    "hin-hi hun-hu ind-id ita-it jpn-ja khm-km kor-ko lao-lo may-ms msa-ms mon-mn nep-ne nor-no per-fa fas-fa pol-pl por-pt rum-ro "
    "ron-ro rus-ru sin-si spa-es swa-sw swe-sv tam-ta tha-th tur-tr ukr-uk urd-ur vie-vi"
)
_SHORTER = dict(pair.split("-") for pair in _THREE_LETTERS.split())
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")


def language_tag(text: str) -> str | None:
    """Return the BCP 47 tag of the one language a text names, or None if it names none or several.

    >>> language_tag("English"), language_tag("pt-BR"), language_tag("fre"), language_tag("English and French")
    ('en', 'pt-BR', 'fr', None)
    """
    text = text.strip()
    if _TAG.match(text):
        return _SHORTER.get(text, text)
    found = {tag for word in re.findall(r"[^\W\d_]+", text.casefold()) if (tag := _BY_NAME.get(word))}
    return found.pop() if len(found) == 1 else None
