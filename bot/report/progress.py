"""Progress of a run or a verification: a bar with rate and time left, or plain lines where no bar fits."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from bot.domain.lifecycle import Status
from bot.language import Text, say
from bot.report.plain import one_line
from bot.report.words import ORDER, STATUS, URGENCY
from bot.report.writing import count

_LINES = 50
_DONE: Mapping[str, Status] = {
    "posted": Status.POSTED,
    "found": Status.POSTED,
    "verified": Status.VERIFIED,
    "mismatched": Status.MISMATCHED,
    "refused": Status.REJECTED,
    "rejected": Status.REJECTED,
    "failed": Status.FAILED,
    "in_doubt": Status.IN_DOUBT,
    "waiting": Status.WAITING,
    "skipped": Status.SKIPPED,
}
"""Action words that end the work on an entry."""

_NEWS: Mapping[str, Text] = {
    "signed_in": say("เข้าสู่ระบบแล้ว", "Signed in"),
    "again": say("ลองใหม่", "Trying again"),
    "doubtful": say("ยังไม่ทราบผลการกดบันทึก กำลังค้นหาในระบบ", "Outcome unknown; looking it up on the site"),
    "absent": say("ค้นหาแล้วไม่มีในระบบ จะบันทึกใหม่", "Proven not to be on the site; will be entered"),
    "unreachable": say("ติดต่อเว็บไซต์ไม่ได้ กำลังรอ", "The site cannot be reached; waiting"),
    "maintenance": say("ระบบปิดปรับปรุง กำลังรอ", "The site is under maintenance; waiting"),
    "paused": say("หยุดพักตามคำขอ", "Paused on request"),
    "resumed": say("ทำงานต่อ", "Going on"),
    "closed": say("นอกเวลาทำงานที่กำหนด กำลังรอ", "Outside the operating hours; waiting"),
    "opened": say("ถึงเวลาทำงานแล้ว ทำงานต่อ", "Operating hours have begun; going on"),
    "slow": say("ระบบตอบช้า จะพักนานขึ้น", "The site answers slowly; longer pauses"),
    "quick": say("ระบบตอบเร็วตามปกติแล้ว", "The site answers as usual again"),
    "no_right": say("ผู้ใช้ไม่มีสิทธิ์ใช้หน้าจอนี้", "The user has no right to this screen"),
    "ready": say("สิ่งที่รออยู่มาแล้ว ทำต่อ", "What was waited for is there now"),
    "screen_stopped": say("หยุดบันทึกหน้าจอนี้", "This screen is stopped"),
    "foreign": say("พบเอกสารของผู้อื่นในระบบ", "A document of somebody else came up on the site"),
    "opening_compared": say("เทียบยอดยกมากับระบบแล้ว", "The opening figures were compared with the site"),
    "month_closed": say("เดือนนี้ตรวจครบและบัญชีตรงแล้ว", "The month is proven and its books agree"),
    "month_held": say("ยังไม่เริ่มเดือนถัดไป", "The next month is not begun"),
    "month_not_held": say("กันระหว่างเดือนไม่ได้", "The gate between months could not be held"),
    "books_compared": say("เทียบรายงานการเงินกับระบบแล้ว", "The site's reports were compared"),
    "dropped": say("แถวไม่อยู่ในแฟ้มแล้ว จึงไม่บันทึก", "No longer in the workbook, so not entered"),
    "gone": say("มีในระบบแล้ว แต่แถวไม่อยู่ในแฟ้มแล้ว", "Posted, but its row left the workbook"),
}
"""Action words worth a line of their own; all others say nothing."""


class RunProgress:
    """Draws how far the work is; told by the engine, by entry ends, in any number of calls.

    On a terminal a bar with rate and time left; elsewhere about fifty plain lines in all, plus one
    for each entry that needs a person. Times come from `now` (seconds).
    """

    def __init__(
        self, console: Console, *, total: int, title: Text, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Draw on `console`; `total` entries are expected."""
        self._console, self._total, self._title, self._now = console, total, title, now
        self._began = now()
        self._ended: dict[str, Status] = {}
        self._bar = _bar(console) if console.is_terminal else None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Begin to draw."""
        self._began = self._now()
        if self._bar:
            self._bar.start()
            self._task = self._bar.add_task(self._title.render(), total=self._total, told="")
        return self

    def __exit__(self, *_: object) -> None:
        """Stop drawing; the last state stays on the screen."""
        if self._bar:
            self._bar.stop()
        elif self.done:
            self._console.print(self.line())

    def __call__(self, action: str, context: Mapping[str, object]) -> None:
        """Take what the engine tells: an action word and its context."""
        if status := _DONE.get(action):
            self.entry_done(status, context)
        elif news := _NEWS.get(action):
            self._say(news, context)

    @property
    def done(self) -> int:
        """Give how many entries are done with, however it ended."""
        return len(self._ended)

    def entry_done(self, status: Status, context: Mapping[str, object]) -> None:
        """Count the entry of `context["key"]`, once however often it is told; trouble gets its own line."""
        before = self.done
        self._ended[str(context.get("key") or f"?{before}")] = status
        if status in URGENCY:
            self._say(STATUS[status], context)
        if self._bar and self._task is not None:
            self._bar.update(self._task, completed=self.done, told=self._told())
        elif self.done > before and self.done % max(1, self._total // _LINES) == 0:
            self._console.print(self.line())

    def line(self) -> str:
        """Say in one plain line how far the work is, how fast, and how long it will take."""
        done = say("{t} {d}/{n}", "{t} {d}/{n}", t=self._title, d=count(self.done), n=count(self._total))
        return f"{done} · {self._told()}"

    def _say(self, news: Text, context: Mapping[str, object]) -> None:
        where = _where(context)
        self._console.print(f"{news}: {where}" if where else news.render())

    def _told(self) -> str:
        seconds = self._now() - self._began
        rate = self.done / seconds if seconds > 0 else 0.0
        left = max(0, self._total - self.done)
        counts = Counter(self._ended.values())
        parts = [f"{STATUS[status]} {count(counts[status])}" for status in ORDER if counts[status]]
        if rate:
            speed = say("{r:.0f} รายการ/นาที", "{r:.0f} entries/min", r=rate * 60)
            rest = say("เหลือ {t}", "{t} left", t=_duration(left / rate))
            parts += [speed.render(), rest.render()]
        return " · ".join(parts)


def _bar(console: Console) -> Progress:
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[told]}", markup=False),
        TimeElapsedColumn(),
        console=console,
    )


def _duration(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 3600}:{whole % 3600 // 60:02}:{whole % 60:02}"


def _where(context: Mapping[str, object]) -> str:
    """Write the context on one line, the entry's place and the message first."""
    told = [one_line(context[name]) for name in ("place", "screen", "message", "text") if context.get(name)]
    key = context.get("key")
    return " · ".join(told) or (one_line(key)[:12] if key else "")
