"""Files before they are read: what they really are, bombs, passwords, locks, far cells, odd ends."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest
from made_up_site import write_book

from bot.errors import InputProblems
from bot.planning import tables
from bot.planning.files import guard
from bot.planning.files.binary import number_at, records, text_at
from bot.planning.files.delimited import read_delimited
from bot.planning.files.extent import ensure_small
from bot.planning.second_look import look_again

FILES = Path(__file__).parents[2] / "fuzz" / "files"


def refused(path: Path) -> str:
    """Give the code with which a file is refused."""
    with pytest.raises(InputProblems) as caught:
        tables.read_tables(path)
    [problem] = caught.value.problems
    assert problem.text.th != problem.text.en
    return problem.code


def archive(path: Path, **members: bytes) -> Path:
    """Write a ZIP file."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in members.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return path


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A part that packs a thousand times is refused before any reader opens it, whatever size it tells."""
    nothing = bytes(64 << 20)
    bomb = archive(tmp_path / "a.xlsx", xl__workbook_xml=b"<x/>", xl__worksheets__sheet1_xml=nothing)
    assert bomb.stat().st_size < 100_000
    assert refused(bomb) == "workbook_too_big"
    raw = bytearray(bomb.read_bytes())
    for sign, size in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = raw.rindex(sign) + size
        assert int.from_bytes(raw[at : at + 4], "little") == 64 << 20
        raw[at : at + 4] = (1000).to_bytes(4, "little")
    bomb.write_bytes(raw)
    assert refused(bomb) == "workbook_too_big", "the sizes that it tells are a lie"


def test_a_bomb_of_many_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More parts, or more bytes in all, than any workbook has."""
    many = archive(tmp_path / "a.xlsx", xl__workbook_xml=b"<x/>", **{f"p{n}": b"x" for n in range(20)})
    assert refused(many) == "workbook_corrupt", "small enough, and no workbook"
    monkeypatch.setattr(guard, "MOST_MEMBERS", 10)
    assert refused(many) == "workbook_too_big"
    monkeypatch.setattr(guard, "MOST_MEMBERS", 100)
    monkeypatch.setattr(guard, "MOST_BYTES", 10)
    assert refused(many) == "workbook_too_big"


def test_parts_that_are_stored_or_packed_otherwise(tmp_path: Path) -> None:
    """Stored parts are counted; a way of packing that no spreadsheet uses is a damaged file."""
    book = write_book(tmp_path / "a.xlsx", {"แผ่น": [["ก"]]})
    with zipfile.ZipFile(book) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for kind, code in ((zipfile.ZIP_STORED, None), (zipfile.ZIP_BZIP2, "workbook_corrupt")):
        with zipfile.ZipFile(tmp_path / "b.xlsx", "w", kind) as made:
            for name, body in parts.items():
                made.writestr(name, body)
        if code is None:
            assert tables.read_tables(tmp_path / "b.xlsx") == {"แผ่น": [["ก"]]}
        else:
            assert refused(tmp_path / "b.xlsx") == code


def test_passwords(tmp_path: Path) -> None:
    """Protected files of every kind say so: the old format's, the new one's envelope, a locked archive."""
    raw = bytearray((FILES / "receipts.xls").read_bytes())
    begin = raw.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    raw[begin : begin + 2] = b"\x2f\x00"
    raw[begin + 4] = 1
    (tmp_path / "a.xls").write_bytes(raw)
    assert refused(tmp_path / "a.xls") == "workbook_password"
    envelope = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "a.xlsx").write_bytes(envelope)
    assert refused(tmp_path / "a.xlsx") == "workbook_password"
    locked = archive(tmp_path / "b.xlsx", xl__workbook_xml=b"<x/>")
    with_bit = bytearray(locked.read_bytes())
    with_bit[with_bit.index(b"PK\x01\x02") + 8] |= 1
    locked.write_bytes(with_bit)
    assert refused(locked) == "workbook_password"


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("a.doc", b"x", "workbook_kind"),
        ("a.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "workbook_corrupt"),
        ("a.xls", b"\x09\x08\x10\x00" + bytes(40), "workbook_corrupt"),
        ("a.xlsx", b"PK\x03\x04garbage", "workbook_corrupt"),
        ("a.xlsx", b"\x01\x02\x03", "workbook_corrupt"),
        ("a.csv", b"<html><body>", "workbook_disguised"),
    ],
)
def test_files_that_are_something_else(tmp_path: Path, name: str, raw: bytes, code: str) -> None:
    """What the bytes say counts, not the name."""
    (tmp_path / name).write_bytes(raw)
    assert refused(tmp_path / name) == code


def test_a_zip_that_is_no_workbook_and_a_folder(tmp_path: Path) -> None:
    """A ZIP file of other things, a folder, and what is not there."""
    assert refused(archive(tmp_path / "a.xlsx", readme=b"x")) == "workbook_disguised"
    assert refused(tmp_path) == "workbook_folder"
    assert refused(tmp_path / "none.xlsx") == "workbook_missing"


def _sharing_violation(*_: object, **__: object) -> Any:
    raise PermissionError(13, "The process cannot access the file: it is used by another process")


def test_a_file_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to open what Excel holds: at the first look or at the reading itself."""
    book = write_book(tmp_path / "a.xlsx", {"แผ่น": [["ก"]]})
    with monkeypatch.context() as patched:
        patched.setattr(guard.Path, "open", _sharing_violation)
        assert refused(book) == "workbook_open"
    with monkeypatch.context() as patched:
        patched.setattr(tables, "ensure_readable", lambda path: None)
        patched.setattr(tables.Path, "read_bytes", _sharing_violation)
        assert refused(book) == "workbook_open"


def test_only_panics_are_taken_for_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while reading is Ctrl-C."""

    def stop(*_: object, **__: object) -> Any:
        raise KeyboardInterrupt

    book = write_book(tmp_path / "a.xlsx", {"แผ่น": [["ก"]]})
    monkeypatch.setattr(tables.pd, "read_excel", stop)
    with pytest.raises(KeyboardInterrupt):
        tables.read_tables(book)


def test_a_cell_at_the_end_of_the_sheet(tmp_path: Path) -> None:
    """One stray cell would make readers keep billions of blanks; repeated blanks of .ods do not count."""
    far = write_book(tmp_path / "a.xlsx", {"แผ่น": [["ก"]]})
    with zipfile.ZipFile(far) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    stray = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts[sheet] = parts[sheet].replace(b"</sheetData>", stray)
    with zipfile.ZipFile(far, "w") as made:
        for name, body in parts.items():
            made.writestr(name, body)
    assert refused(far) == "workbook_too_big"
    ensure_small(FILES / "receipts.ods")


def _ods(path: Path, rows: str, styles: str = "", columns: str = "", table: str = "") -> Path:
    spaces = " ".join(
        f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{what}:1.0"'
        for one, what in {"office": "office", "table": "table", "text": "text", "style": "style"}.items()
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces} xmlns:calcext="urn:x" office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="แผ่น" {table}>{columns}{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<x/>")
        made.writestr("content.xml", content)
    return path


def cell(body: str = "", **having: str) -> str:
    """Give a cell of .ods; `kind` is its type."""
    names = {"kind": "office:value-type", "value": "office:value", "day": "office:date-value",
             "formula": "table:formula", "down": "table:number-rows-spanned",
             "right": "table:number-columns-spanned", "times": "table:number-columns-repeated",
             "ext": "calcext:value-type"}  # fmt: skip
    said = " ".join(f'{names[name]}="{text}"' for name, text in having.items())
    return f"<table:table-cell {said}><text:p>{body}</text:p></table:table-cell>"


def row(*cells: str, **having: str) -> str:
    """Give a row of .ods."""
    names = {"times": "table:number-rows-repeated", "seen": "table:visibility"}
    said = " ".join(f'{names[name]}="{text}"' for name, text in having.items())
    return f"<table:table-row {said}>{''.join(cells)}</table:table-row>"


def text(words: str) -> str:
    """Give a text cell."""
    return cell(words, kind="string")


def number(value: str, shown: str | None = None, kind: str = "float") -> str:
    """Give a number's cell."""
    return cell(value if shown is None else shown, kind=kind, value=value)


def test_everything_of_an_ods(tmp_path: Path) -> None:
    """Merged, hidden and repeated places are seen; errors and formulas without a result are told."""
    styles = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
    )
    rows = (
        row(text("ก"), text("ข"), text("ค"), text("ง")),
        row(cell("ผสาน", kind="string", down="2", right="1"), number("100.25"),
            number("0.5", "50%", "percentage"), cell("16 ม.ค.", kind="date", day="2024-01-16"), times="2"),
        row(text("ซ่อน"), cell("#N/A", kind="string", formula="of:=1/0"),
            cell("x", kind="string", ext="error"), cell("", formula="of:=A1"), seen="filter"),
        row(number("1234.5", "1,234.50"), number("2.345", "2.35"), number("7")),
    )  # fmt: skip
    path = _ods(tmp_path / "a.ods", "".join(rows), styles, columns, 'table:style-name="ta1"')
    read = tables.read_tables(path)
    found = look_again(path, read, ["แผ่น"])["แผ่น"]
    assert (found.hidden, found.hidden_rows, found.hidden_columns) == (True, {3}, {2})
    assert found.merged == [(1, 0, 2, 0)]
    assert found.doubts == {(3, 1): "error", (3, 2): "error", (3, 3): "formula"}
    assert found.faces == {(1, 2): "otherwise", (2, 2): "otherwise"}


def test_what_a_person_sees_of_an_ods(tmp_path: Path) -> None:
    """Satang that do not show, crossed-out cells, and comments, which are no part of a cell's text."""
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties style:text-line-through-style="{line}"/>'
        "</style:style>"
        for name, line in (("ce1", "solid"), ("ce2", "none"))
    )
    note = "<office:annotation><text:p>รอ\nแก้</text:p></office:annotation>"
    one = number("100.25", "100").replace("<text:p>", f"{note}<text:p>")
    struck, plain = (
        text("ก").replace(" office", f' table:style-name="{name}" office', 1) for name in ("ce1", "ce2")
    )
    path = _ods(tmp_path / "a.ods", row(one, struck, plain, number("0.125", "0.13")), styles)
    found = look_again(path, tables.read_tables(path), ["แผ่น"])["แผ่น"]
    assert (found.faces, found.struck) == ({(0, 0): "rounded"}, {(0, 1)})
    assert (found.comments, found.doubts) == ({(0, 0): "รอ แก้"}, {})


@pytest.mark.parametrize(
    ("body", "other"),
    [(number("110.25"), 9.0), (number("9", "110.25"), 9.0), (cell("x", kind="date", day="2024-01-16"), "16")],
)
def test_an_ods_cell_that_reads_otherwise(tmp_path: Path, body: str, other: object) -> None:
    """Another number, a number beside another text, another day."""
    path = _ods(tmp_path / "a.ods", row(text("ก"), body))
    read = {"แผ่น": [["ก", other]]}
    assert look_again(path, read, ["แผ่น"])["แผ่น"].doubts == {(0, 1): "differs"}


def test_an_ods_that_is_damaged(tmp_path: Path) -> None:
    """Broken XML, or none of the parts; a sheet that nobody asked for is passed over."""
    path = _ods(tmp_path / "a.ods", "<table:table-row>")
    with pytest.raises(InputProblems):
        look_again(path, {"แผ่น": [["ก"]]}, ["แผ่น"])
    whole = _ods(tmp_path / "b.ods", row(number("1")))
    assert look_again(whole, {"อื่น": [["ก"]]}, ["อื่น"])["อื่น"].doubts == {}


def test_csv_files_say_what_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A separator may be declared; broken quotes and a held file are refused."""
    path = tmp_path / "a.csv"
    path.write_text("sep=|\nก|ข\n1|2\n", encoding="utf-8")
    assert read_delimited(path) == [[], ["ก", "ข"], ["1", "2"]]
    path.write_text('ก,ข\n"1"x,2\n', encoding="utf-8")
    assert refused(path) == "workbook_corrupt"
    path.write_bytes("ก,ข\n1,2\n".encode("utf-16-be"))
    assert read_delimited(path)[0] == ["ก", "ข"]
    monkeypatch.setattr(guard.Path, "read_bytes", _sharing_violation)
    assert refused(path) == "workbook_open"


def test_records_that_are_cut() -> None:
    """Whatever is cut off in a binary part is told, not read past its end."""
    for raw in (b"\x81", b"\x01\x05ab", b"\x01\x80\x80\x80"):
        with pytest.raises(ValueError, match=r"\d"):
            list(records(raw))
    with pytest.raises(ValueError, match="0"):
        number_at(b"abc", 0)
    with pytest.raises(ValueError, match="0"):
        text_at(b"\x05\0\0\0ab", 0)
    assert list(records(b"\x81\x01\x81\x80\x80\x00x")) == [(129, b"x")]
