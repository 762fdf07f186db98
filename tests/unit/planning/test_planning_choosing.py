"""Which caption of a list is meant: sure of it, or told what comes near."""

from __future__ import annotations

from bot.planning.choosing import meant, not_a_choice
from bot.planning.kinds.folding import fold, undashed

SAVING = "ธนาคารสมมติไทย ออมทรัพย์ เลขที่บัญชี 701-1-00017-4"
CURRENT = "ธนาคารสมมติไทย กระแสรายวัน เลขที่บัญชี 701-6-00028-9"
TWO = ("กองคลัง เลขที่บัญชี 12345", "กองช่าง เลขที่บัญชี 12345")
ACCOUNTS = {fold(one): one for one in (SAVING, CURRENT)}


def test_an_account_in_a_caption_with_or_without_dashes() -> None:
    """The dashes of a long number do not tell captions apart."""
    assert meant(SAVING, ACCOUNTS) == SAVING
    assert meant("ธนาคารสมมติไทย ออมทรัพย์  เลขที่บัญชี 7011000174", ACCOUNTS) == SAVING
    assert meant("ธนาคารสมมติไทย ออมทรัพย์ เลขที่บัญชี 701–1–00017–4", ACCOUNTS) == SAVING
    assert meant("ธนาคารสมมติไทย ออมทรัพย์ เลขที่บัญชี 701-1-00017-5", ACCOUNTS) is None
    assert meant("ธนาคารสมมติไทย", ACCOUNTS) is None


def test_captions_that_differ_by_dashes_are_not_sure() -> None:
    """Where dashes alone tell two captions apart, only the exact one is taken."""
    twins = {one: one for one in ("12345-678", "1234-5678")}
    assert meant("12345-678", twins) == "12345-678"
    assert meant("12345678", twins) is None


def test_short_numbers_keep_their_dashes() -> None:
    """A span of numbers is no account."""
    assert undashed("ข้อ 1-10 และ 2-3") == "ข้อ 1-10 และ 2-3"
    assert meant("ข้อ 1-10", {"ข้อ 110": "ข้อ 110"}) is None


def test_a_number_typed_alone_is_suggested_never_taken() -> None:
    """The caption that holds the number is named; two that hold it are not."""
    assert meant("7011000174", ACCOUNTS) is None
    assert SAVING in not_a_choice("701-1-00017-4", ACCOUNTS).en
    assert "Did you mean" not in not_a_choice("701", ACCOUNTS).en
    assert "Did you mean" not in not_a_choice("12345", {one: one for one in TWO}).en
