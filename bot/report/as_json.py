"""The JSON documents of `status`, `plan` and `check`, in the shapes that users' scripts rely on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from bot.domain.lifecycle import Status
from bot.domain.model import Entry, Plan, Run, Standing, Step, Total, Value
from bot.errors import Problem
from bot.language import Text
from bot.planning.mending import mend_of
from bot.report.figures import Figure, by_screen, by_status, total

Json = dict[str, object]


def status_json(standings: Sequence[Standing], *, run: Run | None, entries: bool = False) -> Json:
    """Give `{"run", "counts", "totals"}`, with `entries` when asked; amounts are text with 2 decimals."""
    figures = by_status(standings)
    document: Json = {
        "run": _run(run),
        "counts": {status.value: figure.count for status, figure in figures.items()},
        "totals": {
            "all": _figure(total(figures.values())),
            "by_status": {status.value: _figure(figure) for status, figure in figures.items()},
            "by_screen": {
                screen.screen: {status.value: _figure(f) for status, f in screen.by_status.items()}
                for screen in by_screen(standings)
            },
        },
    }
    if entries:
        document["entries"] = [_standing(standing) for standing in standings]
    return document


def plan_json(plan: Plan) -> Json:
    """Give `{"hash", "acknowledge", "warnings", "entries", "totals"}`; money as exact text, ISO dates."""
    return {
        "hash": plan.hash,
        "acknowledge": plan.acknowledge,
        "warnings": [
            {"cell": one.cell, "code": one.code, "message": one.text.render()} for one in plan.cautions
        ],
        "entries": [
            {
                "key": str(planned.entry.key),
                "screen": planned.entry.screen,
                "sheet": planned.entry.sheet,
                "row": _row(planned.entry),
                "fields": _values(planned.entry.fields),
                "lines": [_values(line) for line in planned.entry.lines],
                "steps": [_step(step) for step in planned.steps],
            }
            for planned in plan.entries
        ],
        "totals": [_total(entry) for entry in plan.totals],
    }


def check_json(problems: Iterable[Problem], *, entries: int, acknowledge: str = "") -> Json:
    """Give `{"ok", "entries", "acknowledge", "problems"}`; ok means that no problem is an error.

    `acknowledge` is the code that a run needs to take the warnings as read; empty when it needs none.
    `settled` of a warning says that somebody acknowledged it before, or why nobody need.
    """
    listed = tuple(problems)
    return {
        "ok": not any(problem.severity == "error" for problem in listed),
        "entries": entries,
        "acknowledge": acknowledge,
        "problems": [
            {
                "cell": problem.cell,
                "code": problem.code,
                "message": problem.text.render(),
                "severity": problem.severity,
                "mend": mend_of(problem.code).render(),
                "settled": problem.settled.render() if problem.settled else "",
            }
            for problem in listed
        ],
    }


def amount_text(amount: Decimal) -> str:
    """Write an amount for a program: no commas, two decimals (more only where the amount has more)."""
    exponent = amount.as_tuple().exponent
    decimals = max(2, -exponent) if isinstance(exponent, int) else 2
    return f"{amount:.{decimals}f}"


def _run(run: Run | None) -> Json:
    if run is None:
        return {}
    return {
        "id": run.id,
        "plan_hash": run.plan_hash,
        "operator": run.operator,
        "started": run.started.isoformat(),
        "ended": run.ended.isoformat() if run.ended else None,
        "outcome": run.outcome,
    }


def _standing(standing: Standing) -> Json:
    status: Status = standing.status
    return {
        "key": str(standing.entry.key),
        "screen": standing.entry.screen,
        "sheet": standing.entry.sheet,
        "row": _row(standing.entry),
        "status": status.value,
        "original": standing.entry.original,
        "number": standing.number,
        "attempts": standing.attempts,
        "message": _message(standing.message),
        "amount": amount_text(standing.entry.amount),
    }


def _message(text: Text | None) -> str:
    return text.render() if text else ""


def _row(entry: Entry) -> int:
    return min(entry.rows, default=0)


def _values(values: Mapping[str, Value]) -> Json:
    return {name: _value(value) for name, value in values.items()}


def _value(value: Value) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else value


def _step(step: Step) -> Json:
    return {"kind": step.kind, "name": step.name, "text": step.text, "line": step.line}


def _total(entry: Total) -> Json:
    return {
        "screen": entry.screen,
        "day": entry.day.isoformat() if entry.day else None,
        "count": entry.count,
        "amount": amount_text(entry.amount),
    }


def _figure(figure: Figure) -> Json:
    return {"count": figure.count, "amount": amount_text(figure.amount)}
