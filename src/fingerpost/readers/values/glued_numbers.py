"""Numbers that ran together when cells lost their borders: "Week 202002 Jul 2020", "12 May 202010:00"."""

from fingerpost.readers.values.words import Token, is_doubtful_month, month_number

FIRST_YEAR, LAST_YEAR = 1900, 2199

_SPAN_MARKS = frozenset("-–—−‐‑~～〜/")


def split_glued_numbers(cut: list[Token]) -> list[Token]:
    """Split "202002" before a month into 2020 and 02, and "202010" behind one into 2020 and 10.

    Cells that run together leave a name's year or number and the day, or the date's year and the clock, in one number.
    """
    out: list[Token] = []
    for place, token in enumerate(cut):
        if token.kind == "number" and len(token.text) > 2:
            following = cut[place + 1] if place + 1 < len(cut) else None
            after = cut[place + 2] if place + 2 < len(cut) else None
            opens_date = following is not None and (
                (month_number(following) and not is_doubtful_month(following))
                or (
                    following.text in _SPAN_MARKS
                    and len(token.text) > 4
                    and after is not None
                    and after.kind == "number"
                    and place + 3 < len(cut)
                    and bool(month_number(cut[place + 3]))
                )
            )
            length = _glued_day(token.text) if opens_date else None
            if length:
                out.extend(_cut_token(token, len(token.text) - length))
                continue
            if (
                len(token.text) > 4
                and out
                and (month_number(out[-1]) or out[-1].text in ",./-" or out[-1].kind == "number")
                and _plausible(token.text[:4])
            ):
                out.extend(_cut_token(token, 4))
                continue
        out.append(token)
    return out


def _glued_day(digits: str) -> int | None:
    """How many digits at the end are the day: a year before them first, then two if they can be a day."""
    if len(digits) == 4 and _plausible(digits) and not 1 <= int(digits[2:]) <= 31:
        return None
    if len(digits) in {5, 6} and _plausible(digits[:4]) and 1 <= int(digits[4:]) <= 31:
        return len(digits) - 4
    if len(digits) == 4 and _plausible(digits) and digits.startswith("20"):
        return None
    if 1 <= int(digits[-2:]) <= 31:
        return 2
    return 1 if digits[-1] != "0" else None


def _plausible(digits: str) -> bool:
    return FIRST_YEAR <= int(digits) <= LAST_YEAR


def _cut_token(token: Token, at: int) -> tuple[Token, Token]:
    middle = token.begin + at
    return (
        Token("number", token.text[:at], token.begin, middle),
        Token("number", token.text[at:], middle, token.stop),
    )
