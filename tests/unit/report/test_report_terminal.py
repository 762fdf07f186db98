"""What the terminal shows: complete, in columns, and with no power for text of others."""

from dataclasses import replace
from io import StringIO

from rich.console import Console
from unit.report import made_up_office as office

from bot.domain.handover import DoubtOf
from bot.domain.lifecycle import Status
from bot.domain.model import Caution, PlannedEntry
from bot.errors import InputProblems, PageTrouble, Problem, Unexpected
from bot.language import language_of, say
from bot.report.progress import RunProgress
from bot.report.terminal import (
    console_to,
    doubts_view,
    entries_view,
    error_lines,
    plan_view,
    status_view,
)

ABOUT = office.made_up_about()
HOSTILE = "[red]x[/red] \x1b[31m=cmd \u202eabc :smile:"
HARMLESS = "[red]x[/red] ⟨U+001B⟩[31m=cmd ⟨U+202E⟩abc :smile:"


def problem(cell: str) -> Problem:
    return Problem(cell=cell, code="x", text=say("ต้องไม่ว่าง", "en"))


def test_status_and_entries() -> None:
    """The status table has the sentence, each screen's statuses and the total; entries one line each."""
    listed = office.made_up_standings(office.made_up_entries(40))
    shown = str(status_view(listed, ABOUT))
    assert "จากทั้งหมด 40 รายการ" in shown
    assert "จัดทำฎีกา" in shown
    assert "ตรวจแล้วถูกต้อง" in shown
    each = str(entries_view([replace(listed[0], message=say(HOSTILE, HOSTILE)), listed[1]], ABOUT))
    assert "[red]x[/red]" in each
    assert "รับเงิน!2" in each


def test_warnings_of_a_plan() -> None:
    """The plan tells how many warnings its hash covers and the code that acknowledges them."""
    caution = Caution(mark="m", cell="a!1", code="x", text=say("ก", "a"))
    plan = replace(office.made_up_plan([]), cautions=(caution, caution), acknowledge="0123456789ab")
    shown = str(plan_view(plan, ABOUT))
    assert "มีคำเตือน 2 เรื่อง" in shown
    assert "--acknowledge 0123456789ab" in shown


def test_plan() -> None:
    """The plan shows its size, control totals by day, sum and hash."""
    plan = office.made_up_plan(office.made_up_entries(10))
    with language_of("en"):
        shown = str(plan_view(plan, ABOUT))
    assert "Plan of 10 entries" in shown
    assert "16 Jan 2024" in shown
    assert plan.hash in shown


def test_doubts() -> None:
    """Doubts show key, rows, since, why and what was there before, and how to settle them."""
    planned = PlannedEntry(entry=office.entry(1), steps=())
    doubt = DoubtOf(planned=planned, attempt=1, reason="crashed", baseline=("5/67",), since=office.NOW)
    shown = str(
        doubts_view([doubt, replace(doubt, baseline=())], ABOUT, {planned.entry.key: say("ดับ", "off")})
    )
    assert planned.entry.key[:12] in shown
    assert "5/67" in shown
    assert "ดับ" in shown
    assert "doubts --settle" in shown
    assert "crashed" in str(doubts_view([doubt], ABOUT))
    assert "ไม่มีรายการที่ยังไม่แน่ชัด" in str(doubts_view([], ABOUT))


def test_causes_root_first() -> None:
    """An error is told with its causes, root first, each safe on its line, once."""
    error = PageTrouble(say("หน้าจอไม่ตอบ", "no answer"), evidence=("shot.png",))
    error.__cause__ = ValueError("a\x1b[31m\nb")
    assert error_lines(error) == ["ValueError: a⟨U+001B⟩[31m b", "หน้าจอไม่ตอบ", "หลักฐานประกอบ: shot.png"]
    assert error_lines(KeyError()) == ["KeyError"]


def test_a_driver_s_log_of_its_call_is_never_told() -> None:
    """It has the headers of a request (cookies, a password) and what was typed."""
    error = PageTrouble(say("หน้าจอไม่ตอบ", "no answer"))
    error.__cause__ = OSError("fetch: refused\nCall log:\n  - authorization: Basic c2VjcmV0")
    assert error_lines(error) == ["OSError: fetch: refused", "หน้าจอไม่ตอบ"]
    assert "Basic" not in str(Unexpected.of(OSError("fetch: refused\nCall log:\n  - authorization: Basic x")))


def test_causes_that_were_hidden_stay_hidden() -> None:
    """`from None` hides what came before; a context that was not hidden is told; input problems all show."""
    error = InputProblems([problem("A!1"), problem("A!2")])
    error.__context__ = KeyError("x")
    assert error_lines(error) == ["KeyError: 'x'", "A!1: ต้องไม่ว่าง; A!2: ต้องไม่ว่าง"]
    error.__suppress_context__ = True
    assert error_lines(error) == ["A!1: ต้องไม่ว่าง; A!2: ต้องไม่ว่าง"]


class Watch:
    """Time that moves ten seconds at each look."""

    def __init__(self) -> None:
        self.time = 0.0

    def __call__(self) -> float:
        self.time += 10.0
        return self.time


def test_progress_as_plain_lines() -> None:
    """Without a terminal progress is told in plain lines with rate and time left; troubles at once."""
    out = StringIO()
    with RunProgress(console_to(out), total=100, title=say("บันทึก", "run"), now=Watch()) as progress:
        for number in range(4):
            progress("claimed", {"key": f"k{number}"})
            progress("posted", {"key": f"k{number}"})
        progress("doubtful", {"key": "k5", "place": "ฎีกา!7", "text": say(HOSTILE, "x")})
        progress("in_doubt", {"key": "k5", "place": "ฎีกา!7"})
        progress("found", {"key": "k5"})
        progress("paused", {})
        progress("rejected", {"key": "k6" * 20})
        progress("unheard of", {})
    lines = out.getvalue().splitlines()
    assert progress.done == 6
    assert "บันทึก 2/100 · บันทึกแล้ว 2" in lines[0]
    assert "รายการ/นาที" in lines[0]
    assert "เหลือ" in lines[0]
    assert f"ฎีกา!7 · {HARMLESS}" in out.getvalue()
    assert "ไม่แน่ชัด: ฎีกา!7" in lines
    assert "หยุดพักตามคำขอ" in lines
    assert "ระบบปฏิเสธ: k6k6k6k6k6k6" in lines
    assert lines[-1].startswith("บันทึก 6/100 · บันทึกแล้ว 5 · ระบบปฏิเสธ 1")


def test_progress_without_anything_is_silent() -> None:
    """When nothing was done nothing is printed, and no rate is made up."""
    out = StringIO()
    with RunProgress(console_to(out), total=0, title=say("บันทึก", "run"), now=lambda: 5.0) as progress:
        pass
    assert out.getvalue() == ""
    progress.entry_done(Status.SKIPPED, {})
    assert progress.line() == "บันทึก 1/0 · ข้าม 1"


def test_progress_as_a_bar() -> None:
    """On a terminal a bar counts the entries; markup in the title stays text."""
    out = StringIO()
    console = Console(file=out, force_terminal=True, width=120, markup=False, color_system=None)
    with RunProgress(console, total=2, title=say("[red]บันทึก", "x"), now=Watch()) as progress:
        progress("verified", {"key": "a"})
        progress("mismatched", {"key": "b", "place": "ฎีกา!2", "number": "5"})
    assert "[red]บันทึก" in out.getvalue()
    assert "2/2" in out.getvalue()
    assert "ไม่ตรงกัน: ฎีกา!2" in out.getvalue()


def test_view_is_rich_too() -> None:
    """A rich console may draw a view in colours."""
    out = StringIO()
    console = Console(file=out, force_terminal=True, color_system="standard", width=100)
    console.print(status_view([office.standing(Status.VERIFIED)], ABOUT))
    assert "\x1b[" in out.getvalue()
