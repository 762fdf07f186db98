"""A cell that cannot become a value, with a code for programs and a sentence for the person."""

from __future__ import annotations

from bot.errors import BotError
from bot.language import Text, say


class CellError(BotError):
    """One cell is not what its column must hold; nothing was sent."""

    exit_code = 2

    def __init__(self, code: str, text: Text) -> None:
        """Keep a code that never changes with the wording."""
        super().__init__(text)
        self.code = code


def wrong_type(raw: object, wanted: Text) -> CellError:
    """Refuse a cell whose type in the workbook cannot be meant."""
    return CellError(
        code="wrong_type",
        text=say(
            "ช่องนี้เป็น{what} แต่ต้องเป็น{wanted} ให้จัดรูปแบบช่องเป็นข้อความแล้วพิมพ์ใหม่",
            "This cell holds {what} but must hold {wanted}; format it as text and type it again.",
            what=_name(raw),
            wanted=wanted,
        ),
    )


def mixed_digits(text: str) -> CellError:
    """Refuse Thai and Arabic digits in one value."""
    return CellError(
        code="mixed_digits",
        text=say(
            "“{text}” ปนเลขไทยกับเลขอารบิค ให้พิมพ์ใหม่เป็นเลขแบบเดียวกันทั้งหมด",
            "“{text}” mixes Thai and Arabic digits; type it again with one kind.",
            text=text,
        ),
    )


def _name(raw: object) -> Text:
    if isinstance(raw, bool):
        return say("ค่าจริง/เท็จ", "a TRUE/FALSE value")
    if isinstance(raw, int | float):
        return say("ตัวเลข {raw}", "the number {raw}", raw=repr(raw))
    if hasattr(raw, "year"):
        return say("วันที่", "a date")
    if hasattr(raw, "hour"):
        return say("เวลา", "a time")
    return say("ค่าชนิดอื่น", "something else")
