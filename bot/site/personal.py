"""Finds what must not be seen on a picture: controls and texts that show a personal number."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PERSONAL_ENGINE = "personal"
"""Name of the selector engine: `personal=["pattern", …]`."""

PERSONAL_SCRIPT = """{
  query(root, patterns) { return this.queryAll(root, patterns)[0]; },
  queryAll(root, patterns) {
    const wanted = JSON.parse(patterns).map((one) => new RegExp(one));
    const fits = (text) => wanted.some((one) => one.test(text || ""));
    const found = new Set();
    for (const one of root.querySelectorAll("input, textarea")) if (fits(one.value)) found.add(one);
    for (const one of root.querySelectorAll("select"))
      if ([...one.selectedOptions].some((option) => fits(option.text))) found.add(one);
    const texts = (root.ownerDocument || root).createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const holder = texts.currentNode.parentElement;
      const seen = holder && !holder.closest("script, style, option");
      if (seen && fits(texts.currentNode.data)) found.add(holder);
    }
    return [...found];
  },
}"""


def personal_in(page: Page, patterns: Sequence[str]) -> list[Locator]:
    """Give, for each frame of a page that shows any, what shows a personal number."""
    if not patterns:
        return []
    selector = f"{PERSONAL_ENGINE}={json.dumps(list(patterns), ensure_ascii=False)}"
    found = [frame.locator(selector) for frame in page.frames]
    return [one for one in found if one.count()]
