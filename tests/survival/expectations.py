"""What is right after each fault, written by hand and never learned from the bot: one line for each fault.

A new kind of the practice site needs one line in SERVER; a new place in the bot one line in `places.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Expect:
    """What may happen to the entry that a fault struck.

    `at` is the point where it is armed (it strikes the next request that it fits) · `person`: by right
    only a person can decide · `ends`: the statuses that are right at the very end · `halts`: the run may
    stop, nothing sent, and goes on with the next `run` · `more`: what the fault is told besides its kind ·
    `doubles`: documents that the server stores of its own under our name · `screen`: only there, if given.
    """

    at: str
    ends: tuple[str, ...] = ("VERIFIED",)
    person: bool = False
    halts: bool = False
    doubles: int = 0
    more: tuple[tuple[str, str | int | float], ...] = ()
    screen: str = ""


SAVE, POST, FORM, LIST, PAGE = "click", "enter", "open", "search", "any"

SERVER = {
    "latency": Expect(at=SAVE, more=(("seconds", 0.5),)),
    "error_before_save": Expect(at=SAVE),
    "error_after_save": Expect(at=SAVE),
    "answer_lost_before_save": Expect(at=SAVE),
    "answer_lost": Expect(at=SAVE),
    "redirect_after_save": Expect(at=SAVE),
    "session_ended_at_save": Expect(at=SAVE),
    "hang": Expect(at=SAVE, more=(("seconds", 0.5),)),
    "half_page": Expect(at=SAVE),
    "unknown_alert": Expect(at=SAVE),
    "number_gap": Expect(at=SAVE),
    "late_list": Expect(at=SAVE),
    "deep_list": Expect(at=SAVE, more=(("value", 25),)),
    "colleague_other": Expect(at=SAVE),
    "colleague": Expect(at=SAVE, person=True, ends=("MISMATCHED",)),  # the same money stands there twice
    "saved_twice": Expect(at=SAVE, person=True, doubles=1, ends=("MISMATCHED",)),
    "wrong_number": Expect(at=SAVE, person=True, ends=("VERIFIED", "MISMATCHED")),
    "alter": Expect(at=SAVE, person=True, ends=("MISMATCHED",)),
    "refuse": Expect(at=SAVE, more=(("value", "ทดสอบการปฏิเสธ"),)),
    "viewstate": Expect(at=POST),
    "event_validation": Expect(at=POST),
    "changed_ids": Expect(at=FORM, halts=True),
    "extra_column": Expect(at=LIST),
    "thai_digits": Expect(at=LIST),
    "line_cut": Expect(at=PAGE),
    "session_expired": Expect(at=PAGE),
    "no_session_other_login": Expect(at=PAGE),
    "maintenance": Expect(at=PAGE),
    "half_form": Expect(at=FORM),
    "alert_while_loading": Expect(at=FORM),
    "endless_loop": Expect(at=FORM),
    "popup_blocked": Expect(at=FORM, screen="EXP_VOUCHER_BUDGET"),
    "changed_caption": Expect(at=FORM, halts=True, more=(("value", "จำนวนเงิน=จำนวนเงินอื่น"),)),
    "missing_field": Expect(at=FORM, halts=True, more=(("value", "จำนวนเงิน"),)),
}

KILL = "kill"
BROWSER = "browser_killed"
BROWSER_HUNG = "browser_hung"
DRIVER = "driver_killed"
DRIVER_HUNG = "driver_hung"
OURS = {kind: Expect(at=PAGE) for kind in (KILL, BROWSER, BROWSER_HUNG, DRIVER, DRIVER_HUNG)}
"""What is done by ourselves: to the bot's process, to its browser, and to what drives that."""

EVERY = {**SERVER, **OURS}
