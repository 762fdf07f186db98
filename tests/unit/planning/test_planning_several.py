"""Several choices in one cell, and choices that stand in check boxes of the screen."""

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
    problems_of,
    receipt_dict,
    receipt_row,
    site_dict,
    write_folder,
)

from bot.planning.cells import CellError, parse, same, write
from bot.planning.grammar import Enter, FieldSpec
from bot.planning.kinds.several import shows_several, split
from bot.planning.mapping import SiteMapping
from bot.planning.plan import steps_of

MEANS = ["Cash", "Cash on hand", "Cheque, bank draft", "701-1-00017-4"]
SEVERAL = FieldSpec.model_validate(
    {"header": "Means", "kind": "choice", "several": True, "choices": {"of": MEANS}}
)
SITE = SiteMapping.model_validate(site_dict())


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Cash", ["Cash"]),
        ("Cash ; Cash on hand;", ["Cash", "Cash on hand"]),
        ("Cash\nCheque, bank draft", ["Cash", "Cheque, bank draft"]),
        ("Cash, Cash on hand", ["Cash", "Cash on hand"]),
        ("Cash, Coins", ["Cash, Coins"]),
    ],
)
def test_what_stands_between_choices(text: str, pieces: list[str]) -> None:
    """A semicolon or line break; a comma only where both sides are in the list."""
    assert split(text, set(MEANS)) == pieces


@pytest.mark.parametrize(
    ("shown", "equal"),
    [
        ("Cash; Cash on hand", True),
        ("Cash on hand, Cash", True),
        ("× Cash on hand × Cash", True),
        ("Cash on hand", False),
        ("Cash; Cash on hand; Cash", False),
        ("Cash; Cash on hand 2", False),
        ("", False),
    ],
)
def test_the_order_in_which_a_site_shows_them_does_not_matter(shown: str, *, equal: bool) -> None:
    """One more, one less or one twice does."""
    assert shows_several("Cash; Cash on hand", shown) is equal
    assert same("Cash; Cash on hand", shown, SEVERAL, enter=None, place=None, site=SITE) is equal


def test_each_is_looked_for_in_the_list_and_written_in_the_sites_words() -> None:
    """As in `correct`; `translate` is for each of them, and what stands for another text is not equal."""
    assert parse("Cash, Cash on hand", SEVERAL) == "Cash; Cash on hand"
    with pytest.raises(CellError, match="“Coins”"):
        parse("Cash; Coins", SEVERAL)
    enter = Enter.model_validate({"at": {"css": "#a"}, "translate": {"Cash": "เงินสด"}})
    assert write("Cash; Cash on hand", SEVERAL, enter, SITE) == "เงินสด; Cash on hand"
    assert same("Cash; Cash on hand", "Cash on hand · เงินสด", SEVERAL, enter=enter, place=None, site=SITE)
    swapped = enter.model_copy(update={"translate": {"Cash": "Cash on hand", "Cash on hand": "Cash"}})
    assert not same("Cash", "Cash", SEVERAL, enter=swapped, place=None, site=SITE)


def boxes(**more: Any) -> dict[str, Any]:
    """The receipt's screen with check boxes for the means of payment."""
    found = receipt_dict()
    fields = {
        "payer": {"header": "ผู้ชำระเงิน", "kind": "choice", "several": True, "choices": {"of": MEANS}},
        **{
            f"box{n}": {"part": {"of": "payer", "has": one}, "kind": "yesno", "enter": {"at": at(one)}}
            for n, one in enumerate(MEANS)
        },
    }
    return {**found, "fields": {**found["fields"], **fields}, **more}


@pytest.mark.parametrize(
    ("cell", "value", "ticked"),
    [
        ("Cash on hand; Cash", "Cash; Cash on hand", [True, True, False, False]),
        ("Cash; 7011000174", "Cash; 701-1-00017-4", [True, False, False, True]),
        ("Cheque, bank draft", "Cheque, bank draft", [False, False, True, False]),
    ],
)
def test_each_caption_has_its_box(
    make_mappings: MakeMappings, cell: str, value: str, ticked: list[bool]
) -> None:
    """However the cell is written, the boxes are those of the captions that were understood."""
    mappings = make_mappings(site=site_dict(), receipt=boxes(), journal=journal_dict())
    [entry], problems = entered(mappings, receipt_row(2, payer=cell))
    assert not problems
    assert entry.fields["payer"] == value
    assert [entry.fields[f"box{n}"] for n in range(4)] == ticked
    steps = {step.name: step.text for step in steps_of(entry, mappings.screens["RECEIPT"], mappings.site)}
    assert [steps[f"box{n}"] for n in range(4)] == [str(one).lower() for one in ticked]


def test_a_caption_that_is_in_no_list_is_told_alone(make_mappings: MakeMappings) -> None:
    """Not the whole cell is called wrong, only what is; nothing is entered."""
    mappings = make_mappings(site=site_dict(), receipt=boxes(), journal=journal_dict())
    entries, problems = entered(mappings, receipt_row(2, payer="Cash; Chequ, bank draft"))
    assert not entries
    assert codes(problems) == [("รับเงิน!C2", "not_a_choice")]
    assert "“Chequ, bank draft”" in problems[0].text.en


def test_a_blank_choice_ticks_nothing(make_mappings: MakeMappings) -> None:
    """The boxes are looked at, as other controls of blank cells are."""
    screen = changed(boxes(), "fields.payer.required", value=False)
    mappings = make_mappings(site=site_dict(), receipt=screen, journal=journal_dict())
    [entry], _ = entered(mappings, receipt_row(2, payer=None))
    assert [entry.fields[f"box{n}"] for n in range(4)] == [None] * 4


@pytest.mark.parametrize(
    ("path", "value", "code", "cell"),
    [
        ("fields.box1", None, "no_box", "fields.payer"),
        ("fields.box1.part.has", "Cask", "no_box", "fields.payer"),
        ("fields.box1.kind", "text", "kind", "fields.box1.kind"),
        ("fields.box1.part.of", "date", "part_choices", "fields.box1.part.of"),
        ("fields.box1.part.of", "dat", "unknown_name", "fields.box1.part.of"),
        ("fields.box1.part.pattern", "(x)", "value_error", "fields.box1.part"),
        ("fields.payer.kind", "text", "value_error", "fields.payer"),
        ("fields.payer.default", "Cash; Coins", "value", "fields.payer.default"),
        ("fields.payer.enter", {"at": at("Means"), "how": "radio"}, "how", "fields.payer.enter.how"),
    ],
)
def test_no_caption_may_be_lost_by_the_mapping(
    tmp_path: Path, path: str, value: object, code: str, cell: str
) -> None:
    """A caption without a box would go in nowhere: told when the mappings are read."""
    folder = write_folder(
        tmp_path, site=site_dict(), receipt=changed(boxes(), path, value), journal=journal_dict()
    )
    problem = problems_of(folder)[f"mapping_{code}"]
    assert cell in problem.cell
