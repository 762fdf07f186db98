"""A PHP-like payables system: framesets, CSRF, a period to choose, key-event masks, an HTML question, a toast."""

from __future__ import annotations

import html
import secrets
from datetime import datetime
from typing import Any

from stand import Answer, Store, Stranger, as_json, options, page, serve

COMPANIES = ("Head office", "Nong Bua branch", "Sai Ngam branch")
PERIODS = ("FY2023", "FY2024", "FY2025")
COST_CENTRES = ("ADM Administration", "PUR Purchasing", "WKS Public works")
LATEST = 6
LIMIT = 50_000
EXPIRED = '<p class="sess">Your session has expired. <a href="/index.php" target="_top">Log in again</a></p>'


class Erp(Stranger):
    """Everything after the login needs a company and a period."""

    def get(self) -> Answer:
        """Answer the pages."""
        session = self.session()
        if self.path_only in {"/", "/index.php"}:
            return Answer(body=page("erp_login", message=""))
        if session is None:
            return Answer(body=EXPIRED)
        if self.path_only == "/company.php":
            return Answer(body=page("erp_company", companies=options(COMPANIES), periods=options(PERIODS)))
        if "period" not in session:
            return Answer(go="/company.php")
        return self._inside(session)

    def post(self) -> Answer:
        """Log in, choose the company, or save."""
        if self.path_only == "/index.php":
            if (self.given.get("usr"), self.given.get("pwd")) != ("clerk", "p@yables"):
                return Answer(body=page("erp_login", message='<font color="red">Login incorrect.</font>'))
            return Answer(go="/company.php", cookie=self.begin(token=secrets.token_hex(8)))
        session = self.session()
        if session is None:
            return as_json({"error": "session"}, 401)
        if self.path_only == "/company.php":
            if not self.given.get("co") or not self.given.get("per"):
                return Answer(body=page("erp_company", companies=options(COMPANIES), periods=options(PERIODS)))
            session["company"] = COMPANIES[int(self.given["co"]) - 1]
            session["period"] = PERIODS[int(self.given["per"]) - 1]
            return Answer(go="/main.php")
        return self._save(session)

    def _inside(self, session: dict[str, Any]) -> Answer:
        if self.path_only == "/main.php":
            return Answer(body=page("erp_frames"))
        if self.path_only == "/top.php":
            return Answer(body=f"<b id='co'>{session['company']}</b> | Period: {session['period']} | clerk")
        if self.path_only == "/menu.php":
            return Answer(body=page("erp_menu"))
        if self.path_only == "/voucher.php":
            look = self.store.look
            form = page("erp_voucher", token=session["token"], centres=options(COST_CENTRES, blank="(none)"))
            if "renamed" in look:
                form = form.replace("Payee name", "Payer name")
            if "required" in look:
                form = form.replace("<!--more-->", "<tr><td>Tax code *</td><td><input name='tax' required></td></tr>")
            if "swapped" in look:
                form = form.replace('name="payee"', 'name="_"').replace('name="ref"', 'name="payee"')
                form = form.replace('name="_"', 'name="ref"')
            return Answer(body=form)
        if self.path_only == "/list.php":
            return Answer(body=self._list())
        if self.path_only == "/view.php":
            return Answer(body=self._view(int(self.asked["id"])))
        return Answer(body="Welcome", status=200)

    def _save(self, session: dict[str, Any]) -> Answer:
        given = self.given
        if given.get("_token") != session["token"]:
            return as_json({"error": "The form is out of date (CSRF)."}, 419)
        try:
            day = datetime.strptime(given["vdate"], "%d-%b-%Y")
        except ValueError:
            return as_json({"error": "Voucher date is not a date."})
        if any(kept["ref"] == given["ref"] for kept in self.store.documents):
            return as_json({"error": f"Duplicate reference {given['ref']}."})
        lines = [
            {"desc": desc, "amount": amount}
            for desc, amount in zip(given["desc[]"], given["amt[]"], strict=True)
            if desc or amount
        ]
        total = sum(float(line["amount"].replace(",", "")) for line in lines)
        if not given["payee"] or not given["cc"] or f"{total:,.2f}" != given["total"]:
            return as_json({"error": "Please complete the form."})
        if total > LIMIT:
            return as_json({"error": f"Voucher {given['ref']} exceeds the limit of 50,000."})
        document = {
            "number": f"AP{len(self.store.documents) + 1:05d}", "ref": given["ref"], "date": f"{day:%d-%b-%Y}",
            "payee": given["payee"], "centre": COST_CENTRES[int(given["cc"]) - 1], "memo": given["memo"],
            "lines": lines, "total": given["total"], "company": session["company"], "period": session["period"],
        }  # fmt: skip
        return self.store.commit(document, as_json({"ok": True}), as_json({"error": "session"}, 401))

    def _list(self) -> str:
        asked = self.asked.get("q", "")
        found = [(n, kept) for n, kept in enumerate(self.store.documents) if asked in kept["ref"]]
        rows = "".join(
            f'<tr><td><a href="view.php?id={n}">{kept["number"]}</a></td><td>{kept["date"]}</td>'
            f"<td>{html.escape(kept['ref'])}</td><td>{html.escape(kept['payee'])}</td><td>{kept['total']}</td></tr>"
            for n, kept in found[::-1][:LATEST]
        )
        return page("erp_list", q=html.escape(asked), rows=rows or "<tr><td colspan=5>No records.</td></tr>")

    def _view(self, place: int) -> str:
        kept = self.store.documents[place]
        lines = "".join(
            f"<tr><td>{n}</td><td>{html.escape(line['desc'])}</td><td align=right>{line['amount']}</td></tr>"
            for n, line in enumerate(kept["lines"], start=1)
        )
        texts = {name: html.escape(text) for name, text in kept.items() if isinstance(text, str)}
        return page("erp_view", rows=lines, **texts)


if __name__ == "__main__":
    serve(Erp, user="clerk", password="p@yables", store=Store())
