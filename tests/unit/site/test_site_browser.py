"""Finding a browser without having one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import BrowserMissing
from bot.site import browser, proxies
from bot.site.browser import BrowserOptions, find_browser
from bot.site.proxies import proxy_for


@pytest.fixture
def computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    programs: dict[str, str] = {}
    monkeypatch.setattr(browser.shutil, "which", programs.get)
    monkeypatch.setattr(browser, "_PLACES", {})
    return programs


def _program(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("", encoding="utf-8")
    return path


def test_the_configured_program_comes_first_and_must_be_there(
    tmp_path: Path, computer: dict[str, str]
) -> None:
    """A wrong path is told, never replaced by another browser without a word."""
    path = _program(tmp_path, "mine")
    assert find_browser(BrowserOptions(executable=str(path))).how == "configured"
    with pytest.raises(BrowserMissing, match="nowhere"):
        find_browser(BrowserOptions(executable=str(tmp_path / "nowhere")))


def test_edge_before_chrome_before_chromium_before_playwright_s_own(
    tmp_path: Path, computer: dict[str, str]
) -> None:
    """The order that offices' computers want."""
    own = str(_program(tmp_path, "own"))
    assert find_browser(BrowserOptions(), lambda: own).how == "playwright"
    for name, how in (("chromium", "chromium"), ("google-chrome", "chrome"), ("msedge", "msedge")):
        computer[name] = f"/bin/{name}"
        assert find_browser(BrowserOptions(), lambda: own).how == how
    assert find_browser(BrowserOptions(channel="chrome"), lambda: own).how == "chrome"


def test_without_a_window_the_light_build_of_chromium_is_taken(computer: dict[str, str]) -> None:
    """It shows no window, so a person's eyes or a named channel get the whole browser."""
    computer.update({"chromium": "/bin/chromium", "chromium-headless-shell": "/bin/light"})
    assert find_browser(BrowserOptions()).path == Path("/bin/light")
    assert find_browser(BrowserOptions(headless=False)).path == Path("/bin/chromium")
    assert find_browser(BrowserOptions(channel="chromium")).path == Path("/bin/chromium")
    computer["msedge"] = "/bin/msedge"
    assert find_browser(BrowserOptions()).how == "msedge"


def test_none_at_all_says_what_to_do(tmp_path: Path, computer: dict[str, str]) -> None:
    """The message names what was looked for and how to get one."""
    with pytest.raises(BrowserMissing, match="playwright install chromium"):
        find_browser(BrowserOptions(), lambda: str(tmp_path / "none"))


def test_windows_places_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Edge is found where Windows installs it, though it is not on the path."""
    place = tmp_path / "Microsoft" / "Edge" / "Application"
    place.mkdir(parents=True)
    _program(place, "msedge.exe")
    monkeypatch.setattr(browser.shutil, "which", lambda _name: None)
    monkeypatch.setattr(browser.platform, "system", lambda: "Windows")
    monkeypatch.setenv("ProgramFiles(x86)", str(tmp_path))
    assert find_browser(BrowserOptions()).how == "msedge"


def test_the_system_s_proxy_serves_browser_and_single_shot_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loopback goes direct; a configured proxy wins; user and password are handed over."""
    monkeypatch.setattr(proxies.urllib.request, "getproxies", lambda: {"http": "http://u:p@proxy:3128"})
    monkeypatch.setattr(proxies.urllib.request, "proxy_bypass", lambda _host: False)
    assert proxy_for(BrowserOptions(), "http://127.0.0.1:80/") is None
    assert proxy_for(BrowserOptions(), "http://site.go.th/") == {
        "server": "http://proxy:3128", "username": "u", "password": "p",
    }  # fmt: skip
    assert proxy_for(BrowserOptions(proxy="http://mine:1"), "http://site.go.th/") == {
        "server": "http://mine:1"
    }
    monkeypatch.setenv("ELAAS_BOT_PROXY_PASSWORD", "w")
    assert proxy_for(BrowserOptions(proxy="http://me@mine:1"), "http://site.go.th/") == {
        "server": "http://mine:1", "username": "me", "password": "w",
    }  # fmt: skip
