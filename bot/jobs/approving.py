"""Commands of the second pair of eyes: make a key, look at a plan and sign it."""

from __future__ import annotations

import getpass
import os
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot import wiring
from bot.config import PASSPHRASE_VARIABLE, Settings
from bot.domain.approval import APPROVED
from bot.errors import ConfigError
from bot.jobs.output import about, tell, warn
from bot.language import Text, say
from bot.planning.approval import new_key, sign, statement, tool_version
from bot.report import terminal
from bot.report.problems import problems_view

OK, NOT_APPROVED = 0, 5
SHORTEST = 12


def keygen(out: Path, *, name: str) -> int:
    """Make a key file under a passphrase; tells the line that goes into the config."""
    if out.exists():
        raise ConfigError(
            say("มีไฟล์ {p} อยู่แล้ว จะไม่เขียนทับกุญแจ", "{p} is there already; no key is overwritten.", p=out)
        )
    passphrase = _passphrase(twice=True)
    if len(passphrase) < SHORTEST:
        raise ConfigError(
            say(
                "รหัสผ่านของกุญแจต้องยาวอย่างน้อย {n} ตัวอักษร เช่น คำสั้น ๆ หลายคำต่อกัน",
                "The passphrase needs at least {n} characters; a few short words in a row will do.",
                n=SHORTEST,
            )
        )
    private, public = new_key(passphrase)
    out.parent.mkdir(parents=True, exist_ok=True)
    opened = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(private)
    warn(
        say(
            "เก็บไฟล์ {p} ไว้กับผู้อนุมัติเท่านั้น (เช่น ในแฟลชไดรฟ์) แล้วเพิ่มบรรทัดนี้ใน config.yaml ใต้ approval.approvers",
            "Only the approver keeps {p} (on a stick of their own). Put this line under approval.approvers of"
            " config.yaml:",
            p=out,
        )
    )
    tell(f'{name}: "{public}"')
    return OK


def approve(settings: Settings, *, name: str, key: Path, agreed: bool, seen: str = "") -> int:
    """Show what would be approved and, if the person agrees, sign it and keep the signature in the ledger.

    `seen` is the hash of the plan that the person looked at elsewhere: another one is not signed.
    """
    approving = wiring.approving_of(settings)
    if not approving.may_approve(name):
        raise ConfigError(
            say(
                "{who} อนุมัติไม่ได้: ต้องมีชื่อใน config.yaml (approval.approvers) และต้องไม่ใช่ผู้จัดทำ ({p})",
                "{who} may not approve: the name must be in config.yaml (approval.approvers) and not be that"
                " of who prepared it ({p}).",
                who=name,
                p=", ".join(sorted(approving.preparers)),
            )
        )
    private = _key(key)
    intake = wiring.read_in(settings)
    made = intake.sound_plan()
    if seen and seen != made.hash:
        raise ConfigError(_CHANGED)
    tell(terminal.plan_view(made, about(settings, intake.mappings, made)))
    if intake.problems:
        tell(problems_view(intake.problems, acknowledge=made.acknowledge))
    question = say("อนุมัติแผนนี้หรือไม่ (พิมพ์ yes): ", "Approve this plan? (type yes): ")
    if not agreed and _asked(question).strip().lower() != "yes":
        tell(say("ยังไม่ได้อนุมัติ", "Not approved."))
        return NOT_APPROVED
    told = statement(
        made,
        tool=tool_version(),
        preparer=settings.approval.preparer or wiring.operator(),
        approver=name,
        at=datetime.now(ZoneInfo(intake.mappings.site.timezone)),
    )
    passphrase = _passphrase(twice=False)
    approval = sign(told, key=private, passphrase=passphrase, public=approving.approvers[name])
    with wiring.open_store(settings) as store:
        store.note(APPROVED, statement=dict(approval.statement), signature=approval.signature)
    tell(
        say(
            "{who} อนุมัติแผน {h} แล้ว หากแก้ไขสมุดงานแม้ช่องเดียวต้องอนุมัติใหม่",
            "{who} has approved plan {h}. If one cell of the workbook changes, it must be approved anew.",
            who=name,
            h=made.hash[:16],
        )
    )
    return OK


_CHANGED = say(
    "สมุดงานหรือผังหน้าจอเปลี่ยนไปหลังจากที่ท่านดู จึงยังไม่ลงนาม ให้ตรวจสมุดงานอีกครั้ง ดูยอดใหม่ แล้วจึงอนุมัติ",
    "The workbook or a mapping has changed since you looked; nothing was signed. Check the workbook again,"
    " look at its totals, then approve.",
)


def _key(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(
            say(
                "อ่านไฟล์กุญแจ {p} ไม่ได้ ให้ตรวจที่อยู่ไฟล์ (--key)",
                "The key file {p} cannot be read. Check its place (--key).",
                p=path,
            )
        ) from error


def _passphrase(*, twice: bool) -> str:
    given = os.environ.get(PASSPHRASE_VARIABLE)
    if given:
        return given
    if sys.stdin is None or not sys.stdin.isatty():
        raise ConfigError(
            say(
                "ต้องมีรหัสผ่านของกุญแจ ให้สั่งในหน้าต่างคำสั่ง หรือตั้งตัวแปร {v}",
                "The passphrase of the key is needed: call this in a terminal, or set {v}.",
                v=PASSPHRASE_VARIABLE,
            )
        )
    first = getpass.getpass(str(say("รหัสผ่านของกุญแจ: ", "Passphrase of the key: ")))
    if twice and getpass.getpass(str(say("อีกครั้ง: ", "Once more: "))) != first:
        raise ConfigError(say("รหัสผ่านสองครั้งไม่ตรงกัน", "The two passphrases differ."))
    return first


def _asked(question: Text) -> str:
    try:
        return input(str(question))
    except EOFError:
        return ""
