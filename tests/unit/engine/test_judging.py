"""The judge asks planning, with the right look-up for each question."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fakes.plans import make_entry

from bot.domain.model import Readback
from bot.engine.judging import MappingJudge
from bot.language import Text
from bot.planning.grammar import Mapping, SiteMapping
from bot.planning.mapping import Mappings

LIST = {"number": "เลขที่", "paper": "เลขที่ฎีกา"}
AMOUNT = {"amount": "จำนวนเงิน"}


def judge(*, read_back: bool = True, lines: bool = True) -> MappingJudge:
    shape: dict[str, Any] = {
        "format": "1",
        "screen": "VOUCHER",
        "revision": "1",
        "title": "ฎีกา",
        "sheet": "ฎีกา",
        "amount": "amount",
        "key": ["paper"],
        "fields": {
            "paper": {"header": "เลขที่ฎีกา", "enter": {"at": {"id": "p"}}},
            "amount": {
                "header": "จำนวนเงิน",
                "kind": "money",
                "title": {"th": "ยอดเงิน", "en": "Amount"},
                "enter": {"at": {"id": "a"}},
            },
            "note": {"value": "ค่าน้ำ"},
        },
        "opens_at": {"url": "x"},
        "recognised_by": [{"page": "ฎีกา"}],
        "commit": {"at": {"id": "s"}, "request": {"fields": {"s": "*"}}},
        "receipt": {"success": [{"page": "สำเร็จ"}]},
        "find": {
            "opens_at": {"url": "f"},
            "criteria": [{"field": "paper", "enter": {"at": {"id": "p"}}}],
            "table": {"columns": LIST},
            "detail": {"open": {"text": "ดู"}, "fields": AMOUNT},
        },
    }
    if lines:
        account = {"header": "รหัสบัญชี", "kind": "code", "enter": {"at": {"column": "รหัสบัญชี"}}}
        shape["lines"] = {"fields": {"account": account}, "rows": "tr"}
    if read_back:
        shape["read_back"] = {"opens_at": {"url": "r"}, "table": {"columns": LIST | AMOUNT}}
    mapping = Mapping.model_validate(shape)
    site = SiteMapping.model_validate({"format": "1", "site": "x", "title": "x"})
    mappings = Mappings(
        site=site, screens={"VOUCHER": mapping}, digests={"VOUCHER": "m"}, folder=Path(), lists={}
    )
    return MappingJudge(mappings)


ENTRY = make_entry("ฎ.1", amount=Decimal("100.25"))


def shown(**fields: str) -> Readback:
    return Readback(number="V-1", fields=fields)


def test_a_row_of_the_list_may_be_ours() -> None:
    """Only what the list shows counts; what it contradicts is not ours."""
    assert judge().may_be(ENTRY, shown(paper="ฎ.1"))
    assert not judge().may_be(ENTRY, shown(paper="ฎ.2"))


def test_the_whole_document_must_be_equal() -> None:
    """The document's own page decides; of a row alone only its columns are compared."""
    assert judge().likeness(ENTRY, shown(paper="ฎ.1", amount="100.25"), whole=True).equal
    unlike = judge().likeness(ENTRY, shown(paper="ฎ.1", amount="100.52"), whole=True)
    assert [(each.field, each.seen) for each in unlike.differences] == [("amount", "100.52")]
    assert judge().likeness(ENTRY, shown(paper="ฎ.1"), whole=False).equal


@pytest.mark.parametrize("read_back", [True, False])
def test_the_verdict_is_by_read_back_or_else_by_find(read_back: bool) -> None:
    """Where the mapping names no other place, the one of `find` is taken."""
    verdict = judge(read_back=read_back).verdict(ENTRY, shown(paper="ฎ.1", amount="1.00"))
    assert [(each.field, each.seen) for each in verdict.differences] == [("amount", "1.00")]


@pytest.mark.parametrize("read_back", [True, False])
def test_the_amount_seen(read_back: bool) -> None:
    """It is read as money from where the document is read back."""
    assert judge(read_back=read_back).seen_amount(ENTRY, shown(amount="1,100.25")) == Decimal("1100.25")


def test_groups_follow_the_criteria() -> None:
    """A search without criteria shows everything at once; one by paper shows one paper."""
    assert judge().group(ENTRY) == ()
    assert judge(read_back=False).group(ENTRY) == ("ฎ.1",)
    assert judge().search_group(ENTRY) == ("ฎ.1",)


@pytest.mark.parametrize(
    ("screen", "field", "title"),
    [
        ("VOUCHER", "paper", Text(th="เลขที่ฎีกา", en="เลขที่ฎีกา")),
        ("VOUCHER", "amount", Text(th="ยอดเงิน", en="Amount")),
        ("VOUCHER", "account", Text(th="รหัสบัญชี", en="รหัสบัญชี")),
        ("VOUCHER", "note", Text(th="note", en="note")),
        ("VOUCHER", "number", Text(th="เลขที่เอกสาร", en="document number")),
        ("NO_MORE", "paper", Text(th="paper", en="paper")),
    ],
)
def test_fields_have_the_names_that_persons_know(screen: str, field: str, title: Text) -> None:
    """The mapping's title, else the workbook's header, else the name itself."""
    assert judge().title(screen, field) == title


def test_a_mapping_without_lines_has_titles_too() -> None:
    """Screens without detail lines know only their header fields."""
    assert judge(lines=False).title("VOUCHER", "account").en == "account"


def test_a_renamed_row_says_the_same_but_for_its_key() -> None:
    """Key fields and blank ones do not count; any other value does, and so does a line."""
    asked, entry = judge(), make_entry("ฎ.1")
    assert asked.but_for_key(make_entry("ฎ.2", other=None)) == asked.but_for_key(entry)
    assert asked.but_for_key(make_entry("ฎ.2", note="x")) != asked.but_for_key(entry)
    assert asked.but_for_key(replace(entry, lines=entry.lines[:1])) != asked.but_for_key(entry)
