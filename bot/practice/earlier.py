"""Documents that a colleague keyed before a test began, as the back door is handed them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.practice.catalogue import Catalogue
from bot.practice.kinds import read_date, read_money
from bot.practice.paper import APPROVED, PRINTED
from bot.practice.papers import PAPERS
from bot.practice.rules import satang
from bot.practice.store import Draft, Numbering


@dataclass(frozen=True, kw_only=True, slots=True)
class _Captions:
    """Under which captions a screen's documents carry what lists and numbering need."""

    numbers: tuple[str, ...]
    day: str
    party: str
    amount: str
    series: Mapping[str, str] = field(default_factory=dict)


_RECEIPT = _Captions(numbers=("เลขที่ใบเสร็จ",), day="วันที่รับเงิน", party="ผู้ชำระเงิน", amount="จำนวนเงิน")
_SCREENS: Mapping[str, _Captions] = {
    "REC_TAX_ALLOT": _RECEIPT,
    "REC_ASSET_RENT_OUTSIDE": _RECEIPT,
    "EXP_VOUCHER_BUDGET": _Captions(
        numbers=("เลขที่ผู้เบิก", "เลขที่คลังรับ"),
        day="วันที่จัดทำฎีกา",
        party="ผู้รับเงิน",
        amount="จำนวนเงินที่ขอเบิกทั้งสิ้น",
    ),
    "ACC_GENERAL_JOURNAL": _Captions(numbers=("เลขที่",), day="วันที่", party="คำอธิบาย", amount="รวมเดบิต"),
}
_LEVELS = ("แผนงาน", "งาน", "หมวดรายจ่าย", "ประเภทรายจ่าย", "รายการ")


class BadDocumentError(ValueError):
    """The list of documents cannot be understood; nothing of it was stored."""


def read_documents(catalogue: Catalogue, asked: object) -> list[tuple[Draft, str, str]]:
    """Give each document of a JSON list, in the shape of `GET documents`, who keyed it, and its status.

    Numbers in `fields` only name their series: the documents get the next ones. No rule is applied.
    """
    if not isinstance(asked, list):
        message = "expected a JSON list of documents"
        raise BadDocumentError(message)
    try:
        return [(_draft(catalogue, item), _keyer(catalogue, item), _status(item)) for item in asked]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        message = f"not a document as GET gives it: {error!r}"
        raise BadDocumentError(message) from error


def _draft(catalogue: Catalogue, item: Mapping[str, Any]) -> Draft:
    captions, fields = _captions(item["screen"]), item["fields"]
    # Some papers, such as an amended statement, are about no money.
    typed = fields[captions.amount] if captions.amount else "0"
    day, amount = read_date(fields[captions.day]), read_money(typed)
    if day is None or amount is None:
        message = f"date {fields[captions.day]!r} or amount {typed!r}"
        raise ValueError(message)
    return Draft(
        screen=item["screen"],
        numbers=tuple(
            _numbering(catalogue, caption, fields[caption], captions.series.get(caption, ""))
            for caption in captions.numbers
        ),
        fields={caption: text for caption, text in fields.items() if caption not in captions.numbers},
        lines=tuple(item.get("lines", ())),
        day=day.isoformat(),
        party=fields[captions.party],
        satang=satang(amount),
        # What a declared paper does to the budget follows from its fields.
        budget_line="" if item["screen"] in PAPERS else _budget_line(catalogue, fields),
    )


def _captions(screen: str) -> _Captions:
    if screen not in PAPERS:
        return _SCREENS[screen]
    paper = PAPERS[screen]
    return _Captions(
        numbers=tuple(number.caption for number in paper.numbers),
        day=paper.day,
        party=paper.party,
        amount=paper.amount,
        series={number.caption: number.series for number in paper.numbers},
    )


def _numbering(catalogue: Catalogue, caption: str, number: str, series: str) -> Numbering:
    by_name = {"RCPT": "RCPT", "JV": "JV", "คร": "TREASURY", **{s.short: s.code for s in catalogue.sections}}
    head, _, year = number.rpartition("/")
    name, _, run = head.rpartition("-")
    return Numbering(
        caption=caption, series=series or by_name[name], pattern=f"{name}-{{:0{len(run)}d}}/{year}"
    )


def _budget_line(catalogue: Catalogue, fields: Mapping[str, str]) -> str:
    wanted = tuple(fields.get(caption) for caption in _LEVELS)
    return next((line.value for line, levels in catalogue.budget_captions() if levels == wanted), "")


def _status(item: Mapping[str, Any]) -> str:
    status = str(item.get("status", ""))
    return status if status in {PRINTED, APPROVED} else ""


def _keyer(catalogue: Catalogue, item: Mapping[str, Any]) -> str:
    # The first user is the bot's; anyone else is a colleague.
    return str(item.get("user") or catalogue.users[1].username)
