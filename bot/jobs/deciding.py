"""Commands by which a person decides: doubts and their settling; the password."""

from __future__ import annotations

import getpass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import wiring
from bot.config import Settings
from bot.config import keep_password as keep
from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey, Receipt
from bot.errors import ConfigError
from bot.jobs.output import about, print_json, tell
from bot.language import say
from bot.planning.mapping import load_mappings
from bot.report import terminal

OK, DOUBTS_REMAIN = 0, 3


def doubts(settings: Settings, *, as_json: bool) -> int:
    """List the entries in doubt; 3 while there are any."""
    wiring.must_have_ledger(settings)
    with wiring.open_store(settings) as store:
        open_doubts = store.doubts()
        standings = {
            s.entry.key: s for s in wiring.reports_of(store).standings() if s.status is Status.IN_DOUBT
        }
    messages = {key: standing.message for key, standing in standings.items() if standing.message}
    if as_json:
        print_json(
            [
                {
                    "key": doubt.planned.entry.key,
                    "screen": doubt.planned.entry.screen,
                    "sheet": doubt.planned.entry.sheet,
                    "row": doubt.planned.entry.rows[0],
                    "reason": doubt.reason,
                    "message": str(messages.get(doubt.planned.entry.key, "")),
                    "before": list(doubt.baseline),
                    "since": doubt.since.isoformat(),
                }
                for doubt in open_doubts
            ]
        )
    else:
        described = about(settings, load_mappings(settings.mappings))
        tell(terminal.doubts_view(open_doubts, described, {str(k): m for k, m in messages.items()}))
    return DOUBTS_REMAIN if open_doubts else OK


def settle(settings: Settings, key: str, outcome: str, *, number: str, reason: str) -> int:
    """Write down a person's decision on one doubt: posted (with its number) or absent, and why."""
    if outcome not in ("posted", "absent") or not reason.strip() or (outcome == "posted") != bool(number):
        raise ConfigError(
            say(
                "ใช้ --settle รหัส posted --number เลขที่ --reason เหตุผล หรือ --settle รหัส absent --reason เหตุผล",
                "Use --settle KEY posted --number N --reason TEXT, or --settle KEY absent --reason TEXT",
            )
        )
    wiring.must_have_ledger(settings)
    who = wiring.operator()
    with wiring.open_store(settings) as store, store.hold("settle", who=who):
        chosen = _one(tuple(d.planned.entry.key for d in store.doubts()), key)
        screen = next(d.planned.entry.screen for d in store.doubts() if d.planned.entry.key == chosen)
        if outcome == "posted":
            if number in store.claimed_numbers(screen):
                raise ConfigError(
                    say(
                        "เลขที่ {n} เป็นของรายการอื่นในทะเบียนแล้ว ให้ตรวจเลขที่อีกครั้ง",
                        "Number {n} already belongs to another entry of the ledger. Check the number again.",
                        n=number,
                    )
                )
            zone = ZoneInfo(load_mappings(settings.mappings).site.timezone)
            told = f"{who}: {reason}"
            store.found(chosen, Receipt(number=number, message=told, at=datetime.now(zone), how="person"))
        else:
            text = say(
                "{w} ตัดสินว่าไม่มีในระบบ: {r}", "{w} decided that it is not on the site: {r}", w=who, r=reason
            )
            store.absent(chosen, text, who=who)
    tell(say("บันทึกการตัดสินแล้ว", "The decision is kept."))
    return OK


def keep_password(settings: Settings) -> None:
    """Ask for the password and put it into the computer's own key store."""
    asked = say("รหัสผ่านของ {u}: ", "Password of {u}: ", u=settings.sign_in.username)
    keep(settings, getpass.getpass(str(asked)))
    tell(say("เก็บรหัสผ่านในที่เก็บรหัสของเครื่องแล้ว", "The password is in the computer's key store."))


def _one(keys: tuple[EntryKey, ...], prefix: str) -> EntryKey:
    fitting = [key for key in keys if key.startswith(prefix.strip().lower())]
    if len(fitting) != 1:
        raise ConfigError(
            say(
                "รหัส {p} ตรงกับรายการไม่แน่ชัด {n} รายการ ดูรหัสด้วย elaas-bot doubts",
                "Key {p} fits {n} entries in doubt. elaas-bot doubts lists the keys.",
                p=prefix,
                n=len(fitting),
            )
        )
    return fitting[0]
