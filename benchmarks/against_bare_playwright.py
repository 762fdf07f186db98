"""Our run + verify beside a bare Playwright script: same kind of site process, same documents, same Chromium.

    python benchmarks/against_bare_playwright.py --entries 32 --rounds 3

Each round enters the same documents into two empty practice sites: into one by `bare.py`, into the other
by our own rooms (search, fill, read again, announce, commit, pictures, and at the end the verification). The
two take turns document by document, so that both meet the same moods of the computer, and who goes first
alternates. Launching browsers and signing in are left out on both sides. Both must store every document as
the workbook has it; the sites' back doors are asked. Seconds mean nothing elsewhere: only the ratio does.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from queue import Queue
from typing import Self

from bare import Bare, Document
from loguru import logger
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "jobs"))

from office import Office, open_office
from stored import SCREENS, stored, wanted

from bot.config import PASSWORD_VARIABLE, load_settings
from bot.domain.model import Plan, PlannedEntry
from bot.engine.runner import Orders
from bot.planning.mapping import Mappings
from bot.practice.sample import write_sample
from bot.site.browser import BrowserOptions, launch
from bot.wiring import make_runner, open_site, open_store, read_in

_CONFIG = """\
site: {{url: "{url}/", office: "อบต.บ้านตัวอย่าง", fiscal_year: 2567, dialect: webforms}}
sign_in: {{method: form, username: "{username}"}}
workbook: {workbook}
mappings: '{mappings}'
evidence: {{screenshots: {pictures}}}
"""


class BareSide:
    """The bare script in a thread and a browser of its own, working one document at a time when asked."""

    def __init__(self, office: Office) -> None:
        """Work on this office's site."""
        self._office = office
        self._wanted: Queue[Document | None] = Queue()
        self._spent: Queue[float | BaseException] = Queue()
        self._thread = threading.Thread(target=self._work, daemon=True)

    def __enter__(self) -> Self:
        """Launch the browser and sign in."""
        self._thread.start()
        self._answer()
        return self

    def __exit__(self, *_: object) -> None:
        """Close the browser."""
        self._wanted.put(None)
        self._thread.join()

    def enter(self, document: Document) -> float:
        """Enter one document; gives the seconds."""
        self._wanted.put(document)
        return self._answer()

    def _answer(self) -> float:
        answer = self._spent.get()
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _work(self) -> None:
        try:
            with sync_playwright() as playwright:
                browser = launch(playwright, BrowserOptions(), None)
                page = browser.new_context(locale="th-TH", timezone_id="Asia/Bangkok").new_page()
                script = Bare(page, self._office.url)
                script.sign_in(self._office.username, self._office.password)
                self._spent.put(0.0)
                while document := self._wanted.get():
                    began = time.perf_counter()
                    script.enter(document)
                    self._spent.put(time.perf_counter() - began)
                browser.close()
        except BaseException as error:
            self._spent.put(error)


@dataclass(kw_only=True)
class Told:
    """What the engine tells, with the time; the bare side has its turn before or after each entry."""

    screens: Mapping[str, str]
    turn: Callable[[str], None]
    run: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    verify: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    other: list[str] = field(default_factory=list)
    _last: float = 0.0
    _began: float = 0.0
    _screen: str = ""
    _turned: set[str] = field(default_factory=set)

    def __call__(self, action: str, context: Mapping[str, object]) -> None:
        """Take one telling."""
        now = time.perf_counter()
        if action in ("signed_in", "claimed"):
            self.end_entry(now)
        if action in ("claimed", "posted"):
            self._screen = self.screens[str(context["key"])]
            self._pair(str(context["key"]), now, action)
        if action in ("verified", "mismatched"):
            self.verify[self.screens[str(context["key"])]] += now - self._last
        if action not in ("signed_in", "claimed", "posted", "verified"):
            self.other.append(action)
        self._last = now

    def _pair(self, key: str, now: float, action: str) -> None:
        """Let the bare side enter the same document now, off our clock."""
        first = len(self._turned) % 2 == 0
        if key in self._turned or (action == "claimed" and not first):
            return
        self._turned.add(key)
        self.turn(key)
        self._began += time.perf_counter() - now

    def end_entry(self, now: float) -> None:
        """Count the entry in hand: from its claim to the next one's."""
        if self._screen:
            self.run[self._screen].append(now - self._began)
        self._screen = ""
        self._began = now


@dataclass(frozen=True, kw_only=True)
class Round:
    """One round: seconds per entry by screen, ours split into run and verify, and what got lost."""

    bare: Mapping[str, float]
    run: Mapping[str, float]
    verify: Mapping[str, float]
    counts: Mapping[str, int]
    bare_lost: int
    ours_lost: int
    requests: Mapping[str, int]

    def ratio(self, screen: str | None = None) -> float:
        """Give ours / bare of one screen, or of all documents together."""
        return self.ours(screen) / self.mean(self.bare, screen)

    def ours(self, screen: str | None = None) -> float:
        """Give our seconds per entry, run and verify."""
        return self.mean(self.run, screen) + self.mean(self.verify, screen)

    def mean(self, seconds: Mapping[str, float], screen: str | None) -> float:
        """Give seconds per entry."""
        if screen:
            return seconds[screen] / self.counts[screen]
        return sum(seconds.values()) / sum(self.counts.values())


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Everything that stays the same from round to round."""

    office: Office
    bare_office: Office
    mappings: Mappings
    plan: Plan
    profile: cProfile.Profile | None

    def round(self, number: int) -> Round:
        """Do both sides once."""
        for office in (self.office, self.bare_office):
            office.back("reset", method="POST")
        documents = {planned.entry.key: document_of(planned) for planned in self.plan.entries}
        bare: dict[str, float] = defaultdict(float)
        with BareSide(self.bare_office) as side:

            def turn(key: str) -> None:
                bare[documents[key].screen] += side.enter(documents[key])

            run, verify = self.ours(number, turn)
        return Round(
            bare=bare,
            run=run,
            verify=verify,
            counts=Counter(document.screen for document in documents.values()),
            bare_lost=self._lost(self.bare_office),
            ours_lost=self._lost(self.office),
            requests={"bare": _asked(self.bare_office), "ours": _asked(self.office)},
        )

    def ours(
        self, number: int, turn: Callable[[str], None]
    ) -> tuple[Mapping[str, float], Mapping[str, float]]:
        """Enter and verify all documents by our rooms; gives seconds by screen of run and of verify."""
        settings = load_settings(self.office.config)
        folder = self.office.folder / f"round-{number}"
        settings = settings.model_copy(
            update={
                "ledger": str(folder / "ledger.sqlite3"),
                "evidence": settings.evidence.model_copy(update={"dir": folder / "evidence"}),
            }
        )
        folder.mkdir()
        screens = {planned.entry.key: planned.entry.screen for planned in self.plan.entries}
        told = Told(screens=screens, turn=turn)
        with open_store(settings) as store, open_site(settings, self.mappings) as site:
            runner = make_runner(settings, self.mappings, store, site, progress=told, stop=lambda: False)
            with self.profile or nullcontext():
                outcome = runner.run(self.plan, Orders(operator="benchmark"))
                told.end_entry(time.perf_counter())
                report = runner.verify(who="benchmark")
        if outcome.exit_code or not report.equal or told.other:
            message = f"our side did not end well: {outcome} {report} {told.other}"
            raise SystemExit(message)
        return {screen: sum(each) for screen, each in told.run.items()}, told.verify

    def _lost(self, office: Office) -> int:
        meant = Counter(wanted(self.office.workbook))
        found = Counter(stored(office.documents(), meant))
        return max((meant - found).total(), (found - meant).total())


def _asked(office: Office) -> int:
    return sum(one["count"] for one in office.back("requests"))


def document_of(planned: PlannedEntry) -> Document:
    """Give the texts that are to be typed, and the tax number by which the look-up finds the payee."""
    entry = planned.entry
    texts: dict[int | None, dict[str, str]] = defaultdict(dict)
    for step in planned.steps:
        if step.kind == "enter" and step.text:
            texts[step.line][step.name] = step.text
    if entry.fields.get("tax_id"):
        texts[None]["tax_id"] = str(entry.fields["tax_id"])
    return Document(
        screen=entry.screen,
        fields=texts[None],
        lines=[texts[number] for number in range(len(entry.lines))],
    )


def table(rounds: Sequence[Round]) -> str:
    """Give the result for people."""
    screens = [screen for screen in SCREENS.values() if screen in rounds[0].counts]
    head = f"{'':24}{'entries':>8}{'bare s':>9}{'run s':>8}{'verify s':>10}"
    head += f"   {'ours/bare min':>13}{'median':>8}{'max':>7}"
    lines = [head, "-" * len(head)]
    for screen in (*screens, None):
        ratios = [each.ratio(screen) for each in rounds]
        count = rounds[0].counts[screen] if screen else sum(rounds[0].counts.values())
        middle = [
            statistics.median(each.mean(part(each), screen) for each in rounds)
            for part in (lambda r: r.bare, lambda r: r.run, lambda r: r.verify)
        ]
        lines.append(
            f"{screen or 'all':24}{count:8}{middle[0]:9.3f}{middle[1]:8.3f}{middle[2]:10.3f}   "
            f"{min(ratios):13.2f}{statistics.median(ratios):8.2f}{max(ratios):7.2f}"
        )
    for number, each in enumerate(rounds, 1):
        lost = f"bare lost or altered {each.bare_lost} document(s)" if each.bare_lost else "bare stored all"
        asked = f"requests: bare {each.requests['bare']}, ours {each.requests['ours']}"
        lines.append(f"round {number}: {each.ratio():.2f}; {lost}; ours stored all; {asked}")
    return "\n".join(lines)


def summary(rounds: Sequence[Round]) -> dict[str, object]:
    """Give the result for programs."""

    def three(values: Iterable[float]) -> dict[str, float]:
        each = [round(value, 3) for value in values]
        return {"min": min(each), "median": round(statistics.median(each), 3), "max": max(each)}

    return {
        "date": date.today().isoformat(),
        "processors": os.cpu_count(),
        "entries": sum(rounds[0].counts.values()),
        "rounds": len(rounds),
        "ratio": three(each.ratio() for each in rounds),
        "by_screen": {screen: three(each.ratio(screen) for each in rounds) for screen in rounds[0].counts},
        "bare_lost": [each.bare_lost for each in rounds],
        "ours_lost": [each.ours_lost for each in rounds],
    }


def main() -> int:
    """Measure and print; 1 when our side lost anything."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--entries", type=int, default=32)
    asked.add_argument("--rounds", type=int, default=3)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--pictures", choices=("all", "failures", "none"), default="all")
    asked.add_argument("--profile", type=Path, help="write our side's cProfile data here")
    given = asked.parse_args()
    logger.remove()
    profile = cProfile.Profile() if given.profile else None
    with (
        tempfile.TemporaryDirectory(prefix="benchmark-") as scratch,
        open_office(_folder(scratch, "ours")) as office,
        open_office(_folder(scratch, "bare")) as bare_office,
    ):
        write_sample(office.workbook, entries=given.entries, seed=given.seed)
        office.config.write_text(
            _CONFIG.format(
                url=office.url,
                username=office.username,
                workbook=office.workbook.name,
                mappings=ROOT / "mappings",
                pictures=given.pictures,
            ),
            encoding="utf-8",
        )
        os.environ[PASSWORD_VARIABLE] = office.password
        intake = read_in(load_settings(office.config))
        bench = Bench(
            office=office,
            bare_office=bare_office,
            mappings=intake.mappings,
            plan=intake.sound_plan(),
            profile=profile,
        )
        rounds = []
        for number in range(1, given.rounds + 1):
            rounds.append(bench.round(number))
            print(f"round {number}: {rounds[-1].ratio():.2f}", file=sys.stderr, flush=True)
    if profile:
        profile.dump_stats(given.profile)
    print(table(rounds))
    print(json.dumps(summary(rounds)))
    return 1 if any(each.ours_lost for each in rounds) else 0


def _folder(scratch: str, name: str) -> Path:
    folder = Path(scratch) / name
    folder.mkdir()
    return folder


if __name__ == "__main__":
    sys.exit(main())
