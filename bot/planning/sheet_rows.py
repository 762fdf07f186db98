"""The rows of one sheet: which are entries' rows, and what is said of those that are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.domain.model import RawCell, Row
from bot.errors import Problem
from bot.language import say
from bot.planning import grammar
from bot.planning.binding.screen import STATUS_COLUMN
from bot.planning.headers import Header, columns_of
from bot.planning.identity import canonical_json
from bot.planning.kinds.folding import caption_key, fold
from bot.planning.marks import EXAMPLE, LAWFUL_TWIN, PASS_OVER, mark_of
from bot.planning.second_look.shape import Look
from bot.planning.sums import Sums
from bot.planning.tables import Table

_AS_SHOWN = ("code", "thai_id", "text", "choice")
"""Kinds whose numbers are taken as their format shows them (`000000` of 53221 is 053221)."""
_NUMERIC = ("money", "number", "integer")


class SheetRows:
    """Reads one sheet; afterwards `problems`, `passed`, `others` and `used` tell about all its rows."""

    def __init__(
        self, sheet: str, table: Table, header: Header, mapping: grammar.Mapping, look: Look
    ) -> None:
        """Prepare; nothing is read yet."""
        self.problems: list[Problem] = []
        self.passed: list[Row] = []
        self.others: set[int] = set()
        """Rows (from 0) that are totals, notes and repeated headers: no entry's."""
        self.used: set[int] = set()
        """Rows (from 0) that hold entries."""
        self._sheet, self._table, self._header, self._look = sheet, table, header, look
        self._columns = list(header.columns.items())
        specs = {spec.header: spec for spec in columns_of(mapping).values()}
        self._shown = {name for name, spec in specs.items() if spec.kind in _AS_SHOWN}
        self.numeric = {name for name, spec in specs.items() if spec.kind in _NUMERIC}
        """Captions of the columns of numbers."""
        self._nothing = {name: {*map(fold, spec.nothing)} for name, spec in specs.items() if spec.nothing}
        self._letters = header.letters
        self._sums = Sums(mapping)
        self._fills = self._fillings(mapping)
        self._doubted = {row for row, _ in look.doubts}

    def read(self) -> Iterator[Row]:
        """Give the entries' rows in sheet order."""
        last = self._last_row()
        for index in range(self._header.last + 1, len(self._table)):
            row = self._row(index)
            filled = any(cell is not None for name, cell in row.cells.items() if name != STATUS_COLUMN)
            if not filled and index not in self._doubted:
                continue
            mark = mark_of(row)
            if mark == EXAMPLE:
                continue
            if mark == PASS_OVER:
                self.problems.append(_passed_over(row))
                self.passed.append(row)
                self._sums.add(row, passed=True)
                continue
            if self._is_other(row, index, below=index > last):
                self.others.add(index)
                continue
            if mark not in ("", LAWFUL_TWIN):
                self.problems.append(_unknown_mark(row))
            self._sums.add(row)
            self.used.add(index)
            yield row

    def is_filled(self, top: int, left: int, bottom: int, right: int) -> bool:
        """Tell that all cells of a merged area got its value, as the rows of one document do."""
        return left == right and all((row, left) in self._fills for row in range(top + 1, bottom + 1))

    def about(self, index: int, caption: str = "") -> str:
        """Tell of which row's content (and which column of it) a warning speaks, wherever the row stands."""
        cells = self._row(index).cells
        return canonical_json(
            [self._sheet, caption, *(f"{name}={cell}" for name, cell in sorted(cells.items()))]
        )

    def _row(self, index: int) -> Row:
        cells = self._table[index]
        return Row(
            sheet=self._sheet,
            number=index + 1,
            cells={
                name: self._cell(name, index, column) if column < len(cells) else None
                for name, column in self._columns
            },
            columns=self._letters,
        )

    def _cell(self, name: str, row: int, column: int) -> RawCell:
        row = self._fills.get((row, column), row)
        if name in self._shown and (row, column) in self._look.shown:
            return self._look.shown[row, column]
        cell = self._table[row][column]
        if name in self._nothing and isinstance(cell, str) and fold(cell) in self._nothing[name]:
            return None
        return None if is_blank(cell) else cell

    def _fillings(self, mapping: grammar.Mapping) -> Mapping[tuple[int, int], int]:
        """Find the cells that a merged cell above covers, in the header columns of documents with lines."""
        if not mapping.group_by:
            return {}
        heads = {
            column
            for name, column in self._header.columns.items()
            if any(spec.header == name for spec in mapping.fields.values())
        }
        return {
            (row, left): top
            for top, left, bottom, right in self._look.merged
            if left == right and left in heads and top > self._header.last
            for row in range(top + 1, min(bottom, len(self._table) - 1) + 1)
        }

    def _last_row(self) -> int:
        """Find the last row that has something in more columns than a note would."""
        for index in range(len(self._table) - 1, self._header.last, -1):
            if sum(cell is not None for cell in self._row(index).cells.values()) > _NOTE_CELLS:
                return index
        return self._header.last

    def _is_other(self, row: Row, index: int, *, below: bool) -> bool:
        """Tell whether a row is none of an entry, and say what it was taken for."""
        total = self._sums.judge(row, self._table[index], unsure=index in self._doubted)
        if total is not None:
            self.problems.append(total)
            return True
        if self._repeats_header(row):
            self.problems.append(_header_again(row, self._sheet))
            return True
        if not below:
            return False
        texts = [cell for cell in self._table[index] if isinstance(cell, str) and not is_blank(cell)]
        if _is_note(row, texts):
            self.problems.append(_note_below(self._sheet, row.number, texts[0]))
            return True
        return False

    def _repeats_header(self, row: Row) -> bool:
        filled = 0
        for name, cell in row.cells.items():
            if cell is None:
                continue
            if not isinstance(cell, str) or caption_key(cell) != caption_key(name):
                return False
            filled += 1
        return filled > 1


_NOTE_CELLS = 2
_NOTE_WORDS = (
    "หมายเหตุ", "ลงชื่อ", "ลงนาม", "ผู้จัดทำ", "จัดทำโดย", "ผู้ตรวจ", "ตรวจสอบโดย", "ผู้รับรอง", "รับรอง", "ผู้อนุมัติ",
    "อนุมัติ", "ตำแหน่ง", "ที่มา", "พิมพ์เมื่อ", "ข้อมูล ณ", "note", "remark", "prepared by", "checked by",
    "approved by", "signed", "source", "printed", "(", "*", "..", "__", "--",
)  # fmt: skip


def is_blank(cell: RawCell) -> bool:
    """Tell that nobody would see anything in this cell."""
    return cell is None or (isinstance(cell, str) and not cell[:1].isalnum() and not fold(cell))


def _is_note(row: Row, texts: list[str]) -> bool:
    """Tell a line below the table, such as a signature: few cells, text only, with a word of such lines."""
    cells = [cell for cell in row.cells.values() if cell is not None]
    if not texts or len(cells) > _NOTE_CELLS or any(not isinstance(cell, str) for cell in cells):
        return False
    return any(fold(text).lower().startswith(_NOTE_WORDS) for text in texts)


def _passed_over(row: Row) -> Problem:
    text = say("แถวนี้ทำเครื่องหมาย ข้าม จึงไม่ถูกบันทึก", "This row is marked to be passed over; it is not entered.")
    return Problem(cell=row.cell_name(STATUS_COLUMN), code="row_passed_over", text=text, severity="note")


def _unknown_mark(row: Row) -> Problem:
    text = say(
        "“{v}” ไม่ใช่เครื่องหมายที่รู้จัก ให้เว้นว่าง หรือใส่ ตัวอย่าง / ข้าม / ซ้ำจริง",
        "“{v}” is not a known mark; leave it blank, or write example / skip / twin.",
        v=row.cells[STATUS_COLUMN],
    )
    return Problem(cell=row.cell_name(STATUS_COLUMN), code="row_mark", text=text)


def _header_again(row: Row, sheet: str) -> Problem:
    text = say("แถวนี้คือหัวคอลัมน์ซ้ำ จึงไม่ถูกอ่าน", "This row repeats the headers; it is not read.")
    return Problem(cell=f"{sheet}!A{row.number}", code="header_again", text=text, severity="note")


def _note_below(sheet: str, number: int, words: str) -> Problem:
    text = say(
        "แถวนี้อยู่ใต้ตารางและเป็นข้อความ “{words}” จึงถือเป็นหมายเหตุ ไม่ถูกบันทึก",
        "This row below the table holds the text “{words}”; it is taken for a note and not entered.",
        words=words,
    )
    return Problem(cell=f"{sheet}!A{number}", code="note_below", text=text, severity="note")
