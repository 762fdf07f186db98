"""Windows from which a form takes a document or a taxpayer; picking lets the form post back."""

from collections.abc import Callable, Mapping

from bot.practice.kinds import shown_money
from bot.practice.listing import Criteria, Found, Listing, Row, all_of
from bot.practice.papers import PAPERS
from bot.practice.papers.receiving import owed
from bot.practice.references import open_documents
from bot.practice.rules import baht
from bot.practice.shown import shown
from bot.practice.site import Site
from bot.practice.webforms import Control

_AMOUNT = "จำนวนเงิน"


def _documents(site: Site, query: Mapping[str, str]) -> Listing:
    paper = PAPERS.get(query.get("for", ""))
    fields = [f for f in paper.referring() if f.key == query.get("field") and f.refers] if paper else []

    def find(criteria: Criteria) -> Found:
        if paper is None or not fields:
            return all_of([])
        found = open_documents(site.world, paper, fields[0], criteria.number)
        return all_of(
            [
                Row(
                    cells=(
                        document.number,
                        shown("วันที่", _day(document.day)),
                        document.party,
                        shown_money(baht(document.satang)),
                        "เลือก",
                    ),
                    link="pick",
                )
                for document in found
            ]
        )

    return Listing(
        criteria=(Control(key="txtNumber", caption="เลขที่เอกสาร", size=20),),
        columns=("เลขที่เอกสาร", "วันที่", "รายละเอียด", _AMOUNT, "เลือก"),
        find=find,
        money=frozenset({_AMOUNT}),
        link_column=4,
        button="ค้นหา",
        template="popup_document.html",
    )


def _taxpayers(site: Site, query: Mapping[str, str]) -> Listing:
    _ = query

    def find(criteria: Criteria) -> Found:
        wanted, facts = criteria.party, site.world
        return all_of(
            [
                Row(
                    cells=(
                        payer.code,
                        payer.name,
                        payer.tax,
                        str(payer.year),
                        payer.address,
                        shown_money(owed(facts, payer)),
                        "เลือก",
                    ),
                    link="pick",
                )
                for payer in site.catalogue.taxpayers
                if wanted in payer.name or wanted in payer.address or wanted in payer.code
            ]
        )

    return Listing(
        criteria=(Control(key="txtParty", caption="ชื่อ / ที่ตั้งทรัพย์สิน / รหัส", size=40),),
        columns=("รหัสผู้เสียภาษี", "ชื่อผู้เสียภาษี", "ภาษี", "ปีภาษี", "ที่ตั้งทรัพย์สิน", "ยอดค้างชำระ", "เลือก"),
        find=find,
        money=frozenset({"ยอดค้างชำระ"}),
        link_column=6,
        button="ค้นหา",
        template="popup_document.html",
    )


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}/{month}/{int(year) + 543}"


LOOK_UPS: Mapping[str, Callable[[Site, Mapping[str, str]], Listing]] = {
    "POP_DOCUMENT": _documents,
    "POP_TAXPAYER": _taxpayers,
}
