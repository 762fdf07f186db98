"""Commands about messages to persons elsewhere: whom, and whether they arrive."""

from __future__ import annotations

import getpass

from bot.away.addresses import NOTIFY_VARIABLE, addresses_of_notices, keep_addresses
from bot.away.telling import Teller
from bot.config import Settings
from bot.errors import ConfigError
from bot.jobs.output import tell
from bot.language import say

OK, NOT_TAKEN = 0, 1


def keep() -> None:
    """Ask for the addresses and put them into the computer's own key store."""
    asked = say(
        "ที่อยู่สำหรับแจ้งเตือน คั่นด้วยวรรค เช่น mailto://… line://… workflows://… jsons://… : ",
        "Addresses of notices, blanks between them, such as mailto://… line://… workflows://… jsons://… : ",
    )
    keep_addresses(getpass.getpass(str(asked)))
    tell(say("เก็บไว้ในที่เก็บรหัสของเครื่องแล้ว", "They are in the computer's key store."))


def test(settings: Settings) -> int:
    """Send a test message; 1 when one of the services did not take it."""
    addresses = addresses_of_notices()
    if not addresses:
        raise ConfigError(
            say(
                "ยังไม่มีที่อยู่สำหรับแจ้งเตือน ให้ใช้คำสั่ง elaas-bot notify keep หรือตั้งตัวแปร {v}",
                "There is nobody to tell yet. Use elaas-bot notify keep, or set {v}.",
                v=NOTIFY_VARIABLE,
            )
        )
    with Teller(addresses, on=(), office=settings.site.office, counts=dict) as teller:
        teller.tell("test")
    if teller.sent and not teller.failed:
        tell(say("ส่งแล้ว", "Sent."))
        return OK
    tell(
        say(
            "บริการปลายทางไม่รับข้อความ ให้ตรวจที่อยู่และโทเคน แล้วเก็บใหม่ด้วย elaas-bot notify keep",
            "A service did not take the message. Check address and token, then elaas-bot notify keep.",
        )
    )
    return NOT_TAKEN
