"""The small words of dates in many languages: what joins days, and what stands before a day, a month or a year."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ORDINALS = _words("st nd rd th er ro º ª ° e ème a o го ই লা রা ঠা শে ရက်")
UNTIL = _words(
    "- – — − ‐ ‑ ~ / to till until through thru al au a à ao até bis alle tot sampai dengan hingga s.d. s/d sd đến tới ถึง إلى الى حتى до по से देखि থেকে سے تا から 至 到 부터 ដល់ ຫາ முதல்"
) | {"s. d."}
AND = _words(", & and y e et und dan và + 、 и و ve और र ও และ en at")
OF = _words("of de del do di d ' - / . , – the ng day ថ្ងៃ ខែ เดือน")
BEFORE_YEAR = _words("de del of , - / . – năm พ.ศ. ค.ศ. ឆ្នាំ ປີ ' the year")
#: Words between "until" and the day: "đến ngày 5", "to the 5th"
BEFORE_DAY = _words("ngày hari tanggal tgl le el il dia día the den am วันที่ ที่ ថ្ងៃទី o")
HOUR_MARKS = _words(": am pm a p h hrs hours uhr 时 時 시")
WEEKDAY_GAP = _words(", . the el le il dia día ngày hari tanggal ( de ที่ – -")
#: Abbreviations of "year" behind it, with their full stop
AFTER_YEAR = _words("г года год р року ж жылы оны он ء ခုနှစ် .")
