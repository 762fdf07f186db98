"""A page of ours becomes a PDF for A4 paper, made by the browser that is there anyway."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Error

from bot.errors import ReportNotWritten
from bot.language import say
from bot.site.browser import BrowserOptions, launch, playwright_with

_LONGEST = 300_000
_FOOT = (
    '<div style="font-size:7pt;width:100%;text-align:center;color:#444">'
    '<span class="pageNumber"></span> / <span class="totalPages"></span></div>'
)


def print_pdf(page: Path, pdf: Path, options: BrowserOptions) -> Path:
    """Print a page that needs nothing but itself; ReportNotWritten or BrowserMissing when that fails.

    The browser has no network: the page is a file, and every request for anything else is refused.
    """
    nowhere = {"server": "http://127.0.0.1:9"}
    with playwright_with(options) as playwright:
        browser = launch(playwright, options, nowhere)  # type: ignore[arg-type]  # a proxy that nobody is
        try:
            tab = browser.new_page(offline=True)
            tab.set_default_timeout(_LONGEST)
            tab.goto(page.resolve().as_uri())
            tab.evaluate("dispatchEvent(new Event('beforeprint'))")
            tab.pdf(
                path=pdf,
                prefer_css_page_size=True,
                print_background=True,
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=_FOOT,
            )
        except (Error, OSError) as error:
            raise ReportNotWritten(
                say(
                    "พิมพ์ {p} เป็น PDF ไม่ได้ รายงานหน้าเว็บและสมุดงานใช้ได้ตามปกติ ให้เปิดหน้าเว็บแล้วพิมพ์จากเบราว์เซอร์แทน",
                    "{p} could not be printed as PDF. Web page and workbook are all right: open the page"
                    " and print it from the browser.",
                    p=page.name,
                )
            ) from error
        finally:
            browser.close()
    return pdf
