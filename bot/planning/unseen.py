"""What a person at the sheet does not see, and what two readings do not agree on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from bot.errors import Problem
from bot.language import Text, say
from bot.planning.headers import Header, letter
from bot.planning.identity import canonical_json
from bot.planning.second_look.shape import Doubt, Look

if TYPE_CHECKING:
    from bot.planning.sheet_rows import SheetRows


def unseen_problems(sheet: str, header: Header, look: Look, rows: SheetRows) -> Iterator[Problem]:
    """Tell cells in doubt, merged cells, and rows, columns and sheets that are hidden but read."""
    captions = {column: caption for caption, column in header.columns.items()}
    for (row, column), doubt in sorted(look.doubts.items()):
        if row > header.last and row not in rows.others and column in captions:
            yield Problem(cell=f"{sheet}!{letter(column)}{row + 1}", code=_CODES[doubt], text=_DOUBTS[doubt])
    yield from _seen_otherwise(sheet, captions, look, rows)
    yield from _struck(sheet, captions, look, rows)
    yield from _commented(sheet, look, rows)
    yield from _merged(sheet, header, look, rows)
    if look.hidden:
        text = say(
            "แผ่นงาน {sheet} ถูกซ่อนอยู่ แต่จะถูกอ่านและบันทึก ให้เลิกซ่อนแล้วตรวจ",
            "The sheet {sheet} is hidden, yet it is read and entered. Unhide it and look.",
            sheet=sheet,
        )
        about = canonical_json([sheet])
        yield Problem(cell=f"{sheet}!A1", code="sheet_hidden", text=text, severity="warning", about=about)
    unseen = sorted(look.hidden_rows & rows.used)
    if unseen:
        text = say(
            "มีแถวที่ซ่อนหรือกรองไว้ {n} แถว (แถว {rows}) ที่จะถูกบันทึกด้วย ให้เลิกซ่อนหรือล้างตัวกรองแล้วตรวจ",
            "{n} rows that are hidden or filtered out (rows {rows}) are entered, too. "
            "Unhide them or clear the filter, and look.",
            n=len(unseen),
            rows=_listed(unseen),
        )
        place = f"{sheet}!A{unseen[0] + 1}"
        about = canonical_json(sorted(rows.about(row) for row in unseen))
        yield Problem(cell=place, code="rows_hidden", text=text, severity="warning", about=about)
    for column in sorted(look.hidden_columns & set(captions)):
        text = say(
            "คอลัมน์ {c} ถูกซ่อนอยู่ แต่จะถูกอ่าน ให้เลิกซ่อนแล้วตรวจ",
            "The column {c} is hidden, yet it is read. Unhide it and look.",
            c=captions[column],
        )
        cell = f"{sheet}!{letter(column)}{header.row + 1}"
        about = canonical_json([sheet, captions[column]])
        yield Problem(cell=cell, code="column_hidden", text=text, severity="warning", about=about)


def _seen_otherwise(
    sheet: str, captions: Mapping[int, str], look: Look, rows: SheetRows
) -> Iterator[Problem]:
    for (row, column), face in sorted(look.faces.items()):
        if row in rows.used and captions.get(column) in rows.numeric and (row, column) not in look.doubts:
            place = f"{sheet}!{letter(column)}{row + 1}"
            if face == "rounded":
                about = rows.about(row, captions[column])
                yield Problem(
                    cell=place, code="shown_rounded", text=_ROUNDED, severity="warning", about=about
                )
            else:
                yield Problem(cell=place, code="shown_otherwise", text=_OTHERWISE)


def _struck(sheet: str, captions: Mapping[int, str], look: Look, rows: SheetRows) -> Iterator[Problem]:
    """Warn once of each row with a cell that is crossed out: on paper that takes the document back."""
    told: set[int] = set()
    for row, column in sorted(look.struck):
        if row in rows.used and column in captions and row not in told:
            told.add(row)
            place = f"{sheet}!{letter(column)}{row + 1}"
            about = rows.about(row)
            yield Problem(cell=place, code="row_struck", text=_STRUCK, severity="warning", about=about)


def _commented(sheet: str, look: Look, rows: SheetRows) -> Iterator[Problem]:
    places = sorted(place for place in look.comments if place[0] in rows.used)
    if not places:
        return
    more = " …" if len(places) > _TOLD else ""
    text = say(
        "มีความคิดเห็น (comment) {n} ช่อง ซึ่งไม่ถูกอ่าน: {all}",
        "{n} cells have comments, which are not read: {all}",
        n=len(places),
        all=" · ".join(
            f"{letter(column)}{row + 1} “{_cut(look.comments[row, column])}”"
            for row, column in places[:_TOLD]
        )
        + more,
    )
    row, column = places[0]
    place = f"{sheet}!{letter(column)}{row + 1}"
    yield Problem(cell=place, code="cell_commented", text=text, severity="note")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _merged(sheet: str, header: Header, look: Look, rows: SheetRows) -> Iterator[Problem]:
    read = set(header.columns.values())
    for top, left, bottom, right in sorted(look.merged):
        columns = read.intersection(range(left, right + 1))
        covered = rows.used.intersection(range(top, bottom + 1))
        if not covered or not columns or rows.is_filled(top, left, bottom, right):
            continue
        text = say(
            "ช่องนี้ผสานกับช่องอื่น ({area}) จึงไม่รู้ว่าค่าเป็นของแถวหรือคอลัมน์ใด ให้ยกเลิกการผสานแล้วพิมพ์ค่าทุกช่อง",
            "This cell is merged with others ({area}), so it is not known which of them it is for. "
            "Unmerge it and type the value into each.",
            area=f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}",
        )
        yield Problem(cell=f"{sheet}!{letter(left)}{top + 1}", code="cell_merged", text=text)


def _listed(rows: list[int]) -> str:
    more = " …" if len(rows) > _TOLD else ""
    return ", ".join(str(row + 1) for row in rows[:_TOLD]) + more


_TOLD = 10
_LONGEST = 40

_OTHERWISE = say(
    "รูปแบบของช่องนี้ทำให้เห็นเป็นจำนวนอื่น (เช่น 0.07 เห็นเป็น 7% หรือเครื่องหมายลบหายไป หรือไม่เห็นเลย) "
    "ให้จัดรูปแบบเป็น 0.00 แล้วตรวจจำนวน",
    "The format of this cell shows another number than it holds (such as 7% for 0.07, without its minus, or "
    "nothing). Format it as 0.00 and look at the amount.",
)
_ROUNDED = say(
    "ช่องนี้มีสตางค์ที่รูปแบบไม่แสดง จะบันทึกพร้อมสตางค์ ให้จัดรูปแบบเป็น 0.00 แล้วเทียบกับเอกสาร",
    "This cell has satang that its format does not show; they are entered, too. Format it as 0.00 and "
    "compare it with the document.",
)
_STRUCK = say(
    "แถวนี้มีช่องที่ขีดฆ่า แต่จะถูกบันทึก ถ้ายกเลิกจริงให้ลบแถว หรือใส่ “ข้าม” ในคอลัมน์ สถานะแถว",
    "A cell of this row is crossed out, yet the row will be entered. If the document was cancelled, delete "
    "the row, or write “ข้าม” in its column สถานะแถว.",
)

_CODES: Mapping[Doubt, str] = {
    "formula": "formula_cell",
    "error": "error_cell",
    "differs": "readers_differ",
}

_DOUBTS: Mapping[Doubt, Text] = {
    "formula": say(
        "ช่องนี้เป็นสูตรที่ยังไม่มีผลลัพธ์บันทึกไว้ ให้เปิดไฟล์ในโปรแกรมตารางงานแล้วบันทึก หรือพิมพ์ค่าแทนสูตร",
        "This cell is a formula whose result was never saved; open the file in a spreadsheet program "
        "and save it, or type the value.",
    ),
    "error": say(
        "ช่องนี้เป็นค่าผิดพลาดของสูตร (เช่น #N/A) ให้แก้สูตรหรือพิมพ์ค่าแทน",
        "This cell shows an error (like #N/A); correct the formula or type the value.",
    ),
    "differs": say(
        "อ่านช่องนี้สองวิธีได้ค่าไม่ตรงกัน (เช่น วันที่ในรูปแบบที่ไม่รู้จัก) ให้จัดรูปแบบช่องเป็นข้อความแล้วพิมพ์ค่าใหม่",
        "Two ways of reading this cell give different values (perhaps a date in an unknown format); "
        "format it as text and type the value again.",
    ),
}
