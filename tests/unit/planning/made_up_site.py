"""Makes mappings, workbooks and rows for the tests of planning."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from bot.domain.model import Row
from bot.errors import InputProblems, Problem
from bot.planning.entries import Calendar, make_entries
from bot.planning.mapping import Mappings, load_mappings
from bot.planning.sheet import Workbook

MakeMappings = Callable[..., Mappings]
MakeBook = Callable[..., Path]

RECEIPT_HEADERS = [
    "เลขที่เดิม",
    "วันที่รับเงิน",
    "ผู้ชำระเงิน",
    "ประเภทรายรับ",
    "รายละเอียด",
    "จำนวนเงิน",
    "ประเภทการรับเงิน",
    "บัญชีธนาคาร",
    "จำนวนใบเสร็จรับเงิน",
    "หมายเหตุ",
]
JOURNAL_HEADERS = ["เลขที่เดิม", "วันที่", "คำอธิบาย", "รหัสบัญชี", "ชื่อบัญชี", "เดบิต", "เครดิต"]

ACCOUNTS = "code,name\n010,เงินสด\n021,เงินฝากธนาคาร\n411001,ภาษีโรงเรือน\n"
TYPES = "group,type\nภาษี,ภาษีป้าย\nภาษี,ภาษีที่ดิน\nค่าธรรมเนียม,ค่าใบอนุญาต\n"


def at(name: str) -> dict[str, str]:
    """Place a control by its caption."""
    return {"caption": name}


def site_dict(**changes: Any) -> dict[str, Any]:
    """Give the made-up site."""
    return {"format": "1", "site": "made-up", "title": "Made-up site", **changes}


def receipt_dict(**changes: Any) -> dict[str, Any]:
    """Give a screen whose every row is one document."""
    found: dict[str, Any] = {
        "format": "1",
        "screen": "RECEIPT",
        "revision": "1",
        "title": {"th": "รับเงิน", "en": "Receipts"},
        "sheet": "รับเงิน",
        "sheet_aliases": ["ใบเสร็จ"],
        "day": "date",
        "amount": "amount",
        "key": ["old_number"],
        "fields": {
            "old_number": {"header": "เลขที่เดิม", "kind": "code", "required": True},
            "date": {
                "header": "วันที่รับเงิน",
                "kind": "date",
                "required": True,
                "enter": {"at": at("วันที่")},
            },
            "payer": {"header": "ผู้ชำระเงิน", "required": True, "max_length": 30, "enter": {"at": at("ผู้ชำระ")}},
            "group": {
                "header": "หมวดรายรับ",
                "kind": "choice",
                "choices": {"of": ["ภาษี", "ค่าธรรมเนียม"]},
                "enter": {"at": at("หมวด"), "translate": {"ภาษี": "01 ภาษี"}},
            },
            "type": {
                "header": "ประเภทรายรับ",
                "kind": "choice",
                "required": True,
                "choices": {"file": "lists/types.csv", "column": "type", "where": {"group": "group"}},
                "enter": {"at": at("ประเภท")},
            },
            "amount": {
                "header": "จำนวนเงิน",
                "kind": "money",
                "required": True,
                "min": "0.01",
                "enter": {"at": at("จำนวนเงิน")},
            },
            "cash": {
                "header": "เงินสด",
                "kind": "yesno",
                "enter": {"at": at("เงินสด"), "when_blank": "leave"},
            },
            "bank": {
                "header": "บัญชีธนาคาร",
                "aliases": ["ธนาคาร"],
                "enter": {"at": at("ธนาคาร"), "when": {"field": "cash", "is": ["ไม่ใช่"]}},
            },
            "office": {"value": "สำนักงานกลาง", "enter": {"at": at("สำนักงาน")}},
            "total": {"header": "ยอดรวม", "kind": "money", "computed": at("ยอดรวม")},
        },
        "opens_at": {"url": "receipt"},
        "recognised_by": [{"title": "Receipt"}],
        "commit": {"at": {"text": "Save"}, "request": {"url": "/receipt*"}},
        "receipt": {"success": [{"page": "saved"}], "number": {"from": "page", "pattern": r"No\. (\S+)"}},
        "find": {
            "opens_at": {"url": "list"},
            "criteria": [{"field": "date", "enter": {"at": at("Date")}}],
            "table": {
                "columns": {
                    "number": "No.",
                    "date": {"column": "Date", "format": "d mmm yyyy"},
                    "payer": "Payer",
                    "amount": "Amount",
                }
            },
            "detail": {
                "open": {"css": "a"},
                "fields": ["payer", "type", "amount", "cash", "bank", "total"],
            },
            "not_shown": ["group", "office"],
        },
    }
    return {**found, **changes}


def journal_dict(**changes: Any) -> dict[str, Any]:
    """Give a screen whose documents have lines."""
    found: dict[str, Any] = {
        "format": "1",
        "screen": "JOURNAL",
        "revision": "1",
        "title": "Journal",
        "sheet": "ใบผ่าน",
        "order": 90,
        "day": "date",
        "amount": "debit",
        "key": ["old_number"],
        "group_by": ["old_number"],
        "requires": ["RECEIPT"],
        "fields": {
            "old_number": {"header": "เลขที่เดิม", "kind": "code", "required": True},
            "date": {"header": "วันที่", "kind": "date", "required": True, "enter": {"at": at("วันที่")}},
            "description": {"header": "คำอธิบาย", "enter": {"at": at("คำอธิบาย")}},
        },
        "lines": {
            "min": 2,
            "max": 4,
            "rows": "tr.line",
            "add": {"text": "เพิ่ม"},
            "fields": {
                "account": {
                    "header": "รหัสบัญชี",
                    "kind": "code",
                    "required": True,
                    "choices": {"file": "lists/accounts.csv", "column": "code"},
                    "enter": {"at": {"column": "รหัสบัญชี"}},
                },
                "debit": {"header": "เดบิต", "kind": "money", "enter": {"at": {"column": "เดบิต"}}},
                "credit": {"header": "เครดิต", "kind": "money", "enter": {"at": {"column": "เครดิต"}}},
            },
        },
        "rules": [
            {"rule": "balances", "left": "debit", "right": "credit"},
            {"rule": "one_of", "fields": ["debit", "credit"]},
        ],
        "opens_at": {"menu": ["บัญชี", "ใบผ่าน"]},
        "recognised_by": [{"title": "Journal"}],
        "commit": {"at": {"text": "Save"}, "request": {"url": "/journal*"}},
        "receipt": {"success": [{"page": "saved"}]},
        "find": {
            "opens_at": {"url": "list"},
            "criteria": [{"field": "description", "enter": {"at": at("Text")}}],
            "table": {"columns": {"number": "No.", "date": "Date", "debit": "Total"}},
            "detail": {
                "open": {"css": "a"},
                "fields": ["date", "description"],
                "lines": {"columns": {"account": "Account", "debit": "Debit", "credit": "Credit"}},
            },
        },
    }
    return {**found, **changes}


def changed(base: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """Give a copy with one part changed: `fields.date.kind`; None takes the part out."""
    made = deepcopy(base)
    *way, last = path.split(".")
    here: Any = made
    for part in way:
        here = here[int(part) if isinstance(here, list) else part]
    if value is None:
        del here[last]
    else:
        here[int(last) if isinstance(here, list) else last] = value
    return made


def write_folder(folder: Path, **files: Mapping[str, Any] | str) -> Path:
    """Write YAML files by name, and the lists."""
    (folder / "lists").mkdir(parents=True, exist_ok=True)
    (folder / "lists" / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    (folder / "lists" / "types.csv").write_text(TYPES, encoding="utf-8-sig")
    for name, content in files.items():
        text = (
            content
            if isinstance(content, str)
            else yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
        )
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def problems_of(folder: Path) -> dict[str, Problem]:
    """Load a folder that is wrong and give its problems by code (the first of each)."""
    try:
        load_mappings(folder)
    except InputProblems as error:
        found: dict[str, Problem] = {}
        for problem in error.problems:
            found.setdefault(problem.code, problem)
        return found
    return {}


def write_book(path: Path, sheets: Mapping[str, list[list[object]]]) -> Path:
    """Write a workbook: sheet name -> rows from the first."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for index, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(index, column, cell)
                elif cell is not None:
                    sheet.write(index, column, cell)
    book.close()
    return path


def row(number: int, sheet: str = "รับเงิน", **cells: object) -> Row:
    """Make a row of the receipts' sheet by field name."""
    headers = {
        name: spec["header"]
        for maker in ((receipt_dict(),) if sheet == "รับเงิน" else (journal_dict(),))
        for fields in (maker["fields"], maker.get("lines", {}).get("fields", {}))
        for name, spec in fields.items()
        if "header" in spec
    }
    headers["mark"] = "สถานะแถว"
    letters = {header: chr(ord("A") + index) for index, header in enumerate(headers.values())}
    filled = {header: cells.get(name) for name, header in headers.items()}
    return Row(sheet=sheet, number=number, cells=filled, columns=letters)  # type: ignore[arg-type]


def receipt_row(number: int, **cells: object) -> Row:
    """Make a receipt's row that is right but for what is told."""
    right: dict[str, object] = {
        "old_number": f"R-{number:04d}",
        "date": "16/01/2567",
        "payer": "นายทดสอบ",
        "group": "ภาษี",
        "type": "ภาษีป้าย",
        "amount": 100.25,
    }
    return row(number, **{**right, **cells})


def journal_row(number: int, **cells: object) -> Row:
    """Make a journal line's row."""
    right: dict[str, object] = {"old_number": "J-1", "date": "17/01/2567", "account": "010"}
    return row(number, sheet="ใบผ่าน", **{**right, **cells})


def entered(mappings: Mappings, *rows: Row, calendar: Calendar | None = None) -> Any:
    """Make entries of rows, by the sheet they are on; gives entries and problems."""
    by_screen: dict[str, tuple[Row, ...]] = {}
    for screen, mapping in mappings.screens.items():
        by_screen[screen] = tuple(one for one in rows if one.sheet == mapping.sheet)
    workbook = Workbook(path=Path("book.xlsx"), rows=by_screen, problems=())
    return make_entries(workbook, mappings, calendar or Calendar())


def codes(problems: object) -> list[tuple[str, str]]:
    """Give cell and code of problems."""
    return [(problem.cell, problem.code) for problem in problems]  # type: ignore[attr-defined]
