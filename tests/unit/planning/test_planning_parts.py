"""Fields that are a part of another: one value in several controls of the screen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from made_up_site import (
    MakeMappings,
    at,
    changed,
    codes,
    entered,
    journal_dict,
    journal_row,
    problems_of,
    receipt_dict,
    receipt_row,
    site_dict,
    write_folder,
)

from bot.domain.model import Readback
from bot.planning.mapping import Mappings
from bot.planning.plan import steps_of
from bot.planning.verdict import compare

WHOLE = {
    "date": {"header": "วันที่รับเงิน", "kind": "date", "required": True},
    "day": {"part": {"of": "date", "format": "d"}, "enter": {"at": at("วัน"), "how": "select"}},
    "month": {
        "part": {"of": "date", "format": "mmmm"},
        "enter": {"at": at("เดือน"), "how": "select", "translate": {"มกราคม": "01 มกราคม"}},
    },
    "year": {"part": {"of": "date", "format": "yyyy", "era": "CE"}, "enter": {"at": at("ปี")}},
    "baht": {"part": {"of": "amount", "pattern": r"^(\d+)\."}, "enter": {"at": at("บาท")}},
    "satang": {"part": {"of": "amount", "pattern": r"\.(\d+)$"}, "enter": {"at": at("สตางค์")}},
    "payer_again": {"part": {"of": "payer"}, "enter": {"at": at("ผู้ชำระอีกครั้ง")}},
}


def parted() -> dict[str, Any]:
    """The receipt's screen, whose date and amount stand in several boxes."""
    found = receipt_dict()
    return {**found, "fields": {**found["fields"], **WHOLE}}


@pytest.fixture
def parts(make_mappings: MakeMappings) -> Mappings:
    return make_mappings(site=site_dict(), receipt=parted(), journal=journal_dict())


def test_each_part_is_typed_as_its_control_wants_it(parts: Mappings) -> None:
    """Day, month by name and year of the era asked for; baht and satang; the whole itself is not typed."""
    [entry], problems = entered(parts, receipt_row(2, date="16/01/2567", amount="1100.5", payer="นายทดสอบ"))
    steps = steps_of(entry, parts.screens["RECEIPT"], parts.site)

    assert not problems
    typed = {step.name: step.text for step in steps if step.kind == "enter"}
    assert {name: typed[name] for name in WHOLE if name != "date"} == {
        "day": "16", "month": "01 มกราคม", "year": "2024",
        "baht": "1100", "satang": "50", "payer_again": "นายทดสอบ",
    }  # fmt: skip
    assert "date" not in typed


def test_the_parts_of_a_line_may_be_of_the_header(make_mappings: MakeMappings) -> None:
    """A line that repeats the document's year; a blank value has blank parts."""
    screen = journal_dict()
    screen["lines"]["fields"] |= {
        "year": {"part": {"of": "date", "format": "yyyy"}, "enter": {"at": {"column": "ปี"}}},
        "baht": {"part": {"of": "debit", "pattern": r"^(\d+)"}, "enter": {"at": {"column": "บาท"}}},
    }
    mappings = make_mappings(site=site_dict(), receipt=receipt_dict(), journal=screen)
    rows = [journal_row(2, account="010", debit=1000), journal_row(3, account="021", credit=1000)]
    [entry], _ = entered(mappings, *rows)

    assert [(line["year"], line["baht"]) for line in entry.lines] == [("2567", "1000"), ("2567", None)]


def test_a_value_that_cannot_be_split_is_told_at_its_own_cell(make_mappings: MakeMappings) -> None:
    """The pattern of the part does not fit: nothing is typed by halves."""
    screen = changed(parted(), "fields.payer_again.part.pattern", "^(นาย)")
    mappings = make_mappings(site=site_dict(), receipt=screen, journal=journal_dict())
    entries, problems = entered(mappings, receipt_row(2, payer="นางทดสอบ"))

    assert not entries
    assert codes(problems) == [("รับเงิน!C2", "no_part")]
    assert "นางทดสอบ" in problems[0].text.en


def test_parts_are_proven_by_the_whole(parts: Mappings) -> None:
    """The list shows the date: day, month and year are not unproven; a wrong date differs once, as itself."""
    screen = parts.screens["RECEIPT"]
    [entry], _ = entered(parts, receipt_row(2))
    fields = {"date": "16 ม.ค. 2567", "payer": "นายทดสอบ", "amount": "100.25"}

    same = compare(
        entry, Readback(number="1", fields=fields), screen, parts.site, lookup=screen.find, whole=False
    )
    other = compare(
        entry, Readback(number="1", fields={**fields, "date": "17 ม.ค. 2567"}), screen, parts.site,
        lookup=screen.find, whole=False,
    )  # fmt: skip

    assert not set(same.unproven) & set(WHOLE)
    assert [one.field for one in other.differences] == ["date"]


@pytest.mark.parametrize(
    ("path", "value", "code", "cell"),
    [
        ("fields.day.part.of", "dat", "unknown_name", "fields.day.part.of"),
        ("fields.day.part.of", "month", "part_of_part", "fields.day.part.of"),
        ("fields.day.part.format", "-", "format", "fields.day.part.format"),
        ("fields.day.part.format", "d dd", "format", "fields.day.part.format"),
        ("fields.baht.part.format", "baht", "format", "fields.baht.part.format"),
        ("fields.payer_again.part.format", "0", "format", "fields.payer_again.part.format"),
        ("fields.baht.part.pattern", r"^\d+", "no_group", "fields.baht.part.pattern"),
        ("fields.day.kind", "money", "kind", "fields.day.kind"),
        ("fields.day.required", "true", "value_error", "fields.day"),
        ("fields.day.header", "วัน", "value_error", "fields.day"),
        ("key", ["day"], "part_names", "key[0]"),
        (
            "rules",
            [{"rule": "refers", "by": {"payer": "old_number"}, "screen": "JOURNAL", "becomes": "number"}],
            "part_becomes",
            "fields.payer_again.part.of",
        ),
        ("find.table.columns", {"number": "No.", "payer": "Payer", "amount": "x"}, "not_read_back", "find"),
    ],
)
def test_a_part_must_fit_what_it_is_of(
    tmp_path: Path, path: str, value: object, code: str, cell: str
) -> None:
    """Told with its place in the file; the whole must be read back where only its parts are typed."""
    folder = write_folder(
        tmp_path, site=site_dict(), receipt=changed(parted(), path, value), journal=journal_dict()
    )
    problem = problems_of(folder)[f"mapping_{code}"]
    assert cell in problem.cell
    assert problem.text.th != problem.text.en
