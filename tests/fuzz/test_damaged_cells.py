"""Damaged cells: whatever a slip of the finger makes of a cell, it is told, or read as it stands.

The short version runs with all tests; `make test-fuzz` damages thousands (FUZZ_ROUNDS).
"""

from __future__ import annotations

import os
import random
import re
import unicodedata
from datetime import date
from decimal import Decimal

import pytest

from bot.planning.cells import CellError, parse
from bot.planning.grammar import FieldSpec
from bot.planning.kinds.folding import TO_ARABIC

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "240"))
ODD = "0123456789๐๑๒๓๔๕๖๗๘๙.,-–−/()+ \u00a0\u200b\t\nOlIoกขมคเแาำํ่้๊๋฿%eE<&#;'\"=@🙏\u202e\ue000"
SOUND: dict[str, tuple[FieldSpec, list[str]]] = {
    "money": (
        FieldSpec(header="-", kind="money"),
        ["1234.50", "1,234,567.25", "฿1,000.00", "๑,๒๓๔.๕๐ บาท", "(100.25)", "-0.05", "100 บาทถ้วน"],
    ),
    "integer": (FieldSpec(header="-", kind="integer"), ["12", "1,000", "๑๒"]),
    "date": (
        FieldSpec(header="-", kind="date"),
        ["16/1/2567", "16-ม.ค.-67", "16 มกราคม 2567", "๑๖ ม.ค. ๖๗", "2024-01-16", "1 ก.พ. พ.ศ. 2567"],
    ),
    "thai_id": (FieldSpec(header="-", kind="thai_id"), ["1101700230708", "1-1017-00230-70-8"]),
    "code": (FieldSpec(header="-", kind="code"), ["053221", "RCPT-00386/67", "๐๑๐"]),
    "mask": (FieldSpec(header="-", kind="code", mask="000-0-00000-0"), ["701-1-00017-4", "7011000174"]),
    "text": (FieldSpec(header="-", max_length=60), ["นายสมชาย ใจดี", "ค่าน้ำ เดือน ม.ค. 67 (ครั้งที่ ๒)"]),
}  # fmt: skip


def slipped(text: str, dice: random.Random) -> str:
    """Make one to three slips: a letter lost, doubled, swapped with the next, changed or added."""
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(text) + 1)
        match dice.randrange(5):
            case 0:
                text = text[:at] + text[at + 1 :]
            case 1:
                text = text[:at] + text[at : at + 1] * 2 + text[at + 1 :]
            case 2:
                text = text[:at] + text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]
            case 3:
                text = text[:at] + dice.choice(ODD) + text[at + 1 :]
            case _:
                text = text[:at] + dice.choice(ODD) + text[at:]
    return text


def stands(kind: str, raw: str, value: object) -> bool:
    """Tell that nothing was added to, taken from or turned about in what the cell says.

    Judged without the bot's own reading: by the digits of the cell in their order, its sign and its letters.
    """
    text = "".join(one for one in raw.translate(TO_ARABIC) if unicodedata.category(one) != "Cf")
    digits = re.sub(r"\D", "", text)
    match kind, value:
        case "money" | "integer", Decimal() | int():
            number = re.search(r"\d[\d,]*(?:\.\d*)?|\.\d+", text)
            negative = re.search(r"[-–−(]", text) is not None
            exact = Decimal(number[0].replace(",", "").rstrip(".") or "0") if number else None
            groups = number[0].split(".")[0].split(",")[1:] if number else []
            return (
                exact is not None
                and re.sub(r"\D", "", number[0] if number else "") == digits
                and all(len(group) == 3 for group in groups)
                and value == (-exact if negative else exact)
            )
        case "date", date():
            numbers = {int(one) for one in re.findall(r"\d+", text)}
            years = {value.year, value.year + 543, (value.year + 543) % 100}
            named = not re.search(r"\d\D+\d+\D+\d", text)
            return value.day in numbers and bool(years & numbers) and (named or value.month in numbers)
        case "thai_id" | "mask", str():
            return re.sub(r"\D", "", value) == digits and not re.search(r"[A-Za-zก-ฮ]", text)
        case "code", str():
            return "".join(value.split()) == "".join(text.split())
        case _, str():
            seen = "".join(one for one in raw if unicodedata.category(one) != "Cf")
            return "".join(value.split()) == "".join(seen.split())
        case _:
            return False


@pytest.mark.parametrize("kind", list(SOUND))
def test_a_slip_is_told_or_read_as_it_stands(kind: str) -> None:
    """A cell with slips is refused in both languages, or its value is what is written there."""
    spec, texts = SOUND[kind]
    for text in texts:
        assert stands(kind, text, parse(text, spec)), f"sound {text!r} reads as {parse(text, spec)!r}"
    refused = 0
    for seed in range(max(40, ROUNDS // len(SOUND))):
        dice = random.Random(f"{kind} {seed}")
        raw = slipped(dice.choice(texts), dice)
        try:
            value = parse(raw, spec)
        except CellError as error:
            assert error.text.th != error.text.en
            refused += 1
            continue
        if value is None:
            assert not re.search(r"[^\s\u200b\u00a0]", raw)
            continue
        assert stands(kind, raw, value), f"{kind} {seed}: {raw!r} reads as {value!r}"
    assert refused or kind == "text", "no slip was ever refused"
