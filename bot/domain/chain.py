"""The words of the evidence chain: where it ends, and where it is broken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.language import Text, say

START = "0" * 64
"""What the first event of a chain names as the one before it."""


@dataclass(frozen=True, kw_only=True)
class ChainHead:
    """The last event of a chain: whoever knows its hash knows everything before it."""

    seq: int
    hash: str

    @property
    def code(self) -> str:
        """Give the text that is printed, read by a scanner, and given back to `audit verify --head`."""
        return f"{self.seq}:{self.hash}"


@dataclass(frozen=True, kw_only=True)
class Break:
    """The first place where a chain is not what it was; `seq` is the number of the event there."""

    kind: Literal["changed", "removed", "inserted", "reordered", "cut_off", "standing"]
    seq: int

    @property
    def text(self) -> Text:
        """Say what was found and where."""
        th, en = _SENTENCES[self.kind]
        return say(th, en, n=self.seq)


_SENTENCES = {
    "changed": (
        "เหตุการณ์ที่ {n} ถูกแก้ไขหลังจากบันทึกแล้ว",
        "Event {n} was changed after it was written.",
    ),
    "removed": (
        "มีเหตุการณ์ถูกลบออกก่อนเหตุการณ์ที่ {n}",
        "At least one event before event {n} was removed.",
    ),
    "inserted": (
        "เหตุการณ์ที่ {n} ถูกแทรกเข้ามาภายหลัง",
        "Event {n} was inserted afterwards.",
    ),
    "reordered": (
        "เหตุการณ์ที่ {n} ถูกย้ายที่ ไม่อยู่ในลำดับเดิม",
        "Event {n} does not stand where it stood: the order was changed.",
    ),
    "cut_off": (
        "ไม่มีเหตุการณ์สุดท้ายตามที่จดไว้ ตอนท้ายหลังเหตุการณ์ที่ {n} ถูกตัดออก หรือทั้งหมดถูกทำขึ้นใหม่",
        "The last event as noted is not there: after event {n} the end was cut off, or all was made anew.",
    ),
    "standing": (
        "สถานะหรือเลขที่ของรายการไม่ตรงกับเหตุการณ์ล่าสุดของรายการนั้น (เหตุการณ์ที่ {n})",
        "Status or number of an entry is not what the last event of that entry says (event {n}).",
    ),
}
