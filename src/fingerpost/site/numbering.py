"""Numbers within a series: which are missing, and how its titles write them."""

import re
from collections.abc import Iterable

_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_LARGEST_ROMAN = 39
#: A gap longer than this is a numbering that starts anew, such as years, and not a loss.
_LONGEST_GAP = 20


def missing_numbers(numbers: Iterable[int]) -> list[int]:
    """Return the numbers from 1 to the last one that are not there, in order.

    >>> missing_numbers([1, 2, 4])
    [3]
    """
    there = {number for number in numbers if number > 0}
    missing: list[int] = []
    before = 0
    for number in sorted(there):
        if number - before <= _LONGEST_GAP:
            missing.extend(range(before + 1, number))
        before = number
    return missing


def roman(number: int) -> str:
    """Return a number from 1 to 39 in Roman numerals.

    >>> roman(14)
    'XIV'
    """
    written = ""
    for value, letters in _ROMAN:
        while number >= value:
            written, number = written + letters, number - value
    return written


def as_titles_write_it(number: int, titled: Iterable[tuple[int | None, str]]) -> str:
    """Return a number in Roman numerals where a title of the series writes its own so, else in digits.

    >>> as_titles_write_it(3, [(1, "Webinar I: Response"), (2, "Webinar II")])
    'III'
    """
    if number > _LARGEST_ROMAN:
        return str(number)
    in_roman = any(
        own and own <= _LARGEST_ROMAN and re.search(rf"\b{roman(own)}\b", title)
        for own, title in titled
        if own != 1 or re.search(r"\bI\b(?!\s+[a-z])", title)  # “I” may be the pronoun
    )
    return roman(number) if in_roman else str(number)
