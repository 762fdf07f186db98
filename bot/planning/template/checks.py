"""What a spreadsheet program checks while a sheet is filled in: lists, numbers, dates, lengths, blanks."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.planning.grammar import Era, FieldSpec
from bot.planning.headers import letter

_YEARS = {"BE": (2400, 2700), "CE": (1900, 2150)}


def add_check(  # noqa: PLR0913 - one column, what it holds, and how far down
    sheet: Worksheet, column: int, spec: FieldSpec, source: str | None, *, rows: int, era: Era
) -> None:
    """Have the program refuse, or question, what cannot be right in a column; `source`: its list.

    Only what `check` would refuse too is refused; a number, date or id that merely looks wrong is
    questioned, so that Thai digits and other lawful ways of writing may stay.
    """
    rule = _listed(spec, source) if source is not None else _by_kind(spec, f"{letter(column)}2", era)
    if rule:
        sheet.data_validation(1, column, rows, column, {"ignore_blank": True, **rule})


def mark_missing(sheet: Worksheet, needed: Iterable[int], look: Format, *, last: int, rows: int) -> None:
    """Colour the blank cells of needed columns in every row that was begun."""
    whole = f"$B2:${letter(last)}2"
    for column in needed:
        name = letter(column)
        formula = f'=AND(COUNTA({whole})>0,TRIM(${name}2)="")'
        place = f"{name}2:{name}{rows + 1}"
        sheet.conditional_format(place, {"type": "formula", "criteria": formula, "format": look})


def _listed(spec: FieldSpec, source: str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": source,
        "error_title": "ไม่อยู่ในรายการ",
        "error_message": "ให้เลือกจากรายการ",
        "error_type": "stop" if spec.kind == "choice" and not spec.several else "warning",
    }


def _by_kind(spec: FieldSpec, cell: str, era: Era) -> dict[str, object] | None:
    match spec.kind:
        case "money" | "number" | "integer":
            return _number(spec, cell)
        case "date" if era == "BE":
            first, last = _YEARS[era]
            year = f"VALUE(RIGHT({cell},4))"
            return _question(
                f'=OR(ISNUMBER({cell}),AND(LEN({cell})-LEN(SUBSTITUTE({cell},"/",""))=2,'
                f"{year}>={first},{year}<={last}))",
                "รูปแบบวันที่",
                "พิมพ์ วัน/เดือน/ปี พ.ศ. สี่หลัก เช่น 16/01/2567",
            )
        case "date":
            return _question(f"=ISNUMBER({cell})", "รูปแบบวันที่", "พิมพ์เป็นวันที่")
        case "thai_id":
            digits = f'SUBSTITUTE(SUBSTITUTE({cell},"-","")," ","")'
            return _question(f"=LEN({digits})=13", "เลข 13 หลัก", "เลขประจำตัวต้องมี 13 หลัก")
        case "text" | "code" if spec.max_length:
            return {
                "validate": "length",
                "criteria": "<=",
                "value": spec.max_length,
                "error_title": "ยาวเกินไป",
                "error_message": f"ไม่เกิน {spec.max_length} ตัวอักษร",
            }
        case _:
            return None


def _number(spec: FieldSpec, cell: str) -> dict[str, object]:
    decimals = 0 if spec.kind == "integer" else spec.decimals
    parts = [f"ISNUMBER({cell})", f"ROUND({cell},{decimals})={cell}"]
    said = [f"ตัวเลข ทศนิยมไม่เกิน {decimals} ตำแหน่ง"]
    for sign, bound, word in ((">=", spec.min, "ไม่น้อยกว่า"), ("<=", spec.max, "ไม่เกิน")):
        if bound is not None:
            parts.append(f"{cell}{sign}{_plain(bound)}")
            said.append(f"{word} {_plain(bound)}")
    formula = f"AND({','.join(parts)})"
    for mark in spec.nothing:
        quoted = mark.replace('"', '""')
        formula = f'IF(TRIM({cell})="{quoted}",TRUE,{formula})'
    return _question(f"={formula}", "ตรวจจำนวน", " ".join(said))


def _question(formula: str, title: str, message: str) -> dict[str, object]:
    return {
        "validate": "custom",
        "value": formula,
        "error_title": title,
        "error_message": message,
        "error_type": "warning",
    }


def _plain(value: Decimal) -> str:
    return f"{value:f}"
