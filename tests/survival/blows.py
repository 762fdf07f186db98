"""The bot in a process of its own, struck at named points; each blow is in the journal before it falls."""

from __future__ import annotations

import functools
import importlib
import json
import os
import signal
import sqlite3
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil
from survival.deck import Card, Link
from survival.expectations import BROWSER, BROWSER_HUNG, DRIVER, DRIVER_HUNG, KILL, SERVER
from survival.places import LEDGER, POINTS, WRITES

_NO_KEY = ""


class Blows:
    """Plays cards, one after the other: a card is given up when entries pass without its next link."""

    def __init__(
        self, cards: Sequence[tuple[int, Card]], *, journal: Path, backdoor: str, ledger: Path
    ) -> None:
        self._cards = list(cards)
        self._journal = os.open(journal, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
        self._backdoor = backdoor
        self._ledger = ledger
        self._key = _NO_KEY
        self._inside: list[str] = []
        self._link = 0
        self._waited = 0

    def install(self) -> None:
        """Wrap every point."""
        for name, (module, owner, method) in POINTS.items():
            cls = getattr(importlib.import_module(module), owner)
            setattr(cls, method, self._wrapped(name, getattr(cls, method)))
        for module in WRITES:
            place: Any = importlib.import_module(module)
            place.append = self._writing(place.append)

    def _wrapped(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(real)
        def struck(*args: Any, **kwargs: Any) -> Any:
            self._know(name, args)
            self._at(name, "before")
            self._inside.append(name)
            try:
                if name == "request":
                    self._at(name, "within")
                given = real(*args, **kwargs)
            finally:
                self._inside.pop()
            if name == "claim" and given is not None:
                self._key = given.planned.entry.key
                self._pass_on()
            self._at(name, "after")
            return given

        return struck

    def _writing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(real)
        def struck(*args: Any, **kwargs: Any) -> Any:
            given = real(*args, **kwargs)
            if self._inside and self._inside[-1] in LEDGER:
                self._at(self._inside[-1], "within")
            return given

        return struck

    def _know(self, name: str, args: Sequence[Any]) -> None:
        """Learn which entry is in hand from what the point is given."""
        given = args[1] if len(args) > 1 else None
        entry = getattr(given, "key", given)
        if isinstance(entry, str) and name not in ("begin_run", "end_run"):
            self._key = entry
        if name == "read_back" and given:
            self._key = given[0].entry.key

    def _pass_on(self) -> None:
        """At each claim: a card that was begun or waited for a whole entry makes way for the next."""
        if self._cards and (self._link or self._waited):
            self._next()
        self._waited += 1

    def _next(self) -> None:
        self._cards.pop(0)
        self._link = self._waited = 0

    def _at(self, point: str, moment: str) -> None:
        while self._cards:
            number, card = self._cards[0]
            link = card[self._link]
            if (link.point, link.moment) != (point, moment):
                return
            self._link += 1
            self._strike(number, link)
            if self._link == len(card):
                self._next()
                return

    def _strike(self, number: int, link: Link) -> None:
        told = {"card": number, **asdict(link), "key": self._key, "state": self._state()}
        if link.fault in SERVER:
            self._tell(told)
            body = [{"kind": link.fault, **dict(SERVER[link.fault].more)}]
            _ask(f"{self._backdoor}/faults", body)
        elif (link.point, link.moment) == ("request", "within"):
            _ask(f"{self._backdoor}/faults", [{"kind": "latency", "seconds": 2}])
            told["slowed"] = True
            threading.Thread(target=self._when_stored, args=(told,), daemon=True).start()
        else:
            self._end(told)

    def _end(self, told: dict[str, Any]) -> None:
        """Strike this process, or those below it."""
        if told["fault"] == KILL:
            self._tell(told)
            os.kill(os.getpid(), signal.SIGKILL)
        name, struck, state = _BELOW[told["fault"]]
        self._tell({**told, "pids": _strike_below(name, struck, state)})

    def _when_stored(self, told: dict[str, Any]) -> None:
        """Strike as soon as the site has the document; its answer was slowed down before."""
        before = _ask(f"{self._backdoor}/health")["documents"]
        until = time.monotonic() + 10
        while _ask(f"{self._backdoor}/health")["documents"] == before and time.monotonic() < until:
            time.sleep(0.005)
        self._end(told)

    def _state(self) -> str:
        """Read where the entry stands from the file itself; what is not committed yet is not seen."""
        try:
            with sqlite3.connect(f"file:{self._ledger}?mode=ro", uri=True) as db:
                row = db.execute("SELECT status FROM entries WHERE key = ?", (self._key,)).fetchone()
        except sqlite3.Error:
            return "-"
        return str(row[0]) if row else "-"

    def _tell(self, told: dict[str, Any]) -> None:
        os.write(self._journal, (json.dumps(told) + "\n").encode())


def run(words: Sequence[str], blows: Blows, *, printed: Path) -> None:
    """Be the bot, with its output in a file; to be called in a fresh fork. Never returns."""
    out = os.open(printed, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    sys.argv = ["elaas-bot", *words]
    code = 70
    try:
        from bot.cli import main

        blows.install()
        main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException as error:  # noqa: BLE001 - what it was must reach the driver
        print(f"Traceback that left the program: {error!r}", file=sys.stderr)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


_BELOW: dict[str, tuple[str, Callable[[psutil.Process], None], str]] = {
    BROWSER: ("chrom", psutil.Process.kill, ""),
    BROWSER_HUNG: ("chrom", psutil.Process.suspend, psutil.STATUS_STOPPED),
    DRIVER: ("node", psutil.Process.kill, ""),
    DRIVER_HUNG: ("node", psutil.Process.suspend, psutil.STATUS_STOPPED),
}
"""What is done to processes below us: those with this in their name, and the state they must come to."""


def _strike_below(name: str, struck: Callable[[psutil.Process], None], state: str) -> list[int]:
    """Strike processes below us and see them gone, or stopped."""
    below = [one for one in psutil.Process().children(recursive=True) if name in one.name().lower()]
    for one in below:
        struck(one)
    if not state:
        psutil.wait_procs(below, timeout=10)
        return [one.pid for one in below]
    until = time.monotonic() + 10
    while any(one.status() != state for one in below) and time.monotonic() < until:
        time.sleep(0.005)
    return [one.pid for one in below]


def _ask(url: str, body: object = None) -> Any:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.loads(answer.read())
