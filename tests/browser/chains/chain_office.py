"""Workbooks by field name, runs of the bot in this process, and a person in a browser of their own."""

import json
import urllib.request
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from plain_chromium import plain_chromium

from bot import wiring
from bot.config import PacingConfig, PeriodConfig, Settings, SiteConfig
from bot.config_sign_in import SignInConfig
from bot.domain.model import Standing
from bot.jobs import working
from bot.planning.mapping import load_mappings
from bot.practice.menu import by_key, twin_of
from bot.practice.server import Address

MAPPINGS = Path(__file__).parents[3] / "mappings"
Cells = Mapping[str, object]
OPENING = ("รายงาน", "รายการ", "คอลัมน์", "จำนวนเงิน", "เลขที่ล่าสุด")


class ChainOffice:
    """What an office has: the site, a workbook, a ledger; and what the site really stored."""

    def __init__(self, address: Address, folder: Path) -> None:
        """Know the site and where files go."""
        self.address = address
        self.mappings = load_mappings(MAPPINGS)
        self.opening: list[tuple[str, ...]] = []
        """Rows of the opening sheet: report, item, column, amount, last number; none: no such sheet."""
        self.settings = Settings(
            site=SiteConfig(url=f"{address.url}/", office="อบต.บ้านตัวอย่าง", fiscal_year=2567),
            sign_in=SignInConfig(username=address.users[0].username),
            workbook=folder / "entries.xlsx",
            mappings=MAPPINGS,
            ledger=str(folder / "ledger.sqlite3"),
            evidence={"dir": folder / "evidence", "screenshots": "none"},  # type: ignore[arg-type]
            pacing=PacingConfig(settling_delay=0.1, first_wait=0.1, longest_wait=0.2, month_gate=False),
            periods=(
                PeriodConfig(name="lost", **{"from": date(2024, 1, 16), "to": date(2024, 7, 6)}),
                PeriodConfig(name="by hand", **{"from": date(2024, 7, 7)}),
            ),
        )

    def workbook(self, **sheets: Sequence[Cells]) -> None:
        """Write rows by field name; a key is a screen's name."""
        with xlsxwriter.Workbook(str(self.settings.workbook)) as book:
            for screen, rows in sheets.items():
                mapping = self.mappings.screens[screen]
                fields = {**mapping.fields, **(mapping.lines.fields if mapping.lines else {})}
                heads = {name: spec.header for name, spec in fields.items() if spec.header}
                unknown = {name for row in rows for name in row} - set(heads)
                assert not unknown, unknown
                sheet = book.add_worksheet(mapping.sheet)
                for column, (name, header) in enumerate(heads.items()):
                    sheet.write_string(0, column, header)
                    for place, row in enumerate(rows, start=1):
                        if row.get(name) is not None:
                            sheet.write_string(place, column, str(row[name]))
            if self.opening:
                sheet = book.add_worksheet("ยอดยกมา")
                for place, row in enumerate([OPENING, *self.opening]):
                    sheet.write_row(place, 0, row)

    def run(self) -> int:
        """Enter everything that can be entered, what was refused before too; gives the exit code."""
        code = wiring.read_in(self.settings).sound_plan().acknowledge
        return working.run(self.settings, acknowledge=code, by="ผู้ทดสอบ", retry_failed=True)

    def verify(self) -> int:
        """Read everything back; gives the exit code."""
        return working.verify(self.settings, everything=True)

    def standings(self) -> dict[str, Standing]:
        """Give every entry by its original number."""
        with wiring.open_reports(self.settings) as reports:
            return {standing.entry.original: standing for standing in reports.standings()}

    def statuses(self) -> dict[str, str]:
        """Give where every entry stands, by its original number."""
        return {original: str(standing.status) for original, standing in self.standings().items()}

    def door(self, path: str, method: str = "GET", body: object = None) -> Any:
        """Use the back door."""
        data = None if body is None else json.dumps(body).encode()
        head = {"Content-Type": "application/json"}
        request = urllib.request.Request(
            f"{self.address.backdoor}/{path}", data=data, method=method, headers=head
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def stored(self, screen: str) -> list[dict[str, Any]]:
        """Give what is really stored of a screen."""
        return [document for document in self.door("documents") if document["screen"] == screen]

    def person(self, *documents: tuple[str, str], username: str = "approver") -> None:
        """Print and approve documents on their own pages, as a person signed in elsewhere does."""
        user = next(user for user in self.address.users if user.username == username)
        with plain_chromium() as browser:
            page = browser.new_page(locale="th-TH")
            page.on("dialog", lambda dialog: dialog.accept())
            page.goto(self.address.url)
            page.fill("#_ctl0_txtUserName", user.username)
            page.fill("#_ctl0_txtPassword", user.password)
            page.click("input[name='_ctl0:btnLogin']")
            page.wait_for_url("**/Default.aspx")
            for screen, number in documents:
                page.goto(f"{self.address.url}/{by_key(twin_of(screen)).url}")
                page.fill("#_ctl0__ctl0_txtNumber_txtMain", number)
                page.click("#_ctl0__ctl0_search")
                page.click(f"#_ctl0__ctl0_grd a:text-is('{number}')")
                for button in ("btnPrint", "btnApprove"):
                    place = page.locator(f"#_ctl0__ctl0_{button}")
                    if place.count():
                        place.click()
                        page.wait_for_selector(f"#_ctl0__ctl0_lblMessage:has-text('{number}')")
