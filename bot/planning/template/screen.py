"""One sheet of the template: headers with notes, formats, drop-downs and an example row."""

from __future__ import annotations

from collections.abc import Mapping

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.format import Format  # type: ignore[import-untyped]
from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

from bot.domain.model import Value
from bot.planning import grammar
from bot.planning.binding.screen import STATUS_COLUMN
from bot.planning.cells import CellError, expected_text, parse
from bot.planning.grammar import FieldSpec, SiteMapping
from bot.planning.headers import columns_of, letter
from bot.planning.kinds.folding import fold
from bot.planning.mapping import Mappings
from bot.planning.sheet import EXAMPLE, LAWFUL_TWIN, PASS_OVER
from bot.planning.template.checks import add_check, mark_missing
from bot.planning.template.lists import DropDowns

ROWS = 5000
"""So many rows have formats' checks and drop-downs; more rows may be filled all the same."""

ROW_HEIGHT = 22
"""Points; Thai vowels and tones stand high and low."""

_COMMENT = {"x_scale": 2.2, "y_scale": 1.6, "font_size": 9}


class Styles:
    """The looks of the template's cells."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        """Make every format once."""
        face = {"font_name": "TH Sarabun New", "font_size": 14, "valign": "vcenter"}
        head = {**face, "bold": True, "border": 1, "text_wrap": True, "align": "center"}
        self.title: Format = book.add_format({**face, "bold": True, "font_size": 20, "font_color": "#1F4E79"})
        self.section: Format = book.add_format({**face, "bold": True, "font_size": 16, "bottom": 1})
        self.body: Format = book.add_format({**face, "text_wrap": True, "valign": "top"})
        self.required: Format = book.add_format({**head, "bg_color": "#1F4E79", "font_color": "#FFFFFF"})
        self.optional: Format = book.add_format({**head, "bg_color": "#DDEBF7"})
        self.missing: Format = book.add_format({"bg_color": "#FFC7CE"})
        self._book, self._face = book, face
        self._cells: dict[tuple[str, bool], Format] = {}

    def cell(self, form: str, *, example: bool = False) -> Format:
        """Give the look of a data cell with this number format."""
        key = (form, example)
        if key not in self._cells:
            look = {**self._face, "num_format": form}
            if example:
                look |= {"italic": True, "font_color": "#7F7F7F", "bg_color": "#F2F2F2"}
            self._cells[key] = self._book.add_format(look)
        return self._cells[key]


def write_screen(
    sheet: Worksheet, styles: Styles, mapping: grammar.Mapping, mappings: Mappings, lists: DropDowns
) -> None:
    """Fill one sheet; the first column marks rows, the second row is an example."""
    columns = columns_of(mapping)
    letters = {name: letter(index) for index, name in enumerate(columns, start=1)}
    sheet.set_default_row(ROW_HEIGHT)
    sheet.set_row(0, 42)
    sheet.freeze_panes(1, 1)
    _status_column(sheet, styles)
    fields = {**mapping.fields, **columns}
    constants = {name: spec.value for name, spec in fields.items() if spec.value is not None}
    examples = lists.examples(fields)
    for index, (name, spec) in enumerate(columns.items(), start=1):
        header = spec.header or name
        sheet.write_string(0, index, header, styles.required if spec.required else styles.optional)
        sheet.write_comment(0, index, note_of(spec, mappings.site), _COMMENT)
        sheet.set_column(index, index, _width(spec, header), styles.cell(_format(spec, mappings.site)))
        source = lists.source(spec, letters, constants, 2)
        add_check(sheet, index, spec, source, rows=ROWS, era=mappings.site.era)
        examples.setdefault(name, _example(spec, lists, examples))
        _write_example(sheet, styles, index, spec, examples[name], mappings.site)
    needed = [index for index, name in enumerate(columns, start=1) if _is_needed(name, mapping)]
    mark_missing(sheet, needed, styles.missing, last=len(columns), rows=ROWS)
    sheet.autofilter(0, 0, 0, len(columns))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _is_needed(name: str, mapping: grammar.Mapping) -> bool:
    """Tell whether every row must have it: a header's cell may be blank below a document's first row."""
    lines = mapping.lines.fields if mapping.lines else {}
    spec = lines.get(name) or mapping.fields[name]
    below = mapping.lines is None or name in lines or name in mapping.group_by
    return spec.required and below and not (spec.enter and spec.enter.when)


def note_of(spec: FieldSpec, site: SiteMapping) -> str:
    """Explain a column in Thai: whether it is needed, what it holds, the mapping's own note."""
    several = "หลายข้อได้ คั่นด้วย ;" if spec.several else ""
    parts = ["ต้องกรอก" if spec.required else "เว้นว่างได้", _KINDS.get(spec.kind, ""), several]
    if spec.kind == "date":
        parts.append("ปี พ.ศ. สี่หลัก" if site.era == "BE" else "ปี ค.ศ. สี่หลัก")
    if spec.max_length:
        parts.append(f"ไม่เกิน {spec.max_length} ตัวอักษร")
    if spec.min is not None:
        parts.append(f"ไม่น้อยกว่า {spec.min}")
    if spec.max is not None:
        parts.append(f"ไม่เกิน {spec.max}")
    if spec.default:
        parts.append(f"ถ้าเว้นว่างจะใช้ {spec.default}")
    if spec.nothing:
        parts.append(f"ไม่มีให้เว้นว่างหรือใส่ {' '.join(spec.nothing)}")
    if spec.mask:
        parts.append(f"แบบ {spec.mask} จะใส่ขีดหรือไม่ก็ได้")
    if spec.computed:
        parts.append("ระบบคำนวณเอง โปรแกรมนำมาเทียบ")
    lines = [" · ".join(part for part in parts if part)]
    if spec.note:
        lines.append(spec.note.th)
    return "\n".join(lines)


_KINDS: Mapping[str, str] = {
    "text": "ข้อความ",
    "code": "รหัสหรือเลขที่ (เก็บเลข 0 ข้างหน้า)",
    "money": "จำนวนเงิน ทศนิยมไม่เกิน 2 ตำแหน่ง",
    "number": "ตัวเลข",
    "integer": "จำนวนเต็ม",
    "date": "วันที่ วัน/เดือน/ปี",
    "choice": "เลือกจากรายการ",
    "yesno": "ใช่ หรือ ไม่ใช่",
    "thai_id": "เลข 13 หลัก",
}


def _status_column(sheet: Worksheet, styles: Styles) -> None:
    sheet.write_string(0, 0, STATUS_COLUMN, styles.optional)
    note = (
        f"เว้นว่าง = บันทึกตามปกติ\n{EXAMPLE} = แถวตัวอย่าง ไม่ถูกอ่าน\n{PASS_OVER} = ยังไม่บันทึกแถวนี้\n"
        f"{LAWFUL_TWIN} = เหมือนอีกแถวทุกช่อง แต่เป็นเอกสารคนละฉบับจริง"
    )
    sheet.write_comment(0, 0, note, _COMMENT)
    sheet.set_column(0, 0, 12, styles.cell("@"))
    sheet.write_string(1, 0, EXAMPLE, styles.cell("@", example=True))
    sheet.data_validation(
        1, 0, ROWS, 0, {"validate": "list", "source": [EXAMPLE, PASS_OVER, LAWFUL_TWIN], "ignore_blank": True}
    )


def _format(spec: FieldSpec, site: SiteMapping) -> str:
    """Give the number format: texts stay texts; Buddhist dates too, so that no program reads their years."""
    match spec.kind:
        case "money":
            return "#,##0.00"
        case "number":
            return "General"
        case "integer":
            return "0"
        case "date" if site.era == "CE":
            return "yyyy-mm-dd"
        case _:
            return "@"


def _width(spec: FieldSpec, header: str) -> float:
    wide = {"text": 28, "choice": 30, "money": 16, "date": 14, "thai_id": 18}.get(spec.kind, 14)
    return float(max(wide, min(40, len(fold(header)) + 4)))


def _example(spec: FieldSpec, lists: DropDowns, examples: Mapping[str, str]) -> str:
    """Make up an example: the first of the list that goes with the examples before, or one of the kind."""
    if spec.choices:
        captions = lists.captions(spec.choices, examples)
        return captions[0] if captions else ""
    return _EXAMPLES.get(spec.kind, "") if spec.required else ""


_EXAMPLES: Mapping[str, str] = {
    "text": "ตัวอย่าง",
    "code": "001",
    "money": "1234.50",
    "number": "1",
    "integer": "1",
    "date": "16/01/2567",
    "yesno": "ใช่",
    "thai_id": "1101700230708",
}


def _write_example(  # noqa: PLR0913, PLR0917 - one cell: where, how it looks, what it holds
    sheet: Worksheet, styles: Styles, column: int, spec: FieldSpec, text: str, site: SiteMapping
) -> None:
    look = styles.cell(_format(spec, site), example=True)
    value = _understood(text, spec)
    if value is None:
        sheet.write_blank(1, column, None, look)
    elif spec.kind in ("money", "number", "integer"):
        sheet.write_number(1, column, float(str(value)), look)
    elif spec.kind == "date":
        sheet.write_string(1, column, expected_text(value, spec, site), look)
    else:
        sheet.write_string(1, column, text, look)


def _understood(text: str, spec: FieldSpec) -> Value:
    try:
        return parse(text, spec, refused=())
    except CellError:
        return None
