"""Text, codes, captions, marks and identity numbers, kept exactly as typed but for what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.language import Text, say
from bot.planning.grammar import FieldSpec
from bot.planning.kinds.folding import TO_ARABIC, clean, fold, has_mixed_digits
from bot.planning.kinds.numbers import SURE_DIGITS, plain, too_long
from bot.planning.kinds.refusal import CellError, mixed_digits, wrong_type

REFUSED_TEXT = (r"<.", r"&#")
"""What ASP.NET sites take for an attack (request validation); a site's mapping may say otherwise."""

_BROKEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffd\ue000-\uf8ff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_"
)
_ID_DIGITS = 13
_YES = frozenset({"ใช่", "yes", "y", "true", "1", "✓", "✔", "☑"})
_NO = frozenset({"ไม่ใช่", "ไม่", "no", "n", "false", "0", "☐"})


def parse_text(raw: object, spec: FieldSpec, refused: Sequence[str] = REFUSED_TEXT) -> str:
    """Understand a cell as free text or a caption."""
    return _checked(_as_text(raw), spec, refused)


def parse_code(raw: object, spec: FieldSpec, refused: Sequence[str] = REFUSED_TEXT) -> str:
    """Understand a cell as a code: leading zeros stay, digits become Arabic.

    A number cell is taken only when no text with leading zeros before it would match the pattern,
    so that nothing can have been lost.
    """
    if isinstance(raw, str):
        if has_mixed_digits(raw):
            raise mixed_digits(raw)
        return _checked(clean(raw).translate(TO_ARABIC), spec, refused)
    text = _whole(raw)
    if text is None:
        raise wrong_type(raw, say("รหัส", "a code"))
    if len(text) > SURE_DIGITS:
        raise CellError(code="too_long", text=too_long(text))
    if not _certain(text, spec.pattern):
        raise CellError(code="number_for_code", text=_lost_zeros(text))
    return _checked(text, spec, refused)


def parse_thai_id(raw: object) -> str:
    """Understand a cell as a 13-digit person or tax number with a right check digit."""
    if isinstance(raw, str):
        if has_mixed_digits(raw):
            raise mixed_digits(raw)
        digits = re.sub(r"[\s-]", "", clean(raw).translate(TO_ARABIC))
    else:
        found = _whole(raw)
        if found is None:
            raise wrong_type(raw, say("เลขประจำตัว 13 หลัก", "a 13-digit number"))
        digits = found
    if len(digits) != _ID_DIGITS or not digits.isdecimal() or not digits.isascii():
        raise CellError(code="id_digits", text=_not_13(digits))
    if int(digits[-1]) != check_digit(digits[:-1]):
        text = say(
            "เลขประจำตัว {id} ผิดหลักตรวจสอบ ให้ตรวจกับเอกสารทีละหลัก",
            "The identity number {id} has a wrong check digit; compare it with the document digit by digit.",
            id=digits,
        )
        raise CellError(code="id_check", text=text)
    return digits


def parse_yesno(raw: object) -> bool:
    """Understand a cell as yes or no."""
    if isinstance(raw, bool):
        return raw
    text = fold(raw).lower() if isinstance(raw, str) else _whole(raw)
    if text in _YES:
        return True
    if text in _NO:
        return False
    text_error = say("“{raw}” ไม่ใช่ค่าที่รู้จัก ให้ใส่ ใช่ หรือ ไม่ใช่", "“{raw}” is not known; type yes or no.", raw=raw)
    raise CellError(code="not_yes_or_no", text=text_error)


def check_digit(twelve: str) -> int:
    """Give the thirteenth digit of a Thai identity number."""
    total = sum(int(digit) * weight for digit, weight in zip(twelve, range(13, 1, -1), strict=True))
    return (11 - total % 11) % 10


def text_length(text: str) -> int:
    """Count as browsers and servers do: UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _as_text(raw: object) -> str:
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise wrong_type(raw, say("ข้อความ", "text"))
    text = plain(Decimal(repr(raw)) if isinstance(raw, float) else raw)
    if not isinstance(raw, Decimal) and sum(map(str.isdigit, text)) > SURE_DIGITS:
        raise CellError(code="too_long", text=too_long(text))
    return text


def _whole(raw: object) -> str | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        return None
    if raw != raw or raw in (float("inf"), float("-inf")) or raw != int(raw):  # noqa: PLR0124 - not a number
        return None
    return str(int(raw))


def _certain(text: str, pattern: str | None) -> bool:
    """Tell that exactly this text matches and none with zeros before it, up to 32 characters."""
    if pattern is None or not re.fullmatch(pattern, text):
        return False
    return not any(re.fullmatch(pattern, "0" * zeros + text) for zeros in range(1, 33))


def _checked(text: str, spec: FieldSpec, refused: Sequence[str]) -> str:
    broken = _BROKEN.search(text)
    if broken:
        raise CellError(code="strange_character", text=_strange(broken.group()))
    for pattern in refused:
        found = re.search(pattern, text)
        if found:
            raise CellError(code="refused_text", text=_refused(found.group()))
    if spec.max_length is not None and text_length(text) > spec.max_length:
        raise CellError(code="too_long_text", text=_too_long(text_length(text), spec.max_length))
    if spec.pattern is not None and not re.fullmatch(spec.pattern, text):
        raise CellError(code="pattern", text=_pattern(text, spec.pattern))
    return text


def _lost_zeros(text: str) -> Text:
    return say(
        "ช่องนี้เป็นตัวเลข {v} แต่ต้องเป็นรหัส เลข 0 ข้างหน้าอาจหายไปแล้ว ให้จัดรูปแบบช่องเป็นข้อความแล้วพิมพ์รหัสเต็ม",
        "This cell holds the number {v} but must hold a code; leading zeros may be lost. "
        "Format the cell as text and type the whole code.",
        v=text,
    )


def _not_13(digits: str) -> Text:
    return say(
        "เลขประจำตัว “{id}” ต้องมีตัวเลข 13 หลัก (มี {n}) หากเลข 0 ข้างหน้าหายไป ให้จัดรูปแบบช่องเป็นข้อความแล้วพิมพ์ใหม่",
        "The identity number “{id}” must have 13 digits (it has {n}); if leading zeros are lost, "
        "format the cell as text and type it again.",
        id=digits,
        n=len(digits),
    )


def _strange(found: str) -> Text:
    return say(
        "มีอักขระที่พิมพ์ลงเว็บไม่ได้ ({c}) ให้ลบข้อความแล้วพิมพ์ใหม่",
        "There is a character that cannot be typed on a page ({c}); delete the text and type it again.",
        c=found if len(found) > 1 else f"U+{ord(found):04X}",
    )


def _refused(found: str) -> Text:
    return say(
        "เว็บไซต์ไม่รับข้อความที่มี “{c}” ให้พิมพ์ใหม่โดยไม่ใช้อักขระนี้ เช่น ใช้คำว่า น้อยกว่า",
        "The site refuses text with “{c}”; write it without, for example “less than”.",
        c=found,
    )


def _too_long(length: int, limit: int) -> Text:
    return say(
        "ข้อความยาว {n} ตัวอักษร เกินที่เว็บไซต์รับได้ ({m}) ให้ย่อให้สั้นลง",
        "The text has {n} characters, more than the site takes ({m}); shorten it.",
        n=length,
        m=limit,
    )


def _pattern(text: str, pattern: str) -> Text:
    return say(
        "“{v}” ผิดรูปแบบ ({p}) ให้ตรวจกับเอกสาร",
        "“{v}” does not have the form that is asked for ({p}); compare it with the document.",
        v=text,
        p=pattern,
    )
