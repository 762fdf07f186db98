"""Where the voucher screen puts its controls."""

from collections.abc import Mapping

from bot.practice.catalogue import Option
from bot.practice.menu import by_key
from bot.practice.webforms import Control, Kind, element_id

COMPUTED = {
    "txtBalance": "งบประมาณคงเหลือ",
    "txtGross": "จำนวนเงินที่ขอเบิกทั้งสิ้น",
    "txtNet": "จำนวนเงินที่รับสุทธิ",
    "txtBalanceAfter": "งบประมาณคงเหลือหลังหัก",
}
_P = "_ctl0:_ctl0:"
_JOB, _TYPE = element_id(f"{_P}FbddlJob:ddlMain"), element_id(f"{_P}FbddlType:ddlMain")
FILL_JOBS = f"fillList('GetExpExpenseJob','PlanID',this.value,'{_JOB}')"
FILL_TYPES = f"fillList('GetExpExpenseType','categoryID',this.value,'{_TYPE}')"
_POPUP = (
    f"{by_key('POP_PAYEE').url}"
    f"&name={element_id(f'{_P}txtPayee:txtMain')}&taxid={element_id(f'{_P}txtTaxId:txtMain')}"
)
_OPEN_POPUP = f"window.open('{_POPUP}','popPayee','width=760,height=560,scrollbars=yes,resizable=yes')"


def voucher_rows(options: Mapping[str, tuple[Option, ...]]) -> list[list[Control]]:
    """Give the rows of the form, each with one or two captions and their controls."""
    return [
        [_shown("lblVoucherNo", "เลขที่ผู้เบิก"), _shown("lblTreasuryNo", "เลขที่คลังรับ")],
        [Control(key="txtVoucherDate", caption="วันที่จัดทำฎีกา", required=True, size=12)],
        [_select("ddlSection", "ส่วน/กอง ผู้เบิก", options), _select("ddlSource", "แหล่งเงิน", options)],
        [_select("FbddlPlan", "แผนงาน", options, script=FILL_JOBS)],
        [_select("FbddlJob", "งาน", options, posts_back=True, filled_by_script=True)],
        [_select("FbddlCategory", "หมวดรายจ่าย", options, script=FILL_TYPES)],
        [_select("FbddlType", "ประเภทรายจ่าย", options, posts_back=True, filled_by_script=True)],
        [_select("ddlItem", "รายการ", options, posts_back=True)],
        [_computed("txtBalance")],
        [
            Control(
                key="txtPayee", caption="ผู้รับเงิน", kind=Kind.LOOKUP, required=True, script=_OPEN_POPUP, size=42
            ),
            Control(key="txtTaxId", caption="เลขประจำตัวผู้เสียภาษี", kind=Kind.LOOKUP, size=16),
        ],
        [
            Control(key="txtInvoiceNo", caption="เลขที่ใบแจ้งหนี้", size=20),
            Control(key="txtInvoiceDate", caption="วันที่ในใบแจ้งหนี้", size=12),
        ],
        [Control(key="txtDescription", caption="คำอธิบายรายการ", kind=Kind.AREA, required=True)],
        [_money("txtValue", "มูลค่าสินค้า/บริการ", required=True), _money("txtVat", "ภาษีมูลค่าเพิ่ม")],
        [_computed("txtGross")],
        [_money("txtWht", "ภาษีหัก ณ ที่จ่าย"), _money("txtFine", "ค่าปรับ")],
        [_money("txtOther", "หักอื่น ๆ")],
        [_computed("txtNet"), _computed("txtBalanceAfter")],
        [Control(key="txtRemark", caption="หมายเหตุ", kind=Kind.AREA)],
    ]


def _select(  # noqa: PLR0913 - the ways in which the five levels differ
    key: str,
    caption: str,
    options: Mapping[str, tuple[Option, ...]],
    *,
    posts_back: bool = False,
    filled_by_script: bool = False,
    script: str = "",
) -> Control:
    return Control(
        key=key,
        leaf="ddlMain",
        caption=caption,
        kind=Kind.SELECT,
        required=True,
        posts_back=posts_back,
        filled_by_script=filled_by_script,
        script=script,
        options=options[key],
    )


def _money(key: str, caption: str, *, required: bool = False) -> Control:
    return Control(key=key, caption=caption, required=required, posts_back=True, money=True, size=18)


def _computed(key: str) -> Control:
    return Control(key=key, leaf="lblMain", caption=COMPUTED[key], kind=Kind.SHOWN, money=True)


def _shown(key: str, caption: str) -> Control:
    return Control(key=key, leaf="", caption=caption, kind=Kind.SHOWN)
