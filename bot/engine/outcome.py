"""How a run ended, and the exit code that says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.lifecycle import Status
from bot.domain.model import EntryKey
from bot.engine.months import MonthHeld
from bot.errors import BotError, StoppedByPerson, Unexpected
from bot.language import Text, say


@dataclass(frozen=True, kw_only=True)
class RunOutcome:
    """Where all entries of the ledger stand after a run, and why it ended.

    `halted_by` None: nothing is left that could be done. `posted` counts this run's documents.
    `gone` are on the site but no longer in the workbook. `held`: how many entries of a screen stay
    PENDING because a document of that screen is MISMATCHED. `month`: why a later month was not begun.
    """

    run: int
    counts: Mapping[Status, int]
    posted: int = 0
    halted_by: BotError | None = None
    stopped: bool = False
    gone: tuple[EntryKey, ...] = ()
    held: Mapping[str, int] = field(default_factory=dict)
    month: MonthHeld | None = None

    @property
    def exit_code(self) -> int:
        """Give the exit code of the command."""
        differ = self.month is not None and self.month.books_differ
        code = exit_code(
            self.counts, halted_by=self.halted_by, stopped=self.stopped, books_differ=differ
        )  # fmt: skip
        return code or (1 if self.month else 0)


def exit_code(
    counts: Mapping[Status, int],
    *,
    halted_by: BotError | None = None,
    stopped: bool = False,
    books_differ: bool = False,
) -> int:
    """Give the exit code of `run` or `verify`.

    130 stopped by a person · the error's own when halted (4, 5 …) · 3 doubts remain ·
    1 rejected, failed or mismatched, or the books differ · 5 something waits for a person · 0.
    """
    if stopped:
        return StoppedByPerson.exit_code
    if halted_by is not None:
        return halted_by.exit_code

    def any_at(*statuses: Status) -> bool:
        return any(counts.get(status, 0) for status in statuses)

    if any_at(Status.IN_DOUBT, Status.COMMITTING):
        return 3
    if books_differ or any_at(Status.REJECTED, Status.FAILED, Status.MISMATCHED):
        return 1
    return 5 if any_at(Status.WAITING) else 0


def held_text(left: int) -> Text:
    """Say why entries of a screen are not entered, and how a person lets them go on."""
    return say(
        "มีเอกสารที่ระบบแสดงไม่ตรงกับที่ตั้งใจ จึงหยุดบันทึกหน้าจอนี้ไว้ เหลือ {n} รายการ ให้ดู status --entries"
        " แก้เอกสารในระบบ แล้วสั่ง verify และ run ใหม่ (หรือตั้ง pacing.stop_on_mismatch: false ใน config.yaml)",
        "A document reads back otherwise than it was meant, so nothing more is entered on this screen; {n}"
        " entries wait. See `status --entries`, mend the document on the site, then `verify` and `run` again"
        " (or set pacing.stop_on_mismatch: false in config.yaml).",
        n=left,
    )


def word_of(halted: BotError | None) -> str:
    """Give the ledger's word for how a run ended."""
    if halted is None:
        return "done"
    return "stopped" if isinstance(halted, StoppedByPerson) else "halted"


def told_of(halted: BotError) -> dict[str, str]:
    """Give what the ledger keeps of an end: the kind of error, and its sentence in both languages."""
    return {"error": type(halted).__name__, "text": halted.text.en, "text_th": halted.text.th}


def unexpected(error: Exception | None) -> Unexpected:
    """Wrap what nobody foresaw; its own text stays in the cause, because it may hold cell values."""
    halted = Unexpected(
        say(
            "หยุดเพราะเกิดข้อผิดพลาดที่ไม่คาดคิด ({kind}) ไม่มีรายการใดถูกกดบันทึกค้างไว้ สั่ง run ใหม่ได้"
            " หากเกิดซ้ำให้ส่งไฟล์ log ให้ผู้ดูแล",
            "Halted by an unexpected error ({kind}); no commit is left hanging. Run again; if it comes back,"
            " send the log to whoever looks after the bot.",
            kind=type(error).__name__,
        )
    )
    halted.__cause__ = error
    return halted
