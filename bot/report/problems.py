"""What `check` prints: problems by severity and kind, the first of each, and where the rest is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.text import Text as Styled

from bot.errors import Problem
from bot.language import Text, say
from bot.planning.mending import mend_of, title_of
from bot.report.plain import one_line
from bot.report.terminal import View, safe, table_with
from bot.report.words import SEVERITY
from bot.report.writing import count

SHOWN = 10
"""So many problems of each kind are printed; the rest is told by place."""

COLOURS: Mapping[str, str] = {"error": "red", "warning": "yellow", "note": "cyan"}
_RANK = {severity: rank for rank, severity in enumerate(SEVERITY)}


def by_kind(problems: Iterable[Problem]) -> dict[tuple[str, str], list[Problem]]:
    """Group problems by severity and code: errors first, then in the order in which kinds first appear."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    for problem in sorted(problems, key=lambda one: _RANK[one.severity]):
        kinds.setdefault((problem.severity, problem.code), []).append(problem)
    return kinds


def problems_view(
    problems: Sequence[Problem], *, annotated: Path | None = None, acknowledge: str = ""
) -> View:
    """Show counts, then each kind with how to mend it and its first ten; every cell is named or placed.

    `annotated`: the copy of the workbook that has them all; `acknowledge`: the code by which a run
    takes the warnings as read.
    """
    if not problems:
        return View(Styled(say("ไม่พบปัญหา", "No problems found.").render(), style="green"))
    parts: list[RenderableType] = [_counted(problems)]
    for (severity, code), kind in by_kind(problems).items():
        parts += _kind(severity, code, kind)
    parts += [safe(line) for line in _what_next(problems, annotated, acknowledge)]
    return View(Group(*parts))


def _counted(problems: Sequence[Problem]) -> Styled:
    numbers = {name: sum(one.severity == name for one in problems) for name in SEVERITY}
    sheets: dict[str, int] = {}
    for problem in problems:
        place = one_line(problem.cell.split("!", maxsplit=1)[0])
        sheets[place] = sheets.get(place, 0) + 1
    head = say(
        "พบปัญหา {n} จุด ({all}) ใน {g}",
        "{n} problem(s) ({all}): {g}",
        n=count(len(problems)),
        all=" · ".join(f"{SEVERITY[name].render()} {count(n)}" for name, n in numbers.items()),
        g=" · ".join(f"{place} {count(number)}" for place, number in sheets.items()),
    )
    return safe(head, f"bold {next(COLOURS[name] for name, n in numbers.items() if n)}")


def _kind(severity: str, code: str, kind: Sequence[Problem]) -> Iterator[RenderableType]:
    head = say(
        "{s}: {title} {n} จุด [{code}]",
        "{s}: {title}, {n} [{code}]",
        s=SEVERITY[severity],
        title=title_of(code),
        n=count(len(kind)),
        code=code,
    )
    yield Styled()
    yield safe(head, f"bold {COLOURS[severity]}")
    yield safe(say("วิธีแก้: {m}", "To mend: {m}", m=mend_of(code)))
    table = table_with(say("ช่อง", "Cell"), say("ปัญหา", "Problem"))
    for problem in kind[:SHOWN]:
        table.add_row(safe(problem.cell, "bold"), safe(with_settled_words(problem)))
    yield table
    if len(kind) > SHOWN:
        rest = kind[SHOWN:]
        yield safe(
            say(
                "และอีก {n} จุด ที่ {places}",
                "and {n} more at {places}",
                n=count(len(rest)),
                places=_places(rest),
            )
        )


def with_settled_words(problem: Problem) -> Text:
    """Give a problem's sentence, and for a warning that asks for nobody any more, why."""
    if problem.settled is None:
        return problem.text
    return say("{t} ✓ {s}", "{t} ✓ {s}", t=problem.text, s=problem.settled)


def _places(problems: Sequence[Problem]) -> str:
    """Name sheets with their first and last row: `ฎีกา 12–480`."""
    rows: dict[str, list[int]] = {}
    for problem in problems:
        sheet, _, cell = problem.cell.rpartition("!")
        number = "".join(filter(str.isdecimal, cell))
        rows.setdefault(one_line(sheet or problem.cell), []).append(int(number or 0))
    return " · ".join(
        f"{sheet} {min(found)}–{max(found)}" if any(found) else sheet for sheet, found in rows.items()
    )


def _what_next(problems: Sequence[Problem], annotated: Path | None, acknowledge: str) -> Iterator[Text]:
    if annotated is not None:
        yield say(
            "ทุกจุดอยู่ในสำเนาที่ทำเครื่องหมายแล้ว {p} (แผ่นแรก)",
            "All of them are in the marked copy {p}, first sheet.",
            p=annotated,
        )
    elif any(len(kind) > SHOWN for kind in by_kind(problems).values()):
        yield say(
            "ดูทุกจุดในตารางงาน: elaas-bot check --annotate ไฟล์.xlsx · เป็น JSON: elaas-bot check --json",
            "See all of them in a spreadsheet: elaas-bot check --annotate FILE.xlsx · as JSON: --json",
        )
    if acknowledge:
        yield say(
            "คำเตือนไม่ห้ามการบันทึก แต่ต้องมีผู้รับทราบหนึ่งครั้ง: elaas-bot run --acknowledge {c} --by ชื่อผู้รับทราบ",
            "Warnings do not forbid a run, but somebody must take them as read, once: "
            "elaas-bot run --acknowledge {c} --by NAME",
            c=acknowledge,
        )
    elif any(one.settled for one in problems) and not any(one.severity == "error" for one in problems):
        yield say("คำเตือนทุกข้อมีผู้รับทราบแล้ว", "All warnings were acknowledged before.")
