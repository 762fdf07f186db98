"""A real Chromium for looking at the report's pages."""

from collections.abc import Iterator

import pytest
from plain_chromium import plain_chromium
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with plain_chromium() as browser:
        yield browser
