"""The clear next step: what a person should do now, with the page to do it on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from bot.console.desk import Desk
from bot.console.state import State
from bot.domain.lifecycle import Status
from bot.language import Text, say
from bot.report.writing import count


@dataclass(frozen=True, kw_only=True)
class NextStep:
    """What to do, the page to do it on, and the words on its button; `urgent`: something waits for it."""

    text: Text
    address: str
    button: Text
    urgent: bool = False


def next_step(desk: Desk, state: State) -> NextStep:
    """Give the one thing to do next."""
    counts: Counter[Status] = Counter()
    for cell in desk.cells():
        counts[cell.status] += cell.count
    if state.alive and state.kind != "parked":
        return _WHILE.get(state.kind, NextStep(text=_NOTHING, address="/", button=_WATCH))
    decide = counts[Status.IN_DOUBT] + counts[Status.REJECTED] + counts[Status.FAILED]
    if decide:
        text = say(
            "มี {n} รายการที่ต้องให้คนตัดสินหรือแก้ไข",
            "{n} entries need a person's decision or correction.",
            n=count(decide),
        )
        return NextStep(text=text, address="/decide", button=_DECIDE, urgent=True)
    return _by_counts(desk, counts)


def _by_counts(desk: Desk, counts: Counter[Status]) -> NextStep:
    if not counts:
        return _before(desk)
    if counts[Status.PENDING] or counts[Status.WORKING] or counts[Status.COMMITTING]:
        return NextStep(text=_GO_ON, address="/start", button=_START)
    if counts[Status.POSTED] or counts[Status.MISMATCHED]:
        return NextStep(text=_VERIFY, address="/prove", button=_PROVE)
    return NextStep(text=_REPORT, address="/prove", button=_TO_REPORT)


def _before(desk: Desk) -> NextStep:
    """Give the step of somebody whose ledger is empty, by what was done with the workbook in use."""
    if not desk.planned():
        return NextStep(text=_CHOOSE, address="/workbook", button=_WORKBOOK)
    if desk.of_workbook("preview") is None:
        return NextStep(text=_TOTALS, address="/preview", button=_PREVIEW)
    return NextStep(text=_READY, address="/start", button=_START)


_TOTALS = say(
    "สมุดงานพร้อมแล้ว เทียบยอดควบคุมแล้วซ้อมกรอกดูหน้าจอจริง",
    "The workbook is sound. Compare its control totals, then look at the real screens in a preview.",
)
_READY = say("ดูภาพการซ้อมแล้ว เริ่มบันทึกได้", "When the preview looks right, start entering.")
_PREVIEW = say("ไปซ้อมกรอก", "Preview")
_SIGN_IN = say(
    "เข้าสู่ระบบในหน้าต่างเบราว์เซอร์ที่บอตเปิดไว้บนเครื่องนี้",
    "Sign in in the browser window that the bot opened on this computer.",
)
_COMMIT = say(
    "ดูหน้าจอที่กรอกแล้ว แล้วกด “บันทึกรายการนี้”", "Look at the filled screen, then press “commit this entry”."
)
_NOTHING = say("ไม่ต้องทำอะไร บอตกำลังทำงาน ปิดหน้านี้ได้", "Nothing: the bot is at work. You may close this page.")
_CHOOSE = say("เลือกสมุดงานที่เตรียมไว้ แล้วให้บอตตรวจ", "Choose the prepared workbook and have it checked.")
_GO_ON = say("ยังมีรายการที่ไม่ได้บันทึก เริ่มทำต่อได้", "Entries are left to be entered; start when ready.")
_VERIFY = say("อ่านเอกสารที่บันทึกแล้วกลับมาเทียบกับสมุดงาน", "Read the posted documents back and compare them.")
_REPORT = say("ทุกรายการเรียบร้อย ออกรายงานได้", "Everything is proven; make the report.")
_LOOK, _WATCH = say("ไปดู", "Look"), say("ติดตาม", "Watch")
_DECIDE, _WORKBOOK = say("ไปตัดสิน", "Decide"), say("เลือกสมุดงาน", "Choose a workbook")
_START, _PROVE, _TO_REPORT = (
    say("ไปหน้าเริ่มงาน", "To the start"),
    say("ไปตรวจ", "Verify"),
    say("ออกรายงาน", "Report"),
)

_WHILE: Mapping[str, NextStep] = {
    "person": NextStep(text=_SIGN_IN, address="/", button=_LOOK, urgent=True),
    "commit": NextStep(text=_COMMIT, address="/#hand", button=_LOOK, urgent=True),
}
"""What a run that is on waits for, by the state's kind; else there is nothing to do."""
