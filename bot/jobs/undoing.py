"""The command that says what people would have to cancel; it cancels nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot import wiring
from bot.config import Settings
from bot.domain.model import EntryKey, Standing
from bot.errors import ConfigError
from bot.jobs.output import about, tell
from bot.language import say
from bot.planning.cells import CellError, parse
from bot.planning.grammar import FieldSpec
from bot.planning.mapping import load_mappings
from bot.planning.undoing import undo_order
from bot.report.undo import write_undo

OK = 0


def undo_plan(
    settings: Settings, out_dir: Path, *, keys: tuple[str, ...], since: str, all_of: tuple[str, ...]
) -> int:
    """Write the plan for the entries that are named, entered since a day, or of whole screens."""
    mappings = load_mappings(settings.mappings)
    day = _day(since) if since else None
    with wiring.open_reports(settings) as reports:
        standings, runs = reports.standings(), reports.runs()
    unknown = [screen for screen in all_of if screen not in mappings.screens]
    if unknown or not (keys or day or all_of):
        raise ConfigError(
            say(
                "ระบุรายการที่จะยกเลิก: รหัสรายการ, --since วันที่, หรือ --all-of หน้าจอ (มี: {s})",
                "Say what is to be cancelled: keys, --since DAY, or --all-of SCREEN (there are: {s}).",
                s=", ".join(mappings.screens),
            )
        )
    chosen = _named(standings, keys) | {
        one.entry.key
        for one in standings
        if one.entry.screen in all_of or (day and one.receipt and one.receipt.at.date() >= day)
    }
    undoings = undo_order(standings, chosen)
    out_dir.mkdir(parents=True, exist_ok=True)
    for path in write_undo(out_dir, undoings, about=about(settings, mappings, runs=runs)):
        tell(path)
    tell(
        say(
            "ต้องยกเลิก {n} ฉบับ เพิ่มจากที่เลือก {m} ฉบับ โปรแกรมไม่ได้ยกเลิกอะไร",
            "{n} documents to cancel, {m} of them because they refer to those. Nothing was cancelled.",
            n=len(undoings),
            m=sum(not one.asked for one in undoings),
        )
    )
    return OK


def _named(standings: tuple[Standing, ...], prefixes: tuple[str, ...]) -> set[EntryKey]:
    found = set()
    for prefix in prefixes:
        fitting = [one.entry.key for one in standings if one.entry.key.startswith(prefix.strip().lower())]
        if len(fitting) != 1:
            raise ConfigError(
                say(
                    "รหัส {p} ตรงกับ {n} รายการ ดูรหัสด้วย elaas-bot status --entries",
                    "Key {p} fits {n} entries. elaas-bot status --entries lists the keys.",
                    p=prefix,
                    n=len(fitting),
                )
            )
        found.add(fitting[0])
    return found


def _day(text: str) -> date:
    try:
        value = parse(text, FieldSpec(header="-", kind="date"))
    except CellError as error:
        raise ConfigError(say("--since {t}: {e}", "--since {t}: {e}", t=text, e=str(error))) from error
    if not isinstance(value, date):
        raise ConfigError(say("--since {t} ไม่ใช่วันที่", "--since {t} is no day", t=text))
    return value
