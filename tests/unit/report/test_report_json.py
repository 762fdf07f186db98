"""The JSON documents keep the contract's names and exact amounts."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

from unit.report import made_up_office as office

from bot.domain.lifecycle import Status
from bot.errors import Problem
from bot.language import say
from bot.report.as_json import amount_text, check_json, plan_json, status_json


def test_status_has_the_contracts_shape() -> None:
    """Every status is counted; an entry has exactly the contract's names; amounts are text."""
    one = office.standing(Status.REJECTED, 1, message=say("ก", "a"), attempts=2)
    document = status_json([one, office.standing(Status.VERIFIED, 2, number="7/67")], run=None, entries=True)
    assert list(document) == ["run", "counts", "totals", "entries"]
    assert document["run"] == {}
    assert document["counts"] == {
        status.value: int(status in (Status.REJECTED, Status.VERIFIED)) for status in Status
    }
    first, second = document["entries"]  # type: ignore[misc]
    assert first == {
        "key": one.entry.key, "screen": "EXP_VOUCHER", "sheet": "ฎีกา", "row": 2, "status": "REJECTED",
        "original": "", "number": "", "attempts": 2, "message": "ก", "amount": "1000.00",
    }  # fmt: skip
    assert (second["number"], second["message"]) == ("7/67", "")
    assert document["totals"]["all"] == {"count": 2, "amount": "2000.00"}  # type: ignore[index]
    json.dumps(document)


def test_status_without_entries_and_with_a_run() -> None:
    """Entries are listed only when asked for; a run that has not ended says so."""
    run = replace(office.made_up_about().runs[0], ended=None)
    document = status_json([], run=run)
    assert "entries" not in document
    assert document["run"]["ended"] is None  # type: ignore[index]
    assert status_json([], run=office.made_up_about().runs[0])["run"]["ended"] is not None  # type: ignore[index]


def test_plan_has_the_contracts_shape() -> None:
    """Fields keep exact money and ISO dates; steps and totals are there."""
    lines = ({"account": "0101", "debit": Decimal("0.10"), "credit": None},)
    fields = {"group": "1", "day": date(2024, 2, 29), "about": None}
    entry = office.entry(1, screen="JV", rows=(4, 5), fields=fields, lines=lines, amount="0.10")
    document = plan_json(office.made_up_plan([entry, replace(entry, rows=(), day=None)]))
    first, second = document["entries"]  # type: ignore[misc]
    assert (first["row"], second["row"]) == (4, 0)
    assert first["fields"] == {"group": "1", "day": "2024-02-29", "about": None}
    assert first["lines"] == [{"account": "0101", "debit": "0.10", "credit": None}]
    assert first["steps"][0] == {"kind": "open", "name": "", "text": None, "line": None}
    assert document["totals"][0] == {"screen": "JV", "day": "2024-01-16", "count": 1, "amount": "0.10"}  # type: ignore[index]
    assert document["totals"][1]["day"] is None  # type: ignore[index]
    json.dumps(document)


def test_check_is_ok_without_errors() -> None:
    """Warnings do not forbid a run, errors do; every problem is listed."""
    warning = Problem(cell="ฎีกา!F12", code="twin", text=say("ก", "a"), severity="warning")
    told = check_json([warning], entries=3, acknowledge="0123456789ab")
    assert (told["ok"], told["entries"], told["acknowledge"]) == (True, 3, "0123456789ab")
    [listed] = told["problems"]  # type: ignore[misc]
    assert listed.pop("mend").startswith("เทียบสองแถวกับเอกสารจริง")
    assert listed == {
        "cell": "ฎีกา!F12", "code": "twin", "message": "ก", "severity": "warning", "settled": "",
    }  # fmt: skip
    assert check_json([replace(warning, severity="error")], entries=0)["ok"] is False


def test_amounts_for_programs() -> None:
    """Two decimals, no commas, nothing rounded away."""
    texts = [amount_text(Decimal(x)) for x in ("1234567.5", "0", "1E+2", "0.125", "NaN")]
    assert texts == ["1234567.50", "0.00", "100.00", "0.125", "NaN"]
