"""The sheets of the whole office: their names and columns, and how a half-year becomes their rows."""

from collections.abc import Iterator, Mapping

from bot.practice.catalogue import Catalogue
from bot.practice.made_up import Row
from bot.practice.office_days import OLD_NUMBER
from bot.practice.paper import Field, Paper
from bot.practice.papers import PAPERS

SHEETS: Mapping[str, str] = {
    "budget_revenue_first": "ประมาณการรายรับ",
    "budget_expense_first": "ประมาณการรายจ่าย",
    "budget_revenue_add": "ประมาณการรายรับเพิ่มเติม",
    "budget_expense_add": "ประมาณการรายจ่ายเพิ่มเติม",
    "BUD_PROJECT": "โครงการ",
    "BUD_TRANSFER": "โอนงบประมาณ",
    "BUD_REVENUE_STATEMENT": "แก้ไขคำชี้แจงรายรับ",
    "BUD_EXPENSE_STATEMENT": "แก้ไขคำชี้แจงรายจ่าย",
    "REC_TAX": "ภาษี",
    "REC_TAX_ALLOT": "ภาษีจัดสรร",
    "REC_TAX_ALLOT_LINK": "ภาษีจัดสรรหน้าลิงก์",
    "REC_ASSET_RENT_OUTSIDE": "รายได้อื่น",
    "REC_GRANT_GENERAL": "เงินอุดหนุนทั่วไป",
    "REC_GRANT_SPECIFIC": "เงินอุดหนุนเฉพาะกิจ",
    "REC_SLAUGHTER_DUTY": "อากรฆ่าสัตว์",
    "REC_SLAUGHTERHOUSE": "ค่าธรรมเนียมโรงฆ่าสัตว์",
    "REC_ANIMAL_STABLE": "ค่าธรรมเนียมโรงพักสัตว์",
    "REC_CONTRACT_FINE": "ค่าปรับผิดสัญญา",
    "REC_GUARANTEE": "รับหลักประกันสัญญา",
    "REC_RETENTION": "รับเงินประกันผลงาน",
    "REC_DEPOSIT": "เงินรับฝาก",
    "REC_DEPOSIT_SLIP": "ใบนำส่งเงิน",
    "REC_DEPOSIT_SUMMARY": "ใบสำคัญสรุปใบนำส่งเงิน",
    "REC_BANK_DEPOSIT": "นำฝากธนาคาร",
    "GUARANTEE_RETURN": "คืนหลักประกัน",
    "GUARANTEE_SEIZURE": "ริบหลักประกัน",
    "PUR_REQUEST": "รายงานขอซื้อขอจ้าง",
    "PUR_CONTRACT": "เอกสารแนบท้ายสัญญา",
    "PUR_AMENDMENT": "บันทึกต่อท้ายสัญญา",
    "EGP_CONTRACT": "สัญญา e-GP",
    "PUR_INSPECTION": "ตรวจรับ",
    "EGP_INSPECTION": "ตรวจรับ e-GP",
    "LOAN_BUDGET": "สัญญายืมเงิน",
    "LOAN_RESERVE": "สัญญายืมเงินสะสม",
    "LOAN_CLEARING": "ส่งใช้เงินยืม",
    "EXP_VOUCHER_BUDGET": "ฎีกา",
    "EXP_VOUCHER_CONTRACT": "ฎีกาจากสัญญา",
    "EXP_VOUCHER_EGP": "ฎีกาจากสัญญา e-GP",
    "EXP_VOUCHER_PERSONNEL": "ฎีกาบุคลากร",
    "EXP_VOUCHER_PENSION": "ฎีกาบำเหน็จบำนาญ",
    "EXP_VOUCHER_DEPOSIT": "ฎีกาเงินรับฝาก",
    "EXP_VOUCHER_RESERVE": "ฎีกาเงินสะสม",
    "EXP_VOUCHER_LOAN": "ฎีกาเงินยืม",
    "EXP_VOUCHER_ACCRUED": "ฎีกางบประมาณค้างจ่าย",
    "EXP_VOUCHER_BEFORE_SYSTEM": "ฎีกาค้างจ่ายก่อนเข้าระบบ",
    "EXP_CHEQUE": "รายงานการจัดทำเช็ค",
    "EXP_PAYMENT": "จ่ายเงิน",
    "ACC_GENERAL_JOURNAL": "ใบผ่านรายการบัญชีทั่วไป",
}
OPENING_SHEET = "ยอดยกมา"
OPENING_COLUMNS = ("รายงาน", "รายการ", "คอลัมน์", "จำนวนเงิน", "เลขที่ล่าสุด")
_BUDGET_REGISTER, _LEFT = "ทะเบียนรายจ่ายตามงบประมาณ", "คงเหลือ"
# Balances and names that only the site shows; no clerk keeps a column of them.
_NOT_KEPT = frozenset(
    {
        "งบประมาณคงเหลือ",
        "ยอดเงินรับฝากคงเหลือ",
        "ยอดค้างจ่ายคงเหลือ",
        "มูลค่าสัญญาคงเหลือ",
        "เงินประกันคงเหลือ",
        "ผู้จัดทำ",
    }
)
# Columns that stand blank: numbers that the site gives anew, and what follows from the order of keying.
_BLANK = frozenset(
    {
        "งบประมาณอนุมัติ",
        "คงเหลือก่อนโอน",
        "คงเหลือหลังโอน",
        "ยอดค้างชำระ",
        "เงินยืมคงค้าง",
        "ข้อความเดิม",
        "เลขที่คลังรับ",
        "เลขที่สัญญาในระบบ",
    }
)
_RECEIVER = "lblReceiver"


def columns_of(screen: str, others: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Give the columns of a screen's sheet; `others` has those of the screens that are no declared papers."""
    if screen not in PAPERS:
        return others[SHEETS[screen]]
    paper = PAPERS[screen]
    return (OLD_NUMBER, *(field.caption for field in _kept(paper)))


def rows_of(screen: str, documents: list[tuple[Row, list[Row]]], columns: tuple[str, ...]) -> Iterator[Row]:
    """Give one row for each document, or for each of its lines, with a blank where nothing was written."""
    paper = PAPERS.get(screen)
    blank = {f.caption for f in _fields(paper) if f.show and f.caption in _BLANK} if paper else set()
    for head, lines in documents:
        for line in lines or [{}]:
            row = {**head, **line}
            yield {caption: "" if caption in blank else row.get(caption, "") for caption in columns}


def opening_rows(catalogue: Catalogue) -> Iterator[Row]:
    """Give what a fresh site's registers show: every budget line, no document and no posting yet."""
    for line, levels in catalogue.budget_captions():
        cells = (_BUDGET_REGISTER, " / ".join(levels), _LEFT, line.amount, "")
        yield dict(zip(OPENING_COLUMNS, cells, strict=True))


def _kept(paper: Paper) -> list[Field]:
    return [f for f in _fields(paper) if not (f.show and (f.caption in _NOT_KEPT or f.key == _RECEIVER))]


def _fields(paper: Paper) -> list[Field]:
    return paper.fields() + (list(paper.grid.columns) if paper.grid else [])
