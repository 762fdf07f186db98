"""A village fund's old pages: frames in frames, Windows-874, boxes that hold a part of a value, words in alerts."""

from __future__ import annotations

import html
from typing import Any
from urllib.parse import quote

from stand import Answer, Stranger, options, page, serve

MONTHS = (
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
)
SHORT = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
PAYEES = ("ร้านเจริญพาณิชย์", "ร้านเจริญพาณิชย์ สาขา 2", "นางสาวมะลิ ใจดี", "บริษัท ทางไทย จำกัด")
TAX_ID = (1, 4, 5, 2, 1)
"""Digits of each box of the number."""
YEARS = range(2560, 2571)
A_PAGE = 3
LIMIT = 1_000_000


class Fund(Stranger):
    """Every answer is a page in Windows-874; what came of a save is said in an alert."""

    charset = "cp874"

    def get(self) -> Answer:
        """Answer one frame."""
        name = self.path_only.strip("/").removesuffix(".php") or "frames"
        if name.endswith((".gif", ".ico")):
            return Answer(status=404)
        if name == "login":
            return Answer(body=page("fund_login"))
        if self.session() is None:
            return Answer(body=page("fund_gone"))
        made = {"entry": self._entry, "payees": self._payees, "list": self._list, "view": self._view}
        return Answer(body=made[name]() if name in made else page(f"fund_{name}"))

    def post(self) -> Answer:
        """Sign in, or store."""
        given = self.given
        if self.path_only == "/login.php":
            if (given["u"], given["p"]) != ("somsri", "1234"):
                return Answer(body=page("fund_says", words="รหัสไม่ถูกต้อง", then="history.back()"))
            return Answer(go="/", cookie=self.begin())
        if self.session() is None:
            return Answer(body=page("fund_gone"))
        if wrong := self._wrong(given):
            return Answer(body=page("fund_says", words=f"ไม่สามารถบันทึก: {wrong}", then="history.back()"))
        number = f"{len(self.store.documents) + 11}/2567"
        kept = {name: value for name, value in given.items() if not name.startswith("save.")}
        then = "parent.list.location.href = 'list.php'; location.href = 'entry.php'"
        good = Answer(body=page("fund_says", words=f"บันทึกเรียบร้อยแล้ว เลขที่ {number}", then=then))
        return self.store.commit({"no": number, **kept}, good, Answer(body=page("fund_gone")))

    def _wrong(self, given: dict[str, Any]) -> str:
        if any(kept["doc"] == given["doc"] for kept in self.store.documents):
            return "เลขที่หนังสือซ้ำ"
        if not (given["d"] and given["m"] and given["y"] and given["baht"].isdigit()):
            return "ข้อมูลไม่ครบ"
        return "เกินวงเงิน" if int(given["baht"]) > LIMIT else ""

    def _entry(self) -> str:
        years = "".join(f"<option>{year}</option>" for year in YEARS)
        boxes = "-".join(
            f"<input name=tax{n} size={long} maxlength={long} onkeyup='next(this, {n}, {long})'>"
            for n, long in enumerate(TAX_ID, start=1)
        )
        return page("fund_entry", days=options(map(str, range(1, 32)), blank="-วัน-"), months=options(MONTHS, blank="-เดือน-"),
                    years=years, boxes=boxes)  # fmt: skip

    def _payees(self) -> str:
        rows = "".join(
            f"<tr><td>{n:03}<td><a href=\"javascript:pick('{n:03}', '{name}')\">{name}</a>"
            for n, name in enumerate(PAYEES, start=1)
        )
        return page("fund_payees", rows=rows)

    def _list(self) -> str:
        wanted, number = self.asked.get("q", ""), int(self.asked.get("p", "1"))
        found = [kept for kept in self.store.documents if wanted in kept["doc"]]
        part = found[(number - 1) * A_PAGE : number * A_PAGE]
        rows = "".join(
            f"<tr><td>{kept['no']}<td>{kept['doc']}<td nowrap>{kept['d']} {SHORT[int(kept['m']) - 1]} {kept['y'][2:]}"
            f"<td>{html.escape(kept['payee'])}<td align=right>{int(kept['baht']):,}.{kept['satang']}"
            f"<td><a href=\"javascript:show('{kept['no']}')\"><img src=v.gif alt=ดู width=16 height=16></a>"
            for kept in part
        )
        total = sum(int(kept["baht"] + kept["satang"]) for kept in part)
        pages = " ".join(
            f"<b>{n}</b>" if n == number else f"<a href='list.php?p={n}&q={quote(wanted, encoding='cp874')}'>{n}</a>"
            for n in range(1, (len(found) + A_PAGE - 1) // A_PAGE + 1)
        )
        shown = page("fund_rows", rows=rows, total=f"{total // 100:,}.{total % 100:02}", pages=pages)
        return page("fund_list", wanted=html.escape(wanted), shown=shown if found else "ไม่พบข้อมูล")

    def _view(self) -> str:
        kept = next(kept for kept in self.store.documents if kept["no"] == self.asked["id"])
        tax = "-".join(kept[f"tax{n}"] for n in range(1, 6)) if kept["tax1"] else "-"
        day = f"{kept['d']} {MONTHS[int(kept['m']) - 1]} พ.ศ. {kept['y']}"
        safe = {name: html.escape(str(value)) for name, value in kept.items()}
        return page("fund_view", **{**safe, "day": day, "tax": tax, "amount": f"{int(kept['baht']):,}.{kept['satang']}"})


if __name__ == "__main__":
    serve(Fund, user="somsri", password="1234")
