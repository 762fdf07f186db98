"""The command by which a parked entry is corrected: old and new, who, why; judged as if typed in Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot import wiring
from bot.config import Settings
from bot.domain.handover import Change
from bot.domain.lifecycle import RETAKEN
from bot.domain.model import Entry, EntryKey, PlannedEntry
from bot.errors import ConfigError, InputProblems, LedgerBusy
from bot.jobs.output import tell
from bot.language import say
from bot.planning.correcting import Wished, overlay, wished
from bot.planning.mapping import Mappings
from bot.planning.sheet import Workbook

if TYPE_CHECKING:
    from bot.ledger.store import Store

OK, WAITS = 0, 5


def correct(settings: Settings, key: str, changes: tuple[str, ...], *, reason: str, by: str) -> int:
    """Correct an entry that was refused or failed; 5 when another person must approve it first."""
    if not changes or not reason.strip():
        raise ConfigError(
            say(
                "ระบุ --set ช่อง=ค่าใหม่ อย่างน้อยหนึ่งช่อง และ --reason เหตุผล",
                "Give at least one --set FIELD=VALUE, and --reason TEXT.",
            )
        )
    _refuse_unsigned(settings)
    wishes = [wished(change) for change in changes]
    who = by.strip() or wiring.operator()
    wiring.must_have_ledger(settings)
    with wiring.open_store(settings) as store:
        chosen = _parked(store, key)
        intake = wiring.read_in(settings)
        before = _of(intake.entries, chosen)
        planned, told = _altered(settings, intake, before, wishes)
        limit = settings.corrections.second_above
        second = limit is not None and max(abs(before.amount), abs(planned.entry.amount)) > limit
        store.propose(planned, told, base=before.digest, who=who, why=reason.strip(), second=second)
        if second:
            tell(
                say(
                    "เก็บการแก้ไขแล้ว รอผู้อนุมัติอีกคน: elaas-bot correct {k} --approve --by ชื่อผู้อนุมัติ",
                    "The correction is kept and waits for another person:"
                    " elaas-bot correct {k} --approve --by NAME",
                    k=chosen[:12],
                )
            )
            return WAITS
        _take_up(store, chosen, who)
    return OK


def approve(settings: Settings, key: str, *, by: str) -> int:
    """Let another person take responsibility for the newest correction of an entry, and take it up."""
    _refuse_unsigned(settings)
    who = by.strip() or wiring.operator()
    wiring.must_have_ledger(settings)
    with wiring.open_store(settings) as store:
        chosen = _parked(store, key)
        waiting = [each for each in store.corrections(chosen) if each.waits]
        if not waiting:
            raise ConfigError(
                say("รายการ {k} ไม่มีการแก้ไขที่รออนุมัติ", "Entry {k} has no correction that waits.", k=key)
            )
        store.approve_correction(waiting[-1].id, who=who)
        _take_up(store, chosen, who)
    return OK


def _refuse_unsigned(settings: Settings) -> None:
    """Raise ConfigError where a signature is required: none covers a value that is not in the workbook."""
    if settings.approval.required:
        raise ConfigError(
            say(
                "config.yaml กำหนดให้ต้องมีผู้อนุมัติลงนาม (approval.required) ลายเซ็นคุมเฉพาะค่าในสมุดงาน จึงแก้ที่นี่ไม่ได้"
                " ให้แก้ในสมุดงาน แล้วให้ผู้อนุมัติลงนามแผนใหม่ แถวนั้นจะถูกบันทึกด้วยค่าใหม่",
                "A signed approval is required (approval.required), and it covers what the workbook says:"
                " nothing can be corrected beside it. Mend the workbook and have the new plan approved;"
                " the row is entered with its new values then.",
            )
        )


def _take_up(store: Store, key: EntryKey, who: str) -> None:
    """Make the correction so now, or leave it to the run that holds the ledger."""
    try:
        with store.hold("correct", who=who):
            store.corrected(key)
    except LedgerBusy:
        store.ask("correct", key, who=who)
    tell(say("แก้ไขแล้ว บอตจะบันทึกใหม่", "Corrected; the bot will enter it."))


def _altered(
    settings: Settings, now: wiring.Intake, before: Entry, wishes: list[Wished]
) -> tuple[PlannedEntry, tuple[Change, ...]]:
    """Judge the workbook as it would be; InputProblems for everything that the correction makes wrong."""
    changes: tuple[Change, ...] = ()

    def altered(workbook: Workbook, mappings: Mappings) -> Workbook:
        nonlocal changes
        made, changes = overlay(workbook, mappings.screens[before.screen], before, wishes)
        return made

    known = {(each.cell, each.code, each.text.en) for each in now.problems}
    then = wiring.read_in(settings, altered)
    new = [one for one in then.problems if (one.cell, one.code, one.text.en) not in known]
    if wrong := [one for one in new if one.severity != "note"]:
        raise InputProblems(wrong)
    plan = then.sound_plan()
    return next(one for one in plan.entries if one.entry.key == before.key), changes


def _parked(store: Store, prefix: str) -> EntryKey:
    keys = wiring.reports_of(store).find_keys(prefix)
    if len(keys) != 1 or store.status_of(keys[0]) not in RETAKEN:
        raise ConfigError(
            say(
                "รหัส {k} ไม่ใช่รายการที่ระบบปฏิเสธหรือทำไม่สำเร็จ ดูรหัสด้วย elaas-bot status --entries",
                "{k} is not one entry that was refused or failed. elaas-bot status --entries lists the keys.",
                k=prefix,
            )
        )
    return keys[0]


def _of(entries: tuple[Entry, ...], key: EntryKey) -> Entry:
    for entry in entries:
        if entry.key == key:
            return entry
    raise ConfigError(
        say(
            "แถวของรายการ {k} ไม่อยู่ในสมุดงานที่ใช้อยู่ จึงแก้ที่นี่ไม่ได้ ให้เลือกสมุดงานที่มีแถวนี้",
            "The row of entry {k} is not in the workbook in use, so it cannot be corrected here.",
            k=key[:12],
        )
    )
