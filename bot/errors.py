"""The whole error tree: each class carries its remedy and a sentence that says what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from bot.language import Text, say

if TYPE_CHECKING:
    from collections.abc import Sequence


class Remedy(StrEnum):
    """What the engine does about an error; `engine/attempt.py` acts on nothing else."""

    RETRY = "retry"
    """Nothing was committed; trying again may help."""
    SIGN_IN = "sign_in"
    """The session is gone before the commit; sign in, then try again."""
    REJECT = "reject"
    """The site or the data says no; nothing was committed and trying again will not help."""
    DOUBT = "doubt"
    """The commit may have happened; only recovery or a person may go on."""
    HALT = "halt"
    """Nothing may go on until a person has looked."""
    PERSON = "person"
    """A person must do something first (sign in, decide)."""


class BotError(Exception):
    """Base of every error that we raise on purpose."""

    remedy: Remedy = Remedy.HALT
    exit_code: int = 4

    def __init__(self, text: Text, *, evidence: Sequence[str] = ()) -> None:
        """Keep the sentence for the person and the paths of what was recorded."""
        super().__init__(text.en)
        self.text = text
        self.evidence = tuple(evidence)

    def __str__(self) -> str:
        """Render in the language now in use."""
        return self.text.render()


Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One thing wrong with one place of a workbook, mapping or config.

    `cell` names the place as a person finds it: `ฎีกา!F12`, `voucher.yaml:31 fields.date.kind`.
    `about` tells of which documents and contents a warning speaks, wherever their rows stand.
    `missing` has, for each document that a warning misses, the EntryKeys that it could have.
    `settled` says of a warning why nobody need acknowledge it any more: somebody did, or it is answered.
    """

    cell: str
    code: str
    text: Text
    severity: Severity = "error"
    about: str = ""
    missing: tuple[frozenset[str], ...] = ()
    settled: Text | None = None


class InputProblems(BotError):
    """The workbook, a mapping or the config is wrong; nothing was sent. Carries every problem at once."""

    exit_code = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep all problems; at least one."""
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(
            say(
                "พบปัญหา {n} รายการ เช่น {cell}: {first}",
                "{n} problem(s) found, the first at {cell}: {first}",
                n=len(self.problems),
                cell=first.cell,
                first=first.text,
            )
        )


class ConfigError(BotError):
    """The configuration or the environment is not usable; nothing was sent."""

    exit_code = 2


class BrowserMissing(BotError):
    """No usable browser was found."""


class SiteUnusable(BotError):
    """The site cannot be reached or does not answer as a site does."""


class Maintenance(SiteUnusable):
    """The site says that it is closed for maintenance."""


class WrongOffice(BotError):
    """The page shows another office or fiscal year than the config; nothing may be typed."""


class ScreenNotAsMapped(BotError):
    """A screen differs from its mapping; nothing more is typed until a person has looked."""


class RequestStopped(BotError):
    """The page tried to send a request that is not known to be safe; it was stopped at the network."""


class ReportNotWritten(BotError):
    """A report, result workbook or preview page cannot be written; the ledger is as it was."""


class LedgerBusy(BotError):
    """Another run holds the ledger."""


class LedgerBroken(BotError):
    """The ledger cannot be read or written, or a transition found another state than it must."""


class PlanChanged(BotError):
    """The ledger was made from other rows or mappings than those given now."""

    exit_code = 2


class NotAcknowledged(BotError):
    """The workbook has warnings that nobody has acknowledged; nothing was sent."""

    exit_code = 2


class NotApproved(BotError):
    """Another person must approve the plan first; nothing was sent."""

    remedy = Remedy.PERSON
    exit_code = 5


class PageTrouble(BotError):
    """A page, a wait or a step failed before the commit; nothing was committed."""

    remedy = Remedy.RETRY


class BrowserLost(PageTrouble):
    """The browser hung or stopped; before the commit nothing was committed, and a fresh one is started."""


class SessionLost(BotError):
    """The session ended before the commit."""

    remedy = Remedy.SIGN_IN


class MenuMissing(BotError):
    """The signed-in user does not see the menu: a missing right, not a failure of the row."""


class Refused(BotError):
    """The site refused visibly, on the same screen."""

    remedy = Remedy.REJECT

    def __init__(self, text: Text, *, evidence: Sequence[str] = (), requests: int | None = None) -> None:
        """Keep also how many commit requests had left by then, where that is known."""
        super().__init__(text, evidence=evidence)
        self.requests = requests


class ValueNotTaken(BotError):
    """A control does not take or offer a value of the row; nothing was committed."""

    remedy = Remedy.REJECT


class AlreadyThere(BotError):
    """A document equal to the entry was on the site before our first attempt; a person decides."""

    remedy = Remedy.PERSON


class InDoubt(BotError):
    """The commit was announced and its outcome is unknown."""

    remedy = Remedy.DOUBT

    def __init__(
        self,
        text: Text,
        *,
        evidence: Sequence[str] = (),
        requests: int | None = None,
        unanswered: float = 0.0,
    ) -> None:
        """Keep also how many commit requests left, where that is known.

        `unanswered`: seconds for which the site itself gave no answer; it may be at work still.
        """
        super().__init__(text, evidence=evidence)
        self.requests = requests
        self.unanswered = unanswered


class SignInNeeded(BotError):
    """A person must sign in."""

    remedy = Remedy.PERSON
    exit_code = 5


class SignInRejected(BotError):
    """The site did not take the user name or password."""

    remedy = Remedy.PERSON
    exit_code = 5


class SessionTaken(BotError):
    """The session is lost again and again; somebody else may be signed in as the same user."""

    remedy = Remedy.PERSON
    exit_code = 5

    @classmethod
    def after(cls, times: int, why: Text) -> SessionTaken:
        """Say after how many losses in a row a person must help, and what the site said at the last."""
        return cls(
            say(
                "เข้าสู่ระบบแล้วหลุดออก {n} ครั้ง ({why}) อาจมีผู้อื่นใช้ชื่อผู้ใช้เดียวกันอยู่ที่เครื่องอื่น"
                " ไม่มีรายการใดถูกบันทึกซ้ำ ให้ผู้นั้นออกจากระบบก่อน หรือใช้ชื่อผู้ใช้ของบอตเอง แล้วสั่งใหม่",
                "The session was lost {n} times ({why}). Perhaps the same user is signed in on another"
                " computer. Nothing is entered twice. Have them sign out first, or give the bot a user of its"
                " own, then start again.",
                n=times,
                why=why,
            )
        )


class BooksSilent(BotError):
    """The site's books cannot be compared: what they must hold, or what they show, cannot be told."""


class BreakerOpen(BotError):
    """Too many entries in a row failed in the same way; going on would only make more of them."""


class Unexpected(BotError):
    """Something failed that nobody foresaw, before any commit; the cause is kept."""

    @classmethod
    def of(cls, error: Exception) -> Unexpected:
        """Say that the program itself failed; nothing that was done is lost."""
        return cls(
            say(
                "โปรแกรมหยุดเพราะข้อผิดพลาดที่ไม่คาดคิด ({kind}: {why}) งานที่ทำไปแล้วไม่หาย "
                "ให้สั่งซ้ำโดยเพิ่ม --debug แล้วส่งข้อความให้ผู้ดูแล",
                "The program stopped on something unforeseen ({kind}: {why}). Nothing done so far is lost; "
                "run it again with --debug and pass the text on.",
                kind=type(error).__name__,
                why=str(error).partition("\n")[0][:300],
            )
        )


class StoppedByPerson(BotError):
    """A person asked the run to stop; everything that happened is written down."""

    exit_code = 130
