"""One round: a workbook, a hand of cards, as many lives as it takes, and the judgement."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jobs.office import Office
from jobs.stored import Document, wanted_at
from openpyxl import load_workbook
from survival.blows import Blows, run
from survival.deck import Card, deal, is_verifying
from survival.expectations import KILL, SERVER
from survival.judge import Found, Place, decision, violations

HAND = 16
LIVES = 60
STILL_SECONDS = 400
"""A process whose ledger and journal have not changed for so long has come to no end."""
SHEETS = ("ภาษีจัดสรร", "รายได้อื่น", "ฎีกา", "ใบผ่านรายการบัญชีทั่วไป")
DONE, SOME_WRONG, DOUBTS = 0, 1, 3
HALTED = frozenset({4, 5})
"""Nothing more was sent, and a person starts it again: the site unusable, or not signed in any more."""
_STARTING = ("begin_run", "interrupted", "enqueue", "sign_in")


@dataclass(kw_only=True)
class Round:
    """A round in its folder; `wrong` collects what broke a promise."""

    office: Office
    seed: int
    number: int
    sample: Path
    hand: int = HAND
    wrong: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    halts: int = 0
    lives: int = 0
    cards: list[Card] = field(default_factory=list)

    def play(self) -> list[dict[str, Any]]:
        """Play it and give one row for each blow."""
        began = time.monotonic()
        self._clear()
        self.office.back(f"reset?seed={self.seed + self.number}", method="POST")
        self.cards = sorted(deal(self.seed, self.number, self.hand), key=_order)
        meant = _workbook(self.sample, self.office.workbook, self.cards, self.number)
        numbered = list(enumerate(self.cards))
        self._phase("run", [one for one in numbered if not is_verifying(one[1])], meant)
        if not self.wrong:
            self._phase("verify", [one for one in numbered if is_verifying(one[1])], meant)
        found = self._found(meant)
        self.wrong += violations(found, self.decided)
        return self._rows(found, time.monotonic() - began)

    def _clear(self) -> None:
        for path in self.office.folder.iterdir():
            if path.name.startswith(("ledger", "journal", "printed", "entries")):
                path.unlink()
            elif path.name == "evidence":
                shutil.rmtree(path)

    def _phase(self, command: str, cards: list[tuple[int, Card]], meant: dict[Place, Document]) -> None:
        """Start the command again and again until it ends by itself and nothing is left to be decided."""
        words = [command]
        retried = 0
        while self.lives < LIVES:
            seen = len(self._journal())
            code = self._life(words, cards)
            fired = self._journal()[seen:]
            cards = _left(cards, fired)
            if code == -signal.SIGKILL and any(blow["fault"] == KILL for blow in fired):
                continue
            if code == DOUBTS and command == "run":
                self._decide(meant)
            elif code == SOME_WRONG and command == "run" and retried < 3:
                retried += 1
                words = [command, "--retry-failed"]
            elif code in HALTED:
                self.halts += 1
            elif code in (DONE, SOME_WRONG) and (command == "run" or not self._posted()):
                return
            elif code not in (DONE, SOME_WRONG):
                self.wrong.append(f"ended: {words} with exit code {code}")
                return
        self.wrong.append(f"hang: {command} did not come to an end in {LIVES} lives")

    def _life(self, words: Sequence[str], cards: list[tuple[int, Card]]) -> int:
        """Fork one bot, let it be struck, and give its exit code (negative: the signal that ended it)."""
        self.lives += 1
        folder = self.office.folder
        process = os.fork()
        if not process:
            blows = Blows(
                cards, journal=folder / "journal.jsonl", backdoor=self.office.backdoor,
                ledger=folder / "ledger.sqlite3",
            )  # fmt: skip
            run(["-c", str(self.office.config), *words], blows, printed=folder / "printed.txt")
        seen, until = self._traces(), time.monotonic() + STILL_SECONDS
        while True:
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                break
            if (now := self._traces()) != seen:
                seen, until = now, time.monotonic() + STILL_SECONDS
            if time.monotonic() > until:
                self.wrong.append(f"hang: {list(words)} left no trace for {STILL_SECONDS} s")
                os.kill(process, signal.SIGKILL)
                _, status = os.waitpid(process, 0)
                break
            time.sleep(0.02)
        text = (folder / "printed.txt").read_text("utf-8", errors="replace")
        if "Traceback" in text:
            self.wrong.append("traceback: " + text[text.index("Traceback") :][:300])
        return os.waitstatus_to_exitcode(status)

    def _traces(self) -> list[int]:
        """Give what changes with every transition and every blow."""
        names = ("ledger.sqlite3", "ledger.sqlite3-wal", "journal.jsonl")
        return [_changed(self.office.folder / name) for name in names]

    def _asked(self, *words: str) -> str:
        """Give what a command prints."""
        printed = self.office.folder / "printed.txt"
        printed.rename(printed.with_name("printed_before.txt"))
        self._life(words, [])
        text = printed.read_text("utf-8")
        with printed.with_name("printed_before.txt").open("a", encoding="utf-8") as before:
            before.write(text)
        printed.with_name("printed_before.txt").rename(printed)
        return text

    def _entries(self) -> list[dict[str, Any]]:
        given: list[dict[str, Any]] = json.loads(self._asked("status", "--json", "--entries"))["entries"]
        return given

    def _posted(self) -> bool:
        return any(entry["status"] == "POSTED" for entry in self._entries())

    def _decide(self, meant: dict[Place, Document]) -> None:
        found = self._found(meant)
        for entry in found.entries:
            if entry["status"] == "IN_DOUBT":
                self.decided.append(entry["key"])
                said = decision(found, entry)
                self._life(
                    ["doubts", "--settle", entry["key"], *said, "--reason", "seen at the back door"], []
                )
                found = self._found(meant)

    def _found(self, meant: dict[Place, Document]) -> Found:
        documents = self.office.documents()
        return Found(
            meant=meant, documents=documents, entries=self._entries(), blows=self._blows(),
            user=self.office.username,
        )  # fmt: skip

    def _journal(self) -> list[dict[str, Any]]:
        path = self.office.folder / "journal.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def _blows(self) -> list[dict[str, Any]]:
        """Give each blow with whether it struck: the back door says so of the site's, death of ours."""
        journal = self._journal()
        left = Counter(one["kind"] for one in self.office.back("faults")["struck"])
        left["latency"] -= sum(1 for blow in journal if blow.get("slowed"))
        blows = []
        for blow in journal:
            site = blow["fault"] in SERVER
            struck = left[blow["fault"]] > 0 if site else blow.get("pids") != []
            left[blow["fault"]] -= site
            blows.append({**blow, "struck": struck})
        return blows

    def _rows(self, found: Found, seconds: float) -> list[dict[str, Any]]:
        ended = {entry["key"]: entry for entry in found.entries}
        rows = []
        for blow in found.blows:
            entry = ended.get(blow["key"], {})
            chain = [link.fault for link in self.cards[blow["card"]]]
            rows.append(
                {
                    "seed": self.seed, "round": self.number, "card": blow["card"], "chain": chain,
                    "fault": blow["fault"], "point": blow["point"], "moment": blow["moment"],
                    "state": blow["state"], "struck": blow["struck"], "screen": entry.get("screen", ""),
                    "end": entry.get("status", "-"), "person": blow["key"] in self.decided,
                }
            )  # fmt: skip
        about = {"lives": self.lives, "halts": self.halts, "seconds": round(seconds, 1)}
        closing = {"seed": self.seed, "round": self.number, "closing": about, "wrong": self.wrong}
        return [*rows, {**closing, "entries": len(found.entries)}]


def _changed(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _left(cards: list[tuple[int, Card]], fired: Sequence[dict[str, Any]]) -> list[tuple[int, Card]]:
    """Give what is still to be played after a life: nothing if nothing of it was."""
    if not fired:
        return []
    last = fired[-1]["card"]
    links = sum(1 for blow in fired if blow["card"] == last)
    place = next(index for index, (number, _) in enumerate(cards) if number == last)
    rest = cards[place][1][links:]
    return [*([(last, rest)] if rest else []), *cards[place + 1 :]]


def _order(card: Card) -> tuple[int, bool]:
    """Play what ends the process last, the ends of a run after all, so that each life is used."""
    kills = any(link.fault == KILL for link in card)
    starting = kills and card[0].point in _STARTING
    return (3 if card[-1].point == "end_run" else 2 if starting else 1 if kills else 0, is_verifying(card))


def _workbook(sample: Path, target: Path, cards: Sequence[Card], number: int) -> dict[Place, Document]:
    """Write a workbook of as many documents as the cards need, mostly of the quickest screen."""
    want = max(3, round(0.75 * len(cards)))
    shares = {SHEETS[0]: want - want // 4, SHEETS[1 + number % 3]: want // 4}
    book = load_workbook(sample)
    series: dict[str, dict[str, int]] = {}
    for name in SHEETS:
        sheet = book[name]
        keep = _last_row(sheet, shares.get(name, 0))
        sheet.delete_rows(keep + 1, sheet.max_row)
        _renumber(sheet, series)
    book.save(target)
    return wanted_at(target)


def _renumber(sheet: Any, series: dict[str, dict[str, int]]) -> None:
    """Close the gaps in the old numbers, which are never typed: each would be a warning to acknowledge."""
    for row in range(2, sheet.max_row + 1):
        old = str(sheet.cell(row, 1).value)
        prefix, _, rest = old.partition("-")
        known = series.setdefault(prefix, {})
        known.setdefault(old, len(known) + 1)
        sheet.cell(row, 1).value = f"{prefix}-{known[old]:05d}/{rest.partition('/')[2]}"


def _last_row(sheet: Any, documents: int) -> int:
    """Give the last row of the first `documents` documents; a journal voucher has several rows."""
    seen: list[object] = []
    for row in range(2, sheet.max_row + 1):
        number = sheet.cell(row, 1).value
        if number not in seen:
            seen.append(number)
        if len(seen) > documents:
            return row - 1
    return int(sheet.max_row)
