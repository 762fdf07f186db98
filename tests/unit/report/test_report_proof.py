"""What makes the report worth something: sums by account, approvals, the head of the chain, pictures."""

from __future__ import annotations

import base64
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
import segno
from unit.report import made_up_office as office

from bot.domain.approval import Approval, Approving
from bot.domain.chain import ChainHead
from bot.domain.lifecycle import Status
from bot.domain.model import Receipt
from bot.errors import ReportNotWritten
from bot.language import language_of
from bot.planning.approval import new_key, sign
from bot.report import evidence
from bot.report.accounts import account_lines
from bot.report.approvals import approval_text, approvals_json, approved
from bot.report.chain_folder import write_chain
from bot.report.page import write_report
from bot.report.proof import Proof

HEAD = ChainHead(seq=12, hash="ab" * 32)
KEY, PUBLIC = new_key("a pass phrase")
APPROVING = Approving(required=True, approvers={"สมชาย": PUBLIC})


def signed(plan: str, at: str = "2024-08-13T09:00:00+07:00") -> Approval:
    told: dict[str, object] = {"plan": plan, "approver": "สมชาย", "preparer": "สมศรี", "at": at}
    return sign(told, key=KEY, passphrase="a pass phrase", public=PUBLIC)


def test_sums_by_account() -> None:
    """A header field takes the document's amount, a line column its line's part; without one: nothing."""
    about = office.made_up_about()
    screens = dict(about.screens)
    screens["REC_OTHER"] = screens["REC_OTHER"].model_copy(update={"account": "kind"})
    screens["JV"] = screens["JV"].model_copy(update={"account": "account"})
    about = replace(about, screens=screens)
    standings = office.made_up_standings(office.made_up_entries(60))
    lines = account_lines(standings, about)
    assert {line.screen for line in lines} == {"REC_OTHER", "JV"}
    for screen in ("REC_OTHER", "JV"):
        here = [s for s in standings if s.entry.screen == screen]
        sums = [line for line in lines if line.screen == screen]
        assert sum((x.planned.amount for x in sums), Decimal(0)) == sum(
            (s.entry.amount for s in here), Decimal(0)
        )
        verified = sum((s.entry.amount for s in here if s.status is Status.VERIFIED), Decimal(0))
        assert sum((x.verified.amount for x in sums), Decimal(0)) == verified
        assert all(x.difference == x.planned - x.verified for x in sums)
    assert len({line.account for line in lines if line.screen == "JV"}) > 1


def test_approvals_are_shown_for_what_they_are_worth(tmp_path: Path) -> None:
    """Genuine, of an earlier plan, not genuine: each by its name, on the page as for scripts."""
    about = replace(office.made_up_about(), plan=office.made_up_plan(office.made_up_entries(3)))
    good, earlier = signed(about.plan_hash), signed("0" * 64)
    forged = replace(good, statement={**good.statement, "preparer": "x", "at": "some day"})
    shown = approved([earlier, forged, good], APPROVING, about)
    assert [(one.genuine, one.of_this_plan) for one in shown] == [(True, False), (False, True), (True, True)]
    told = approvals_json(shown, required=True)
    assert told["required"] is True
    with language_of("en"):
        page = write_report(tmp_path, (), about=about, proof=Proof(approvals=shown)).read_text("utf-8")
        assert "Last approved by สมชาย" in str(approval_text(shown, required=False))
        assert "Nobody has approved" in str(approval_text((), required=True))
        assert approval_text((), required=False) is None
    for words in ("genuine</td>", "of an earlier plan", "does not count", PUBLIC, "สมศรี", "some day"):
        assert words in page


def test_the_head_of_the_chain_as_text_and_code(tmp_path: Path) -> None:
    """The same text stands on the page and in the QR code; without a chain there is neither."""
    about = office.made_up_about()
    page = write_report(tmp_path, (), about=about, proof=Proof(head=HEAD)).read_text("utf-8")
    assert page.count(f"<code>{HEAD.code}</code>") == 2
    assert segno.make(HEAD.code, error="m").svg_inline(scale=3, dark="#000", light="#fff") in page
    without = write_report(tmp_path, (), about=about).read_text("utf-8")
    assert '<div class="qr"' not in without
    required = write_report(tmp_path, (), about=about, proof=Proof(approval_required=True))
    assert "ยังไม่มีผู้อนุมัติ" in required.read_text("utf-8")


def test_what_needs_a_person_carries_its_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last picture is in the page itself; one too large, elsewhere or gone stays a link."""
    root = tmp_path / "evidence"
    root.mkdir()
    (root / "a.jpg").write_bytes(b"first")
    (root / "b.png").write_bytes(b"last")
    (tmp_path / "secret.png").write_bytes(b"elsewhere")

    def standing(position: int, *names: str) -> object:
        receipt = Receipt(number="1", message="", at=office.NOW, how="shown", evidence=names)
        return replace(office.standing(Status.MISMATCHED, position), receipt=receipt, position=position)

    standings = [
        standing(1, "a.jpg", "b.png"),
        standing(2, "a.jpg", "page.html"),
        standing(3, "../secret.png"),
        standing(4, "gone.png"),
    ]
    found = evidence.embedded(standings, root)  # type: ignore[arg-type]
    assert found == {
        1: "data:image/png;base64," + base64.b64encode(b"last").decode(),
        2: "data:image/jpeg;base64," + base64.b64encode(b"first").decode(),
    }
    monkeypatch.setattr(evidence, "LARGEST", 4)
    assert set(evidence.embedded(standings, root)) == {1}  # type: ignore[arg-type]
    about = replace(office.made_up_about(), evidence_dir=root)
    page = write_report(tmp_path / "out", standings, about=about).read_text("utf-8")  # type: ignore[arg-type]
    assert page.count('class="proof" src="data:image/png;base64,bGFzdA=="') == 1


def test_an_auditors_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """It is said which folder, and nothing else is lost."""
    (tmp_path / "x").write_text("", encoding="utf-8")
    with pytest.raises(ReportNotWritten):
        write_chain(tmp_path / "x", [], None)
    assert (write_chain(tmp_path / "y", [], None) / "head.txt").read_text() == "\n"
