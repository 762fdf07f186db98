"""The first draft of a mapping: lawful once its gaps are filled, and refused by line until they are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.errors import InputProblems
from bot.planning.grammar import Mapping
from bot.planning.mapping import load_mappings, load_site
from bot.planning.skeleton import Opening, draft_mapping
from bot.planning.skeleton.guessing import button_for, field_names, kind_of, number_header
from bot.planning.skeleton.screen import text

SITE = 'format: "1"\nsite: s\ntitle: S\n'


def _control(caption: str = "", make: str = "text", **more: Any) -> dict[str, Any]:
    at = {"caption": caption} if caption else {}
    plain = {"required": False, "max": None, "lines": False, "options": []}
    return {"at": at, "make": make, "words": caption, **plain, **more}


def _button(text_: str, **more: Any) -> dict[str, Any]:
    return {"text": text_, "at": {"text": text_}, "name": "", "event": "", "submits": True, **more}


FORM: dict[str, Any] = {
    "title": "Town - Voucher",
    "head": {"text": "New voucher (draft)", "at": {"css": "h1"}},
    "frame": "",
    "form": {"method": "POST", "path": "/save.php"},
    "fields": [
        _control("Reference no.", required=True, at={"caption": "Reference no.", "id": "ref"}, max=12),
        _control("วันที่", "calendar"),
        _control("Payee", "suggest"),
        _control("Account", "select", options=["5100: Paper", "yes"]),
        _control("Branch", "select", options=[str(n) for n in range(60)]),
        _control("Way", "radio", options=["Cash", "Cheque"]),
        _control("Urgent", "check"),
        _control("Amount"),
        _control("Total", "closed"),
        _control("Scan", "file"),
        _control("Remarks", max=80, lines=True),
    ],
    "lines": None,
    "buttons": [_button("Save and add another"), _button("Save", name="ctl00$btnSave")],
    "tables": [],
}
LIST: dict[str, Any] = {
    "tables": [
        {"headers": ["", "No.", "Reference no.", "วันที่", "Amount"], "links": 1, "empty": "Nothing (yet)"},
        {"headers": [], "links": 0, "empty": ""},
    ],
    "search": [_control("Reference no."), _control("Whatever")],
    "presses": [_button("Go"), _button("Search")],
    "pager": ".pagination",
    "next": "",
}


def _filled(draft: str) -> str:
    return draft.replace("TODO", "done")


def test_a_draft_is_a_mapping_once_its_gaps_are_filled(tmp_path: Path) -> None:
    """Kinds, places, button, request, list and search come from the pages; the rest is named by line."""
    (tmp_path / "site.yaml").write_text(SITE, encoding="utf-8")
    drafted = draft_mapping(FORM, Opening(url="voucher.php?new=1"), LIST, "vouchers.php")
    (tmp_path / "voucher.yaml").write_text(drafted, encoding="utf-8")
    with pytest.raises(InputProblems) as told:
        load_mappings(tmp_path)
    assert [problem.code for problem in told.value.problems] == ["yaml_todo", "yaml_todo"]
    assert "receipt.success[0].page" in told.value.problems[0].cell
    assert load_site(tmp_path).site.site == "s"

    (tmp_path / "voucher.yaml").write_text(_filled(drafted), encoding="utf-8")
    screen = load_mappings(tmp_path).screens["NEW_VOUCHER_DRAFT"]
    assert {name: spec.kind for name, spec in screen.fields.items()} == {
        "reference_no": "code", "field": "date", "payee": "text", "account": "choice", "branch": "choice",
        "way": "choice", "urgent": "yesno", "amount": "money", "total": "money", "remarks": "text",
    }  # fmt: skip
    assert (screen.key, screen.day, screen.amount) == (("reference_no",), "field", "amount")
    assert screen.fields["account"].choices is not None
    assert screen.fields["account"].choices.of == ("5100: Paper", "yes")
    assert screen.fields["total"].enter is None
    assert [name for name, spec in screen.fields.items() if spec.multiline] == ["remarks"]
    assert screen.commit.at.text == "Save"
    assert screen.commit.request.fields == {"btnSave": "*"}
    assert screen.recognised_by[0].text == r"^New voucher \(draft\)"
    assert [one.field for one in screen.find.criteria] == ["reference_no"]
    assert screen.find.table.columns["number"].column == "No."
    assert screen.find.table.empty is not None
    assert screen.find.table.empty.page == r"Nothing \(yet\)"
    assert "amount" not in screen.find.not_shown
    assert "remarks" in screen.find.not_shown


def test_a_draft_without_form_or_list_says_what_is_missing() -> None:
    """A page of scripts has no form to tell the request from; a grid asks what its rows belong to."""
    columns = [_control("", at={"column": "Item"}), _control("", at={"column": "Amount"}, words="Amount")]
    grid = {"rows": "#lines tbody tr", "count": 3, "real": 2, "columns": columns}
    buttons = [_button("Add row"), _button("Keep", submits=False)]
    bare = {**FORM, "form": None, "head": None, "lines": grid, "frame": "main", "buttons": buttons}
    drafted = draft_mapping(bare, Opening(menu=("Vouchers", "New: one")), None, None)
    mapping = Mapping.model_validate(yaml.load(_filled(drafted), Loader=yaml.BaseLoader))  # noqa: S506
    assert mapping.opens_at.menu == ("Vouchers", "New: one")
    assert mapping.opens_at.frame == ("[name=main]",)
    assert mapping.group_by == ("done",)
    assert mapping.lines is not None
    assert list(mapping.lines.fields) == ["item", "amount_2"]
    assert mapping.lines.add is not None
    assert "narrow it" in drafted
    assert mapping.recognised_by[0].title == "Town - Voucher"
    assert mapping.commit.request.url == "done"


def test_a_button_that_posts_back_is_known_by_its_target() -> None:
    """A WebForms link button is told by __EVENTTARGET, since every post goes to one address."""
    link = {**FORM, "buttons": [_button("บันทึก", event="ctl00$main$lnkSave")]}
    assert "fields: {__EVENTTARGET: '*lnkSave'}" in draft_mapping(link, Opening(url="x"), None, None)


@pytest.mark.parametrize("words", ["a: b", "'", "- x", "yes", "053221", "#1", "ก ข", " x", "*", "a\tb"])
def test_a_text_comes_back_as_it_was(words: str) -> None:
    """Whatever a page says is one text in YAML."""
    assert yaml.load(f"k: {text(words)}", Loader=yaml.BaseLoader) == {"k": words}  # noqa: S506


def test_guesses() -> None:
    """Names are told apart; the plainest button is taken; a list without any header has no number."""
    assert field_names([_control("A"), _control("A"), _control()]) == ["a", "a_2", "field"]
    assert kind_of(_control("Quantity", "number")) == "number"
    assert kind_of(_control("Voucher date", "suggest")) == "date"
    assert button_for([_button("Cancel", submits=False)]) is None
    post = _button("Post voucher")
    assert button_for([_button("Add line"), _button("เพิ่มแถว"), post]) == post
    assert number_header([], []) == "TODO"
    assert number_header(["Payee", "Sum"], ["Payee"]) == "Sum"
