"""Which languages a query may be in, as far as its script tells."""

import re

#: Latin is written by too many. Of Han signs alone nobody can tell; kana among them can.
_WRITERS = (
    (re.compile("[\uac00-\ud7a3]"), ("ko",)),
    (re.compile("[\u3041-\u30ff]"), ("ja",)),
    (re.compile("[\u4e00-\u9fff]"), ("zh-Hans", "zh-Hant", "zh", "ja")),
    (re.compile("[\u0e01-\u0e5b]"), ("th",)),
    (re.compile("[\u0e81-\u0edf]"), ("lo",)),
    (re.compile("[\u1000-\u109f]"), ("my",)),
    (re.compile("[\u1780-\u17ff]"), ("km",)),
    (re.compile("[\u0900-\u097f]"), ("ne", "hi", "mr")),
    (re.compile("[\u0980-\u09ff]"), ("bn", "as")),
    (re.compile("[\u0b80-\u0bff]"), ("ta",)),
    (re.compile("[\u0d80-\u0dff]"), ("si",)),
    (re.compile("[\u0600-\u06ff]"), ("ar", "ur", "fa", "ps")),
    (re.compile("[\u0400-\u04ff]"), ("ru", "mn", "kk", "ky", "uk")),
    (re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE), ("vi",)),
)


def languages_by_script(text: str) -> tuple[str, ...]:
    """Return the languages that write the first script of these that a text has; none for Latin.

    >>> languages_by_script("COVID-19 방역")
    ('ko',)
    """
    return next((languages for signs, languages in _WRITERS if signs.search(text)), ())
