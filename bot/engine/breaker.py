"""Stops a run when entry after entry fails in the same way."""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import BreakerOpen
from bot.language import Text, say


class Breaker:
    """Counts failures of one kind in a row; a success, or another kind, begins anew."""

    def __init__(self, limit: int) -> None:
        """Open after `limit` failures of one kind in a row."""
        self._limit = limit
        self._kind = ""
        self._count = 0
        self._evidence: list[str] = []

    def success(self) -> None:
        """Forget the failures before."""
        self._kind, self._count = "", 0
        self._evidence.clear()

    def failure(self, kind: str, text: Text, *, evidence: Sequence[str] = ()) -> None:
        """Count a failure; BreakerOpen, with the evidence of all of them, when it is one too many."""
        if kind != self._kind:
            self._evidence.clear()
        self._evidence += evidence
        self._count = self._count + 1 if kind == self._kind else 1
        self._kind = kind
        if self._count >= self._limit:
            raise BreakerOpen(
                say(
                    "หยุดเพราะเกิดปัญหาแบบเดียวกันติดต่อกัน {n} ครั้ง: {text}"
                    " ให้แก้สาเหตุก่อน แล้วสั่ง run ใหม่ บอตจะทำต่อจากที่ค้าง",
                    "Halted because the same trouble came {n} times in a row: {text} Mend its cause,"
                    " then run again; the bot goes on where it stopped.",
                    n=self._count,
                    text=text,
                ),
                evidence=self._evidence,
            )
