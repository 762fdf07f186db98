"""The report and preview pages in a real browser: self-contained, inert to hostile text, usable."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from unit.report import made_up_office as office

from bot.domain.lifecycle import Status
from bot.domain.model import Prepared, Receipt
from bot.language import say
from bot.report.page import write_report
from bot.report.preview_page import PreviewShot, write_preview

pytestmark = pytest.mark.browser

HOSTILE = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


class Watched:
    """A page and everything that it asked for, said or complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.asked: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(dialog.message))


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield Watched(page)
    page.close()


def report(tmp_path: Path, how_many: int = 120) -> Path:
    """Write a report on made-up entries; the first is hostile throughout and has a picture."""
    entries = office.made_up_entries(how_many)
    standings = list(office.made_up_standings(entries))
    picture = tmp_path / "evidence" / "a#b c.png"
    picture.parent.mkdir()
    picture.write_bytes(PIXEL)
    receipt = Receipt(
        number=HOSTILE, message=HOSTILE, at=office.NOW, how="shown", evidence=(picture.name, "gone.png")
    )
    first = replace(entries[0], sheet=HOSTILE, fields=entries[0].fields | {"payer": HOSTILE})
    standings[0] = office.standing(
        Status.MISMATCHED,
        1,
        entry=first,
        number=HOSTILE,
        receipt=receipt,
        message=say("{m}", "{m}", m=HOSTILE),
    )
    about = office.made_up_about(None, office.made_up_events(standings), tmp_path / "evidence")
    return write_report(tmp_path / "out", standings, about=replace(about, office=HOSTILE))


def test_report_asks_for_nothing(tmp_path: Path, watched: Watched) -> None:
    """Opening the report fetches only the report; nothing is refused by its own policy, nothing runs."""
    path = report(tmp_path)
    watched.page.goto(path.as_uri())
    assert watched.asked == [path.as_uri()]
    assert watched.complaints == []
    assert watched.page.title() != "taken"
    assert watched.page.locator("#entries details").count() == 120


def test_policy_holds_against_what_slips_through(tmp_path: Path, watched: Watched) -> None:
    """Even if a script got into the page, the page's policy would not let it run."""
    path = report(tmp_path)
    html = path.read_text(encoding="utf-8")
    path.write_text(html.replace("</main>", HOSTILE + "</main>"), encoding="utf-8")
    watched.page.goto(path.as_uri())
    assert watched.page.title() != "taken"
    assert any("Content Security Policy" in text for text in watched.complaints)


def test_details_open_with_their_pictures(tmp_path: Path, watched: Watched) -> None:
    """An exception's link opens its entry and only then fetches its picture; a lost one stays a link."""
    path = report(tmp_path)
    watched.page.goto(path.as_uri())
    watched.page.locator("#exceptions a[href='#e1']").click()
    entry = watched.page.locator("#e1")
    watched.page.wait_for_function("document.querySelectorAll('#e1 img').length === 1")
    assert entry.evaluate("one => one.open")
    assert entry.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    assert entry.locator(".shots a").count() == 2


def test_searching_and_choosing_a_status(tmp_path: Path, watched: Watched) -> None:
    """Search words and status leave only the entries that fit, and say how many."""
    watched.page.goto(report(tmp_path).as_uri())
    listed = office.made_up_standings(office.made_up_entries(120))
    verified = sum(s.status is Status.VERIFIED for s in listed[1:])
    watched.page.select_option("#status", "VERIFIED")
    assert watched.page.locator("#entries details:visible").count() == verified
    assert watched.page.locator("#shown").inner_text().startswith(f"{verified} /")
    watched.page.select_option("#status", "")
    watched.page.fill("#words", listed[7].entry.key)
    assert watched.page.locator("#entries details:visible").count() == 1


def test_without_scripts_the_report_is_whole(tmp_path: Path, chromium: Browser) -> None:
    """Where scripts are switched off everything can still be read; only the search is missing."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report(tmp_path).as_uri())
    assert page.locator("#tools").is_hidden()
    page.locator("#e5 summary").click()
    assert page.locator("#e5 table").is_visible()
    context.close()


def test_nothing_sticks_out(tmp_path: Path, watched: Watched) -> None:
    """On a narrow and on a wide screen the page itself never scrolls sideways."""
    watched.page.goto(report(tmp_path).as_uri())
    for width in (1280, 800, 400):
        watched.page.set_viewport_size({"width": width, "height": 900})
        assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_contrast_of_statuses(tmp_path: Path, chromium: Browser) -> None:
    """Every status name is readable (4.5 : 1) on its ground, light and dark."""
    path = report(tmp_path)
    for scheme in ("light", "dark"):
        page = chromium.new_page(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(path.as_uri())
        ratios = page.evaluate(CONTRAST)
        assert len(ratios) >= 10
        assert min(ratios.values()) >= 4.5, ratios
        page.close()


def test_paper_shows_what_is_folded(tmp_path: Path, watched: Watched) -> None:
    """For printing the folded tables open, afterwards they fold again."""
    watched.page.goto(report(tmp_path).as_uri())
    folded = "document.querySelectorAll('details.paper:not([open])').length"
    before = watched.page.evaluate(folded)
    assert before > 0
    watched.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert watched.page.evaluate(folded) == 0
    watched.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert watched.page.evaluate(folded) == before
    assert watched.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_five_thousand_entries(tmp_path: Path, watched: Watched) -> None:
    """A whole year of a large office opens in one page and can be searched."""
    watched.page.goto(report(tmp_path, 5000).as_uri())
    watched.page.select_option("#status", "IN_DOUBT")
    found = watched.page.locator("#shown").inner_text()
    assert found.endswith("/ 5,000")
    assert watched.page.locator("#e5000").count() == 1


def preview(tmp_path: Path) -> Path:
    """Write a preview of twelve entries with pictures, the fifth with a problem."""
    picture = tmp_path / "shots" / "1.png"
    picture.parent.mkdir()
    picture.write_bytes(PIXEL)
    shots = []
    for number, planned in enumerate(office.made_up_plan(office.made_up_entries(12)).entries):
        request = {"method": "POST", "url": HOSTILE, HOSTILE: HOSTILE}
        prepared = Prepared(planned=planned, typed=office.typed_of(planned.entry), request=request)
        bad = say("{m}", "{m}", m=HOSTILE) if number == 4 else None
        shots.append(
            PreviewShot(planned=planned, prepared=None if bad else prepared, error=bad, screenshot=picture)
        )
    return write_preview(tmp_path, shots, about=office.made_up_about())


def visible_page(page: Page) -> list[str]:
    return page.evaluate(
        "[...document.querySelectorAll('article')].filter(a => a.offsetHeight).map(a => a.id)"
    )


def test_leafing_through_the_preview(tmp_path: Path, watched: Watched) -> None:
    """Arrow keys turn the pages one by one and stop at both ends; the list follows."""
    page = watched.page
    page.goto(preview(tmp_path).as_uri())
    assert visible_page(page) == ["p1"]
    page.keyboard.press("ArrowLeft")
    assert visible_page(page) == ["p1"]
    page.keyboard.press("ArrowRight")
    page.wait_for_url("**#p2")
    assert visible_page(page) == ["p2"]
    assert page.locator("nav a[aria-current]").get_attribute("href") == "#p2"
    page.locator("nav a[href='#p12']").click()
    page.keyboard.press("ArrowRight")
    assert visible_page(page) == ["p12"]
    page.keyboard.press("ArrowLeft")
    page.wait_for_url("**#p11")
    assert page.locator("header").bounding_box()["y"] == 0  # type: ignore[index]
    assert watched.complaints == []
    assert all(url.endswith((".html", ".png")) or "#" in url for url in watched.asked)
    assert page.title() != "taken"


def test_preview_without_scripts(tmp_path: Path, chromium: Browser) -> None:
    """Where scripts are switched off the links still turn the pages."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(preview(tmp_path).as_uri())
    page.locator("#p1 a[rel=next]").click()
    assert page.locator("#p2").is_visible()
    assert page.locator("#p1").is_hidden()
    context.close()


CONTRAST = """() => {
  const bright = (colour) => {
    const parts = colour.match(/[\\d.]+/g).map(Number).slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const found = {};
  for (const tag of document.querySelectorAll(".tag")) {
    const style = getComputedStyle(tag);
    const [low, high] = [bright(style.color), bright(style.backgroundColor)].sort((a, b) => a - b);
    found[tag.classList[1]] = (high + 0.05) / (low + 0.05);
  }
  return found;
}"""
