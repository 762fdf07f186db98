"""A JSF-like Thai system: ids made anew on every load, XML partial updates, cells that become inputs, a modal frame."""

from __future__ import annotations

import html
import re
import secrets
from datetime import date
from decimal import Decimal
from typing import Any

from stand import Answer, Stranger, page, serve

PAYEES = (
    ("C001", "ร้านเจริญพาณิชย์"), ("C002", "ร้านเจริญพาณิชย์ สาขา 2"), ("C003", "บริษัท ทางไทย จำกัด"),
    ("C004", "นางสาวมะลิ ใจดี"),
)  # fmt: skip
ACCOUNTS = ("51010 ค่าวัสดุ", "52020 ค่าเชื้อเพลิง", "53030 ค่าสาธารณูปโภค", "10100 เงินสด")
ROWS = 4
A_PAGE = 3


class Faces(Stranger):
    """Each page has ids of its own; the view state says which."""

    def get(self) -> Answer:
        """Answer the pages."""
        session = self.session()
        if session is None or self.path_only == "/login.xhtml":
            return Answer(body=self._named(page("faces_login", message="")))
        if self.path_only == "/pay/new.xhtml":
            view = secrets.token_hex(6)
            session[view] = {"lines": [{"account": "", "debit": "", "credit": ""} for _ in range(ROWS)]}
            return Answer(body=self._new(view, session[view]))
        if self.path_only == "/pay/payees.xhtml":
            return Answer(body=self._named(self._payees()))
        if self.path_only == "/pay/list.xhtml":
            view = secrets.token_hex(6)
            session[view] = {"first": 0, "wanted": ""}
            table = self._table(session[view])
            return Answer(body=self._named(page("faces_frame", body=page("faces_list", table=table, view=view))))
        if self.path_only == "/pay/view.xhtml":
            return Answer(body=self._named(page("faces_frame", body=self._view(self.store.documents[int(self.asked["d"])]))))
        return Answer(body=self._named(page("faces_frame", body="<h2>หน้าหลัก</h2>")))

    def post(self) -> Answer:
        """Log in, or answer a partial request."""
        if self.path_only == "/login.xhtml":
            if [text for name, text in self.given.items() if name.endswith(":u")] != ["malee"]:
                return Answer(body=self._named(page("faces_login", message="<p class='ui-error'>ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง</p>")))
            return Answer(go="/index.xhtml", cookie=self.begin())
        session = self.session()
        view = self.given.get("javax.faces.ViewState", "")
        if session is None or view not in session:
            return _xml("<error><error-name>ViewExpiredException</error-name></error>")
        source = self.given["javax.faces.source"].rpartition(":")[2]
        state = session[view]
        if source == "cell":
            return self._cell(state)
        if source in {"find", "fwd"}:
            state["wanted"] = self.given.get("wanted", state["wanted"])
            state["first"] = state["first"] + A_PAGE if source == "fwd" else 0
            return _update("docs", self._table(state))
        return self._save(state)

    def _named(self, text: str) -> str:
        """Give every `#name#` an id of its own, new on every load; the same within one page."""
        names: dict[str, str] = {}
        return re.sub(r"#(\w+)#", lambda m: names.setdefault(m[1], f"j_idt{secrets.randbelow(900) + 10}:j_idt{len(names) + 100}"), text)

    def _new(self, view: str, state: dict[str, Any]) -> str:
        rows = "".join(
            f'<tr data-ri="{n}"><td>{n + 1}</td>' + "".join(
                f'<td class="ui-editable-column" data-c="{name}"><span>{_dots(state["lines"][n][name])}</span></td>'
                for name in ("account", "debit", "credit")) + "</tr>"
            for n in range(ROWS)
        )  # fmt: skip
        body = page("faces_new", rows=rows, view=view, accounts="".join(f"<option>{one}</option>" for one in ACCOUNTS))
        look = self.store.look
        if "renamed" in look:
            body = body.replace("คำอธิบาย", "คำชี้แจง")
        if "required" in look:
            body = body.replace("<!--more-->", '<label for="#more#">รหัสโครงการ *</label><input id="#more#" name="more" required>')
        if "swapped" in look:
            body = body.replace('name="book"', 'name="_"').replace('name="about"', 'name="book"').replace('name="_"', 'name="about"')
        return self._named(page("faces_frame", body=body))

    def _payees(self) -> str:
        wanted = self.asked.get("q", "")
        rows = "".join(
            f'<tr><td>{code}</td><td>{name}</td><td><a href="#" onclick="parent.pick(\'{code}\', \'{name}\')">เลือก</a></td></tr>'
            for code, name in PAYEES if wanted in name
        )  # fmt: skip
        return page("faces_payees", rows=rows, q=html.escape(wanted))

    def _cell(self, state: dict[str, Any]) -> Answer:
        line = state["lines"][int(self.given["row"])]
        line[self.given["column"]] = self.given["value"].replace(".", "")
        totals = {side: sum((_number(one[side]) for one in state["lines"]), Decimal()) for side in ("debit", "credit")}
        return _update("sums", f"รวม <b id='dr'>{_money(totals['debit'])}</b> <b id='cr'>{_money(totals['credit'])}</b>",
                       cell=_dots(line[self.given["column"]]))  # fmt: skip

    def _save(self, state: dict[str, Any]) -> Answer:
        given = self.given
        lines = [line for line in state["lines"] if line["account"]]
        debit, credit = (sum((_number(one[side]) for one in lines), Decimal()) for side in ("debit", "credit"))
        found = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", given["day"])
        wrong = ""
        if not found or not given["book"] or not given["payee"]:
            wrong = "กรุณากรอกข้อมูลให้ครบ"
        elif debit != credit or not debit:
            wrong = "เดบิตไม่เท่ากับเครดิต"
        elif any(kept["book"] == given["book"] for kept in self.store.documents):
            wrong = f"เลขที่หนังสือ {given['book']} มีอยู่แล้ว"
        elif debit > 1_000_000:
            wrong = "เกินวงเงินอนุมัติ"
        if wrong:
            return _update("msgs", f'<div class="ui-messages-error">{wrong}</div>')
        assert found
        day = date(int(found[3]) - 543, int(found[2]), int(found[1]))
        number = f"ปจ.{len(self.store.documents) + 1}/{day.year + 543 - 2500}"
        kept = {
            "number": number, "book": given["book"], "day": f"{day:%d/%m}/{day.year + 543}", "about": given["about"],
            "payee": given["payee"], "kind": given.get("kind", ""), "lines": [dict(line) for line in lines],
            "total": _money(debit),
        }  # fmt: skip
        done = _update("whole", f'<div class="ui-messages-info">บันทึกรายการแล้ว เลขที่ {number}</div>')
        return self.store.commit(kept, done, _xml("<redirect url='/login.xhtml'/>"))

    def _table(self, state: dict[str, Any]) -> str:
        found = [(n, kept) for n, kept in enumerate(self.store.documents) if state["wanted"] in kept["book"]]
        rows = "".join(
            f'<tr><td><a href="/pay/view.xhtml?d={n}">{kept["number"]}</a></td><td>{kept["day"]}</td>'
            f"<td>{html.escape(kept['book'])}</td><td>{html.escape(kept['payee'])}</td><td>{kept['total']}</td></tr>"
            for n, kept in found[state["first"] : state["first"] + A_PAGE]
        )
        last = state["first"] + A_PAGE >= len(found)
        return page("faces_table", rows=rows or '<tr><td colspan="5">ไม่พบรายการ</td></tr>',
                    off="ui-state-disabled" if last else "", count=len(found))  # fmt: skip

    def _view(self, kept: dict[str, Any]) -> str:
        rows = "".join(
            f"<tr><td>{line['account']}</td><td>{_dots(line['debit'])}</td><td>{_dots(line['credit'])}</td></tr>"
            for line in kept["lines"]
        )
        texts = {name: html.escape(text) for name, text in kept.items() if isinstance(text, str)}
        return page("faces_view", rows=rows, **texts)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ".") or "0")


def _money(amount: Decimal) -> str:
    return f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))


def _dots(text: str) -> str:
    return _money(_number(text)) if re.fullmatch(r"[\d.,]+", text) else html.escape(text)


def _xml(inside: str) -> Answer:
    body = f'<?xml version="1.0" encoding="UTF-8"?><partial-response>{inside}</partial-response>'
    return Answer(body=body, kind="text/xml; charset=utf-8")


def _update(place: str, inside: str, cell: str = "") -> Answer:
    return _xml(f'<changes><update id="{place}"><![CDATA[{inside}]]></update><cell><![CDATA[{cell}]]></cell></changes>')


if __name__ == "__main__":
    serve(Faces, user="malee", password="dokmai")
