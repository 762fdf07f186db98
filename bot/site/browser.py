"""Finding a browser that is already there, and launching it quietly."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

from bot.errors import BrowserMissing
from bot.language import say
from bot.site.personal import PERSONAL_ENGINE, PERSONAL_SCRIPT
from bot.site.script import ENGINE, engine_script
from bot.site.watchdog import check_lost

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright, ProxySettings

_OFF = (
    *("NetErrorAutoReload", "OptimizationHints", "MediaRouter", "Translate", "AutofillServerCommunication"),
    # The last flag of this kind counts, and ours comes after Playwright's: so its own are named again.
    # An upgrade to https would ask a site without TLS for its pages twice.
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "AvoidUnnecessaryBeforeUnloadCheckSync"),
    *("DestroyProfileOnBrowserClose", "LensOverlay", "PaintHolding", "ThirdPartyStoragePartitioning"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "NetworkTimeServiceQuerying", "AimEnabled"),
    *("PreconnectToSearch", "msForceBrowserSignIn"),
)
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--metrics-recording-only",
    "--no-default-browser-check",
    "--disable-features=" + ",".join(_OFF),
)

_PROGRAMS: Mapping[str, tuple[str, ...]] = {
    "msedge": ("microsoft-edge", "microsoft-edge-stable", "msedge"),
    "chrome": ("google-chrome", "google-chrome-stable", "chrome"),
    "chromium": ("chromium", "chromium-browser"),
}

_PLACES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Windows": {
        "msedge": ("Microsoft/Edge/Application/msedge.exe",),
        "chrome": ("Google/Chrome/Application/chrome.exe",),
        "chromium": ("Chromium/Application/chrome.exe",),
    },
    "Darwin": {
        "msedge": ("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",),
        "chrome": ("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",),
        "chromium": ("/Applications/Chromium.app/Contents/MacOS/Chromium",),
    },
    "Linux": {
        "msedge": ("/opt/microsoft/msedge/msedge",),
        "chrome": ("/opt/google/chrome/chrome",),
        "chromium": ("/usr/lib/chromium/chromium", "/snap/bin/chromium"),
    },
}

_LIGHT = "chromium-headless-shell"
"""Debian's build of the same Chromium without windows: less than half the work (docs/adr/0018)."""

_WINDOWS_ROOTS = ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData")


@dataclass(frozen=True, kw_only=True)
class BrowserOptions:
    """Which browser and how. `slow` is a pause after each action, in milliseconds (to watch it work)."""

    channel: str = ""
    executable: str = ""
    headless: bool = True
    slow: float = 0
    proxy: str = ""
    ca_file: str = ""


@dataclass(frozen=True, kw_only=True)
class Found:
    """A browser on this computer: which kind, and its program."""

    how: str
    path: Path


def find_browser(options: BrowserOptions, own: Callable[[], str] | None = None) -> Found:
    """Find a browser: configured program, Edge, Chrome, Chromium, Playwright's own; else BrowserMissing.

    Without a window, and when no channel is named, Chromium's light build comes before the whole one.
    `own` gives the program of Playwright's own browser; without it Playwright is asked.
    """
    if options.executable:
        path = Path(options.executable).expanduser()
        if path.is_file():
            return Found(how="configured", path=path)
        raise BrowserMissing(
            say(
                "ไม่พบเบราว์เซอร์ตามที่ตั้งไว้ {p} ให้แก้ browser.executable ในไฟล์ตั้งค่า หรือลบออกเพื่อให้ค้นหาเอง",
                "The browser {p} is not there. Mend browser.executable in the config, or leave it out.",
                p=path,
            )
        )
    kinds = (options.channel,) if options.channel else tuple(_PROGRAMS)
    for kind in kinds:
        windowless = kind == "chromium" and options.headless and not options.channel
        if windowless and (light := shutil.which(_LIGHT)):
            return Found(how=_LIGHT, path=Path(light))
        if path_found := _installed(kind):
            return Found(how=kind, path=path_found)
    if not options.channel or options.channel == "chromium":
        bundled = Path((own or _own_program)())
        if bundled.is_file():
            return Found(how="playwright", path=bundled)
    raise BrowserMissing(
        say(
            "ไม่พบเบราว์เซอร์ในเครื่องนี้ (ค้นหา: {t}) ให้ติดตั้ง Microsoft Edge หรือ Google Chrome "
            "หรือใช้คำสั่ง playwright install chromium",
            "No browser was found on this computer (looked for: {t}). Install Microsoft Edge or Google "
            "Chrome, or run: playwright install chromium",
            t=", ".join((*kinds, "playwright")),
        )
    )


def visible(options: BrowserOptions) -> BrowserOptions:
    """Give the same options with a window that a person sees."""
    return replace(options, headless=False)


@contextmanager
def playwright_with(options: BrowserOptions) -> Iterator[Playwright]:
    """Start Playwright with our selector engine; its own requests trust the system's authorities too."""
    os.environ.setdefault("NODE_USE_SYSTEM_CA", "1")
    if options.ca_file:
        os.environ["NODE_EXTRA_CA_CERTS"] = options.ca_file
    with sync_playwright() as playwright:
        playwright.selectors.register(ENGINE, script=engine_script())
        playwright.selectors.register(PERSONAL_ENGINE, script=PERSONAL_SCRIPT)
        yield playwright


def launch(playwright: Playwright, options: BrowserOptions, proxy: ProxySettings | None) -> Browser:
    """Launch the browser that is found, with all its traffic through `proxy`; else BrowserMissing."""
    found = find_browser(options, lambda: playwright.chromium.executable_path)
    try:
        return playwright.chromium.launch(
            executable_path=found.path,
            headless=options.headless,
            args=[*_QUIET, *(["--no-sandbox"] if _is_root() else [])],
            slow_mo=options.slow or None,
            proxy=proxy,
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
        )
    except Error as error:
        check_lost(error)
        raise BrowserMissing(
            say(
                "เปิดเบราว์เซอร์ {p} ไม่ได้ ให้ลองเบราว์เซอร์อื่นด้วย browser.executable หรือ browser.channel ในไฟล์ตั้งค่า",
                "The browser {p} does not start. Try another with browser.executable or browser.channel.",
                p=found.path,
            )
        ) from error


def _installed(kind: str) -> Path | None:
    names = _PROGRAMS.get(kind, (kind,))
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    system = platform.system()
    for place in _PLACES.get(system, {}).get(kind, ()):
        roots = [os.environ.get(root, "") for root in _WINDOWS_ROOTS] if system == "Windows" else [""]
        for root in roots:
            path = Path(root) / place
            if path.is_file():
                return path
    return None


def _own_program() -> str:
    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def _is_root() -> bool:
    return sys.platform == "linux" and os.geteuid() == 0
