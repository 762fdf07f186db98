"""Pictures show no personal number: what shows one is covered, everything else is as it was."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bot.domain.masking import PERSONAL
from bot.site.evidence import EvidenceFolder
from bot.site.personal import personal_in
from bot.site.script import page_script

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><body style="margin:0;background:#fff">
<input id=tax value=0105469276006 style="display:block;width:300px;height:40px">
<input id=number value="67-00123-5320-00001" style="display:block;width:300px;height:40px;background:#0f0">
<p id=text style="width:300px;height:40px;margin:0">1-2345-67890-12-3</p>
<select id=bank style="display:block;width:300px;height:40px"><option>no<option selected>123-4-56789-0</select>
<select id=unchosen><option selected>no<option>123-4-56789-0</select>
<script>"0105469276006"</script>
<iframe srcdoc="<p>0105469276006</p>"></iframe></body>"""
PIXEL = """async ([picture, x, y]) => {
  const image = new Image();
  image.src = picture;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return [...context.getImageData(x, y, 1, 1).data.slice(0, 3)];
}"""


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A page with numbers of every kind, in a browser as the bot starts it."""
    context = browser.new_context()
    context.add_init_script(page_script())
    opened = context.new_page()
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    opened.goto(path.as_uri())
    yield opened
    context.close()


def test_personal_numbers_are_covered(page: Page, tmp_path: Path) -> None:
    """Fields, texts, chosen options and frames; the picture is black there and as it was elsewhere."""
    main, frame = personal_in(page, PERSONAL)
    assert [one.get_attribute("id") for one in main.all()] == ["tax", "bank", "text"]
    assert frame.inner_text() == "0105469276006"
    before = page.content()
    folder = EvidenceFolder(tmp_path / "evidence", personal=PERSONAL)
    (name,) = folder.picture(page, "k", "shot")
    assert page.content() == before
    data = base64.b64encode((tmp_path / "evidence" / name).read_bytes()).decode()

    def colour(element: str) -> list[int]:
        box = page.locator(element).bounding_box()
        assert box
        where = [int(box["x"] + box["width"] / 2), int(box["y"] + box["height"] / 2)]
        found: list[int] = page.evaluate(PIXEL, [f"data:image/jpeg;base64,{data}", *where])
        return found

    for element in ("#tax", "#text", "#bank"):
        assert max(colour(element)) < 20
    assert colour("#number")[1] > 200


def test_where_it_is_not_wanted(page: Page) -> None:
    """Without patterns nothing is looked for."""
    assert personal_in(page, ()) == []
