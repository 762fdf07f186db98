"""The menu tree: every screen's GUID, name, system and the roles that may open it."""

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

BUDGET, REVENUE, EXPENSE, ACCOUNTS, ADMIN = (
    "ระบบงบประมาณ",
    "ระบบข้อมูลรายรับ",
    "ระบบข้อมูลรายจ่าย",
    "ระบบบัญชี",
    "ระบบบริหาร",
)
SYSTEMS = (BUDGET, REVENUE, EXPENSE, ACCOUNTS, ADMIN)
_EVERYONE = frozenset({"all", "budget", "revenue", "procurement", "expenditure", "accounting", "viewer"})
_PAPERS = Path(__file__).parent / "data" / "menu.csv"


class Family(StrEnum):
    """What a screen does."""

    ENTRY = "entry"
    SEARCH = "search"
    REPORT = "report"
    POPUP = "popup"
    NOTICE = "notice"


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One screen of the menu."""

    key: str
    menu: str
    title: str
    system: str
    family: Family
    roles: frozenset[str]
    document: str = ""

    @property
    def url(self) -> str:
        """The deep link that the menu shows."""
        tail = "&editable=true" if self.family is Family.ENTRY else ""
        return f"Default.aspx?menu={self.menu}&control=list&screenname={self.key}{tail}"


def _place(  # noqa: PLR0913, PLR0917 - it keeps the table below readable
    family: Family, key: str, menu: str, title: str, system: str, roles: str = "", document: str = ""
) -> Place:
    allowed = frozenset(roles.split()) | {"all"} if roles else _EVERYONE
    return Place(
        key=key, menu=menu, title=title, system=system, family=family, roles=allowed, document=document
    )


def _of_papers() -> tuple[Place, ...]:
    with _PAPERS.open(encoding="utf-8", newline="") as file:
        return tuple(_place(Family(row.pop("family")), **row) for row in csv.DictReader(file))


PLACES: tuple[Place, ...] = (
    _place(Family.REPORT, "REP_BUDGET_BALANCE", "7C1B5E0A-6B1D-4C0E-9C55-2E4B8C0E6A11",
           "รายงานงบประมาณคงเหลือ", BUDGET),
    _place(Family.ENTRY, "REC_TAX_ALLOT", "4E465433-EB5A-416A-8092-BBAE595C6CB7",
           "รับเงินภาษีจัดสรร", REVENUE, "revenue"),
    _place(Family.ENTRY, "REC_ASSET_RENT_OUTSIDE", "1CE460F9-658D-4EB9-A68D-27A129E0207B",
           "รับเงินรายได้จากทรัพย์สิน/รายได้อื่น", REVENUE, "revenue"),
    _place(Family.SEARCH, "REC_TAX_ALLOT_SEARCH", "A4D2C6F1-0B7E-4E53-8E0F-61C7B2D95A21",
           "ค้นหา/แก้ไข/ยกเลิก รับเงินภาษีจัดสรร", REVENUE, "revenue viewer", "REC_TAX_ALLOT"),
    _place(Family.SEARCH, "REC_ASSET_RENT_OUTSIDE_SEARCH", "B83F0E2D-5C94-4D1A-A7F6-90E4D37C1B22",
           "ค้นหา/แก้ไข/ยกเลิก รับเงินรายได้อื่น", REVENUE, "revenue viewer", "REC_ASSET_RENT_OUTSIDE"),
    _place(Family.REPORT, "REP_RECEIPT_DETAIL", "5E9C7A34-1F2B-4B86-93D0-7A5E1C8F4B23",
           "รายงานรายละเอียดใบเสร็จรับเงิน/หลักฐานการรับเงิน", REVENUE, "revenue accounting viewer"),
    _place(Family.REPORT, "REP_REVENUE_REGISTER", "D07B4E19-8A3C-4F65-B2C1-3F6D9E5A7C24",
           "ทะเบียนเงินรายรับ", REVENUE, "revenue accounting viewer"),
    _place(Family.ENTRY, "EXP_VOUCHER_BUDGET", "2F8D1B6C-94E7-4A3F-8C5D-B1E07F6A9D31",
           "จัดทำฎีกา (งบประมาณ ไม่ผ่านจัดซื้อจัดจ้าง)", EXPENSE, "expenditure"),
    _place(Family.SEARCH, "EXP_VOUCHER_BUDGET_SEARCH", "6A3E9F57-2D8B-4C10-9E74-C5D80B1F3A32",
           "ค้นหา/แก้ไข/ยกเลิก ฎีกา", EXPENSE, "expenditure viewer", "EXP_VOUCHER_BUDGET"),
    _place(Family.REPORT, "REP_VOUCHER_REGISTER", "91C5D7E8-4B6A-4F92-8D13-0E7F2A9C6B33",
           "ทะเบียนเลขที่ผู้เบิก/เลขที่คลังรับ", EXPENSE, "expenditure accounting viewer"),
    _place(Family.ENTRY, "ACC_GENERAL_JOURNAL", "C26F8A90-7E1D-4B35-A94C-5D3E8F0B7C41",
           "ใบผ่านรายการบัญชีทั่วไป", ACCOUNTS, "accounting"),
    _place(Family.SEARCH, "ACC_GENERAL_JOURNAL_SEARCH", "E85B2C7D-3A9F-4160-B7E8-D4F1A06C9B42",
           "ค้นหา/แก้ไข/ยกเลิก ใบผ่านรายการบัญชีทั่วไป", ACCOUNTS, "accounting viewer", "ACC_GENERAL_JOURNAL"),
    _place(Family.REPORT, "REP_LEDGER", "37D9E1F4-6C2A-4875-9B0D-8E5A7C3F1D43",
           "แยกประเภท", ACCOUNTS, "accounting viewer"),
    _place(Family.REPORT, "REP_TRIAL_BALANCE", "F14A6B83-9D5E-4C27-8F31-2B7C0D9E5A44",
           "งบทดลอง", ACCOUNTS, "accounting viewer"),
    _place(Family.NOTICE, "ADM_ABOUT", "08E7C5B2-1A4D-4396-B5F8-6D9C3E2A7B51",
           "เกี่ยวกับระบบฝึกหัดนี้", ADMIN),
    _place(Family.POPUP, "POP_PAYEE", "BD5F3A76-8C0E-4921-A6D7-E3F4B9C1085A",
           "ค้นหาผู้รับเงิน", "", "revenue procurement expenditure"),
    *_of_papers(),
)  # fmt: skip


def find(menu: str, screen: str) -> Place | None:
    """Give the screen of a GUID; a screen name that belongs to another GUID finds nothing."""
    place = next((place for place in PLACES if place.menu == menu.upper()), None)
    return place if place and screen in ("", place.key) else None


def by_key(key: str) -> Place:
    """Give the screen of this name."""
    return next(place for place in PLACES if place.key == key)


def tree_for(role: str) -> list[tuple[str, list[Place]]]:
    """Give the menu as this role sees it, system by system; an empty system is left out."""
    seen = [place for place in PLACES if place.system and role in place.roles]
    groups = [(system, [place for place in seen if place.system == system]) for system in SYSTEMS]
    return [(system, places) for system, places in groups if places]


def twin_of(key: str) -> str:
    """Give the name of the search screen of this kind of document."""
    return next(place.key for place in PLACES if place.document == key)
