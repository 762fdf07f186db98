"""Commands for an auditor: examine the chain of events, hand it out."""

from __future__ import annotations

import re
from pathlib import Path

from bot import wiring
from bot.config import Settings
from bot.domain.chain import ChainHead
from bot.errors import ConfigError
from bot.jobs.output import print_json, tell
from bot.language import say
from bot.report.chain_folder import write_chain

OK, NOT_SOUND = 0, 4


def verify(settings: Settings, *, head: str, as_json: bool) -> int:
    """Examine every event of the ledger; `head` is what a report on paper names as the last one."""
    wiring.must_have_ledger(settings)
    heads = (_head_of(head),) if head else ()
    with wiring.open_store(settings) as store:
        number, broken = wiring.audit_of(store).examine(heads)
        noted, where = wiring.audit_of(store).head(), store.database.where
    if as_json:
        found = {"kind": broken.kind, "event": broken.seq, "message": str(broken.text)} if broken else None
        print_json({"ok": not broken, "events": number, "head": noted.code if noted else "", "break": found})
    elif broken:
        tell(
            say(
                "ทะเบียนงาน {path} ไม่ผ่าน: {what} ห้ามใช้ทะเบียนนี้ทำงานต่อ ให้เก็บไฟล์ไว้และแจ้งผู้ตรวจสอบ",
                "The ledger {path} is not sound: {what} Do not go on with it; keep the file and tell your"
                " auditor.",
                path=where,
                what=broken.text,
            )
        )
    else:
        tell(
            say(
                "เหตุการณ์ทั้ง {n} เรื่องครบถ้วนและไม่ถูกแก้ไข ค่าปลายสาย {h} ให้เทียบกับรายงานที่พิมพ์ไว้",
                "All {n} events are there and unchanged. Head of the chain: {h}. Compare it with the printed"
                " report.",
                n=number,
                h=noted.code if noted else "-",
            )
        )
    return NOT_SOUND if broken else OK


def export(settings: Settings, folder: Path) -> int:
    """Write every event with the script that examines them; tells the folder."""
    wiring.must_have_ledger(settings)
    with wiring.open_store(settings) as store:
        audit = wiring.audit_of(store)
        head, lines = audit.head(), audit.lines()
    tell(write_chain(folder, lines, head))
    return OK


def _head_of(code: str) -> ChainHead:
    found = re.fullmatch(r"\s*(\d+):([0-9a-f]{64})\s*", code.lower())
    if found is None:
        raise ConfigError(
            say(
                "ค่าปลายสาย {c} ไม่ถูกต้อง ต้องเป็นเลขที่เหตุการณ์:รหัส 64 ตัว ตามที่พิมพ์ในรายงาน",
                "{c} is no head of a chain. It is NUMBER:64 hex digits, as printed in the report.",
                c=code,
            )
        )
    return ChainHead(seq=int(found[1]), hash=found[2])
