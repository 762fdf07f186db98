"""Warnings: nothing is sent before a named person took exactly these as read; kept for good."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from bench import Bench
from fakes.plans import make_plan

from bot.domain.lifecycle import Status
from bot.domain.model import Caution, EntryKey, Plan
from bot.engine.orders import Orders
from bot.errors import NotAcknowledged
from bot.language import language_of, say


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with language_of("en"):
        yield


def caution(name: str, **more: Any) -> Caution:
    text = say("ขาด {n}", "{n} off", n=name)
    return Caution(mark=name, cell=f"ฎีกา!{name}", code="number_gap", text=text, **more)


def warned(bench: Bench, *cautions: Caution, code: str = "c0de") -> Plan:
    return replace(make_plan(*bench.entries), cautions=cautions, acknowledge=code)


def run(bench: Bench, plan: Plan, **orders: Any) -> int:
    return bench.runner().run(plan, Orders(operator="somchai@pc", **orders)).exit_code


def test_an_open_warning_stops_before_anything() -> None:
    """No run is opened, no sign-in, no entry; the refusal tells the code, the cells and what to do."""
    bench = Bench()
    with pytest.raises(NotAcknowledged) as refused:
        run(bench, warned(bench, *(caution(f"A{n}") for n in range(7))))
    assert refused.value.exit_code == 2
    assert "7 warning(s)" in str(refused.value)
    assert "ฎีกา!A0 A0 off; " in str(refused.value)
    assert "and 2 more" in str(refused.value)
    assert "--acknowledge c0de --by NAME" in str(refused.value)
    assert bench.site.calls == []
    assert bench.ledger.memory.runs == []


def test_an_acknowledged_set_is_kept_and_asked_for_once() -> None:
    """The named person, the code, the plan and every sentence are kept; the next run goes on by itself."""
    bench = Bench()
    plan = warned(bench, caution("A1"), caution("A2"))
    assert run(bench, plan, acknowledge="c0de", acknowledged_by="นางสมศรี", limit=1) == 0
    [kept] = bench.ledger.memory.acknowledged
    assert (kept["who"], kept["code"], kept["plan"]) == ("นางสมศรี", "c0de", "plan-1")
    assert kept["warnings"][0] == {
        "mark": "A1", "cell": "ฎีกา!A1", "code": "number_gap", "th": "ขาด A1", "en": "A1 off",
    }  # fmt: skip
    assert run(bench, plan) == 0
    assert bench.statuses() == [Status.POSTED] * 3
    assert run(bench, warned(bench, caution("A2"), code="less")) == 0, "nothing new in fewer warnings"
    assert len(bench.ledger.memory.acknowledged) == 1


def test_without_a_name_it_is_the_operator() -> None:
    """Who starts the run answers for it unless another is named."""
    bench = Bench()
    run(bench, warned(bench, caution("A1")), acknowledge="c0de")
    assert bench.ledger.memory.acknowledged[0]["who"] == "somchai@pc"


def test_a_new_warning_needs_a_new_acknowledgement() -> None:
    """The code of the former set does not cover another one."""
    bench = Bench()
    run(bench, warned(bench, caution("A1")), acknowledge="c0de", limit=1)
    more = warned(bench, caution("A1"), caution("A2"), code="new")
    with pytest.raises(NotAcknowledged) as refused:
        run(bench, more, acknowledge="c0de")
    assert "1 warning(s)" in str(refused.value)
    assert "the code c0de stands for other warnings" in str(refused.value)
    assert run(bench, more, acknowledge="new") == 0
    assert [one["mark"] for one in bench.ledger.memory.acknowledged[1]["warnings"]] == ["A2"]


def test_a_gap_whose_documents_the_ledger_knows_is_answered() -> None:
    """Numbers that are missing because their rows were taken out since are no riddle; others are."""
    bench = Bench()
    run(bench, make_plan(*bench.entries))
    known, other = frozenset({bench.entries[0].key, EntryKey("x")}), frozenset({EntryKey("y")})
    assert run(bench, warned(bench, caution("A1", missing=(known,)))) == 0
    with pytest.raises(NotAcknowledged):
        run(bench, warned(bench, caution("A1", missing=(known, other))))


def test_a_code_without_warnings_is_harmless() -> None:
    """A script may always give the code that `check` told; nothing is kept where nothing was warned of."""
    bench = Bench()
    assert run(bench, make_plan(*bench.entries), acknowledge="c0de") == 0
    assert bench.ledger.memory.acknowledged == []
