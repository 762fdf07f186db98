"""What the command line prints: problems, plan, standing, doubts. Text of others is never markup."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import IO

from rich.box import SQUARE
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text as Styled

from bot.domain.handover import DoubtOf
from bot.domain.lifecycle import Status
from bot.domain.model import Plan, Standing
from bot.errors import BotError, InputProblems
from bot.language import Text, say
from bot.report.about import About, rows_text
from bot.report.figures import Figure, by_screen, summary_sentence, total
from bot.report.plain import one_line
from bot.report.words import ORDER, STATUS
from bot.report.writing import count, day, moment, money

_WIDE = 140
_CALL_LOG = "\nCall log:"
"""What the browser's driver adds below this to its errors tells headers and typed values."""
_COLOURS: Mapping[Status, str] = {
    Status.VERIFIED: "green",
    Status.POSTED: "cyan",
    Status.IN_DOUBT: "bold magenta",
    Status.COMMITTING: "magenta",
    Status.MISMATCHED: "bold red",
    Status.REJECTED: "red",
    Status.FAILED: "red",
    Status.WAITING: "yellow",
}


@dataclass(frozen=True)
class View:
    """Something to print: a rich console gives it colours, `str()` or `print()` gives plain text."""

    shown: RenderableType

    def __rich__(self) -> RenderableType:
        """Hand the content to rich."""
        return self.shown

    def __str__(self) -> str:
        """Render as plain text, wide enough that nothing is cut."""
        return plain_text(self.shown)


def console_to(stream: IO[str] | None = None) -> Console:
    """Make a console on `stream` (default stdout) that prints markup and emoji codes as they stand.

    Into a pipe or file lines are wide instead of being folded at 80 columns.
    """
    target = stream or sys.stdout
    width = None if target.isatty() else _WIDE
    return Console(file=target, width=width, markup=False, emoji=False, highlight=False)


def plain_text(shown: RenderableType, *, width: int = _WIDE) -> str:
    """Render anything as plain text without colours or trailing spaces."""
    out = StringIO()
    console = Console(file=out, width=width, color_system=None, markup=False, emoji=False, highlight=False)
    console.print(shown)
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().split("\n"))


def error_lines(error: BaseException) -> list[str]:
    """Give the chain of causes in plain words, root first, each on one safe line."""
    chain: list[BaseException] = []
    current: BaseException | None = error
    while current is not None and current not in chain:
        chain.append(current)
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    lines = [_error_line(one) for one in reversed(chain)]
    if isinstance(error, BotError) and error.evidence:
        found = ", ".join(one_line(path) for path in error.evidence)
        lines.append(say("หลักฐานประกอบ: {e}", "Evidence: {e}", e=found).render())
    return list(dict.fromkeys(lines))


def plan_view(plan: Plan, about: About) -> View:
    """Show how many entries are planned, the control totals by screen and day, and the plan's hash."""
    table = table_with(say("หน้าจอ", "Screen"), say("วันที่", "Day"), numbers=_figure_heads())
    for line in plan.totals:
        title = safe(about.screen_title(line.screen))
        table.add_row(title, safe(day(line.day)), count(line.count), money(line.amount))
    whole = total(Figure(count=t.count, amount=t.amount) for t in plan.totals)
    table.add_section()
    table.add_row(safe(_ALL, "bold"), "", count(whole.count), money(whole.amount))
    head = say(
        "แผนการบันทึก {n} รายการ {s} หน้าจอ",
        "Plan of {n} entries on {s} screens",
        n=count(len(plan.entries)),
        s=len({t.screen for t in plan.totals}),
    )
    print_of = say("ลายพิมพ์แผน {h}", "Plan hash {h}", h=one_line(plan.hash))
    return View(Group(safe(head, "bold"), table, safe(print_of, "dim"), *_cautions(plan)))


def _cautions(plan: Plan) -> Iterator[Styled]:
    if plan.cautions:
        text = say(
            "มีคำเตือน {n} เรื่อง (ดูด้วย elaas-bot check) รวมอยู่ในลายพิมพ์แผน ต้องมีผู้รับทราบหนึ่งครั้ง: "
            "elaas-bot run --acknowledge {c} --by ชื่อผู้รับทราบ",
            "{n} warning(s) (elaas-bot check shows them) are part of the plan hash; somebody must take them"
            " as read, once: elaas-bot run --acknowledge {c} --by NAME",
            n=count(len(plan.cautions)),
            c=plan.acknowledge,
        )
        yield safe(text, "yellow")


def status_view(standings: Sequence[Standing], about: About) -> View:
    """Show counts and sums by screen and status, after the summary in one sentence."""
    table = table_with(say("หน้าจอ", "Screen"), say("สถานะ", "Status"), numbers=_figure_heads())
    screens = by_screen(standings)
    for screen in screens:
        title = about.screen_title(screen.screen)
        for status in ORDER:
            if figure := screen.by_status.get(status):
                table.add_row(safe(title), _status(status), count(figure.count), money(figure.amount))
                title = ""
        table.add_section()
    whole = total(screen.whole for screen in screens)
    table.add_row(safe(_ALL, "bold"), "", count(whole.count), money(whole.amount))
    return View(Group(safe(summary_sentence(standings), "bold"), table))


def entries_view(standings: Iterable[Standing], about: About) -> View:
    """List each entry: rows, screen, status, original and new number, amount, message."""
    table = table_with(
        say("แถว", "Rows"),
        say("หน้าจอ", "Screen"),
        say("สถานะ", "Status"),
        say("เลขที่เดิม", "Original number"),
        say("เลขที่ใหม่", "New number"),
        numbers=(say("จำนวนเงิน", "Amount"),),
    )
    table.add_column(say("ข้อความ", "Message").render(), overflow="fold")
    for standing in standings:
        table.add_row(
            safe(rows_text(standing.entry)),
            safe(about.screen_title(standing.entry.screen)),
            _status(standing.status),
            safe(standing.entry.original),
            safe(standing.number),
            money(standing.entry.amount),
            safe(standing.message or ""),
        )
    return View(table)


def doubts_view(doubts: Sequence[DoubtOf], about: About, messages: Mapping[str, Text] | None = None) -> View:
    """List entries in doubt and how a person settles one; `messages` by entry key say why."""
    if not doubts:
        return View(Styled(say("ไม่มีรายการที่ยังไม่แน่ชัด", "Nothing is in doubt.").render(), style="green"))
    table = table_with(
        say("รหัสรายการ", "Key"),
        say("แถว", "Rows"),
        say("หน้าจอ", "Screen"),
        say("รายการ", "Document"),
        numbers=(say("จำนวนเงิน", "Amount"),),
    )
    for head in (say("ตั้งแต่", "Since"), say("เหตุ", "Why"), say("มีอยู่ก่อน", "There before")):
        table.add_column(head.render(), overflow="fold")
    for doubt in doubts:
        entry = doubt.planned.entry
        why = (messages or {}).get(entry.key, doubt.reason)
        table.add_row(
            safe(entry.key[:12], "bold"),
            safe(rows_text(entry)),
            safe(about.screen_title(entry.screen)),
            safe(about.identity(entry)),
            money(entry.amount),
            safe(moment(doubt.since, about.zone)),
            safe(why),
            safe(", ".join(doubt.baseline) or "–"),
        )
    return View(Group(table, safe(_HOW_TO_SETTLE)))


_ALL = say("รวม", "Total")
_HOW_TO_SETTLE = say(
    "ห้ามคีย์ซ้ำ ให้ค้นหาเอกสารในระบบก่อน แล้วบันทึกผล: พบแล้ว elaas-bot doubts --settle รหัส posted "
    "--number เลขที่ --reason เหตุผล · ไม่พบ elaas-bot doubts --settle รหัส absent --reason เหตุผล",
    "Do not key them again. Search for the document on the site, then decide: "
    "found: elaas-bot doubts --settle KEY posted --number N --reason TEXT · "
    "not there: elaas-bot doubts --settle KEY absent --reason TEXT",
)


def _figure_heads() -> tuple[Text, Text]:
    return say("รายการ", "Entries"), say("จำนวนเงิน", "Amount")


def table_with(*heads: Text, numbers: Sequence[Text] = ()) -> Table:
    """Make an empty table under these headers; `numbers` are columns to the right, never folded."""
    table = Table(header_style="bold", box=SQUARE, safe_box=True)
    for head in heads:
        table.add_column(head.render(), overflow="fold")
    for head in numbers:
        table.add_column(head.render(), justify="right", no_wrap=True)
    return table


def safe(text: object, style: str = "") -> Styled:
    """Give text of others on one line, with every character that does not show written out."""
    return Styled(one_line(text), style=style)


def _status(status: Status) -> Styled:
    return safe(STATUS[status], _COLOURS.get(status, ""))


def _error_line(error: BaseException) -> str:
    if isinstance(error, InputProblems):
        return "; ".join(f"{one_line(p.cell)}: {one_line(p.text)}" for p in error.problems)
    if isinstance(error, BotError):
        return one_line(error.text)
    words = str(error).partition(_CALL_LOG)[0]
    return one_line(f"{type(error).__name__}: {words}".strip().removesuffix(":"))
