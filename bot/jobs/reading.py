"""Commands that only read: check, plan, status, report, template, schema."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from bot import wiring
from bot.config import Settings
from bot.domain.model import Standing
from bot.errors import BrowserMissing, ConfigError, InputProblems, LedgerBroken, Problem, ReportNotWritten
from bot.jobs.output import about, print_json, tell, warn
from bot.language import Text, language_of, say
from bot.planning.mapping import load_mappings, mapping_schema
from bot.planning.reference import mapping_reference
from bot.planning.screen_map import screen_map
from bot.planning.template import write_template
from bot.report import as_json as shapes
from bot.report import terminal
from bot.report.about import About
from bot.report.acknowledged import acknowledged, with_settled
from bot.report.annotated import write_annotated
from bot.report.approvals import approval_text, approvals_json, approved
from bot.report.chain_folder import FOLDER, write_chain
from bot.report.foreign import foreign_json, foreign_view
from bot.report.page import write_report
from bot.report.persons import asked_of_persons, persons_json, persons_view
from bot.report.problems import problems_view
from bot.report.proof import Proof
from bot.report.workbook import write_result_workbook

OK, BAD_INPUT, FOR_A_PERSON = 0, 2, 5


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
    problems = _with_settled(settings, problems)
    if all(one.settled for one in problems if one.severity == "warning"):
        code = ""
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


def _with_settled(settings: Settings, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Say of each warning whether the ledger, if there is one, has settled it."""
    if not wiring.has_ledger(settings) or not any(one.severity == "warning" for one in problems):
        return problems
    try:
        with wiring.open_reports(settings) as reports:
            warnings, known = acknowledged(reports.events()), {one.entry.key for one in reports.standings()}
    except LedgerBroken:  # `check` is about the workbook; `doctor` and `run` tell of the ledger
        return problems
    zone = ZoneInfo(load_mappings(settings.mappings).site.timezone)
    return with_settled(problems, warnings, known, zone)


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
    """Show where every entry stands, and what persons must do on the site (5 if anything).

    Works while a run holds the ledger.
    """
    with wiring.open_reports(settings) as reports:
        standings, runs, foreign = reports.standings(), reports.runs(), reports.foreign()
        approvals = reports.approvals()
    asked = asked_of_persons(standings)
    code = FOR_A_PERSON if asked else OK
    described = about(settings, load_mappings(settings.mappings), runs=runs)
    required = settings.approval.required
    signed = approved(approvals, wiring.approving_of(settings), described)
    if as_json:
        shown = shapes.status_json(standings, run=runs[-1] if runs else None, entries=entries)
        told = {"foreign": foreign_json(foreign), "approval": approvals_json(signed, required=required)}
        print_json(shown | {"persons": persons_json(asked)} | told)
        return code
    tell(terminal.status_view(standings, described))
    if (text := approval_text(signed, required=required)) is not None:
        tell(text)
    if asked:
        tell(persons_view(asked, described))
    if foreign:
        tell(foreign_view(foreign, described))
    if entries:
        tell(terminal.entries_view(standings, described))
    return code


def report(settings: Settings, out_dir: Path, *, paper: bool = True) -> int:
    """Write result workbook, page, PDF (`paper`) and the auditor's folder; prints the path of each."""
    wiring.must_have_ledger(settings)
    with wiring.open_store(settings) as store:
        reports, audit = wiring.reports_of(store), wiring.audit_of(store)
        standings, runs, events = reports.standings(), reports.runs(), reports.events()
        foreign, approvals = reports.foreign(), reports.approvals()
        head, lines = audit.head(), audit.lines()
    if settings.workbook.is_file():
        intake = wiring.read_in(settings)
        mappings, made = intake.mappings, intake.plan
    else:
        mappings, made = load_mappings(settings.mappings), None
    described = about(settings, mappings, made, runs=runs, events=events, foreign=foreign)
    out_dir.mkdir(parents=True, exist_ok=True)
    result = out_dir / f"{settings.workbook.stem}-result.xlsx"
    signed = approved(approvals, wiring.approving_of(settings), described)
    proof = Proof(approvals=signed, approval_required=settings.approval.required, head=head)
    with ThreadPoolExecutor(max_workers=1) as beside:
        # The browser prints while the workbook is written: of ten thousand entries each takes half a minute.
        pdf = out_dir / "report.pdf"
        printing = (
            beside.submit(copy_context().run, _printed, settings, pdf, standings, described, proof)
            if paper
            else None
        )
        write_result_workbook(settings.workbook, result, standings, about=described)
        tell(result)
        tell(write_report(out_dir, standings, about=described, proof=proof))
        if printing is not None:
            printed = printing.result()
            if isinstance(printed, Text):
                warn(printed)
            else:
                tell(printed)
    tell(write_chain(out_dir / FOLDER, lines, head))
    return OK


def _printed(
    settings: Settings, pdf: Path, standings: Sequence[Standing], described: About, proof: Proof
) -> Path | Text:
    """Print the Thai page as PDF, or say why not: the rest of the report is as it should be all the same."""
    from bot.site.paper import print_pdf  # noqa: PLC0415 - Playwright is slow to import

    with TemporaryDirectory() as folder, language_of("th"):
        page = write_report(Path(folder), standings, about=described, proof=proof, on_paper=True)
        try:
            return print_pdf(page, pdf, replace(wiring.browser_options(settings), headless=True))
        except (BrowserMissing, ReportNotWritten) as error:
            return error.text


def schema(what: str, settings: Callable[[], Settings]) -> str:
    """Give the JSON Schema of mappings or config, the mapping reference, or the map of the mappings."""
    if what == "reference":
        return mapping_reference()
    if what == "map":
        return screen_map(load_mappings(settings().mappings)).rstrip()
    schemas = {"mapping": mapping_schema, "config": Settings.model_json_schema}
    if what not in schemas:
        raise ConfigError(
            say(
                "ไม่มี schema ชื่อ {w} ให้ใช้ mapping, config, reference หรือ map",
                "There is no schema {w}. Use mapping, config, reference or map.",
                w=what,
            )
        )
    return json.dumps(schemas[what](), ensure_ascii=False, indent=2)
