"""How stored texts are shown: money with thousands commas, dates unpadded."""

from bot.practice.kinds import read_money, short_date, shown_money
from bot.practice.paper import Value
from bot.practice.papers import PAPERS

_FIELDS = [
    f for paper in PAPERS.values() for f in (*paper.fields(), *(paper.grid.columns if paper.grid else ()))
]
_DATES = frozenset(field.caption for field in _FIELDS if field.value is Value.DATE)
MONEY = frozenset(field.caption for field in _FIELDS if field.value is Value.MONEY) | frozenset(
    {
        "จำนวนเงิน",
        "งบประมาณคงเหลือ",
        "มูลค่าสินค้า/บริการ",
        "ภาษีมูลค่าเพิ่ม",
        "จำนวนเงินที่ขอเบิกทั้งสิ้น",
        "ภาษีหัก ณ ที่จ่าย",
        "ค่าปรับ",
        "หักอื่น ๆ",
        "จำนวนเงินที่รับสุทธิ",
        "งบประมาณคงเหลือหลังหัก",
        "รวมเดบิต",
        "รวมเครดิต",
        "เดบิต",
        "เครดิต",
    }
)


def shown(caption: str, text: str) -> str:
    """Write one stored text as the screens show it: money with commas, dates unpadded."""
    if caption in MONEY and read_money(text) is not None:
        return shown_money(text)
    return short_date(text) if caption.startswith("วันที่") or caption in _DATES else text
