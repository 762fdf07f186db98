"""Who may work on a ledger: one process at a time, and its name for whoever comes second."""

from __future__ import annotations

import os
import socket

from sqlalchemy import select

from bot.errors import LedgerBroken, LedgerBusy
from bot.language import say
from bot.ledger.codec import dump, load
from bot.ledger.database import Database
from bot.ledger.schema import meta

HOLDER = "holder"
"""Where the ledger's small facts keep who took it last."""


class Holding:
    """The right to work on a ledger."""

    def __init__(self, database: Database) -> None:
        """Hold nothing yet."""
        self._database = database
        self._held = False

    def take(self, purpose: str, who: str) -> None:
        """Take the ledger for this process; LedgerBusy names who has it."""
        if self._held:
            raise self._busy()
        with self._database.locking() as lock:
            if not lock.take():
                raise self._busy()
        self._held = True
        try:
            self._sign(purpose, who)
        except BaseException:
            self.let_go()
            raise

    def let_go(self) -> None:
        """Let others work on it."""
        self._held = False
        with self._database.locking() as lock:
            lock.release()

    def must_be_held(self) -> None:
        """Raise LedgerBroken when work is done without having taken the ledger, or after it was lost."""
        if not self._held:
            raise LedgerBroken(
                say(
                    "ยังไม่ได้เปิดรอบการทำงานกับทะเบียนงานนี้ ถือเป็นข้อผิดพลาดของโปรแกรม โปรดแจ้งผู้ดูแล",
                    "No run was begun on this ledger. This is a fault of the program; please report it.",
                )
            )

        with self._database.locking() as lock:
            if not lock.held():
                raise LedgerBroken(
                    say(
                        "รอบนี้ไม่ได้ถือทะเบียนงาน {where} แล้ว (ไฟล์ .lock ถูกลบ หรือการเชื่อมต่อฐานข้อมูลขาด)"
                        " โปรแกรมอื่นอาจใช้อยู่ จึงไม่บันทึกต่อ อย่าลบไฟล์ .lock"
                        " ให้ตรวจว่าไม่มีโปรแกรมอื่นทำงาน แล้วสั่ง run ใหม่",
                        "This run does not hold the ledger {where} any more (its .lock file was deleted,"
                        " or the connection to the database was cut). Another process may be at work, so"
                        " nothing more is entered. Never delete the .lock file; see that nothing else is"
                        " at work, then run again.",
                        where=self._database.where,
                    )
                )

    def _sign(self, purpose: str, who: str) -> None:
        holder = {
            "pid": os.getpid(),
            "host": socket.gethostname(),
            "since": self._database.stamp(),
            "purpose": purpose,
            "who": who,
        }
        with self._database.writing() as connection:
            connection.execute(meta.delete().where(meta.c.name == HOLDER))
            connection.execute(meta.insert().values(name=HOLDER, value=dump(holder)))

    def _busy(self) -> LedgerBusy:
        with self._database.reading() as connection:
            value = connection.execute(select(meta.c.value).where(meta.c.name == HOLDER)).scalar()
        holder = load(value) if value else {}
        return LedgerBusy(
            say(
                "ทะเบียนงาน {where} มีโปรแกรมอื่นใช้อยู่ (เครื่อง {host} หมายเลขโปรเซส {pid} ตั้งแต่ {since})"
                " ให้รอจนเสร็จหรือสั่งหยุดโปรแกรมนั้นก่อน แล้วสั่งใหม่",
                "The ledger {where} is in use by another process (host {host}, pid {pid}, since {since})."
                " Wait until it is done or stop it, then try again.",
                where=self._database.where,
                host=holder.get("host", "?"),
                pid=holder.get("pid", "?"),
                since=holder.get("since", "?"),
            )
        )
