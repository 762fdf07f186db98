"""Makes the report's pictures of the guide from made-up entries, so that they stay true.

    python docs/make_report_pictures.py
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from unit.report import made_up_office as office

from bot.domain.chain import ChainHead
from bot.language import language_of
from bot.planning.undoing import undo_order
from bot.report.approvals import Approved
from bot.report.page import write_report
from bot.report.proof import Proof
from bot.report.undo import write_undo
from bot.site.browser import BrowserOptions, launch, playwright_with

PICTURES = ROOT / "docs" / "pictures"
PARTS = {"summary": "section:first-of-type", "needs-a-person": "#exceptions", "proof": "#proof"}


def main() -> None:
    """Write a report and an undo plan in both languages and take their pictures."""
    PICTURES.mkdir(exist_ok=True)
    standings = office.made_up_standings(office.made_up_entries(24))
    about = office.made_up_about(None, office.made_up_events(standings))
    approval = Approved(
        approver="นายสมชาย", preparer="นางสมศรี", at="13 ส.ค. 2567 09:00:00", plan=about.plan_hash or "ab" * 32,
        key="MCowBQYDK2VwAyEA" + "k" * 28, genuine=True, of_this_plan=True,
    )  # fmt: skip
    proof = Proof(approvals=[approval], head=ChainHead(seq=1742, hash="5f3a9c" * 10 + "77d1"))
    with playwright_with(BrowserOptions()) as playwright, TemporaryDirectory() as folder:
        browser = launch(playwright, BrowserOptions(), None)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for language in ("th", "en"):
            with language_of(language):
                report = write_report(Path(folder) / language, standings, about=about, proof=proof)
                chosen = {one.entry.key for one in standings[:6]}
                undo, _ = write_undo(Path(folder) / language, undo_order(standings, chosen), about=about)
            page.emulate_media(media="screen")
            page.goto(report.as_uri())
            for name, place in PARTS.items():
                shot = PICTURES / f"report-{name}.{language}.png"
                page.locator(place).first.scroll_into_view_if_needed()  # what is skipped gets its size
                page.locator(place).first.screenshot(path=shot)
            page.emulate_media(media="print")
            page.locator("#signatures").screenshot(path=PICTURES / f"report-signatures.{language}.png")
            page.emulate_media(media="screen")
            page.goto(undo.as_uri())
            page.screenshot(path=PICTURES / f"undo-plan.{language}.png")
        browser.close()


if __name__ == "__main__":
    main()
