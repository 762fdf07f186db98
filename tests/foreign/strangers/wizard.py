"""A three-page wizard of a municipality: session draft, reloads, fieldsets, a confirming window, struck-out rows."""

from __future__ import annotations

import html
from typing import Any

from stand import Answer, Store, Stranger, options, page, serve

DIVISIONS = {"Education": ("School meals", "Scholarships"), "Works": ("Roads", "Drains", "Lighting")}
A_PAGE = 3
OLD = [
    {"number": "RQ-001", "title": "Paper", "letter": "MT 55/1", "state": "", "amount": "100.00", "date": "2 January 2024"},
    {"number": "RQ-002", "title": "Milk", "letter": "MT 60/2", "state": "void", "amount": "850.00", "date": "6 March 2024",
     "division": "Education", "work": "School meals", "priority": "normal", "attach": ["quote"], "reason": "",
     "lines": [{"what": "Milk", "qty": "100", "price": "8.50"}]},
    {"number": "RQ-003", "title": "Sand", "letter": "MT 56/1", "state": "", "amount": "90.00", "date": "9 March 2024"},
]  # fmt: skip


class Wizard(Stranger):
    """Every POST but the last only keeps a draft in the session."""

    def get(self) -> Answer:
        """Answer the pages."""
        session = self.session()
        if session is None:
            return Answer(body=page("wiz_login", message="")) if self.path_only == "/login" else Answer(go="/login")
        draft = session.setdefault("draft", {"lines": []})
        if self.path_only == "/request/start":
            draft.clear()
            draft["lines"] = []
            return Answer(go="/request/1")
        if self.path_only == "/request/1":
            return Answer(body=self._frame(self._first(draft)))
        if self.path_only == "/request/2":
            return Answer(body=self._frame(self._second(draft)))
        if self.path_only == "/request/3":
            return Answer(body=self._frame(page("wiz_review", message="", **self._told(draft))))
        if self.path_only == "/request/confirm":
            return Answer(body=page("wiz_confirm", title=html.escape(draft["title"])))
        if self.path_only == "/requests":
            return Answer(body=self._frame(self._list()))
        if self.path_only.startswith("/requests/"):
            kept = self.store.documents[int(self.path_only.rpartition("/")[2])]
            return Answer(body=self._frame(page("wiz_view", **self._told(kept))))
        return Answer(body=self._frame("<h2>Noticeboard</h2>"))

    def post(self) -> Answer:
        """Log in, keep a draft, or store."""
        if self.path_only == "/login":
            if (self.given.get("who"), self.given.get("secret")) != ("pim", "mango"):
                return Answer(body=page("wiz_login", message="<b>Unknown user</b>"))
            return Answer(go="/", cookie=self.begin())
        session = self.session()
        if session is None:
            return Answer(go="/login")
        draft = session["draft"]
        if self.path_only == "/request/1":
            draft.update({name: text for name, text in self.given.items() if name != "attach[]"})
            draft["attach"] = self.given.get("attach[]", [])
            draft.setdefault("priority", "")
            return Answer(go="/request/1" if "reload" in self.given else "/request/2")
        if self.path_only == "/request/2":
            if "add" in self.given:
                draft["lines"].append({name: self.given[name] for name in ("what", "qty", "price")})
                return Answer(go="/request/2")
            return Answer(go="/request/3")
        return self._commit(draft)

    def _first(self, draft: dict[str, Any]) -> str:
        division = list(DIVISIONS)[int(draft["division"]) - 1] if draft.get("division") else ""
        values = {name: html.escape(str(draft.get(name, ""))) for name in ("title", "letter", "date", "reason")}
        form = page(
            "wiz_first", divisions=options(DIVISIONS, draft.get("division", ""), "Select…"),
            works=options(DIVISIONS.get(division, ()), draft.get("work", ""), "Select…"),
            **{f"{name}_{one}": "checked" if draft.get(name) == one or one in draft.get(name, ()) else ""
               for name, one in (("priority", "normal"), ("priority", "urgent"), ("attach", "quote"), ("attach", "plan"))},
            **values,
        )  # fmt: skip
        look = self.store.look
        if "renamed" in look:
            form = form.replace("Subject", "Object")
        if "required" in look:
            form = form.replace("<!--more-->", '<p><label>Budget line* <input name="budget" required></label></p>')
        if "swapped" in look:
            form = form.replace('name="title"', 'name="_"').replace('name="letter"', 'name="title"')
            form = form.replace('name="_"', 'name="letter"')
        return form

    def _second(self, draft: dict[str, Any]) -> str:
        return page("wiz_second", rows=_rows(draft["lines"]), total=_total(draft["lines"]))

    def _told(self, kept: dict[str, Any]) -> dict[str, str]:
        texts = {name: html.escape(text) for name, text in kept.items() if isinstance(text, str)}
        if kept.get("division", "").isdigit():
            texts["division"] = list(DIVISIONS)[int(kept["division"]) - 1]
            texts["work"] = DIVISIONS[texts["division"]][int(kept["work"]) - 1]
        texts["quote"] = "enclosed" if "quote" in kept.get("attach", ()) else "not enclosed"
        texts["plan"] = "enclosed" if "plan" in kept.get("attach", ()) else "not enclosed"
        lines = kept.get("lines", [])
        return {"number": "", "division": "", "work": "", "priority": "", "reason": "",
                **texts, "rows": _rows(lines), "total": _total(lines)}  # fmt: skip

    def _commit(self, draft: dict[str, Any]) -> Answer:
        if draft["title"].startswith("Forbidden"):
            return Answer(body=page("wiz_refused", why="The subject is not allowed by regulation 7."))
        number = f"RQ-{len(self.store.documents) + 1:03d}"
        told = self._told(draft)
        kept = {
            "number": number, "state": "", "amount": _total(draft["lines"]), "lines": list(draft["lines"]),
            "attach": draft["attach"], "priority": draft["priority"],
            **{name: html.unescape(told[name]) for name in ("title", "letter", "date", "reason", "division", "work")},
        }  # fmt: skip
        return self.store.commit(kept, Answer(body=page("wiz_done", number=number)), Answer(go="/login"))

    def _list(self) -> str:
        at = int(self.asked.get("page", "1"))
        kept = list(enumerate(self.store.documents))[::-1]
        rows = "".join(
            f'<tr class="{"void" if one["state"] else "live"}">' + "".join(
                f"<td>{f'<s>{text}</s>' if one['state'] else text}</td>"
                for text in (f'<a href="/requests/{n}">{one["number"]}</a>', html.escape(one["letter"]),
                             html.escape(one["title"]), one["date"], one["amount"])
            ) + "</tr>"
            for n, one in kept[(at - 1) * A_PAGE : at * A_PAGE]
        )  # fmt: skip
        last = -(-len(kept) // A_PAGE)
        links = " ".join(
            f"<b>{n}</b>" if n == at else f'<a href="/requests?page={n}">{n}</a>' for n in range(1, last + 1)
        )
        return page("wiz_list", rows=rows, links=links)

    def _frame(self, body: str) -> str:
        return page("wiz_frame", body=body)


def _total(lines: list[dict[str, str]]) -> str:
    return f"{sum(float(line['qty']) * float(line['price'].replace(',', '')) for line in lines):,.2f}"


def _rows(lines: list[dict[str, str]]) -> str:
    return "".join(
        f"<tr><td>{html.escape(line['what'])}</td><td>{line['qty']}</td>"
        f"<td>{float(line['price'].replace(',', '')):,.2f}</td></tr>"
        for line in lines
    )


if __name__ == "__main__":
    serve(Wizard, user="pim", password="mango", store=Store(documents=[dict(one) for one in OLD]))
