"""Rows of totals: recognised by their words or their figures, checked against our sums, never entered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from bot.domain.model import RawCell, Row
from bot.errors import Problem
from bot.language import say
from bot.planning import grammar
from bot.planning.binding.screen import STATUS_COLUMN
from bot.planning.cells import CellError, fold, parse
from bot.planning.headers import columns_of

_WORDS = re.compile(
    r"(?:รวม(?:ทั้งสิ้น|ทั้งหมด|เงิน|เป็นเงิน|ยอด|สุทธิ|เดือน|วัน|หน้า|ประจำ|ย่อย|จำนวน)?|ผลรวม|ยอดรวม|ยอดยก(?:มา|ไป)|"
    r"(?:grand |sub-?)?total|sum)(?:[ :.=].*)?|รวม(?:เดือน|ประจำ|วันที่|หน้า|ทั้งสิ้น|ทั้งหมด)\S*.*",
    re.IGNORECASE,
)


class Sums:
    """Keeps the sums of a sheet's money columns while its rows go by."""

    def __init__(self, mapping: grammar.Mapping) -> None:
        """Begin with nothing."""
        specs = columns_of(mapping)
        self._money = {spec.header or "": spec for spec in specs.values() if spec.kind == "money"}
        names = {*mapping.key, *mapping.group_by, *([mapping.day] if mapping.day else [])}
        self._naming = [specs[name].header or "" for name in names if name in specs]
        self._specs = {
            header: spec.model_copy(update={"min": None, "max": None}) for header, spec in self._money.items()
        }
        self._since = dict.fromkeys(self._money, Decimal(0))
        self._all = dict.fromkeys(self._money, Decimal(0))
        self._passed = dict.fromkeys(self._money, Decimal(0))
        self._unsure: set[str] = set()
        self._waiting: list[tuple[Row, bool]] = []
        self._any = False

    def add(self, row: Row, *, passed: bool = False) -> None:
        """Count a row's money; `passed`: rows that are not entered may be in a person's total or not."""
        self._any = True
        self._waiting.append((row, passed))  # added up when a row looks like a total: few sheets have one

    def judge(self, row: Row, cells: Sequence[RawCell], *, unsure: bool) -> Problem | None:
        """Give the note or warning about a row of totals; None when it is none.

        `cells` are all of the row, in whatever columns; `unsure`: one of them is in doubt.
        """
        labelled = self._is_nameless(row) and any(map(_is_word, cells))
        if not labelled and not self._has_money_only(row):
            return None
        self._add_up()
        amounts = {
            header: self._amount(row, header)
            for header in self._money
            if row.cells.get(header) is not None
        }
        if not labelled and not self._is_bare(amounts):
            return None
        wrong = {
            header: amount
            for header, amount in amounts.items()
            if amount is not None and header not in self._unsure and not self._fits(header, amount)
        }
        unchecked = unsure or not amounts or None in amounts.values() or self._unsure & set(amounts)
        self._since = dict.fromkeys(self._money, Decimal(0))
        if wrong:
            return self._differs(row, wrong)
        return _unchecked(row) if unchecked else _agrees(row)

    def _add_up(self) -> None:
        for row, passed in self._waiting:
            for header in self._money:
                amount = self._amount(row, header)
                if amount is None:
                    self._unsure.add(header)
                elif passed:
                    self._passed[header] += amount
                else:
                    self._since[header] += amount
                    self._all[header] += amount
        self._waiting.clear()

    def _amount(self, row: Row, header: str) -> Decimal | None:
        """Give a cell's amount, 0 for a blank one; None when it is none."""
        raw = row.cells.get(header)
        if raw is None:
            return Decimal(0)
        try:
            found = parse(raw, self._specs[header])
        except CellError:
            return None
        return found if isinstance(found, Decimal) else None

    def _fits(self, header: str, amount: Decimal) -> bool:
        """Tell whether an amount is the sum since the last total, or of all rows so far."""
        known = (self._since[header], self._all[header])
        return any(amount in (one, one + self._passed[header]) for one in known)

    def _is_nameless(self, row: Row) -> bool:
        """Tell that the columns which name a document are blank, or hold the very word of a total."""
        return all(cell is None or _is_word(cell) for cell in map(row.cells.get, self._naming))

    def _has_money_only(self, row: Row) -> bool:
        filled = [name for name, cell in row.cells.items() if cell is not None and name != STATUS_COLUMN]
        return self._any and bool(filled) and all(name in self._money for name in filled)

    def _is_bare(self, amounts: Mapping[str, Decimal | None]) -> bool:
        """Tell that all amounts of a row with nothing else are our sums of more than nothing."""
        return all(amount and self._fits(header, amount) for header, amount in amounts.items())

    def _differs(self, row: Row, wrong: Mapping[str, Decimal]) -> Problem:
        header, amount = next(iter(wrong.items()))
        text = say(
            "แถวรวมนี้เขียน {there} แต่ {header} ของแถวข้างบนรวมได้ {here} ให้ตรวจแถวที่ขาดหรือเกิน (แถวรวมไม่ถูกบันทึก)",
            "This total says {there}, but {header} of the rows above adds up to {here}. Look for a row too "
            "few or too many, or a wrong amount. (The total itself is not entered.)",
            there=f"{amount:,.2f}",
            header=header,
            here=f"{self._all[header]:,.2f}",
        )
        return Problem(cell=row.cell_name(header), code="total_differs", text=text, severity="warning")


def _is_word(cell: RawCell) -> bool:
    return isinstance(cell, str) and _WORDS.fullmatch(fold(cell)) is not None


def _place(row: Row) -> str:
    header = next((name for name, cell in row.cells.items() if cell is not None), None)
    return row.cell_name(header) if header else f"{row.sheet}!A{row.number}"


def _agrees(row: Row) -> Problem:
    text = say(
        "แถวนี้คือยอดรวม ตรงกับที่โปรแกรมรวมได้ ไม่ถูกบันทึก",
        "This row is a total and equals our sum; it is not entered.",
    )
    return Problem(cell=_place(row), code="total_row", text=text, severity="note")


def _unchecked(row: Row) -> Problem:
    text = say(
        "แถวนี้คือยอดรวม แต่เทียบยอดไม่ได้ (ไม่มีตัวเลขที่อ่านได้) ไม่ถูกบันทึก",
        "This row is a total that could not be compared (no figure that can be read); it is not entered.",
    )
    return Problem(cell=_place(row), code="total_unchecked", text=text, severity="note")
