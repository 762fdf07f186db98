"""The whole job on the practice site, so that anybody can see it before trusting it."""

from __future__ import annotations

import json
import os
import shutil
import urllib.request
from pathlib import Path

from bot.config import Settings, load_settings
from bot.config_sign_in import PASSWORD_VARIABLE
from bot.doctor import ensure_browser
from bot.errors import ConfigError
from bot.jobs import reading, working
from bot.jobs.output import tell
from bot.language import Text, current_language, say
from bot.practice.person import Person
from bot.practice.sample import write_half_year, write_sample
from bot.practice.server import Address, running
from bot.wiring import read_in

MARK = ".elaas-bot-demo"
APPROVER = "viewer"
# With the default number of documents, an office that uses most of the screens.
SEED = 4
# How `run` ends while something waits for a person.
WAITS = 5
_CONFIG = """\
# ตั้งค่าของการสาธิต (สร้างใหม่ทุกครั้ง) · made anew by every demo
site: {{url: "{url}/", office: "อบต.บ้านตัวอย่าง", fiscal_year: 2567, dialect: webforms}}
sign_in: {{method: form, username: "{username}"}}
workbook: entries.xlsx
mappings: '{mappings}'
ledger: ledger.sqlite3
evidence: {{dir: evidence, screenshots: all}}
pacing: {{settling_delay: 1, month_gate: false}}  # a few documents a month: one approval for all
periods:
  - {{name: "ช่วงข้อมูลหาย", from: "16/01/2567", to: "06/07/2567"}}
  - {{name: "ช่วงทำด้วยมือ", from: "07/07/2567"}}
language: {language}
"""


def run_demo(out: Path, *, entries: int, mappings: Path, all_areas: bool = True) -> int:
    """Enter `entries` made-up documents into a practice site of its own and prove them; gives the exit.

    `all_areas`: budget, revenue, expenditure and accounts, and another person approves between the runs;
    else documents of the four screens that need nobody.
    """
    tell(ensure_browser(install=True))
    _clean(out)
    with running(data=out / "practice") as address:
        _step(1, say("เปิดระบบฝึกหัดที่ {u}", "The practice e-LAAS runs at {u}", u=address.url))
        write = write_half_year if all_areas else write_sample
        write(out / "entries.xlsx", entries=entries, seed=SEED)
        config = _prepare(out, address, mappings=mappings)
        before = os.environ.get(PASSWORD_VARIABLE)
        os.environ[PASSWORD_VARIABLE] = address.users[0].password
        try:
            return _work(out, config, address)
        finally:
            os.environ.pop(PASSWORD_VARIABLE)
            if before is not None:
                os.environ[PASSWORD_VARIABLE] = before


def _work(out: Path, config: Path, address: Address) -> int:
    settings = load_settings(config)
    _step(2, say("ตรวจสมุดงาน (check)", "Check the workbook"))
    worst = reading.check(settings, as_json=False)
    if worst:
        return worst
    _step(
        3,
        say(
            "ซ้อมกรอกด้านละ 1 รายการ ไม่มีการบันทึก (preview)",
            "Preview one entry of each area; nothing is stored",
        ),
    )
    worst = working.preview(settings, out / "preview", limit=None, keys=_to_preview(settings))
    tell(
        say(
            "เอกสารในระบบหลังซ้อม: {n}", "Documents on the site after the preview: {n}", n=len(_stored(address))
        )
    )
    _step(4, say("บันทึกจริง (run)", "Enter everything (run)"))
    worst = max(worst, _entered(settings, address))
    _step(5, say("อ่านกลับทุกรายการ (verify)", "Read every document back (verify)"))
    worst = max(worst, working.verify(settings, everything=False))
    _step(6, say("ออกรายงาน (report)", "Report"))
    worst = max(worst, reading.report(settings, out / "report"))
    stored = _stored(address)
    tell("")
    tell(
        say(
            "จบการสาธิต: ระบบฝึกหัดมีเอกสาร {n} ฉบับ ภาพซ้อมอยู่ที่ {p}",
            "End of the demo: the practice site holds {n} documents; the preview is at {p}",
            n=len(stored),
            p=out / "preview" / "preview.html",
        )
    )
    return worst


def _to_preview(settings: Settings) -> tuple[str, ...]:
    """Choose the first entry of each area that needs no other, and the first one that does."""
    intake = read_in(settings)
    chosen: dict[str, str] = {}
    for planned in intake.sound_plan().entries:
        entry = planned.entry
        area = "-" if entry.needs else intake.mappings.screens[entry.screen].role or entry.screen
        chosen.setdefault(area, entry.key)
    return tuple(chosen.values())


def _entered(settings: Settings, address: Address) -> int:
    """Run until nothing waits for a person any more; the approver works in a session of their own."""
    approver = next(user for user in address.users if user.role == APPROVER)
    ended = working.run(settings)
    while ended == WAITS and (approved := Person(address.url, approver).approve_what_waits()):
        tell(
            say(
                "{u} อนุมัติเอกสาร {n} ฉบับในระบบฝึกหัด ทำต่อ",
                "{u} approved {n} documents on the practice site; going on",
                u=approver.full_name,
                n=approved,
            )
        )
        ended = working.run(settings)
    return ended


def _prepare(out: Path, address: Address, *, mappings: Path) -> Path:
    config = out / "config.yaml"
    text = _CONFIG.format(
        url=address.url.rstrip("/"),
        username=address.users[0].username,
        mappings=mappings.resolve(),
        language=current_language(),
    )
    config.write_text(text, encoding="utf-8")
    return config


def _clean(out: Path) -> None:
    if out.exists() and any(out.iterdir()) and not (out / MARK).is_file():
        raise ConfigError(
            say(
                "โฟลเดอร์ {o} มีไฟล์อื่นอยู่ ให้ระบุโฟลเดอร์ใหม่ด้วย --out",
                "The folder {o} holds other files. Name another with --out.",
                o=out,
            )
        )
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    (out / MARK).touch()


def _stored(address: Address) -> list[object]:
    # The back door is the practice site's own witness; the bot itself never asks it.
    with urllib.request.urlopen(f"{address.backdoor}/documents", timeout=30) as answer:  # noqa: S310 - loopback
        documents: list[object] = json.load(answer)
    return documents


def _step(number: int, text: Text) -> None:
    tell(f"\n── {number}. {text}")
