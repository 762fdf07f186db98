"""Who approved which plan, and whether the signature is genuine: for the terminal, scripts and the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.approval import Approval, Approving
from bot.language import Text, say
from bot.planning.approval import is_genuine
from bot.report.about import About
from bot.report.plain import one_line
from bot.report.writing import moment


@dataclass(frozen=True, kw_only=True)
class Approved:
    """One approval as it is shown; `key` is the approver's public key, which paper must name."""

    approver: str
    preparer: str
    at: str
    plan: str
    key: str
    genuine: bool
    of_this_plan: bool

    @property
    def verdict(self) -> Text:
        """Say what it is worth."""
        if not self.genuine:
            return say("ลายเซ็นใช้ไม่ได้", "does not count: not signed by a person who may approve")
        if not self.of_this_plan:
            return say("ของแผนก่อนหน้า", "of an earlier plan")
        return say("ลายเซ็นถูกต้อง", "genuine")


def approved(approvals: Sequence[Approval], approving: Approving, about: About) -> tuple[Approved, ...]:
    """Give every approval of the ledger, oldest first, with what its signature is worth."""
    return tuple(
        Approved(
            approver=one_line(one.approver),
            preparer=one_line(one.preparer),
            at=_moment(one.at, about),
            plan=one_line(one.plan),
            key=approving.approvers.get(one.approver, ""),
            genuine=is_genuine(one, approving),
            of_this_plan=one.plan == about.plan_hash,
        )
        for one in approvals
    )


def approvals_json(shown: Sequence[Approved], *, required: bool) -> dict[str, object]:
    """Give `{"required", "approvals"}` for scripts."""
    return {
        "required": required,
        "approvals": [
            {
                "approver": one.approver,
                "preparer": one.preparer,
                "at": one.at,
                "plan": one.plan,
                "genuine": one.genuine,
                "of_this_plan": one.of_this_plan,
            }
            for one in shown
        ],
    }


def approval_text(shown: Sequence[Approved], *, required: bool) -> Text | None:
    """Say who approved last, or that somebody must; None where nobody is asked for it."""
    if shown:
        last = shown[-1]
        return say(
            "อนุมัติล่าสุดโดย {who} เมื่อ {at} แผน {h}: {v}",
            "Last approved by {who}, {at}, plan {h}: {v}",
            who=last.approver,
            at=last.at,
            h=last.plan[:16],
            v=last.verdict,
        )
    if required:
        return say(
            "ยังไม่มีผู้อนุมัติ ให้ผู้อนุมัติสั่ง elaas-bot approve",
            "Nobody has approved yet: an approver calls elaas-bot approve",
        )
    return None


def _moment(at: str, about: About) -> str:
    try:
        return moment(datetime.fromisoformat(at), about.zone)
    except ValueError:
        return one_line(at)
