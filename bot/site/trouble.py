"""What the browser raises before the commit, said in our words: nothing was stored, it may be tried again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Error
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from bot.errors import PageTrouble
from bot.language import Text, say
from bot.site.watchdog import check_lost

BROWSER_GONE = say(
    "เบราว์เซอร์หยุดทำงานหรือหน้าต่างถูกปิด จะเปิดใหม่แล้วลองอีกครั้ง",
    "The browser stopped or its window was closed; it will be opened again.",
)


@contextmanager
def as_trouble(what: Text, *, secret: bool = False) -> Iterator[None]:
    """Translate what the browser raises in the block into PageTrouble.

    `secret` drops the cause, because the browser's message may hold what was typed.
    """
    try:
        yield
    except PlaywrightTimeout as error:
        text = say("รอนานเกินกำหนด: {w}", "It took longer than allowed: {w}", w=what)
        raise PageTrouble(text) from (None if secret else error)
    except Error as error:
        check_lost(None if secret else error)
        raise PageTrouble(say("ทำไม่สำเร็จ: {w}", "It did not work: {w}", w=what)) from (
            None if secret else error
        )
