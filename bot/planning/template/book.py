"""Writes the template: a guide, one sheet per screen, and the lists behind the drop-downs."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]
from xlsxwriter.exceptions import FileCreateError  # type: ignore[import-untyped]

from bot.errors import InputProblems, Problem
from bot.language import say
from bot.planning.mapping import Mappings
from bot.planning.opening import opening_screen
from bot.planning.sheet import GUIDE_SHEET
from bot.planning.template.guide import write_guide
from bot.planning.template.lists import DropDowns
from bot.planning.template.screen import Styles, write_screen


def write_template(path: Path, mappings: Mappings) -> None:
    """Write an empty workbook for all screens; its example rows are passed over when it is read.

    InputProblems when the file cannot be written (open in another program, folder missing).
    """
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False, "strings_to_formulas": False})
    book.set_properties({"title": mappings.site.title.render(), "comments": "elaas-bot template"})
    styles = Styles(book)
    screens = dict(mappings.screens)
    if mappings.books is not None and mappings.books.opening:
        screens["opening"] = opening_screen(mappings.books)
    write_guide(book.add_worksheet(GUIDE_SHEET), styles, mappings)
    sheets = {name: book.add_worksheet(one.sheet) for name, one in screens.items()}
    lists = DropDowns(book, mappings.lists)
    for screen, mapping in screens.items():
        write_screen(sheets[screen], styles, mapping, mappings, lists)
    lists.hide()
    next(iter(sheets.values())).activate()
    try:
        book.close()
    except (FileCreateError, OSError) as error:
        text = say(
            "เขียนไฟล์ {path} ไม่ได้ ({why}) ให้ปิดไฟล์ในโปรแกรมอื่นหรือเลือกโฟลเดอร์อื่น",
            "The file {path} cannot be written ({why}); close it in other programs or choose another folder.",
            path=path,
            why=error,
        )
        raise InputProblems([Problem(cell=str(path), code="template_unwritable", text=text)]) from error
