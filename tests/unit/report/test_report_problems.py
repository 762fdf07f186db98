"""What `check` prints: counts, kinds, the first ten of each, where the rest is, what to do."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

from bot.domain.model import EntryKey
from bot.errors import Problem
from bot.language import language_of, say
from bot.planning.cautions import caution_of
from bot.report.acknowledged import Acknowledged, with_settled
from bot.report.problems import problems_view
from bot.report.terminal import console_to

HOSTILE = "[red]x[/red] \x1b[31m=cmd \u202eabc :smile:"
HARMLESS = "[red]x[/red] ⟨U+001B⟩[31m=cmd ⟨U+202E⟩abc :smile:"


def problem(
    cell: str, severity: str = "error", text: str = "ต้องไม่ว่าง", code: str = "required"
) -> Problem:
    return Problem(cell=cell, code=code, text=say(text.replace("{", "{{"), "en"), severity=severity)  # type: ignore[arg-type]


def test_problems_are_counted_and_listed() -> None:
    """All problems show with their cells, errors first, after a line that counts them."""
    shown = str(problems_view([problem("ฎีกา!F12", "warning"), problem("JV!B2"), problem("ฎีกา!A1")]))
    assert "พบปัญหา 3 จุด (ผิดพลาด 2 · ควรตรวจ 1 · ข้อสังเกต 0) ใน ฎีกา 2 · JV 1" in shown
    assert shown.index("JV!B2") < shown.index("ฎีกา!A1") < shown.index("ฎีกา!F12")
    assert "ไม่พบปัญหา" in str(problems_view([]))


def test_each_kind_says_how_it_is_mended() -> None:
    """A kind of problem has its name, number, code and the way to mend it, in the language in use."""
    with language_of("en"):
        shown = str(problems_view([problem("JV!B2"), problem("JV!B3"), problem("JV!B4", code="twin")]))
    assert "error: A cell that is needed is blank, 2 [required]" in shown
    assert "To mend: Fill the cell in from the document." in shown
    assert "write ซ้ำจริง in the column" in shown


def test_the_first_ten_of_each_and_where_the_rest_is() -> None:
    """After ten the rest is told by sheet and rows, and how to see them all."""
    many = [problem(f"ฎีกา!F{row}") for row in range(2, 42)] + [problem("JV!F5", "note")]
    shown = str(problems_view(many))
    assert "ฎีกา!F11" in shown
    assert "ฎีกา!F12" not in shown
    assert "และอีก 30 จุด ที่ ฎีกา 12–41" in shown
    assert "check --annotate" in shown
    assert "JV!F5" in shown
    assert "ทุกจุดอยู่ในสำเนา" in str(problems_view(many, annotated=Path("a.xlsx")))
    places = [problem(place) for place in [*["x"] * 11, "config.yaml"]]
    assert "x · config.yaml" in str(problems_view(places))
    assert "--annotate" not in str(problems_view(many[:10]))


def test_how_warnings_are_acknowledged() -> None:
    """The code by which a run takes the warnings as read is shown with the command."""
    shown = str(problems_view([problem("JV!F5", "warning")], acknowledge="0123456789ab"))
    assert "elaas-bot run --acknowledge 0123456789ab --by" in shown


def test_hostile_text_is_only_text() -> None:
    """Markup, escapes, overrides and emoji codes in cells stay what they are: characters."""
    shown = str(problems_view([problem(HOSTILE + "!A1", "note", HOSTILE)]))
    assert HARMLESS in shown
    assert "\x1b" not in shown
    out = StringIO()
    console_to(out).print(problems_view([problem(HOSTILE, "error", HOSTILE)]))
    assert HARMLESS in out.getvalue()


def test_columns_line_up_under_thai() -> None:
    """Thai vowels and tone marks take no width: the columns of a table stay straight."""
    shown = str(problems_view([problem("ที่นี่!A1"), problem("abcd!A1")])).splitlines()
    widths = {sum(c not in "ัิีึืฺุู็่้๊๋์ํ" for c in line) for line in shown if line.startswith("│")}
    assert len(widths) == 1


def test_warnings_that_are_settled_say_so() -> None:
    """Who acknowledged a warning and when, or that its missing documents are in the ledger; others stay."""
    read, answered, new = (problem(f"A!A{row}", "warning") for row in (1, 2, 3))
    answered = replace(answered, missing=(frozenset({"k1", "k2"}),))
    new = replace(new, missing=(frozenset({"k1"}), frozenset({"k3"})))
    at = datetime(2024, 8, 13, 9, tzinfo=UTC)
    by = Acknowledged(mark=caution_of(read).mark, who="นางสมศรี", at=at, cell="", text=say("", ""))
    with language_of("en"):
        found = with_settled([read, answered, new, problem("A!A4")], [by], {EntryKey("k2")}, UTC)
        told = [one.settled.render() if one.settled else "" for one in found]
        shown = str(problems_view(found[:2]))
    assert told[0].startswith("Acknowledged by นางสมศรี on 13 Aug")
    assert told[1].startswith("Nobody need acknowledge it")
    assert told[2:] == ["", ""]
    assert "Acknowledged by นางสมศรี" in shown
    assert "All warnings were acknowledged before." in shown
    assert "All warnings" not in str(problems_view(found[2:]))
