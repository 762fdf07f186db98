"""Text, codes, captions, marks and identity numbers, kept exactly as typed but for what nobody sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.language import Text, say
from bot.planning.grammar import FieldSpec, SiteMapping
from bot.planning.kinds.folding import TO_ARABIC, clean, fold, has_mixed_digits
from bot.planning.kinds.numbers import SURE_DIGITS, plain, too_long
from bot.planning.kinds.refusal import CellError, mixed_digits, wrong_type

EMOJI = (
    "[\U0001f000-\U0001faff\u203c\u2049\u20e3\u231a\u231b\u23e9-\u23f3\u25fd\u25fe\u2600-\u26ff\u2705"
    "\u270a-\u270d\u2728\u274c\u274e\u2753-\u2757\u2763\u2764\u2795-\u2797\u27b0\u27bf\u2b1b\u2b1c\u2b50"
    "\u2b55\ufe0f]"
)
"""Pictures, and signs that programs show as such: older sites store `??` for them."""

REFUSED_TEXT = (r"<.", r"&#", EMOJI)
"""What ASP.NET sites take for an attack (request validation) or mangles; a mapping may say otherwise."""

_BROKEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffd\ue000-\uf8ff\ud800-\udfff]|_x[0-9A-Fa-f]{4}_"
)
_DITTO = re.compile(r"""[-–— ]*["'“”„″′‶〃´`]+[-–— "'“”„″′‶〃´`]*|ditto\.?|เหมือนข้างบน""", re.IGNORECASE)
"""What people write for “the same as above”; a site would keep it as it stands."""
_BETWEEN = re.compile(r"[-/.\s\u2010-\u2015\u2212]")
_ID_DIGITS = 13
_YES = frozenset({"ใช่", "yes", "y", "true", "1", "✓", "✔", "☑"})
_NO = frozenset({"ไม่ใช่", "ไม่", "no", "n", "false", "0", "☐"})


def refused_by(site: SiteMapping) -> tuple[str, ...]:
    """Give the patterns of text that a site would refuse or mangle."""
    return site.refused_text if site.takes_emoji else (*site.refused_text, EMOJI)


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
        text = clean(raw).translate(TO_ARABIC)
        return _checked(text if spec.mask is None else _in_mask(text, spec.mask), spec, refused)
    found = _whole(raw)
    if found is None:
        raise wrong_type(raw, say("รหัส", "a code"))
    if len(found) > SURE_DIGITS:
        raise CellError(code="too_long", text=too_long(found))
    certain = _certain(found, spec.pattern) if spec.mask is None else len(found) >= spec.mask.count("0")
    if not certain:
        raise CellError(code="number_for_code", text=_lost_zeros(found))
    return _checked(found if spec.mask is None else _in_mask(found, spec.mask), spec, refused)


def digits_of(text: str) -> str:
    """Give a number without the signs that people put between its digits."""
    return _BETWEEN.sub("", text)


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


def _in_mask(text: str, mask: str) -> str:
    """Give the digits in the mask's form; CellError when there are too many, too few, or other letters."""
    digits = digits_of(text)
    if not (digits.isascii() and digits.isdecimal()) or len(digits) != mask.count("0"):
        raise CellError(code="mask", text=_not_of_mask(text, mask))
    left = iter(digits)
    return "".join(next(left) if place == "0" else place for place in mask)


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


_MARKED = re.compile(r"'[=+\-@0-9]")
"""What spreadsheets and programs mark so is a number, a code or a formula; other texts may begin with '."""


def _checked(text: str, spec: FieldSpec, refused: Sequence[str]) -> str:
    if _DITTO.fullmatch(text):
        raise CellError(code="ditto", text=_ditto(text))
    broken = _BROKEN.search(text)
    if broken:
        raise CellError(code="strange_character", text=_strange(broken.group()))
    for pattern in refused:
        found = re.search(pattern, text)
        if found:
            raise CellError(code="refused_text", text=_refused(found.group()))
    if text.startswith("'") and (spec.kind != "text" or _MARKED.match(text)):
        raise CellError(code="apostrophe", text=_apostrophe(text))
    if "\n" in text and not spec.multiline and spec.kind != "choice":
        raise CellError(code="line_break", text=_line_break(text))
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


def _not_of_mask(text: str, mask: str) -> Text:
    return say(
        "“{v}” ต้องเป็นตัวเลข {n} หลัก แบบ {mask} (จะใส่ขีดหรือไม่ก็ได้) ให้ตรวจกับเอกสาร",
        "“{v}” must have {n} digits like {mask}, with or without the signs between; "
        "compare it with the document.",
        v=text,
        n=mask.count("0"),
        mask=mask,
    )


def _ditto(text: str) -> Text:
    return say(
        "“{v}” เป็นเครื่องหมายละ (เหมือนข้างบน) ให้พิมพ์ค่าเต็มในช่องนี้",
        "“{v}” stands for the same as above; type the value itself into this cell.",
        v=text,
    )


def _apostrophe(text: str) -> Text:
    return say(
        "“{v}” ขึ้นต้นด้วยเครื่องหมาย ' ซึ่งโปรแกรมตารางงานใช้บอกว่าเป็นข้อความ ให้ลบเครื่องหมายนี้ออก",
        "“{v}” begins with ', by which spreadsheets mark a text; delete that mark.",
        v=text,
    )


def _line_break(text: str) -> Text:
    return say(
        "ช่องนี้ขึ้นบรรทัดใหม่ (“{v}”) แต่ช่องบนเว็บมีบรรทัดเดียว คำจะติดกัน ให้พิมพ์เว้นวรรคแทน",
        "There is a line break in this cell (“{v}”), but the box on the page has one line and would join the "
        "words; type a space instead.",
        v=" ⏎ ".join(text.split("\n")),
    )


def _strange(found: str) -> Text:
    return say(
        "มีอักขระที่พิมพ์ลงเว็บไม่ได้ ({c}) ให้ลบข้อความแล้วพิมพ์ใหม่",
        "There is a character that cannot be typed on a page ({c}); delete the text and type it again.",
        c=found if len(found) > 1 else f"U+{ord(found):04X}",
    )


def _refused(found: str) -> Text:
    if not found.startswith(("<", "&")):
        return say(
            "เว็บไซต์ไม่รับข้อความที่มี “{c}” ให้ลบออกหรือพิมพ์เป็นคำแทน",
            "The site does not take “{c}”; take it out, or write it in words.",
            c=found,
        )
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
