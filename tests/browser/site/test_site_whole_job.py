"""One document, from sign-in to readback, on a plain hand-written application."""

from __future__ import annotations

from decimal import Decimal

import pytest
from little_server import Answer, Asked, LittleServer
from site_making import make_planned, make_screen

from bot.domain.handover import Posted

pytestmark = pytest.mark.browser

FORM = """<!doctype html><title>New</title><h1>New document</h1>
<form method=post action=/save><table>
<tr><td>Payer *:</td><td><input name=payer id=ctl_payer></td></tr>
<tr><td>Amount</td><td><input name=amount></td></tr></table>
<input type=submit value=Save></form>"""


class Office:
    """Stores documents and lists them."""

    def __init__(self, server: LittleServer) -> None:
        self.documents: list[dict[str, str]] = []
        server.pages |= {
            "/": lambda _: "<h1>Home</h1>",
            "/form": lambda _: FORM,
            "/save": self.save,
            "/done": self.done,
            "/list": self.list,
        }

    def save(self, asked: Asked) -> Answer:
        self.documents.append(asked.fields)
        return Answer("", 302, {"Location": f"/done?n={len(self.documents)}"})

    def done(self, asked: Asked) -> str:
        return f"<p>Stored as D-{asked.query['n']}</p>"

    def list(self, _: Asked) -> str:
        rows = "".join(
            f"<tr><td>D-{n}</td><td>{one['payer']}</td><td>{one['amount']}</td></tr>"
            for n, one in enumerate(self.documents, 1)
        )
        return f"<table><tr><th>Number</th><th>Payer</th><th>Amount</th></tr>{rows}</table>"


def test_a_document_is_prepared_committed_and_read_back(site_of, server):
    """The whole job on a plain form: one request, one document, its number, and all its fields again."""
    office = Office(server)
    screen = make_screen()
    planned = make_planned(screen, payer="นายสมชาย ใจดี", amount=Decimal("1234.50"))
    with site_of(screen) as site:
        site.sign_in()
        prepared = site.prepare(planned)
        assert prepared.typed == {"payer": "นายสมชาย ใจดี", "amount": "1234.50"}
        receipt = site.commit(prepared)
        assert (receipt.number, receipt.requests) == ("D-1", 1)
        assert len(receipt.evidence) == 2
        back = site.read_back([Posted(entry=planned.entry, number="D-1")])
        assert back[planned.entry.key].fields == {"payer": "นายสมชาย ใจดี", "amount": "1234.50"}
        assert site.search(planned.entry)[0].number == "D-1"
        assert site.open_found(planned.entry, "D-1").number == "D-1"
    assert office.documents == [{"payer": "นายสมชาย ใจดี", "amount": "1234.50"}]


def test_preview_stores_nothing_and_shows_the_request(site_of, server):
    """In preview the commit is clicked, stopped at the network, and told."""
    office = Office(server)
    screen = make_screen()
    with site_of(screen) as site:
        site.sign_in()
        previewed = site.preview(make_planned(screen, payer="A", amount=Decimal(5)))
    assert previewed.request == {"method": "POST", "url": "/save", "payer": "A", "amount": "5.00"}
    assert office.documents == []
