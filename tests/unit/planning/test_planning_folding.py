"""Texts that look the same compare the same; texts that do not, do not."""

from __future__ import annotations

import pytest

from bot.planning.kinds.folding import caption_key, clean, fold, has_mixed_digits, one_line

SARA_AM, NIKHAHIT, AA, MAI_THO = "\u0e33", "\u0e4d", "\u0e32", "\u0e49"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("เเม่", "แม่"),
        ("ค" + NIKHAHIT + AA, "ค" + SARA_AM),
        ("น" + MAI_THO + NIKHAHIT + AA, "น" + MAI_THO + SARA_AM),
        ("น" + NIKHAHIT + MAI_THO + AA, "น" + MAI_THO + SARA_AM),
        ("น" + SARA_AM + MAI_THO, "น" + MAI_THO + SARA_AM),
        ("ก\u0e48\u0e34น", "ก\u0e34\u0e48น"),
        ("พ\u0e49\u0e38", "พ\u0e38\u0e49"),
        ("เงิน\u00a0สด", "เงิน สด"),
        ("เงิน\u200bสด", "เงินสด"),
        ("\ufeffเงินสด", "เงินสด"),
        ("  เงิน \n สด ", "เงิน สด"),
        ("๑๒๓", "123"),
        ("cafe\u0301", "café"),
    ],
)
def test_hazard_20_equal_to_the_eye(left: str, right: str) -> None:
    """Two spellings of the same visible text fold to one."""
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("left", "right"), [("ก่า", "กา"), ("เงิน สด", "เงินสด"), ("A", "a"), ("021", "21")])
def test_different_to_the_eye(left: str, right: str) -> None:
    """Marks, spaces, letters' case and leading zeros count."""
    assert fold(left) != fold(right)


def test_nikhahit_alone_stays() -> None:
    """A nikhahit that is part of no sara am (Pali) is left as it is."""
    assert fold("ส" + NIKHAHIT) == "ส" + NIKHAHIT


def test_clean_drops_only_what_is_not_seen() -> None:
    """Invisible characters and odd spaces go; letters, digits and line breaks stay as typed."""
    assert clean("\ufeff เเม่\u00a0๑\u200b\r\nสอง\t3 ") == "เเม่ ๑\nสอง 3"
    assert clean("a\rb ") == "a\nb"


def test_mixed_digits() -> None:
    """Thai and Arabic digits in one text are noticed."""
    assert has_mixed_digits("1๒")
    assert not has_mixed_digits("๑๒")
    assert not has_mixed_digits("12")


def test_headers_compare_without_stars() -> None:
    """A header with a star, colon or other letters' case is the same header."""
    assert caption_key(" Date *: ") == caption_key("date")


def test_one_line() -> None:
    """Line breaks and runs of spaces become one space."""
    assert one_line(" a\n\n b ") == "a b"
