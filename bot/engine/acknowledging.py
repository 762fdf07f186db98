"""Warnings of a plan: a named person takes exactly these as read before anything is sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from bot.domain.handover import ACKNOWLEDGED
from bot.domain.model import Caution, EntryKey, Plan
from bot.engine.ports import Ledger
from bot.errors import NotAcknowledged
from bot.language import Text, say

_SHOWN = 5
"""Warnings named in one message; `check` tells them all."""


class Acknowledgement(Protocol):
    """The part of a run's orders that tells who takes which warnings as read."""

    @property
    def operator(self) -> str:
        """Give who runs the bot."""

    @property
    def acknowledge(self) -> str:
        """Give the code of the warnings that are acknowledged; empty for none."""

    @property
    def acknowledged_by(self) -> str:
        """Give who acknowledges them; empty: the operator."""


def newly_acknowledged(plan: Plan, given: Acknowledgement, ledger: Ledger) -> tuple[Caution, ...]:
    """Give the warnings that are acknowledged now; NotAcknowledged when any is left open.

    Open is a warning that nobody acknowledged before, unless the ledger knows every document that
    it misses (a row that was taken out since). A code of other warnings acknowledges nothing.
    """
    before = ledger.acknowledged()
    still = [
        one
        for one in plan.cautions
        if one.mark not in before and not is_answered(one, lambda key: ledger.status_of(key) is not None)
    ]
    if still and given.acknowledge != plan.acknowledge:
        raise NotAcknowledged(_sentence(plan, still, given.acknowledge))
    return tuple(still)


def note_acknowledged(
    plan: Plan, given: Acknowledgement, ledger: Ledger, cautions: Sequence[Caution]
) -> None:
    """Keep for good who took which warnings as read, word by word."""
    if cautions:
        ledger.note(
            ACKNOWLEDGED,
            who=given.acknowledged_by or given.operator,
            code=plan.acknowledge,
            plan=plan.hash,
            warnings=[
                {"mark": one.mark, "cell": one.cell, "code": one.code, "th": one.text.th, "en": one.text.en}
                for one in cautions
            ],
        )


def is_answered(caution: Caution, known: Callable[[EntryKey], bool]) -> bool:
    """Tell that the ledger knows every document which a warning misses: nobody need acknowledge it."""
    return bool(caution.missing) and all(any(map(known, keys)) for keys in caution.missing)


def _sentence(plan: Plan, still: Sequence[Caution], code: str) -> Text:
    lines = [say("{c} {t}", "{c} {t}", c=one.cell, t=one.text) for one in still[:_SHOWN]]
    more = len(still) - _SHOWN
    if more > 0:
        lines.append(say("และอีก {n} เรื่อง", "and {n} more", n=more))
    other = say(
        " (รหัส {c} เป็นของคำเตือนชุดอื่น เพราะสมุดงานเปลี่ยนไปแล้ว)",
        " (the code {c} stands for other warnings: the workbook has changed)",
        c=code,
    )
    return say(
        "มีคำเตือน {n} เรื่องที่ยังไม่มีผู้รับทราบ: {lines} ยังไม่มีการส่งข้อมูลใด ๆ"
        " เมื่อตรวจแล้วว่าถูกต้อง ให้สั่ง elaas-bot run --acknowledge {code} --by ชื่อผู้รับทราบ{other}",
        "{n} warning(s) that nobody has acknowledged: {lines}. Nothing was sent."
        " Once they are looked at and found right: elaas-bot run --acknowledge {code} --by NAME{other}",
        n=len(still),
        lines=Text(th="; ".join(one.th for one in lines), en="; ".join(one.en for one in lines)),
        code=plan.acknowledge,
        other=other if code else Text(th="", en=""),
    )
