"""Plans: ordered, with the steps of each entry, named by a hash that changes when the work does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from made_up_site import (
    MakeMappings,
    entered,
    journal_dict,
    journal_row,
    receipt_dict,
    receipt_row,
    site_dict,
)

from bot.domain.model import Caution, Entry, Step, Total
from bot.language import say
from bot.planning.identity import canonical_json, content_digest, says_the_same
from bot.planning.mapping import Mappings
from bot.planning.mending import mend_of, title_of
from bot.planning.plan import entry_key, make_plan, steps_of
from bot.planning.totals import control_totals


def journal(number: str, day: str, row: int) -> list[Any]:
    """Two lines of a journal."""
    return [
        journal_row(row, old_number=number, date=day, account="010", debit="1,000"),
        journal_row(row + 1, old_number=number, date=day, account="021", credit=1000),
    ]


def entries_of(mappings: Mappings) -> tuple[Entry, ...]:
    """Entries of two screens on two days, out of order."""
    rows = [
        *journal("J-1", "17/01/2567", 2),
        *journal("J-2", "16/01/2567", 4),
        receipt_row(5, date="17/01/2567"),
        receipt_row(3),
        receipt_row(2),
    ]
    entries, problems = entered(mappings, *rows)
    assert problems == ()
    return tuple(entries)


def test_the_order_is_day_screen_row(mappings: Mappings) -> None:
    """Days first, within a day what others require, then the sheet's order."""
    plan = make_plan(entries_of(mappings), mappings)
    order = [(one.entry.screen, one.entry.rows[0]) for one in plan.entries]
    assert order == [("RECEIPT", 2), ("RECEIPT", 3), ("JOURNAL", 4), ("RECEIPT", 5), ("JOURNAL", 2)]


def test_entries_without_a_day_come_first(mappings: Mappings) -> None:
    """What has no day is set up before everything else."""
    first, *others = entries_of(mappings)
    plan = make_plan([*others, replace(first, day=None)], mappings)
    assert plan.entries[0].entry.day is None
    assert plan.totals[0].day is None


def test_steps_of_a_plain_form(mappings: Mappings) -> None:
    """All typed fields in order, blanks as None, translated captions, one commit at the end."""
    [entry], _ = entered(mappings, receipt_row(2))
    steps = steps_of(entry, mappings.screens["RECEIPT"], mappings.site)
    assert [(step.kind, step.name, step.text) for step in steps] == [
        ("open", "", None),
        ("enter", "date", "16/01/2567"),
        ("enter", "payer", "นายทดสอบ"),
        ("enter", "group", "01 ภาษี"),
        ("enter", "type", "ภาษีป้าย"),
        ("enter", "amount", "100.25"),
        ("enter", "cash", None),
        ("enter", "office", "สำนักงานกลาง"),
        ("commit", "", None),
    ]


def test_a_condition_that_holds_brings_its_field(mappings: Mappings) -> None:
    """A field with `when` is typed only when the condition holds."""
    [entry], _ = entered(mappings, receipt_row(2, cash="ไม่ใช่", bank="กรุงไทย"))
    steps = steps_of(entry, mappings.screens["RECEIPT"], mappings.site)
    assert Step(kind="enter", name="bank", text="กรุงไทย") in steps
    assert Step(kind="enter", name="cash", text="false") in steps


def test_steps_of_a_grid(mappings: Mappings) -> None:
    """Each line begins with its row; its fields carry the line's number."""
    [entry], _ = entered(mappings, *journal("J-1", "17/01/2567", 2))
    steps = steps_of(entry, mappings.screens["JOURNAL"], mappings.site)
    assert [(step.kind, step.name, step.text, step.line) for step in steps[3:]] == [
        ("add_line", "", None, 0),
        ("enter", "account", "010", 0),
        ("enter", "debit", "1000.00", 0),
        ("enter", "credit", None, 0),
        ("add_line", "", None, 1),
        ("enter", "account", "021", 1),
        ("enter", "debit", None, 1),
        ("enter", "credit", "1000.00", 1),
        ("commit", "", None, None),
    ]


def test_steps_of_a_line_form(make_mappings: MakeMappings) -> None:
    """A line form takes each line over after its fields; a form's own steps are named by their place."""
    screen = journal_dict(
        form=[
            {"do": "enter", "fields": ["date"]},
            {"do": "click", "at": {"text": "ถัดไป"}},
            {"do": "wait_for", "sign": {"page": "รายการ"}},
            {"do": "lines"},
            {"do": "expect", "signs": [{"page": "รวม"}]},
            {"do": "enter", "fields": ["description"]},
        ]
    )
    screen["lines"] |= {"style": "form", "table": {"columns": {"account": "A"}}}
    for spec in screen["lines"]["fields"].values():
        spec["enter"] = {"at": {"css": "x"}}
    made = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=screen)
    [entry], _ = entered(made, *journal("J-1", "17/01/2567", 2))
    steps = steps_of(entry, made.screens["JOURNAL"], made.site)
    assert [(step.kind, step.name, step.line) for step in steps] == [
        ("open", "", None), ("enter", "date", None), ("click", "1", None), ("wait_for", "2", None),
        ("enter", "account", 0), ("enter", "debit", 0), ("enter", "credit", 0), ("add_line", "", 0),
        ("enter", "account", 1), ("enter", "debit", 1), ("enter", "credit", 1), ("add_line", "", 1),
        ("wait_for", "4", None), ("enter", "description", None), ("commit", "", None),
    ]  # fmt: skip


def test_a_screen_where_nothing_is_typed(mappings: Mappings) -> None:
    """A mapping without typed fields and lines opens and commits; `lines` without lines does nothing."""
    from bot.planning.grammar import LinesStep

    [entry], _ = entered(mappings, receipt_row(2))
    screen = mappings.screens["RECEIPT"]
    bare = {name: spec.model_copy(update={"enter": None}) for name, spec in screen.fields.items()}
    steps = steps_of(entry, screen.model_copy(update={"fields": bare}), mappings.site)
    assert [step.kind for step in steps] == ["open", "commit"]
    lines = screen.model_copy(update={"fields": bare, "form": (LinesStep(do="lines"),)})
    assert [step.kind for step in steps_of(entry, lines, mappings.site)] == ["open", "commit"]


def test_exactly_one_commit_each(mappings: Mappings) -> None:
    """Whatever the form, there is one commit and it is last."""
    for planned in make_plan(entries_of(mappings), mappings).entries:
        kinds = [step.kind for step in planned.steps]
        assert kinds.count("commit") == 1
        assert kinds[-1] == "commit"


def test_the_hash_is_of_the_work(mappings: Mappings, make_mappings: MakeMappings) -> None:
    """The same rows give the same hash in any order; another cell, locale or mapping gives another."""
    entries = entries_of(mappings)
    plan = make_plan(entries, mappings)
    assert make_plan(reversed(entries), mappings).hash == plan.hash
    assert make_plan(entries[1:], mappings).hash != plan.hash
    changed = [replace(entries[0], digest="x"), *entries[1:]]
    assert make_plan(changed, mappings).hash != plan.hash
    for site in (site_dict(locale="en-US"), site_dict(timezone="UTC"), site_dict(revision="2")):
        other = make_mappings(site=site, receipt=receipt_dict(), journal=journal_dict())
        assert make_plan(entries, other).hash != plan.hash


def test_a_plan_tells_its_mappings_and_totals(mappings: Mappings) -> None:
    """Only screens with entries are told; totals are exact and ordered by day."""
    plan = make_plan(entries_of(mappings), mappings)
    assert dict(plan.mappings) == dict(mappings.digests)
    assert plan.totals == (
        Total(screen="JOURNAL", day=date(2024, 1, 16), count=1, amount=Decimal(1000)),
        Total(screen="RECEIPT", day=date(2024, 1, 16), count=2, amount=Decimal("200.50")),
        Total(screen="JOURNAL", day=date(2024, 1, 17), count=1, amount=Decimal(1000)),
        Total(screen="RECEIPT", day=date(2024, 1, 17), count=1, amount=Decimal("100.25")),
    )
    assert make_plan([], mappings).totals == ()


def test_totals_are_exact(mappings: Mappings) -> None:
    """A thousand times ten satang is a hundred baht, to the satang."""
    [entry], _ = entered(mappings, receipt_row(2, amount="0.10"))
    [total] = control_totals([entry] * 1000)
    assert (total.count, total.amount) == (1000, Decimal("100.00"))


def test_keys_are_names_for_ever() -> None:
    """A key depends on screen, texts, their borders and the occurrence, and never changes."""
    assert entry_key("A", ["b", "c"], 1) == "bdeefa155fcca40489b69d99c518ba340fab1fcd6f02e722c8528bcf0c47bdae"
    keys = {
        entry_key("A", ["b", "c"], 1), entry_key("A", ["bc", ""], 1), entry_key("A", ["b", "c"], 2),
        entry_key("Ab", ["", "c"], 1), entry_key("A", ["b,c"], 1),
    }  # fmt: skip
    assert len(keys) == 5


def test_canonical_json_is_compact_thai() -> None:
    """Digests are made of compact JSON with Thai as it is; the order of fields does not count in them."""
    assert canonical_json(["ก", 1, {"b": None}]) == '["ก",1,{"b":null}]'
    assert content_digest({"a": 1, "b": None}, []) == content_digest({"b": None, "a": 1}, [])
    assert content_digest({"a": 1}, [{"x": 1}, {"x": 2}]) != content_digest({"a": 1}, [{"x": 2}, {"x": 1}])


def test_the_hash_covers_what_must_be_acknowledged(mappings: Mappings) -> None:
    """Warnings make another plan, with the code that acknowledges them; without any it is as ever."""
    entries = entries_of(mappings)
    one, two = (Caution(mark=mark, cell="a!1", code="x", text=say("ก", "a")) for mark in "12")
    plain, warned = make_plan(entries, mappings), make_plan(entries, mappings, (one, two))
    assert (plain.acknowledge, plain.cautions) == ("", ())
    assert warned.hash == make_plan(entries, mappings, (two, one)).hash
    assert len({plain.hash, warned.hash, make_plan(entries, mappings, (one,)).hash}) == 3
    assert warned.cautions == (one, two)
    assert len(warned.acknowledge) == 12


def test_sorted_lines_say_the_same(mappings: Mappings) -> None:
    """Only the order of lines may differ; another value, another line or another header does count."""
    entry = next(one for one in entries_of(mappings) if one.lines)
    turned = replace(entry, lines=entry.lines[::-1], digest="turned")
    assert says_the_same(entry, entry)
    assert says_the_same(entry, turned)
    assert not says_the_same(entry, replace(turned, lines=(entry.lines[0],) * 2))
    assert not says_the_same(entry, replace(turned, fields={**entry.fields, "description": "x"}))
    one = replace(entry, lines=entry.lines[:1])
    assert not says_the_same(one, replace(one, digest="other"))


def test_every_kind_of_problem_can_be_mended() -> None:
    """A known code has a name and a sentence; one of a mapping those of mappings; another still has some."""
    assert title_of("twin").en == "Equal documents"
    assert mend_of("twin").th.startswith("เทียบสองแถว")
    assert title_of("mapping_missing") == title_of("yaml_syntax")
    assert title_of("new").en == "Other (new)"
    assert "check again" in mend_of("new").en
