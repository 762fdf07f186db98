"""What the site must be told once, before anything is launched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from bot.site.browser import BrowserOptions
from bot.site.dialect import Dialect
from bot.site.sitting import Recycling


@dataclass(frozen=True, kw_only=True)
class Profile:
    """The user of one role."""

    username: str
    password: Callable[[], str]


@dataclass(frozen=True, kw_only=True)
class SiteOptions:
    """Which site, as whom, through which browser.

    `page_timeout` and `hang_after` are in seconds: a browser that is silent for `hang_after` longer than
    one page may take is ended.
    """

    url: str
    office: str = ""
    fiscal_year: int | None = None
    dialect: Dialect = "webforms"
    method: Literal["form", "person", "none"] = "form"
    username: str = ""
    wait_minutes: float = 15
    page_timeout: float = 60
    hang_after: float = 60
    browser: BrowserOptions = field(default_factory=BrowserOptions)
    recycling: Recycling = field(default_factory=Recycling)
    roles: Mapping[str, Profile] = field(default_factory=dict)
    """The user of each role of the mappings that has one of its own."""
