"""What is going on, in one plain sentence, and what a person should do next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.console.processes import lives
from bot.domain.handover import (
    AWAITING_COMMIT,
    AWAITING_DECISIONS,
    MAINTENANCE,
    MONTH_HELD,
    PERSON_NEEDED,
)
from bot.domain.model import Event, Run
from bot.language import Text, say
from bot.ledger.watching import Watching

Kind = Literal[
    "nothing", "working", "paused", "person", "commit", "parked", "resting", "verifying", "ended", "broken"
]
"""What the page shows beside the sentence: `person`, `commit` and `parked` wait for somebody."""

NEEDS_SOMEBODY = frozenset({"person", "commit", "parked", "broken"})


@dataclass(frozen=True, kw_only=True)
class State:
    """What is going on."""

    kind: Kind
    sentence: Text
    run: Run | None = None
    event: Event | None = None

    @property
    def alive(self) -> bool:
        """Tell whether a process is at work on the ledger now."""
        return self.kind not in ("nothing", "ended", "broken")

    @property
    def running(self) -> bool:
        """Tell whether a run is on that listens to wishes."""
        return self.alive and self.kind != "verifying"


def state_of(watching: Watching) -> State:
    """Tell what is going on, from the ledger and from whether its holder lives."""
    run, holder = watching.last_run(), watching.holder()
    living = holder is not None and lives(holder)
    if holder and living and holder.purpose == "verify" and (run is None or run.ended):
        return State(kind="verifying", sentence=_VERIFYING, run=run)
    if run is None:
        return State(kind="nothing", sentence=_NOTHING)
    if run.ended is None and not living:
        return State(kind="broken", sentence=_BROKEN, run=run)
    if run.ended is not None:
        return _ended(watching, run)
    newest = watching.newest(1, run=run.id, actions=_TELLING)
    event = newest[0] if newest else None
    kind, sentence = _DOING.get(event.action if event else "", ("working", _WORKING))
    if event and event.action == "closed":
        sentence = say(
            "อยู่นอกเวลาทำงานที่กำหนด บอตจะทำต่อเองเวลา {u}",
            "Outside the operating hours; the bot goes on by itself at {u}.",
            u=str(event.details.get("until", ""))[:16].replace("T", " "),
        )
    return State(kind=kind, sentence=sentence, run=run, event=event)


def _ended(watching: Watching, run: Run) -> State:
    told = _ENDS.get(run.outcome, _ENDS["halted"])
    why = watching.newest(1, run=run.id, actions=("halted", MONTH_HELD))
    return State(kind="ended", sentence=told, run=run, event=why[0] if why else None)


_WORKING = say("บอตกำลังบันทึกเข้าระบบ", "The bot is entering documents.")
_NOTHING = say("ยังไม่เคยเริ่มบันทึก", "Nothing has been entered yet.")
_VERIFYING = say("บอตกำลังอ่านเอกสารกลับมาเทียบกับสมุดงาน", "The bot is reading documents back and comparing them.")
_BROKEN = say(
    "โปรแกรมหยุดกลางคัน ไม่มีอะไรหาย กดเริ่มใหม่แล้วบอตจะสอบทานก่อนทำต่อ",
    "The program was broken off. Nothing is lost: start again, and the bot looks before it goes on.",
)
_ENDS: Mapping[str, Text] = {
    "done": say("ทำครบเท่าที่ทำได้แล้ว", "Everything that could be done is done."),
    "stopped": say(
        "หยุดตามคำสั่งของคน เริ่มต่อได้ทุกเมื่อ", "Stopped by a person; it may be started again at any time."
    ),
    "halted": say("หยุดเพราะมีปัญหาที่ต้องให้คนดู", "Halted: a person must look at a problem."),
    "broken off": say(
        "โปรแกรมหยุดกลางคัน เริ่มใหม่ได้ บอตจะสอบทานก่อนทำต่อ",
        "Broken off; start again, and the bot looks before it goes on.",
    ),
    "plan changed": say(
        "สมุดงานไม่ตรงกับที่บันทึกไปแล้ว จึงไม่ทำต่อ", "The workbook differs from what was entered; nothing was done."
    ),
}
_DOING: Mapping[str, tuple[Kind, Text]] = {
    "paused": ("paused", say("หยุดพักตามคำขอ กดทำต่อเมื่อพร้อม", "Paused on request; press go on when ready.")),
    PERSON_NEEDED: (
        "person",
        say(
            "รอให้คนเข้าสู่ระบบในหน้าต่างเบราว์เซอร์ที่บอตเปิดไว้ เมื่อเข้าได้แล้วบอตจะทำต่อเอง",
            "Waiting for a person to sign in in the browser window that the bot opened;"
            " afterwards it goes on by itself.",
        ),
    ),
    AWAITING_COMMIT: (
        "commit",
        say(
            "กรอกหน้าจอเสร็จแล้ว รอให้คนดูและกด “บันทึกรายการนี้”",
            "The screen is filled and waits for a person to look and press “commit this entry”.",
        ),
    ),
    AWAITING_DECISIONS: (
        "parked",
        say(
            "รายการอื่นเสร็จแล้ว เหลือรายการที่พักไว้ รอให้คนแก้ไข ข้าม หรือปล่อยไว้",
            "All else is done; parked entries wait for a person to correct, skip or leave them.",
        ),
    ),
    MAINTENANCE: (
        "resting",
        say("ระบบปิดปรับปรุง บอตจะลองใหม่เอง", "The site is under maintenance; the bot tries again."),
    ),
    "closed": ("resting", say("อยู่นอกเวลาทำงาน", "Outside the operating hours.")),
}
_TELLING = frozenset(
    {*_DOING, "claimed", "resumed", "opened", "signed_in", "run_started", "posted", "commit_given", "took_up"}
)
