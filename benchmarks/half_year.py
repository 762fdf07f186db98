"""A whole half-year of an office, all four areas, entered and proven: the main job at its real size.

    python benchmarks/half_year.py --entries 3000 --out half_year

The command line enters `sample --all-areas` into a practice site in a process of its own, month by month
(`pacing.month_gate` is on). Whenever the run ends because something waits for a person, a scripted approver
signs in with a browser of their own and prints and approves what the site's own list of waiting documents
shows; what the site refused (a balance that is not there yet) is told to be tried again, as a supervisor
would. At the end `verify` reads back what is left and compares the books.

The judge shares nothing with the bot: the same office is lived through once more in a second practice site
without any browser, and the back door's documents must be those of that site, field by field, line by line
and with the same standing; the numbers that the site gave are compared as "which document is meant". What
the site showed as left at the moment of keying is not compared: while some documents wait, others are keyed
before them. The trial balances of both sites must be equal.

`--judge-again` judges once more what `--keep` kept in `--out`; nothing is entered.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "jobs"))

from office import Office, open_office

from bot.practice import books
from bot.practice.books import Range
from bot.practice.half_year import live_through
from bot.practice.made_up import Row
from bot.practice.menu import by_key
from bot.practice.office_days import OLD_NUMBER
from bot.practice.paper import APPROVE, PRINT
from bot.practice.registers import RECEIPTS
from bot.practice.rules import baht
from bot.practice.site import open_site
from bot.practice.store import Document as SiteDocument
from bot.practice.webforms import PREFIX
from bot.site.browser import BrowserOptions, find_browser

SOME_REFUSED, WAITS = 1, 5
PERIODS = '[{name: "lost", from: "16/01/2567", to: "06/07/2567"}, {name: "by hand", from: "07/07/2567"}]'
_BY_HAND = ("หมายเหตุ", "เล่มที่/เลขที่ (ใบเสร็จเขียนมือ)")
_LINK = "a[href*='control=view']"
_TREASURY_NUMBER = "เลขที่คลังรับ"
"""The second number that the site gives to a voucher; cheques name it."""
_LEFT_THEN = frozenset({"งบประมาณคงเหลือ", "งบประมาณคงเหลือหลังหัก", "ยอดเงินรับฝากคงเหลือ"})
_NOT_IN_A_NUMBER = re.compile(r"([^\w/.\-]+)")

Document = dict[str, Any]


def main() -> int:
    """Enter, approve, verify, judge; 1 unless every document is there once as meant and proven."""
    asked = _arguments()
    if asked.judge_again:
        return _judge_again(asked)
    asked.out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="half-year-") as scratch, open_office(Path(scratch)) as office:
        office.write_config(
            evidence=f"{{dir: evidence, screenshots: {asked.pictures}}}", pacing="{}", periods=PERIODS
        )
        wanted = ("--entries", str(asked.entries), "--seed", str(asked.seed))
        office.call("sample", str(office.workbook), *wanted, "--all-areas")
        rounds, approved, refused = _entered(office)
        entered = time.monotonic()
        verified = office.call("verify", expect=None)
        print(verified.stdout[-1500:])
        ended = time.monotonic()
        meant, of_meant = _meant(Path(scratch) / "meant", asked.entries, asked.seed)
        claims = office.json("status", "--json", "--entries", expect=None)
        if asked.keep:
            _keep(office, claims, asked.out)
        judged = _judged(office.documents(), claims, meant)
        result = {
            "entries": asked.entries,
            "rounds": rounds,
            "approved": approved,
            "refused": refused,
            "verify_exit_code": verified.returncode,
            "counts": claims["counts"],
            "screens": len({entry["screen"] for entry in claims["entries"]}),
            **judged,
            "books_equal": office.back("books") == of_meant,
            "accounts": len(of_meant),
            "hours_entering": round((entered - began) / 3600, 2),
            "minutes_verifying": round((ended - entered) / 60, 1),
        }
    print(json.dumps(result, ensure_ascii=False))
    (asked.out / "result.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", "utf-8")
    proven = claims["counts"].get("VERIFIED") == asked.entries
    sound = not judged["missing"] and not judged["not_meant"] and result["books_equal"]
    return 0 if proven and sound and not verified.returncode else 1


def _judge_again(asked: argparse.Namespace) -> int:
    """Judge the documents that a run kept, by the claims of its ledger; 1 unless all are there as meant."""
    documents = json.loads((asked.out / "documents.json").read_text("utf-8"))
    claims = json.loads((asked.out / "claims.json").read_text("utf-8"))
    with tempfile.TemporaryDirectory(prefix="half-year-") as scratch:
        meant, _ = _meant(Path(scratch) / "meant", asked.entries, asked.seed)
    judged = _judged(documents, claims, meant)
    print(json.dumps(judged))
    return 1 if judged["missing"] or judged["not_meant"] else 0


def _judged(documents: Sequence[Document], claims: Document, meant: Counter[str]) -> dict[str, int]:
    """Compare what is there with what is meant; prints a few of what is only in one of them."""
    original = {one["number"]: one["original"] for one in claims["entries"] if one["number"]}
    there = _shapes(documents, original)
    missing, strange = meant - there, there - meant
    for told, those in (("missing", missing), ("not meant", strange)):
        for one in list(those)[:5]:
            print(told, one)
    return {"documents": there.total(), "missing": missing.total(), "not_meant": strange.total()}


def _entered(office: Office) -> tuple[int, int, int]:
    """Run and approve by turns until nothing goes on; gives the rounds, what was approved, and refusals."""
    rounds = approved = refused = proven = 0
    again: tuple[str, ...] = ()
    began = time.monotonic()
    while True:
        rounds += 1
        ended = office.call("run", *again, expect=None)
        if ended.returncode not in {0, SOME_REFUSED, WAITS}:
            print(ended.stdout[-3000:], ended.stderr[-3000:])
            return rounds, approved, refused
        done = 0
        if ended.returncode:
            with _approver(office) as page:
                done = _approve_what_waits(page, office.url)
        approved += done
        counts = office.json("status", "--json", expect=None)["counts"]
        told = {status: count for status, count in counts.items() if count}
        print(f"{time.monotonic() - began:7.0f} s  round {rounds}: approved {done}, {told}", flush=True)
        not_now = counts["REJECTED"] + counts["FAILED"]
        refused += not_now
        again = ("--retry-failed",) if not_now else ()
        if not done and counts["VERIFIED"] == proven:
            return rounds, approved, refused
        proven = counts["VERIFIED"]


@contextmanager
def _approver(office: Office) -> Iterator[Page]:
    """Sign in with a browser of their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(BrowserOptions()).path)
        page = browser.new_page(java_script_enabled=False)
        approver = next(user for user in office.users if user["role"] == "viewer")
        page.goto(office.url)
        page.locator("[name='_ctl0:txtUserName']").fill(approver["username"])
        page.locator("[name='_ctl0:txtPassword']").fill(approver["password"])
        page.locator("[name='_ctl0:btnLogin']").click()
        try:
            yield page
        finally:
            browser.close()


def _approve_what_waits(page: Page, url: str) -> int:
    """Print and approve what the list of waiting documents shows, until it shows nothing new."""
    approved = 0
    while True:
        page.goto(f"{url}/{by_key('WAITING').url}")
        links = [str(link.get_attribute("href")) for link in page.locator(_LINK).all()]
        done = sum(_approved(page, f"{url}/{link}") for link in links)
        approved += done
        if not done:
            return approved


def _approved(page: Page, link: str) -> bool:
    page.goto(link)
    approve = page.locator(f"[name='{PREFIX}{APPROVE.key}']")
    if not approve.count() and (printing := page.locator(f"[name='{PREFIX}{PRINT.key}']")).count():
        printing.click()
    if not approve.count():
        return False
    approve.click()
    return True


def _meant(folder: Path, entries: int, seed: int) -> tuple[Counter[str], Mapping[str, str]]:
    """Live through the same days in a site without a browser; gives its documents and its balances."""
    folder.mkdir()
    site = open_site(folder / "site.sqlite3", durable=False)
    try:
        sheets = live_through(site, entries=entries, seed=seed)
        documents = list(_beside(site.store.all(), sheets))
        balances = books.balances(site.store, Range())
    finally:
        site.store.close()
    original = {document.number: str(row[OLD_NUMBER]) for document, row in documents}
    shapes = _shapes([_told(document, row) for document, row in documents], original)
    return shapes, {account: str(baht(satang)) for account, satang in balances.items() if satang}


def _beside(
    documents: Iterable[SiteDocument], sheets: Mapping[str, list[tuple[Row, list[Row]]]]
) -> Iterator[tuple[SiteDocument, Row]]:
    """Give each document with the row that the workbook has for it: both stand in the order of keying."""
    rows = {screen: iter(made) for screen, made in sheets.items()}
    for document in documents:
        head, _ = next(rows[document.screen])
        yield document, head


def _told(document: SiteDocument, row: Row) -> Document:
    """Give what the back door would show of it; the number of a hand-written receipt is typed besides."""
    fields, lines = dict(document.fields), [dict(line) for line in document.lines]
    if document.screen in RECEIPTS and row[OLD_NUMBER] != document.number:
        fields |= {caption: str(row[caption]) for caption in _BY_HAND if caption in row}
    known = {"screen": document.screen, "number": document.number, "status": document.status}
    return {**known, "cancelled": document.cancelled, "fields": fields, "lines": lines}


def _shapes(documents: Sequence[Document], original: Mapping[str, str]) -> Counter[str]:
    """Count what documents say, whichever numbers the site gave to them."""
    second = {
        one["fields"][_TREASURY_NUMBER]: original.get(one["number"], one["number"])
        for one in documents
        if _TREASURY_NUMBER in one["fields"]
    }
    both = {**second, **original}
    return Counter(_shape(one, both) for one in documents)


def _shape(document: Document, original: Mapping[str, str]) -> str:
    """Give what a document says, with each number that the site gave replaced by the one it had of old."""
    told = {key: document[key] for key in ("screen", "number", "status", "cancelled", "lines")}
    told["fields"] = {name: text for name, text in document["fields"].items() if name not in _LEFT_THEN}
    return json.dumps(_replaced(told, original), ensure_ascii=False, sort_keys=True)


def _replaced(value: object, original: Mapping[str, str]) -> object:
    match value:
        case str():
            return "".join(original.get(part, part) for part in _NOT_IN_A_NUMBER.split(value))
        case dict():
            return {key: _replaced(one, original) for key, one in value.items()}
        case list():
            return [_replaced(one, original) for one in value]
        case _:
            return value


def _keep(office: Office, claims: Document, out: Path) -> None:
    (out / "claims.json").write_text(json.dumps(claims, ensure_ascii=False), "utf-8")
    (out / "documents.json").write_text(json.dumps(office.documents(), ensure_ascii=False), "utf-8")
    for path in (office.workbook, office.ledger):
        (out / path.name).write_bytes(path.read_bytes())


def _arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--entries", type=int, default=3000)
    asked.add_argument("--seed", type=int, default=4)
    asked.add_argument("--pictures", choices=("all", "failures", "none"), default="failures")
    asked.add_argument("--keep", action="store_true", help="Copy workbook, ledger and documents to --out.")
    asked.add_argument("--judge-again", action="store_true", help="Judge what was kept; enter nothing.")
    asked.add_argument("--out", type=Path, default=Path("half_year"), help="For result.json.")
    return asked.parse_args()


if __name__ == "__main__":
    sys.exit(main())
