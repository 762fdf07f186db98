"""The strangers' workbooks, and what must stand behind each back door when the work is done."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from foreign.job import Job

HERE = Path(__file__).parent
Row = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One stranger: its workbook and its documents, in the order of work."""

    name: str
    sheet: str
    key: str
    rows: tuple[Row, ...]
    """Headers first."""
    stored: tuple[dict[str, Any], ...]
    office: str = ""
    fiscal_year: int | None = None
    refused: str = ""
    """The key of the entry that the site refuses …"""
    words: str = ""
    """… and the words by which it does."""
    old: int = 0
    """Documents that stood there before."""

    @property
    def script(self) -> str:
        """Give the application, as `serving` takes it."""
        return f"strangers/{self.name}.py"

    def prepare(self, folder: Path, place: Any) -> Job:
        """Write workbook and config."""
        with xlsxwriter.Workbook(folder / "workbook.xlsx") as book:
            sheet = book.add_worksheet(self.sheet)
            for number, row in enumerate(self.rows):
                for column, text in enumerate(row):
                    sheet.write_string(number, column, text)
        job = Job(folder=folder, place=place, mappings=HERE / "mappings" / self.name, office=self.office).prepare()
        if self.fiscal_year:
            config = folder / "config.yaml"
            text = config.read_text(encoding="utf-8").replace("dialect:", f"fiscal_year: {self.fiscal_year}\n  dialect:")
            config.write_text(text, encoding="utf-8")
        return job


def back(url: str, what: str, told: Any = None) -> Any:
    """Ask an application's back door, or tell it something."""
    body = None if told is None else json.dumps(told).encode()
    with urllib.request.urlopen(f"{url}_back/{what}", data=body) as answer:
        return json.load(answer)


def documents(url: str, case: Case) -> list[dict[str, Any]]:
    """Give what was stored since, without what the site adds by itself."""
    names = set(case.stored[0])
    return [{name: value for name, value in one.items() if name in names} for one in back(url, "documents")[case.old :]]


_ERP_HEAD = ("Reference", "Date", "Payee", "Cost centre", "Memo", "Total", "Description", "Amount")
ERP = Case(
    name="erp",
    sheet="Vouchers",
    key="ref",
    office="Nong Bua branch",
    fiscal_year=2567,
    refused="009",
    words="Voucher 009 exceeds the limit of 50,000",
    rows=(
        _ERP_HEAD,
        ("001", "05/03/2024", "Somchai & Sons", "PUR Purchasing", "first", "1500.75", "Paper", "1000.25"),
        ("001", "05/03/2024", "Somchai & Sons", "PUR Purchasing", "first", "1500.75", "Toner", "500.50"),
        ("002", "06/03/2024", "การไฟฟ้า", "ADM Administration", "", "12345.60", "Power", "12345.60"),
        ("003", "29/02/2024", "Sand <Co>".replace("<", "(").replace(">", ")"), "WKS Public works", "two\nlines", "6.03", "a", "1.01"),
        ("003", "29/02/2024", "Sand (Co)", "WKS Public works", "two\nlines", "6.03", "b", "2.01"),
        ("003", "29/02/2024", "Sand (Co)", "WKS Public works", "two\nlines", "6.03", "c", "3.01"),
        ("009", "08/03/2024", "Too much", "PUR Purchasing", "", "50000.01", "x", "50000.01"),
        ("01", "28/06/2024", "Short reference", "PUR Purchasing", "", "9.00", "x", "9"),
    ),
    stored=(
        {"ref": "003", "date": "29-Feb-2024", "payee": "Sand (Co)", "centre": "WKS Public works", "memo": "two\r\nlines",
         "lines": [{"desc": "a", "amount": "1.01"}, {"desc": "b", "amount": "2.01"}, {"desc": "c", "amount": "3.01"}],
         "total": "6.03", "company": "Nong Bua branch", "period": "FY2024"},
        {"ref": "001", "date": "05-Mar-2024", "payee": "Somchai & Sons", "centre": "PUR Purchasing", "memo": "first",
         "lines": [{"desc": "Paper", "amount": "1,000.25"}, {"desc": "Toner", "amount": "500.50"}],
         "total": "1,500.75", "company": "Nong Bua branch", "period": "FY2024"},
        {"ref": "002", "date": "06-Mar-2024", "payee": "การไฟฟ้า", "centre": "ADM Administration", "memo": "",
         "lines": [{"desc": "Power", "amount": "12,345.60"}],
         "total": "12,345.60", "company": "Nong Bua branch", "period": "FY2024"},
        {"ref": "01", "date": "28-Jun-2024", "payee": "Short reference", "centre": "PUR Purchasing", "memo": "",
         "lines": [{"desc": "x", "amount": "9.00"}], "total": "9.00", "company": "Nong Bua branch", "period": "FY2024"},
    ),
)  # fmt: skip

_BILL_HEAD = ("Reference", "Date", "Supplier", "Remarks", "Urgent", "Account", "Note", "Amount")
LEDGERLY = Case(
    name="ledgerly",
    sheet="Bills",
    key="reference",
    office="Ban Mai Co-operative",
    refused="B-9",
    words="The total is above your approval limit",
    rows=(
        _BILL_HEAD,
        ("B-1", "05/03/2024", "Ban Mai Stationery", "", "no", "5100 Office supplies", "pens", "100.25"),
        ("B-1", "05/03/2024", "Ban Mai Stationery", "", "no", "5200 Fuel", "", "20"),
        ("B-10", "06/03/2024", "Ban Mai Stationery (2)", "second shop", "yes", "5300 Utilities", "", "3000.10"),
        ("B-2", "07/03/2024", "โรงพิมพ์อาสา", "", "no", "5310 Utilities, other", "ใบปลิว", "7.50"),
        ("B-3", "07/03/2024", "Siam Water & Power", "", "no", "5300 Utilities", "", "8"),
        ("B-9", "08/03/2024", "Siam Water & Power", "", "no", "5300 Utilities", "", "1000000.01"),
    ),
    stored=(
        {"reference": "B-1", "date": "2024-03-05", "supplier": "Ban Mai Stationery", "remarks": "", "urgent": False,
         "lines": [{"account": "5100 Office supplies", "note": "pens", "amount": "100.25"},
                   {"account": "5200 Fuel", "note": "", "amount": "20.00"}]},
        {"reference": "B-10", "date": "2024-03-06", "supplier": "Ban Mai Stationery (2)", "remarks": "second shop",
         "urgent": True, "lines": [{"account": "5300 Utilities", "note": "", "amount": "3000.10"}]},
        {"reference": "B-2", "date": "2024-03-07", "supplier": "โรงพิมพ์อาสา", "remarks": "", "urgent": False,
         "lines": [{"account": "5310 Utilities, other", "note": "ใบปลิว", "amount": "7.50"}]},
        {"reference": "B-3", "date": "2024-03-07", "supplier": "Siam Water & Power", "remarks": "", "urgent": False,
         "lines": [{"account": "5300 Utilities", "note": "", "amount": "8.00"}]},
    ),
)  # fmt: skip

_WIZ_HEAD = (
    "Subject", "Letter no.", "Needed on", "Division", "Work", "Priority", "Quotation", "Site plan", "Reason", "Total",
    "Item", "Quantity", "Unit price",
)  # fmt: skip
WIZARD = Case(
    name="wizard",
    sheet="Requests",
    key="letter",
    old=3,
    refused="MT 99/9",
    words="The subject is not allowed by regulation 7",
    rows=(
        _WIZ_HEAD,
        ("Milk", "MT 60/2", "06/03/2024", "Education", "School meals", "Within a month", "yes", "no", "", "850", "Milk", "100", "8.50"),
        ("Road sand", "MT 60/3", "07/03/2024", "Works", "Roads", "At once", "no", "yes", "rain", "1300.5", "Sand", "2", "400.25"),
        ("Road sand", "MT 60/3", "07/03/2024", "Works", "Roads", "At once", "no", "yes", "rain", "1300.5", "Lorry", "1", "500"),
        ("Lamps", "MT 60/4", "29/02/2024", "Works", "Lighting", "At once", "yes", "yes", "", "70", "Lamp", "7", "10"),
        ("Forbidden fruit", "MT 99/9", "08/03/2024", "Works", "Drains", "At once", "no", "no", "", "1", "Fruit", "1", "1"),
    ),
    stored=(
        {"letter": "MT 60/4", "title": "Lamps", "date": "29 February 2024", "division": "Works", "work": "Lighting",
         "priority": "urgent", "attach": ["quote", "plan"], "reason": "", "amount": "70.00",
         "lines": [{"what": "Lamp", "qty": "7", "price": "10.00"}]},
        {"letter": "MT 60/2", "title": "Milk", "date": "6 March 2024", "division": "Education", "work": "School meals",
         "priority": "normal", "attach": ["quote"], "reason": "", "amount": "850.00",
         "lines": [{"what": "Milk", "qty": "100", "price": "8.50"}]},
        {"letter": "MT 60/3", "title": "Road sand", "date": "7 March 2024", "division": "Works", "work": "Roads",
         "priority": "urgent", "attach": ["plan"], "reason": "rain", "amount": "1,300.50",
         "lines": [{"what": "Sand", "qty": "2", "price": "400.25"}, {"what": "Lorry", "qty": "1", "price": "500.00"}]},
    ),
)  # fmt: skip

_PAY_HEAD = ("เลขที่หนังสือ", "วันที่จ่าย", "คำอธิบาย", "ผู้รับเงิน", "วิธีจ่าย", "บัญชี", "เดบิต", "เครดิต")
FACES = Case(
    name="faces",
    sheet="จ่าย",
    key="book",
    office="กองทุนหมู่บ้านตัวอย่าง",
    refused="นม 9",
    words="เกินวงเงินอนุมัติ",
    rows=(
        _PAY_HEAD,
        ("นม 1", "05/03/2567", "ซื้อของ", "ร้านเจริญพาณิชย์", "เงินสด", "51010 ค่าวัสดุ", "1234.50", ""),
        ("นม 1", "05/03/2567", "ซื้อของ", "ร้านเจริญพาณิชย์", "เงินสด", "10100 เงินสด", "", "1234.50"),
        ("นม 10", "29/02/2567", "", "ร้านเจริญพาณิชย์ สาขา 2", "เช็ค", "51010 ค่าวัสดุ", "100000", ""),
        ("นม 10", "29/02/2567", "", "ร้านเจริญพาณิชย์ สาขา 2", "เช็ค", "52020 ค่าเชื้อเพลิง", "0.05", ""),
        ("นม 10", "29/02/2567", "", "ร้านเจริญพาณิชย์ สาขา 2", "เช็ค", "10100 เงินสด", "", "100000.05"),
        ("นม 2", "06/03/2567", "น้ำ", "นางสาวมะลิ ใจดี", "เงินสด", "53030 ค่าสาธารณูปโภค", "7", ""),
        ("นม 2", "06/03/2567", "น้ำ", "นางสาวมะลิ ใจดี", "เงินสด", "10100 เงินสด", "", "7"),
        ("นม 3", "07/03/2567", "น้ำ", "นางสาวมะลิ ใจดี", "เงินสด", "53030 ค่าสาธารณูปโภค", "8", ""),
        ("นม 3", "07/03/2567", "น้ำ", "นางสาวมะลิ ใจดี", "เงินสด", "10100 เงินสด", "", "8"),
        ("นม 9", "08/03/2567", "มาก", "บริษัท ทางไทย จำกัด", "เงินสด", "51010 ค่าวัสดุ", "1000000.01", ""),
        ("นม 9", "08/03/2567", "มาก", "บริษัท ทางไทย จำกัด", "เงินสด", "10100 เงินสด", "", "1000000.01"),
    ),
    stored=(
        {"book": "นม 10", "day": "29/02/2567", "about": "", "payee": "ร้านเจริญพาณิชย์ สาขา 2", "kind": "เช็ค", "total": "100.000,05"},
        {"book": "นม 1", "day": "05/03/2567", "about": "ซื้อของ", "payee": "ร้านเจริญพาณิชย์", "kind": "เงินสด", "total": "1.234,50"},
        {"book": "นม 2", "day": "06/03/2567", "about": "น้ำ", "payee": "นางสาวมะลิ ใจดี", "kind": "เงินสด", "total": "7,00"},
        {"book": "นม 3", "day": "07/03/2567", "about": "น้ำ", "payee": "นางสาวมะลิ ใจดี", "kind": "เงินสด", "total": "8,00"},
    ),
)  # fmt: skip
_FUND_HEAD = ("เลขที่หนังสือ", "วันที่จ่าย", "ผู้รับเงิน", "เลขประจำตัวผู้เสียภาษี", "จำนวนเงิน", "หมายเหตุ")
_NO_TAX_ID = {f"tax{n}": "" for n in range(1, 6)}
FUND = Case(
    name="fund",
    sheet="จ่าย",
    key="doc",
    office="กองทุนหมู่บ้านตัวอย่าง",
    refused="นม 2",
    words="เกินวงเงิน",
    rows=(
        _FUND_HEAD,
        ("นม 1", "05/03/2567", "ร้านเจริญพาณิชย์", "1101700207030", "1234.50", "ค่าวัสดุ 'ก' & \"ข\""),
        ("นม 10", "29/02/2567", "ร้านเจริญพาณิชย์ สาขา 2", "", "7", ""),
        ("นม 2", "06/03/2567", "นางสาวมะลิ ใจดี", "", "1000001", "มาก"),
        ("นม 3", "31/12/2566", "บริษัท ทางไทย จำกัด", "", "100000.05", "ปลายปี"),
        ("นม 4", "07/03/2567", "ร้านเจริญพาณิชย์", "", "0.05", ""),
    ),
    stored=(
        {"doc": "นม 3", "d": "31", "m": "12", "y": "2566", "payee_id": "004", "payee": "บริษัท ทางไทย จำกัด", **_NO_TAX_ID,
         "baht": "100000", "satang": "05", "note": "ปลายปี"},
        {"doc": "นม 10", "d": "29", "m": "2", "y": "2567", "payee_id": "002", "payee": "ร้านเจริญพาณิชย์ สาขา 2", **_NO_TAX_ID,
         "baht": "7", "satang": "00", "note": ""},
        {"doc": "นม 1", "d": "5", "m": "3", "y": "2567", "payee_id": "001", "payee": "ร้านเจริญพาณิชย์",
         "tax1": "1", "tax2": "1017", "tax3": "00207", "tax4": "03", "tax5": "0",
         "baht": "1234", "satang": "50", "note": "ค่าวัสดุ 'ก' & \"ข\""},
        {"doc": "นม 4", "d": "7", "m": "3", "y": "2567", "payee_id": "001", "payee": "ร้านเจริญพาณิชย์", **_NO_TAX_ID,
         "baht": "0", "satang": "05", "note": ""},
    ),
)  # fmt: skip

_WIRED_HEAD = ("Reference", "Date", "Payee", "Quantity", "Unit price", "Total")
WIRED = Case(
    name="wired",
    sheet="Vouchers",
    key="ref",
    refused="W-2",
    words="makes the total too large",
    rows=(
        _WIRED_HEAD,
        ("W-1", "05/03/2024", "Somchai & Sons", "3", "411.50", "1234.50"),
        ("W-10", "29/02/2024", "การไฟฟ้า", "1", "7", "7"),
        ("W-2", "06/03/2024", "Too much", "2", "500001", "1000002"),
        ("W-3", "07/03/2024", "Mali (Co)", "2", "0.05", "0.10"),
        ("W-4", "08/03/2024", "Mali (Co)", "10", "10000.10", "100001.00"),
    ),
    stored=(
        {"ref": "W-10", "date": "2024-02-29", "payee": "การไฟฟ้า", "qty": "1", "price": "7.00", "total": "7.00"},
        {"ref": "W-1", "date": "2024-03-05", "payee": "Somchai & Sons", "qty": "3", "price": "411.50", "total": "1234.50"},
        {"ref": "W-3", "date": "2024-03-07", "payee": "Mali (Co)", "qty": "2", "price": "0.05", "total": "0.10"},
        {"ref": "W-4", "date": "2024-03-08", "payee": "Mali (Co)", "qty": "10", "price": "10000.10", "total": "100001.00"},
    ),
)  # fmt: skip
CASES = (ERP, LEDGERLY, WIZARD, FACES, FUND, WIRED)
