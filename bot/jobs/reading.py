"""Commands that only read: check, plan, status, report, template, schema."""

from __future__ import annotations

import json
from pathlib import Path

from bot import wiring
from bot.config import Settings
from bot.errors import ConfigError, InputProblems
from bot.jobs.output import about, print_json, tell
from bot.language import say
from bot.planning.mapping import load_mappings, mapping_schema
from bot.planning.reference import mapping_reference
from bot.planning.template import write_template
from bot.report import as_json as shapes
from bot.report import terminal
from bot.report.annotated import write_annotated
from bot.report.foreign import foreign_json, foreign_view
from bot.report.page import write_report
from bot.report.problems import problems_view
from bot.report.workbook import write_result_workbook

OK, BAD_INPUT = 0, 2


def template(settings: Settings, out: Path) -> None:
    """Write the empty workbook for all mapped screens."""
    out.parent.mkdir(parents=True, exist_ok=True)
    write_template(out, load_mappings(settings.mappings))


def check(settings: Settings, *, as_json: bool = False, annotate: Path | None = None) -> int:
    """Tell every problem of workbook and mappings; 2 if one of them forbids a run."""
    try:
        intake = wiring.read_in(settings)
        problems, entries = intake.problems, len(intake.entries)
        code = intake.plan.acknowledge if intake.plan else ""
    except InputProblems as error:
        problems, entries, code = error.problems, 0, ""
    errors = sum(problem.severity == "error" for problem in problems)
    if annotate is not None:
        write_annotated(settings.workbook, annotate, problems, acknowledge=code)
    if as_json:
        print_json(shapes.check_json(problems, entries=entries, acknowledge=code))
        return BAD_INPUT if errors else OK
    if problems:
        tell(problems_view(problems, annotated=annotate, acknowledge=code))
    tell(
        say(
            "อ่าน {path} ได้ {n} รายการ พบข้อผิดพลาด {e} จุด ยังไม่มีการส่งข้อมูลใด ๆ",
            "{path}: {n} entries read, {e} error(s). Nothing was sent.",
            path=settings.workbook.name,
            n=entries,
            e=errors,
        )
    )
    return BAD_INPUT if errors else OK


def plan(settings: Settings, *, as_json: bool) -> int:
    """Show the plan: order, control totals, hash."""
    intake = wiring.read_in(settings)
    made = intake.sound_plan()
    if as_json:
        print_json(shapes.plan_json(made))
    else:
        tell(terminal.plan_view(made, about(settings, intake.mappings, made)))
    return OK


def status(settings: Settings, *, as_json: bool, entries: bool) -> int:
    """Show where every entry stands; works while a run holds the ledger."""
    with wiring.open_reports(settings) as reports:
        standings, runs, foreign = reports.standings(), reports.runs(), reports.foreign()
    if as_json:
        shown = shapes.status_json(standings, run=runs[-1] if runs else None, entries=entries)
        print_json(shown | {"foreign": foreign_json(foreign)})
        return OK
    described = about(settings, load_mappings(settings.mappings), runs=runs)
    tell(terminal.status_view(standings, described))
    if foreign:
        tell(foreign_view(foreign, described))
    if entries:
        tell(terminal.entries_view(standings, described))
    return OK


def report(settings: Settings, out_dir: Path) -> int:
    """Write the result workbook and the HTML report into a folder; prints both paths."""
    with wiring.open_reports(settings) as reports:
        standings, runs, events = reports.standings(), reports.runs(), reports.events()
    mappings = load_mappings(settings.mappings)
    made = None
    if settings.workbook.is_file():
        made = wiring.read_in(settings).plan
    described = about(settings, mappings, made, runs=runs, events=events)
    out_dir.mkdir(parents=True, exist_ok=True)
    result = out_dir / f"{settings.workbook.stem}-result.xlsx"
    write_result_workbook(settings.workbook, result, standings, about=described)
    tell(result)
    tell(write_report(out_dir, standings, about=described))
    return OK


def schema(what: str) -> str:
    """Give the JSON Schema of mappings or config, or the mapping reference."""
    if what == "reference":
        return mapping_reference()
    schemas = {"mapping": mapping_schema, "config": Settings.model_json_schema}
    if what not in schemas:
        raise ConfigError(
            say(
                "ไม่มี schema ชื่อ {w} ให้ใช้ mapping, config หรือ reference",
                "There is no schema {w}. Use mapping, config or reference.",
                w=what,
            )
        )
    return json.dumps(schemas[what](), ensure_ascii=False, indent=2)
