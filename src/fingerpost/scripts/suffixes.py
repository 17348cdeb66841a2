"""What a language's forms have in common, where Snowball does not see it or no longer sees it in folded words."""

import re
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple


class Rule(NamedTuple):
    """An ending, and what takes its place."""

    ending: re.Pattern[str]
    instead: str = ""


def _rules(*rules: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple(Rule(re.compile(ending + "$"), instead) for ending, instead in rules)


def _off(least: int, endings: str) -> tuple[str, str]:
    """Takes off the longest of these endings that leaves at least so many signs."""
    return f"(?<=.{{{least}}})(?:{'|'.join(endings.split())})", ""


def _leaving_two(letters: str, endings: str) -> Rule:
    """Takes off the longest of these endings that leaves two letters, vowel signs not counted."""
    return Rule(re.compile(f"^((?:[^{letters}]*[{letters}]){{2}}.*?)(?:{'|'.join(endings.split())})$"), r"\1")


#: Before Snowball: the first that fits.
_BEFORE: Final = {
    "es": _rules((r"(?<=.)cion", "ción"), (r"(?<=.)sion", "sión"), (r"(?<=..)ces", "z")),
    # plurals to singulars, and the tilde that Snowball knows endings by
    "pt": _rules(
        (r"(?<=.)(?:coes|cao)", "ção"),
        (r"(?<=.)(?:oes|aes|aos|ao)", "ão"),
        (r"(?<=..)ais", "al"),
        (r"(?<=..)([ct])eis", r"\1il"),
        (r"(?<=..)eis", "el"),
        (r"(?<=..)ois", "ol"),
        (r"(?<=..)ns", "m"),
        (r"(?<=..)([rz])es", r"\1"),
        (r"(?<=.)eses", "es"),
    ),
    # Snowball keeps the s after these vowels: “abris”, “emplois”, “menus”
    "fr": _rules((r"(?<=.[^e])aux", "al"), (r"(?<=..[iou])s", "")),
    "tr": _rules(
        (r"(?<=...)l[ea]r(?:i|in|e|a|i?n?de|i?n?da|i?n?den|i?n?dan|i?nin|i?ne|i?na|imiz|imizin|iniz|ini)?", ""),
        (r"(?<=..)l([iu])g(?:i|u|in|un|e|a|ini|unu|inin|unun|ine|una|inde|unda|inden|undan)", r"l\1k"),
        (r"(?<=..[aei])(?<!mecli)(?<!poli)(?<!servi)(?<!ofi)(?<!adre)s[iu](?:ni|nu|nin|nun|ne|na|nde|nda|nden|ndan)?", ""),
    ),
}  # fmt: skip
#: Languages whose stems have stems: “ciudades” gives “ciudad”, and that “ciud”.
_AGAIN: Final = frozenset({"es", "tr", "ro"})
_LIGHT10: Final = "ها ان ات ون ين يه ه ي"
#: After Snowball, or instead of it: each that fits, in order.
_AFTER: Final = {
    "en": _rules(
        (r"(?<=...)iz", "is"),
        ("^programm", "program"),
        ("(?<=..)eabl", "abl"),
        ("(ment|budget|sanit)ari", r"\1"),
    ),
    "nl": _rules((r"([aeou])\1([^aeiou])", r"\1\2")),
    # after light10 of Larkey, Ballesteros and Connell (2002), in folded letters; but a word may begin in و and end in ان
    "ar": (
        Rule(re.compile("^[وف]?(?:ال|بال|كال|لل)(?=..)(?!له$)")),
        *_rules(_off(3, "ها ات ون ين"), _off(2, "يه ه"), _off(2, "ي")),
    ),
    # short and long vowels, and s like sh, are confused in writing
    "hi": (Rule(re.compile("ी"), "ि"), Rule(re.compile("ू"), "ु"), Rule(re.compile("ष"), "श")),
    "ne": (
        *(3 * [_leaving_two("अ-ह", "हरू हरु ले लाई बाट संग देखि सम्म मा को द्वारा सित तर्फ भित्र पछि भन्दा")]),
        *_rules(("(?<=..)(?<!ि)(?:का|की)", "")),
        *(Rule(re.compile(long), short) for long, short in ("ीि", "ूु", "ईइ", "ऊउ", "षस", "शस", "वब")),
    ),
    "bn": (
        3
        * (
            _leaving_two("অ-হ", "গুলোর গুলির গুলোকে গুলিকে গুলোতে গুলিতে গুলো গুলি গুলা দের দেরকে টিকে টির টিতে টি টার টাকে টা"),
            _leaving_two("অ-হ", "খানা খানি ের কে তে রা ে"),
            *_rules(("(?<=.[ািীুূো])[রয]", "")),
        )
    ),
    "ur": _rules(_off(2, "يوں ياں وں يں ات"), _off(2, "ا ه ے ي")),
    "uk": _rules(
        _off(3, "ами ями ого ому ими ими іми ією ості остей ів їв ах ях ам ям ом ем єм ою ею єю ий ій их іх ої а я о е є и і ї у ю ь й"),
    ),
    "mn": _rules(*(2 * [_off(3, "уудын үүдийн ууд үүд ийн ын аас ээс оос өөс аар ээр оор өөр ийг ыг тай тэй той руу рүү луу лүү од өд ад эд")]), ("(?<=..н)ы|(?<=..)ь", "")),
}  # fmt: skip


def prepared(word: str, language: str) -> str:
    """What Snowball is given instead of a word."""
    word = _irregular(language).get(word, word)
    for ending, instead in _BEFORE.get(language, ()):
        shorter, changed = ending.subn(instead, word, count=1)
        if changed:
            return shorter
    return word


def is_stemmed_again(language: str) -> bool:
    return language in _AGAIN


def finished(stem: str, language: str) -> str:
    """A stem without what Snowball leaves of its endings."""
    for ending, instead in _AFTER.get(language, ()):
        stem = ending.sub(instead, stem)
    return stem


@cache
def _irregular(language: str) -> dict[str, str]:
    """Folded forms that no rule brings to their word, of one language."""
    lines = (files(__package__) / "data" / "irregular.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {form: word for of, word, forms in rows if of == language for form in forms.split()}
