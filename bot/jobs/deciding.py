"""Commands by which a person decides: doubts and their settling; the password."""

from __future__ import annotations

import getpass
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot import wiring
from bot.config import Settings
from bot.config import keep_password as keep
from bot.domain.handover import DoubtOf
from bot.domain.model import Receipt
from bot.engine.doubts import FOR_A_PERSON
from bot.engine.lookalikes import same_number
from bot.errors import ConfigError
from bot.jobs.output import about, print_json, tell, warn
from bot.language import say
from bot.planning.kinds.folding import clean, one_line
from bot.planning.mapping import load_mappings
from bot.report import terminal
from bot.report.doubts import DoubtCase, doubts_detail, doubts_json

if TYPE_CHECKING:
    from bot.ledger.store import Store

OK, DOUBTS_REMAIN = 0, 3


def doubts(settings: Settings, *, as_json: bool) -> int:
    """List the entries in doubt; 3 while there are any."""
    wiring.must_have_ledger(settings)
    with wiring.open_store(settings) as store:
        reports = wiring.reports_of(store)
        standings = {standing.entry.key: standing for standing in reports.standings()}
        cases = [
            DoubtCase(
                doubt=doubt,
                standing=standings[doubt.planned.entry.key],
                candidates=reports.candidates(doubt.planned.entry.key),
            )
            for doubt in store.doubts()
        ]
    if as_json:
        print_json(doubts_json(cases))
        return DOUBTS_REMAIN if cases else OK
    described = about(settings, load_mappings(settings.mappings))
    messages = {str(case.standing.entry.key): say("{m}", "{m}", m=case.message) for case in cases}
    tell(terminal.doubts_view([case.doubt for case in cases], described, messages))
    if cases:
        tell(doubts_detail(cases, described))
    return DOUBTS_REMAIN if cases else OK


def settle(settings: Settings, decision: tuple[str, str], *, number: str, reason: str, by: str = "") -> int:
    """Write down a person's decision on one doubt: posted (with its number) or absent, and why."""
    key, outcome = decision
    number = one_line(clean(number))
    if outcome not in ("posted", "absent") or not reason.strip() or (outcome == "posted") != bool(number):
        raise ConfigError(
            say(
                "ใช้ --settle รหัส posted --number เลขที่ --reason เหตุผล หรือ --settle รหัส absent --reason เหตุผล",
                "Use --settle KEY posted --number N --reason TEXT, or --settle KEY absent --reason TEXT",
            )
        )
    wiring.must_have_ledger(settings)
    who = by.strip() or wiring.operator()
    with wiring.open_store(settings) as store, store.hold("settle", who=who):
        doubt = _one(store.doubts(), key)
        chosen = doubt.planned.entry.key
        if outcome == "posted":
            _refuse_number(store, doubt, number)
            if not _among(number, [each.number for each in wiring.reports_of(store).candidates(chosen)]):
                warn(UNSEEN)
            zone = ZoneInfo(load_mappings(settings.mappings).site.timezone)
            told = f"{who}: {reason}"
            receipt = Receipt(number=number, message=told, at=datetime.now(zone), how="person")
            store.found(chosen, receipt, who=who, why=reason)
        else:
            text = say(
                "{w} ตัดสินว่าไม่มีในระบบ: {r}", "{w} decided that it is not on the site: {r}", w=who, r=reason
            )
            store.absent(chosen, text, who=who, why=reason)
    tell(say("บันทึกการตัดสินแล้ว", "The decision is kept."))
    return OK


UNSEEN = say(
    "บอตเองยังไม่เคยเห็นเลขที่นี้เป็นของรายการนี้ ให้สั่ง verify เพื่ออ่านเอกสารกลับมาเทียบ",
    "The bot itself has not seen this number for this entry. Run `verify`: it reads the document back.",
)


def _refuse_number(store: Store, doubt: DoubtOf, number: str) -> None:
    """Raise ConfigError for a number that cannot be the entry's: another's, or there before its commit."""
    if _among(number, store.claimed_numbers(doubt.planned.entry.screen)):
        raise ConfigError(
            say(
                "เลขที่ {n} เป็นของรายการอื่นในทะเบียนแล้ว ให้ตรวจเลขที่อีกครั้ง",
                "Number {n} already belongs to another entry of the ledger. Check the number again.",
                n=number,
            )
        )
    if _among(number, doubt.baseline) and doubt.reason not in FOR_A_PERSON:
        raise ConfigError(
            say(
                "เลขที่ {n} มีในระบบอยู่ก่อนกดบันทึก จึงไม่ใช่เอกสารที่บอตบันทึก ให้ตรวจเลขที่อีกครั้ง"
                " หากรายการนี้คือเอกสารนั้นเอง ให้ตัดสิน absent และลบแถวออกจากสมุดงานก่อนสั่ง run",
                "Number {n} stood on the site before the commit, so it is not what the bot entered. Check the"
                " number again. If the entry is that very document, decide absent and take its row out"
                " of the workbook before the next run.",
                n=number,
            )
        )


def _among(number: str, others: Iterable[str]) -> bool:
    """Tell whether a number is one of these, whatever digits and spaces it is written with."""
    return any(same_number(number, other) for other in others)


def keep_password(settings: Settings, role: str) -> None:
    """Ask for the password (of a role's user) and put it into the computer's own key store."""
    if role and role not in settings.sign_in.profiles:
        raise ConfigError(
            say(
                "ไม่มีบทบาท {r} ใน sign_in.profiles ของ config.yaml",
                "There is no role {r} under sign_in.profiles in config.yaml.",
                r=role,
            )
        )
    settings = settings.as_role(role)
    asked = say("รหัสผ่านของ {u}: ", "Password of {u}: ", u=settings.sign_in.username)
    keep(settings, getpass.getpass(str(asked)))
    tell(say("เก็บรหัสผ่านในที่เก็บรหัสของเครื่องแล้ว", "The password is in the computer's key store."))


def _one(open_doubts: tuple[DoubtOf, ...], prefix: str) -> DoubtOf:
    begins = prefix.strip().lower()
    fitting = [each for each in open_doubts if each.planned.entry.key.startswith(begins)]
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
