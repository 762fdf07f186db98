"""Looks at everything a run needs and says what is wrong and how to mend it."""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot import wiring
from bot.config import Settings, load_settings
from bot.errors import BotError, BrowserMissing, ConfigError
from bot.jobs.output import print_json, tell
from bot.language import Language, Text, say, use_language
from bot.planning.mapping import Mappings, load_mappings
from bot.site.browser import BrowserOptions, find_browser

if TYPE_CHECKING:
    from bot.site.screens import PlaywrightSite

OK, NOT_WELL = 0, 4
_REACH_SECONDS = 20


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing looked at: well or not, and what to do."""

    what: Text
    well: bool
    told: Text


def examine(config: Path, language: Language | None, *, screens: bool, as_json: bool) -> int:
    """Look at computer, browser, config, mappings, workbook, ledger and site; 0 if all is well."""
    findings = [_computer(), _looked(say("เบราว์เซอร์", "Browser"), lambda: ensure_browser(install=False))]
    settings: Settings | None = None
    try:
        settings = load_settings(config)
    except BotError as error:
        findings.append(Finding(what=say("ไฟล์ตั้งค่า", "Config"), well=False, told=error.text))
    if settings is not None:
        use_language(language or settings.language)
        findings += _office(settings, screens=screens)
    if as_json:
        print_json([{"what": str(f.what), "ok": f.well, "message": str(f.told)} for f in findings])
    else:
        for finding in findings:
            tell(f"{'✓' if finding.well else '✗'} {finding.what}: {finding.told}")
    return OK if all(finding.well for finding in findings) else NOT_WELL


def ensure_browser(*, install: bool, options: BrowserOptions | None = None) -> Text:
    """Say which browser will be used; with `install`, install one if there is none; else BrowserMissing."""
    wanted = options or BrowserOptions()
    try:
        found = find_browser(wanted)
    except BrowserMissing:
        if not install:
            raise
        _install_browser()
        found = find_browser(wanted)
    return say("{h} ที่ {p}", "{h} at {p}", h=found.how, p=found.path)


def _install_browser() -> None:
    """Try Playwright's own browser first, then Debian's as root; the search afterwards tells if it worked."""
    tries = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    apt = shutil.which("apt-get")
    if apt:
        packages = [apt, "install", "-y", "-qq", "fonts-thai-tlwg", "chromium"]
        tries += [[apt, "update", "-qq"], packages, [*packages, "chromium-headless-shell"]]
    for command in tries:
        print(*command, file=sys.stderr)
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=sys.stderr)  # noqa: S603
        if done.returncode == 0 and command is tries[0]:
            return


def _office(settings: Settings, *, screens: bool) -> list[Finding]:
    findings = [Finding(what=say("ไฟล์ตั้งค่า", "Config"), well=True, told=say("ใช้ได้", "fine"))]
    mappings: Mappings | None = None
    try:
        mappings = load_mappings(settings.mappings, screens_needed=False)
        told = _mapped(mappings)
        findings.append(Finding(what=say("ผังหน้าจอ", "Mappings"), well=True, told=told))
    except BotError as error:
        findings.append(Finding(what=say("ผังหน้าจอ", "Mappings"), well=False, told=error.text))
    if mappings is not None and mappings.screens:
        findings.append(_looked(say("สมุดงาน", "Workbook"), lambda: _workbook(settings)))
    findings.append(_looked(say("ทะเบียนงาน", "Ledger"), lambda: _ledger(settings)))
    reach = _looked(say("ระบบ", "Site"), lambda: _reach(settings))
    findings.append(reach)
    if mappings is not None and reach.well:
        findings += _screens(settings, mappings, screens=screens)
    return findings


def _computer() -> Finding:
    told = f"Python {platform.python_version()} · {platform.system()} {platform.release()}"
    return Finding(what=say("เครื่อง", "Computer"), well=True, told=Text(th=told, en=told))


def _mapped(mappings: Mappings) -> Text:
    if mappings.screens:
        return say("{n} หน้าจอ", "{n} screens", n=len(mappings.screens))
    return say(
        "มีแต่ site.yaml ยังไม่มีหน้าจอ เริ่มได้ด้วย elaas-bot learn หน้าเว็บ",
        "only site.yaml, no screen yet; begin one with: elaas-bot learn PAGE",
    )


def _workbook(settings: Settings) -> Text:
    intake = wiring.read_in(settings)
    intake.sound_plan()
    return say("{n} รายการ", "{n} entries", n=len(intake.entries))


def _ledger(settings: Settings) -> Text:
    if "://" not in settings.ledger and not Path(settings.ledger).is_file():
        return say("ยังไม่มี จะสร้างเมื่อเริ่ม run", "none yet; the first run makes it")
    with wiring.open_reports(settings) as reports:
        return say("{n} รายการ", "{n} entries", n=len(reports.standings()))


def _reach(settings: Settings) -> Text:
    url = settings.site.url
    try:
        with urllib.request.urlopen(url, timeout=_REACH_SECONDS) as answer:  # noqa: S310 - http(s), checked by config
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    except OSError as error:
        raise ConfigError(
            say(
                "ติดต่อ {u} ไม่ได้ ({e}) ให้ตรวจ site.url และอินเทอร์เน็ต",
                "{u} cannot be reached ({e}). Check site.url and the network.",
                u=url,
                e=error,
            )
        ) from error
    return say("{u} ตอบ {s}", "{u} answers {s}", u=url, s=status)


def _screens(settings: Settings, mappings: Mappings, *, screens: bool) -> list[Finding]:
    what = say("เข้าสู่ระบบ", "Sign-in")
    findings: list[Finding] = []
    try:
        with wiring.open_site(settings, mappings) as site:
            who = site.sign_in()
            told = say(
                "{u} · {o} · ปีงบประมาณ {y}",
                "{u} · {o} · fiscal year {y}",
                u=who.user,
                o=who.office,
                y=who.fiscal_year,
            )
            findings.append(Finding(what=what, well=True, told=told))
            if screens:
                findings += [_screen(site, screen, mappings) for screen in mappings.screens]
    except BotError as error:
        findings.append(Finding(what=what, well=False, told=error.text))
    return findings


def _screen(site: PlaywrightSite, screen: str, mappings: Mappings) -> Finding:
    what = mappings.screens[screen].title.text
    try:
        checked = site.check_mapping(screen)
    except BotError as error:
        return Finding(what=what, well=False, told=error.text)
    wrong = [(one.place, one.wrong) for one in checked if one.wrong is not None and not one.later]
    if wrong:
        told = Text(
            th="".join(f"\n    {place}: {text.th}" for place, text in wrong),
            en="".join(f"\n    {place}: {text.en}" for place, text in wrong),
        )
        return Finding(what=what, well=False, told=told)
    unseen = sum(1 for one in checked if one.later and one.wrong is not None)
    told = say(
        "ตรงตามผัง {n} จุด ({u} จุดปรากฏภายหลัง)",
        "as mapped, {n} places ({u} show only later)",
        n=len(checked),
        u=unseen,
    )
    return Finding(what=what, well=True, told=told)


def _looked(what: Text, look: Callable[[], Text]) -> Finding:
    try:
        return Finding(what=what, well=True, told=look())
    except BotError as error:
        return Finding(what=what, well=False, told=error.text)
