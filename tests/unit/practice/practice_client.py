"""A bare HTTP client that reads forms as a browser does, and good values for each screen."""

import http.client
import json
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.practice.catalogue import Catalogue, Option, User, load
from bot.practice.menu import by_key
from bot.practice.server import Address

P = "_ctl0:_ctl0:"


class Page(HTMLParser):
    """An answer: its status and headers, what its form would post, and its text."""

    def __init__(self, status: int, headers: dict[str, str], text: str) -> None:
        """Read the page."""
        super().__init__()
        self.status, self.headers, self.text = status, headers, text
        self.fields: dict[str, str] = {}
        self.options: dict[str, list[tuple[str, str]]] = {}
        self.action = ""
        self._list = self._area = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Gather the controls."""
        got = {name: value or "" for name, value in attrs}
        name = got.get("name", "")
        if tag == "form":
            self.action = got["action"]
        elif tag == "select":
            self._list, self.fields[name], self.options[name] = name, "", []
        elif tag == "option":
            self.options[self._list].append((got["value"], got.get("title", "")))
            if "selected" in got:
                self.fields[self._list] = got["value"]
        elif tag == "textarea":
            self._area, self.fields[name] = name, ""
        elif tag == "input" and got["type"] in ("text", "hidden", "password"):
            self.fields[name] = got.get("value", "")
        elif tag == "input" and got["type"] == "radio" and "checked" in got:
            self.fields[name] = got["value"]

    def handle_endtag(self, tag: str) -> None:
        """Leave a text area."""
        if tag == "textarea":
            self._area = ""

    def handle_data(self, data: str) -> None:
        """Read the text of a text area."""
        if self._area:
            self.fields[self._area] += data.removeprefix("\n")


@dataclass
class Client:
    """One browser: a cookie, and requests one after the other."""

    address: Address
    cookies: dict[str, str] = field(default_factory=dict)

    def request(self, method: str, path: str, body: str | None = None, **headers: str) -> Page:
        """Send one request; no redirect is followed."""
        where = urlsplit(self.address.url)
        line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
        sent = {"Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items()), **headers}
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            line.request(method, f"/{path.lstrip('/')}", body, sent)
            answer = line.getresponse()
            text = answer.read().decode(errors="replace")
        finally:
            line.close()
        got = {name.lower(): value for name, value in answer.getheaders()}
        if cookie := got.get("set-cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Page(answer.status, got, text)

    def get(self, path: str) -> Page:
        """Open a page."""
        return self.request("GET", path)

    def post(
        self, page: Page, changes: dict[str, str] | None = None, *, button: str = "", **headers: str
    ) -> Page:
        """Send the page's form with these changes, by this button."""
        values = {**page.fields, **(changes or {})}
        if button:
            values[button] = "x"
        return self.request("POST", page.action, urlencode(values), **headers)

    def begin_post(self, page: Page, changes: dict[str, str], *, button: str) -> http.client.HTTPConnection:
        """Send the page's form and do not wait for its answer; gives the line, to be closed."""
        where = urlsplit(self.address.url)
        line = http.client.HTTPConnection(where.hostname or "", where.port, timeout=10)
        sent = {
            "Cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        line.request("POST", f"/{page.action}", urlencode({**page.fields, **changes, button: "x"}), sent)
        return line

    def postback(
        self, page: Page, target: str, changes: dict[str, str] | None = None, argument: str = ""
    ) -> Page:
        """Let a control post back."""
        return self.post(page, {**(changes or {}), "__EVENTTARGET": target, "__EVENTARGUMENT": argument})

    def sign_in(self, user: User | None = None) -> Page:
        """Sign in, as the first user if none is named."""
        user = user or self.address.users[0]
        typed = {"_ctl0:txtUserName": user.username, "_ctl0:txtPassword": user.password}
        return self.post(self.get("/"), typed, button="_ctl0:btnLogin")

    def door(self, path: str, method: str = "GET", body: object = None) -> Any:
        """Use the back door."""
        page = self.request(method, f"_practice/{path}", None if body is None else json.dumps(body))
        return json.loads(page.text)

    def documents(self) -> list[dict[str, Any]]:
        """Give what is really stored."""
        return self.door("documents")

    def arm(self, **fault: Any) -> None:
        """Switch one fault on."""
        self.door("faults", "POST", [fault])


def value_of(options: tuple[Option, ...], caption: str) -> str:
    """Give the GUID of a caption."""
    return next(option.value for option in options if option.caption == caption)


def on_screen(typed: dict[str, str]) -> dict[str, str]:
    """Give typed values under the names that the page posts."""
    return {f"{P}{key}": value for key, value in typed.items()}


def tax_receipt(**changes: str) -> dict[str, str]:
    """Give a good receipt of allocated tax, with these keys changed (leaf names left out)."""
    typed = {
        "txtReceiveDate": "05/02/2567",
        "txtPayer": "กรมสรรพากร",
        "txtAmount": "1234.5",
        **changes,
    }
    lists = {"ddlRecTypeName", "rdoPayType"}
    named = {
        key if key in lists else f"{key}:{'ddlMain' if key == 'ddlBank' else 'txtMain'}": typed[key]
        for key in typed
    }
    return on_screen({"ddlRecTypeName": load().allocated_taxes[1].value, "rdoPayType": "1", **named})


def save_tax(client: Client, **changes: str) -> Page:
    """Key a receipt of allocated tax."""
    return client.post(client.get(by_key("REC_TAX_ALLOT").url), tax_receipt(**changes), button=f"{P}btnSave")


def save_income(client: Client, *, in_place: bool = False, **changes: str) -> Page:
    """Key a receipt of other income, in two steps."""
    catalogue = load()
    category = value_of(catalogue.revenue_categories, "รายได้จากทรัพย์สิน")
    chosen = {f"{P}ddlReceiveType:ddlMain": category}
    page = client.postback(
        client.get(by_key("REC_ASSET_RENT_OUTSIDE").url), f"{P}ddlReceiveType:ddlMain", chosen
    )
    typed = tax_receipt(**changes)
    del typed[f"{P}ddlRecTypeName"]
    typed[f"{P}ddlRecTypeName:ddlMain"] = catalogue.revenue_types[category][0].value
    headers = {"X-MicrosoftAjax": "Delta=true"} if in_place else {}
    return client.post(page, typed, button=f"{P}btnSave", **headers)


def voucher_lists(catalogue: Catalogue, item: int = 0) -> dict[str, str]:
    """Give the five levels of a budget line."""
    line = catalogue.budget[item]
    levels = {
        "FbddlPlan": line.plan,
        "FbddlJob": line.job,
        "FbddlCategory": line.category,
        "FbddlType": line.type,
    }
    return on_screen({f"{key}:ddlMain": value for key, value in levels.items()})


def open_voucher(client: Client, item: int = 0) -> Page:
    """Open the voucher screen and choose a budget line."""
    lists = voucher_lists(load(), item)
    page = client.get(by_key("EXP_VOUCHER_BUDGET").url)
    page = client.postback(page, f"{P}FbddlType:ddlMain", lists)
    chosen = {f"{P}ddlItem:ddlMain": load().budget[item].value}
    return client.postback(page, f"{P}ddlItem:ddlMain", chosen)


def save_voucher(client: Client, **changes: str) -> Page:
    """Key a voucher of the first budget line."""
    catalogue = load()
    payee = catalogue.payees[0]
    typed = {
        "txtVoucherDate": "05/02/2567",
        "txtPayee": payee.name,
        "txtTaxId": payee.tax_id,
        "txtDescription": "ค่าจ้างเหมา",
        "txtValue": "1000",
        "txtVat": "70",
        "txtWht": "10",
        **changes,
    }
    named = on_screen({f"{key}:txtMain": value for key, value in typed.items()})
    section = next(s for s in catalogue.sections if s.short == "กค")
    named |= on_screen({"ddlSection:ddlMain": section.value, "ddlSource:ddlMain": catalogue.sources[0].value})
    return client.post(open_voucher(client), named, button=f"{P}btnSave")


def save_journal(client: Client, lines: list[tuple[str, str, str]], description: str = "ปรับปรุง") -> Page:
    """Key a journal voucher of (account, debit, credit) lines."""
    page = client.get(by_key("ACC_GENERAL_JOURNAL").url)
    for _ in lines[2:]:
        page = client.post(page, button=f"{P}btnAdd")
    typed = {"txtDate:txtMain": "29/02/2567", "txtDescription:txtMain": description}
    for row, (account, debit, credit) in enumerate(lines, 2):
        for column, text in (("Account", account), ("Debit", debit), ("Credit", credit)):
            typed[f"grdLine:_ctl{row}:txt{column}:txtMain"] = text
    return client.post(page, on_screen(typed), button=f"{P}btnSave")
