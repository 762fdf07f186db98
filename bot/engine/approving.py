"""The second pair of eyes: where it is required, nothing is sent that another person has not approved."""

from __future__ import annotations

from bot.domain.approval import Approval, Approving
from bot.domain.model import Plan
from bot.engine.ports import Ledger
from bot.errors import NotApproved
from bot.language import Text, say
from bot.planning.approval import approval_of


def must_be_approved(plan: Plan, approving: Approving | None, ledger: Ledger) -> Approval | None:
    """Give the approval of exactly this plan; NotApproved where one is required and there is none."""
    if approving is None:
        return None
    approvals = ledger.approvals()
    found = approval_of(plan, approvals, approving)
    if found is None and approving.required:
        raise NotApproved(_sentence(plan, another=bool(approvals)))
    return found


def _sentence(plan: Plan, *, another: bool) -> Text:
    nothing = Text(th="", en="")
    changed = say(
        " ที่เคยอนุมัติไว้เป็นของแผนอื่นหรือใช้ไม่ได้ เพราะสมุดงาน ผังหน้าจอ หรือโปรแกรมเปลี่ยนไปแล้ว"
        " หรือผู้ลงนามไม่มีสิทธิอนุมัติ",
        " What was approved before is another plan, or does not count: the workbook, a mapping or the program"
        " has changed since, or who signed may not approve.",
    )
    return say(
        "แผนนี้ (ลายพิมพ์ {h}) ยังไม่มีผู้อนุมัติ{c} ยังไม่มีการส่งข้อมูลใด ๆ ให้ผู้อนุมัติซึ่งไม่ใช่ผู้จัดทำ สั่ง"
        " elaas-bot approve --as ชื่อ --key ไฟล์กุญแจ แล้วจึงสั่ง run ใหม่",
        "Nobody has approved this plan (hash {h}).{c} Nothing was sent. An approver who did not prepare it"
        " calls elaas-bot approve --as NAME --key FILE; then run again.",
        h=plan.hash[:16],
        c=changed if another else nothing,
    )
