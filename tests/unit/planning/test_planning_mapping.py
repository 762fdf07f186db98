"""Mapping folders: loaded and bound, every mistake named by file, line and what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from made_up_site import changed, journal_dict, problems_of, receipt_dict, site_dict, write_folder

from bot.errors import InputProblems
from bot.planning.complaints import nearest
from bot.planning.mapping import Mappings, in_order, load_mappings, mapping_schema


def wrong(tmp_path: Path, **files: Any) -> dict[str, Any]:
    """Load a folder with one file changed; gives problems by code."""
    whole = {"site": site_dict(), "receipt": receipt_dict(), "journal": journal_dict(), **files}
    return problems_of(write_folder(tmp_path / "m", **{k: v for k, v in whole.items() if v is not None}))


def test_a_sound_folder_loads(mappings: Mappings) -> None:
    """Site, screens in order of work, their lists and digests are there."""
    assert mappings.site.site == "made-up"
    assert list(mappings.screens) == ["RECEIPT", "JOURNAL"]
    assert set(mappings.lists) == {"lists/accounts.csv", "lists/types.csv"}
    assert mappings.lists["lists/accounts.csv"][0] == {"code": "010", "name": "เงินสด"}
    assert all(len(digest) == 64 for digest in mappings.digests.values())


def test_a_digest_follows_the_meaning_not_the_layout(tmp_path: Path) -> None:
    """Comments and quotes leave a digest alone; a locator, the site or a list changes it."""
    folder = write_folder(tmp_path / "m", site=site_dict(), receipt=receipt_dict(), journal=journal_dict())
    before = load_mappings(folder).digests
    path = folder / "receipt.yaml"
    path.write_text("# a comment\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_mappings(folder).digests == before
    with (folder / "lists" / "types.csv").open("a", encoding="utf-8") as file:
        file.write("ภาษี,ภาษีใหม่\n")
    other = load_mappings(folder).digests
    assert other["RECEIPT"] != before["RECEIPT"]
    assert other["JOURNAL"] == before["JOURNAL"]
    write_folder(folder, site=site_dict(money_format="#,##0.00"))
    (folder / "lists" / "types.csv").write_text((folder / "lists" / "types.csv").read_text("utf-8"), "utf-8")
    assert load_mappings(folder).digests["JOURNAL"] != before["JOURNAL"]


def test_screens_come_after_what_they_require(mappings: Mappings) -> None:
    """`requires` goes before `order`; among equals the lower order is first."""
    receipt, journal = mappings.screens.values()
    first = journal.model_copy(update={"screen": "X", "order": 1, "requires": ("JOURNAL",)})
    second = journal.model_copy(update={"screen": "Y", "order": 2, "requires": ()})
    both = receipt.model_copy(update={"screen": "Z", "order": 3, "requires": ("Y", "X")})
    names = [one.screen for one in in_order([first, both, journal, second, receipt])]
    assert names == ["Y", "RECEIPT", "JOURNAL", "X", "Z"]


def test_no_folder_no_site_no_screen(tmp_path: Path) -> None:
    """An empty folder, one without site.yaml and one without a screen are told apart."""
    assert set(problems_of(tmp_path / "none")) == {"mapping_no_site"}
    assert set(wrong(tmp_path, receipt=None, journal=None)) == {"mapping_no_screen"}


def test_files_that_are_no_mappings_are_left_alone(tmp_path: Path) -> None:
    """Hidden files are not read; a .yml file is."""
    folder = write_folder(tmp_path / "m", site=site_dict(), receipt=receipt_dict())
    (folder / ".draft.yaml").write_text("a: [", encoding="utf-8")
    (folder / "other.yml").write_text("a: [", encoding="utf-8")
    assert problems_of(folder)["yaml_syntax"].cell.startswith("other.yml")


def test_all_problems_of_all_files_at_once(tmp_path: Path) -> None:
    """One mistake in each file gives one problem for each file, with line and dotted path."""
    with pytest.raises(InputProblems) as caught:
        load_mappings(
            write_folder(
                tmp_path / "m",
                site=site_dict(era="XX"),
                receipt=changed(receipt_dict(), "fields.date.kind", "dat"),
                journal="format: '1'\nformat: '1'\n",
            )
        )
    cells = [problem.cell for problem in caught.value.problems]
    assert [cell.split(":")[0] for cell in cells] == ["site.yaml", "journal.yaml", "receipt.yaml"]
    assert cells[-1].endswith(" fields.date.kind")


@pytest.mark.parametrize(
    ("path", "value", "code", "words"),
    [
        ("feilds", {}, "mapping_extra_forbidden", ["Did you mean fields?", "หมายถึง fields"]),
        ("fields.date.knd", "date", "mapping_extra_forbidden", ["kind", "Known here"]),
        ("lines.fields.debit.enter.formt", "0", "mapping_extra_forbidden", ["Did you mean format?"]),
        ("title", None, "mapping_missing", ["title"]),
        ("fields.date.kind", "dat", "mapping_literal_error", ["Did you mean date?", "money"]),
        ("fields.date.kind", "zzz", "mapping_literal_error", ["Allowed", "money"]),
        ("rules.0.rule", "balance", "mapping_union_tag_invalid", ["Did you mean balances?"]),
        ("rules.0.rul", "x", "mapping_extra_forbidden", ["rule"]),
        ("rules.0", {"left": "debit"}, "mapping_union_tag_not_found", ["rule"]),
        ("order", "first", "mapping_int_parsing", ["whole number"]),
        ("fields.date.required", "maybe", "mapping_bool_parsing", ["true or false"]),
        ("fields", "date", "mapping_dict_type", ["key: value"]),
        ("key", "old_number", "mapping_tuple_type", ["list"]),
        ("key", [], "mapping_too_short", ["At least one"]),
        ("fields.date.min", "x", "mapping_decimal_parsing", ["number"]),
        ("fields.date.header", ["a"], "mapping_string_type", ["plain text"]),
        ("fields.date.pattern", "(", "mapping_value_error", ["cannot stand here"]),
        ("fields.date.value", "x", "mapping_value_error", ["header, value"]),
        ("screen", "a b", "mapping_string_pattern_mismatch", ["cannot stand here"]),
        ("commit.timeout", "soon", "mapping_float_parsing", ["number"]),
        (
            "commit",
            {"at": {"text": "Save"}, "request": {"url": "save"}, "known_by": "click"},
            "mapping_value_error",
            ["`fields` or `body`"],
        ),
    ],
)
def test_grammar_mistakes_are_explained(
    tmp_path: Path, path: str, value: object, code: str, words: list[str]
) -> None:
    """Each kind of grammar mistake says where it is, what is wrong and what may stand there."""
    problem = wrong(tmp_path, journal=changed(journal_dict(), path, value))[code]
    assert problem.cell.startswith("journal.yaml:")
    assert all(word in problem.text.en + problem.text.th for word in words)
    assert problem.text.th != problem.text.en


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("fields.date.choices", {"of": ["a"], "file": "x"}),
        ("fields.date.enter.how", "lookup"),
        ("fields.date.enter.suggest", {"typed": "x"}),
        ("fields.date.enter", {"at": {"css": "x"}, "how": "calendar", "press": "Enter"}),
        ("fields.date.value", "x"),
        ("fields.date.kind", "choice"),
        ("fields.date.computed", {"css": "x"}),
        ("opens_at", {"steps": []}),
        ("lines.rows", None),
        ("lines.style", "form"),
        ("receipt.number", {"from": "at"}),
        ("find.submit", {"nth": 1}),
        ("recognised_by.0", {"title": "x", "text": "y"}),
        ("recognised_by.0", {}),
        ("find.table.pages", {}),
    ],
)
def test_parts_that_do_not_go_together(tmp_path: Path, path: str, value: object) -> None:
    """What the grammar refuses as a whole is explained in Thai and in English."""
    problem = wrong(tmp_path, journal=changed(journal_dict(), path, value))["mapping_value_error"]
    thai = problem.text.th.removeprefix("ค่านี้ใช้ไม่ได้: ").removesuffix(" ดูคู่มือไฟล์แม็ป (docs/mapping.md)")
    assert any("ก" <= letter <= "๛" for letter in thai)


def test_an_empty_file_misses_everything(tmp_path: Path) -> None:
    """A file without content names the keys that must be there."""
    assert wrong(tmp_path, journal="")["mapping_missing"].cell == "journal.yaml:1 format"


R, J = "receipt", "journal"


@pytest.mark.parametrize(
    ("file", "path", "value", "code", "cell"),
    [
        (R, "key", ["old_numbr"], "unknown_name", "key[0]"),
        (J, "group_by", ["debit"], "unknown_name", "group_by[0]"),
        (R, "group_by", ["old_number"], "group_without_lines", "group_by"),
        (R, "day", "dat", "unknown_name", "day"),
        (R, "day", "payer", "kind", "day"),
        (J, "amount", "descripton", "unknown_name", "amount"),
        (J, "amount", "description", "kind", "amount"),
        (J, "lines.fields.description", {"header": "x"}, "name_twice", "lines.fields.description"),
        (J, "lines.fields.debit.header", "วันที่ *", "header_twice", "lines.fields.debit.header"),
        (R, "fields.payer.header", "สถานะแถว", "header_twice", "fields.payer.header"),
        (R, "fields.bank.aliases", ["จำนวนเงิน"], "header_twice", "fields.bank.header"),
        (R, "sheet", "a/b", "sheet_name", "sheet"),
        (R, "sheet", "x" * 32, "sheet_name", "sheet"),
        (R, "fields.date.enter.format", "mm/yyyy", "format", "fields.date.enter.format"),
        (R, "fields.amount.enter.format", "x", "format", "fields.amount.enter.format"),
        (R, "fields.amount.enter.format", "0", "format_loses", "fields.amount.enter.format"),
        (R, "fields.payer.enter.format", "0", "format", "fields.payer.enter.format"),
        (R, "fields.date.enter.at", {"column": "x"}, "column_outside", "fields.date.enter.at.column"),
        (R, "recognised_by.0", {"answered": "201"}, "answer_outside", "recognised_by[0].answered"),
        (R, "find.table.empty", {"answer": "x"}, "answer_outside", "find.table.empty.answer"),
        (
            R,
            "fields.date.enter.at",
            {"css": "x", "within": {"column": "x"}},
            "column_outside",
            "at.within.column",
        ),
        (R, "fields.date.enter.open", {"column": "x"}, "column_outside", "fields.date.enter.open.column"),
        (
            R,
            "find.detail.fields",
            {"amount": {"at": {"css": "x"}, "format": "baht"}},
            "format",
            "amount.format",
        ),
        (R, "fields.total.computed", {"column": "x"}, "column_outside", "fields.total.computed.column"),
        (R, "fields.bank.enter.when.field", "cahs", "unknown_name", "fields.bank.enter.when.field"),
        (R, "fields.payer.enter.how", "check", "how", "fields.payer.enter.how"),
        (R, "fields.cash.enter.how", "select", "yesno", "fields.cash.enter.translate"),
        (
            R,
            "fields.cash.enter",
            {"at": {"css": "x"}, "how": "radio", "translate": {"ใช่": "a", "??": "b"}},
            "yesno",
            "??",
        ),
        (R, "fields.amount.max", "0", "min_max", "fields.amount.min"),
        (R, "fields.amount.choices", {"of": ["1"]}, "choices_kind", "fields.amount.choices"),
        (R, "fields.amount.default", "abc", "value", "fields.amount.default"),
        (R, "fields.amount.example", "1.234", "value", "fields.amount.example"),
        (R, "fields.type.default", "ไม่มี", "value", "fields.type.default"),
        (R, "fields.group.default", "ไม่มี", "value", "fields.group.default"),
        (R, "fields.type.choices.column", "typ", "unknown_name", "fields.type.choices.column"),
        (R, "fields.type.choices.where", {"grup": "group"}, "unknown_name", "fields.type.choices.where.grup"),
        (
            R,
            "fields.type.choices.where",
            {"group": "grup"},
            "unknown_name",
            "fields.type.choices.where.group",
        ),
        (J, "rules.0.left", "debt", "unknown_name", "rules[0].left"),
        (J, "rules.0.right", "account", "rule_kind", "rules[0].right"),
        (J, "rules.1.fields", ["debit", "description"], "rule_mixed", "rules[1].fields"),
        (J, "rules.1.fields", ["debit", "nothing"], "unknown_name", "rules[1].fields[1]"),
        (
            R,
            "rules",
            [{"rule": "adds_up", "plus": ["amount"], "minus": ["x"], "equals": "y"}],
            "unknown_name",
            "minus[0]",
        ),
        (
            R,
            "rules",
            [{"rule": "needs", "field": "x", "when": {"field": "y", "is": ["z"]}}],
            "unknown_name",
            "rules[0].field",
        ),
        (
            R,
            "rules",
            [{"rule": "not_before", "field": "date", "than": "payer"}],
            "rule_kind",
            "rules[0].than",
        ),
        (
            J,
            "rules",
            [{"rule": "lines_sum", "column": "debit", "equals": "description"}],
            "rule_kind",
            "rules[0].equals",
        ),
        (R, "form", [{"do": "enter", "fields": ["datee"]}], "unknown_name", "form[0].fields[0]"),
        (R, "form", [{"do": "enter", "fields": ["total"]}], "not_typed", "form[0].fields[0]"),
        (R, "form", [{"do": "enter", "fields": ["date", "date"]}], "typed_twice", "form[0].fields[1]"),
        (R, "form", [{"do": "enter", "fields": ["date"]}], "never_typed", "form"),
        (R, "form", [{"do": "lines"}], "lines_step", "form"),
        (J, "form", [{"do": "enter", "fields": ["date", "description"]}], "lines_step", "form"),
        (R, "find.criteria.0.field", "dat", "unknown_name", "find.criteria[0].field"),
        (R, "find.table.columns", {"number": "No.", "dat": "x"}, "unknown_name", "find.table.columns.dat"),
        (R, "find.table.columns", {"number": {"pattern": "(a)"}}, "no_place", "find.table.columns.number"),
        (
            R,
            "find.table.columns",
            {"number": {"column": "x", "pattern": "a"}},
            "no_group",
            "columns.number.pattern",
        ),
        (R, "find.table.columns", {"date": "x"}, "no_number", "find.table.columns"),
        (
            R,
            "find.table.columns",
            {"number": "x", "date": {"column": "y", "format": "yy"}},
            "format",
            "date.format",
        ),
        (R, "find.table.count", "all", "no_group", "find.table.count"),
        (R, "find.cancelled_says", "ยกเลิก", "cancelled", "find.cancelled_column"),
        (R, "find.not_shown", ["group", "office", "x"], "unknown_name", "find.not_shown[2]"),
        (R, "find.not_shown", ["group"], "not_read_back", "find.not_shown"),
        (R, "find.not_shown", ["group", "office", "payer"], "shown_after_all", "find.not_shown"),
        (R, "find.detail.fields", {"payr": "x"}, "unknown_name", "find.detail.fields.payr"),
        (R, "find.detail.fields", {"payer": {"column": "x"}}, "no_place", "find.detail.fields.payer"),
        (J, "find.detail.lines.columns", {"akkount": "x"}, "unknown_name", "lines.columns.akkount"),
        (J, "find.detail.lines", None, "not_read_back", "find"),
        (R, "receipt.number.pattern", "No", "no_group", "receipt.number.pattern"),
        (
            R,
            "receipt.extra",
            {"book": {"from": "at", "at": {"column": "x"}}},
            "column_outside",
            "receipt.extra.book.at",
        ),
        (J, "requires", ["RECEIPTT"], "unknown_name", "requires[0]"),
        (R, "screen", "JOURNAL", "screen_twice", "screen"),
        (R, "sheet", "ใบผ่าน", "sheet_twice", "sheet"),
    ],
)
def test_references_are_followed(
    tmp_path: Path, file: str, path: str, value: object, code: str, cell: str
) -> None:
    """Whatever a mapping refers to must be there and fit; if not, the place is named."""
    base = receipt_dict() if file == R else journal_dict()
    problem = wrong(tmp_path, **{file: changed(base, path, value)})[f"mapping_{code}"]
    assert problem.cell.startswith(f"{file}.yaml:")
    assert cell in problem.cell
    assert problem.text.th != problem.text.en


def test_another_spelling_of_a_fields_own_header_is_harmless(tmp_path: Path) -> None:
    """Spaces do not count in headers, so an alias may come to the same as its header; nothing is doubtful."""
    receipt = changed(receipt_dict(), "fields.bank.aliases", ["บัญชี ธนาคาร"])
    folder = write_folder(tmp_path, site=site_dict(), receipt=receipt, journal=journal_dict())
    assert len(load_mappings(folder).screens) == 2


def test_the_site_format_is_judged_where_it_is_used(tmp_path: Path) -> None:
    """A site that takes whole baht only does not suit a column with satang."""
    assert "mapping_format_loses" in wrong(tmp_path, site=site_dict(money_format="0"))


def test_an_unknown_site_format_is_left_to_its_own_line(tmp_path: Path) -> None:
    """A site format that is none is told once, at the site."""
    found = wrong(tmp_path, site=site_dict(money_format="baht", date_format="yyyy"))
    assert found["mapping_site_format"].cell.startswith("site.yaml:")


def test_what_site_yaml_says_is_judged(tmp_path: Path) -> None:
    """A time zone that is none and a capture without a group are told at the site's own lines."""
    identity = {"user": {"from": "page", "pattern": "User"}, "office": {"from": "page", "pattern": "(.*)"}}
    found = wrong(tmp_path, site=site_dict(timezone="Asia/Nowhere", identity=identity))
    assert found["mapping_timezone"].cell.endswith("timezone")
    assert found["mapping_no_group"].cell.endswith("identity.user.pattern")


def test_a_circle_of_requirements(tmp_path: Path) -> None:
    """Two screens that require one another can never be entered."""
    found = wrong(tmp_path, receipt=receipt_dict(requires=["JOURNAL"]))
    assert "JOURNAL, RECEIPT" in found["mapping_circle"].text.en


def test_lists_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing or empty list file is one problem, and its columns are not complained of as well."""
    missing = changed(receipt_dict(), "fields.type.choices.file", "lists/none.csv")
    assert set(wrong(tmp_path, receipt=missing)) == {"list_unreadable"}
    folder = write_folder(tmp_path / "m", site=site_dict(), receipt=receipt_dict(), journal=journal_dict())
    (folder / "lists" / "types.csv").write_text("", encoding="utf-8")
    assert set(problems_of(folder)) == {"list_empty"}
    (folder / "lists" / "types.csv").write_text("group,type\n", encoding="utf-8")
    assert "mapping_unknown_name" in problems_of(folder)


def test_rows_of_a_list_may_be_short_or_blank(tmp_path: Path) -> None:
    """A short row is filled up with blanks, a blank row is left out, blank captions are no choice."""
    folder = write_folder(tmp_path / "m", site=site_dict(), receipt=receipt_dict(), journal=journal_dict())
    (folder / "lists" / "types.csv").write_text("group,type\nภาษี\n,\n\nภาษี,ป้าย\n", encoding="utf-8")
    rows = load_mappings(folder).lists["lists/types.csv"]
    assert rows == ({"group": "ภาษี", "type": ""}, {"group": "ภาษี", "type": "ป้าย"})


def test_every_rule_and_lookup_binds(tmp_path: Path) -> None:
    """A mapping that uses all rules, a look-up window, a separate read-back and a line form is sound."""
    receipt = receipt_dict(
        rules=[
            {"rule": "adds_up", "plus": ["amount"], "minus": ["total"], "equals": "amount"},
            {"rule": "needs", "field": "bank", "when": {"field": "cash", "is": ["ใช่"]}},
            {"rule": "one_of", "fields": ["bank", "group"]},
            {"rule": "not_before", "field": "date", "than": "date"},
        ],
        read_back=receipt_dict()["find"],
        form=[
            {"do": "click", "at": {"text": "next"}},
            {"do": "enter", "fields": ["date", "payer", "group", "type", "amount", "cash", "bank", "office"]},
        ],
    )
    receipt["fields"]["rate"] = {"header": "อัตรา", "kind": "number", "enter": {"at": {"css": "r"}}}
    receipt["form"][1]["fields"].append("rate")
    receipt["read_back"]["not_shown"].append("rate")
    receipt["find"]["table"]["pages"] = {"next": {"text": "ถัดไป"}}
    receipt["receipt"]["number"] = {"from": "at", "at": {"css": "b"}}
    receipt["receipt"]["extra"] = {"book": {"from": "dialog"}}
    receipt["fields"]["payer"]["enter"] |= {
        "how": "lookup",
        "lookup": {"open": {"css": "o"}, "table": {"columns": {"payer": "Name"}}, "pick": {"column": "x"}},
    }
    receipt["fields"]["cash"]["enter"] |= {"how": "radio", "translate": {"ใช่": "Y", "ไม่ใช่": "N"}}
    journal = journal_dict(form=[{"do": "enter", "fields": ["date", "description"]}, {"do": "lines"}])
    journal["lines"] = {
        "style": "form",
        "add": {"text": "add"},
        "table": {"columns": {"account": "A", "debit": "D", "credit": "C"}, "count": r"(\d+)"},
        "fields": changed(journal["lines"], "fields.account.enter", {"at": {"css": "a"}})["fields"],
    }
    for name in ("debit", "credit"):
        journal["lines"]["fields"][name] = {"header": name, "kind": "money", "enter": {"at": {"css": name}}}
    journal["rules"].append({"rule": "lines_sum", "column": "debit", "equals": "total"})
    journal["fields"]["total"] = {"header": "รวม", "kind": "money"}
    assert wrong(tmp_path, receipt=receipt, journal=journal) == {}


def test_a_mapping_without_day_and_amount(tmp_path: Path) -> None:
    """Day, amount and detail pages are a mapping's own choice."""
    bare = receipt_dict()
    del bare["day"], bare["amount"], bare["receipt"]["number"], bare["find"]["detail"]
    bare["find"]["not_shown"] = ["group", "type", "cash", "bank", "office", "total"]
    assert wrong(tmp_path, receipt=bare) == {}


def test_the_schema_knows_every_kind_of_file() -> None:
    """The schema is JSON, names the files' models, and lets short forms and unquoted text pass."""
    schema = json.loads(json.dumps(mapping_schema()))
    kinds = ("Mapping", "SiteMapping", "Books")
    assert schema["oneOf"] == [{"$ref": f"#/$defs/{kind}"} for kind in kinds]
    definitions = schema["$defs"]
    assert definitions["Mapping"]["additionalProperties"] is False
    assert definitions["Caption"]["anyOf"][0] == {"type": "string"}
    assert definitions["Mapping"]["properties"]["format"]["enum"] == ["1", 1]
    assert "number" in definitions["FieldSpec"]["properties"]["pattern"]["anyOf"][0]["type"]
    assert definitions["Detail"]["properties"]["fields"]["anyOf"][1]["type"] == "array"


def test_near_words() -> None:
    """A word is suggested only when it is like the one typed."""
    assert nearest("feilds", ["fields", "lines"]) == "fields"
    assert nearest("zzz", ["fields"]) is None
