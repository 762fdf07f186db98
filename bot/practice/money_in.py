"""What the made-up office receives: every kind of receipt, and at the end of a day the way to the bank."""

import random
from decimal import Decimal

from bot.practice.catalogue import Catalogue
from bot.practice.kinds import CENT
from bot.practice.made_up import CASH, TRANSFER, Maker, Row
from bot.practice.office_days import OfficeDays
from bot.practice.papers.depositing import BANKED, RECEIPTS, SLIP, SUMMARY
from bot.practice.papers.receiving import owed
from bot.practice.phrases import month_of
from bot.practice.rules import ZERO
from bot.practice.store import Document
from bot.practice.wanted import Wanted

_COUNTED = "จำนวนใบเสร็จรับเงิน"
_GRANTS = (("อาหารกลางวัน", 120_000), ("เบี้ยยังชีพผู้สูงอายุ", 820_000), ("เบี้ยยังชีพความพิการ", 220_000))


class MoneyIn:
    """Keys receipts of one day, and what follows them in the evening."""

    def __init__(self, office: OfficeDays, maker: Maker, dice: random.Random) -> None:
        """Key into this office's books."""
        self._office, self._maker, self._dice = office, maker, dice

    def one(self) -> None:
        """Key one receipt of some kind."""
        kinds = (
            (6, "REC_TAX_ALLOT", self._maker.tax),
            (10, "REC_ASSET_RENT_OUTSIDE", self._maker.income),
            (8, "REC_TAX", self._tax),
            (1, "REC_TAX_ALLOT_LINK", self._linked),
            (1, "REC_GRANT_GENERAL", self._general),
            (1, "REC_GRANT_SPECIFIC", self._specific),
            (2, "REC_SLAUGHTER_DUTY", self._animals),
            (1, "REC_SLAUGHTERHOUSE", self._animals),
            (1, "REC_ANIMAL_STABLE", self._animals),
            (2, "REC_DEPOSIT", self._held),
        )
        [(_, screen, make)] = self._dice.choices(kinds, [weight for weight, _, _ in kinds])
        if row := make():
            self._office.key_in(screen, row)

    def evening(self) -> None:
        """Carry the day's receipts over slip and summary to the bank."""
        receipts = self._of_today(*RECEIPTS)
        if not receipts:
            return
        day, staff = self._office.today, self._catalogue.staff
        lines: list[Row] = [{"เลขที่ใบเสร็จ": receipt.number} for receipt in receipts]
        slip = self._office.key_in(
            SLIP,
            {
                "วันที่นำส่ง": day,
                "ส่วน/กอง": self._catalogue.sections[2].caption,
                "ผู้นำส่งเงิน": staff[1].caption,
                "ผู้รับเงิน": staff[2].caption,
            },
            lines,
        )
        if slip is None:
            return
        head: Row = {"วันที่สรุป": day, "ผู้ตรวจสอบ": staff[0].caption}
        summary = self._office.key_in(SUMMARY, head, [{"เลขที่ใบนำส่ง": slip.number}])
        if summary and Decimal(summary.fields["รวมเงินสด"]):
            self._office.key_in(
                BANKED,
                {
                    "วันที่นำฝาก": day,
                    "ใบสำคัญสรุปใบนำส่ง": summary.number,
                    "บัญชีธนาคาร": self._catalogue.banks[0].caption,
                    "จำนวนเงิน": Decimal(summary.fields["รวมเงินสด"]),
                    "เลขที่ใบนำฝากของธนาคาร": f"BR{self._dice.randint(10_000, 99_999)}",
                },
            )

    @property
    def _catalogue(self) -> Catalogue:
        return self._office.site.catalogue

    def _of_today(self, *screens: str) -> list[Document]:
        day = self._office.today.isoformat()
        return self._office.site.store.some(Wanted(screens=screens, first=day, last=day), skip=0, limit=-1)

    def _paid(self, *, cash: bool) -> Row:
        if cash:
            return {"ประเภทการรับเงิน": CASH, _COUNTED: 1}
        bank = self._dice.choice(self._catalogue.banks[:3]).caption
        return {"ประเภทการรับเงิน": TRANSFER, "บัญชีธนาคาร": bank, _COUNTED: 1}

    def _receipt(self, payer: str, own: Row, *, cash: bool) -> Row:
        return {"วันที่รับเงิน": self._office.today, "ผู้ชำระเงิน": payer, **own, **self._paid(cash=cash)}

    def _tax(self) -> Row | None:
        world = self._office.site.world
        owing = [payer for payer in self._catalogue.taxpayers if owed(world, payer) > ZERO]
        if not owing:
            return None
        payer = self._dice.choice(owing)
        left = owed(world, payer)
        part = left if self._dice.random() < 0.4 else max(CENT, (left / 2).quantize(CENT))  # noqa: PLR2004 - how many pay all
        late = (part / 100).quantize(CENT) if payer.debtor else ZERO
        return {
            "วันที่รับเงิน": self._office.today,
            "รหัสผู้เสียภาษี": payer.code,
            "ชำระภาษี": part,
            "เงินเพิ่ม": late,
            "รายละเอียด": f"{payer.tax} ปี {payer.year}",
            **self._paid(cash=self._dice.random() < 0.8),  # noqa: PLR2004 - how many pay cash
        }

    def _linked(self) -> Row:
        month = month_of(self._office.today)
        own: Row = {
            "ประเภทรายรับ": self._dice.choice(("ภาษีมูลค่าเพิ่ม 1ใน 9", "ภาษีสรรพสามิต")),
            "เลขที่หนังสือแจ้งจัดสรร": f"มท 0808.3/{self._dice.randint(100, 9999)}",
            "งวดประจำเดือน": month,
            "จำนวนเงิน": self._amount(20_000, 400_000),
        }
        return self._receipt("กรมส่งเสริมการปกครองท้องถิ่น (ตัวอย่าง)", own, cash=False)

    def _general(self) -> Row:
        own: Row = {
            "ประเภทรายรับ": "เงินอุดหนุนทั่วไป",
            "เลขที่หนังสือจัดสรร": f"ตย 0023.3/{self._dice.randint(100, 9999)}",
            "งวดที่": self._dice.randint(1, 4),
            "จำนวนเงิน": self._amount(100_000, 2_000_000),
        }
        return self._receipt("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดตัวอย่าง", own, cash=False)

    def _specific(self) -> Row:
        purpose, most = self._dice.choice(_GRANTS)
        own: Row = {
            "ประเภทรายรับ": "เงินอุดหนุนระบุวัตถุประสงค์",
            "ชื่อโครงการ/วัตถุประสงค์": purpose,
            "เลขที่หนังสือจัดสรร": f"ตย 0023.3/{self._dice.randint(100, 9999)}",
            "งวดที่": self._dice.randint(1, 4),
            "จำนวนเงิน": self._amount(most // 10, most),
        }
        return self._receipt("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดตัวอย่าง", own, cash=False)

    def _animals(self) -> Row:
        own: Row = {
            "ชนิดสัตว์": self._dice.choice(self._catalogue.animals).caption,
            "จำนวนตัว": self._dice.randint(1, 12),
        }
        return self._receipt(self._dice.choice(self._catalogue.payees).name, own, cash=True)

    def _held(self) -> Row:
        own: Row = {
            "ประเภทเงินรับฝาก": self._dice.choice(self._catalogue.held[3:]).caption,
            "จำนวนเงิน": self._amount(100, 9_000),
        }
        cash = self._dice.random() < 0.5  # noqa: PLR2004 - even odds
        return self._receipt(self._dice.choice(self._catalogue.payees).name, own, cash=cash)

    def _amount(self, least: int, most: int) -> Decimal:
        return Decimal(self._dice.randint(least, most)) + Decimal(self._dice.choice((0, 25, 50, 75))) / 100
