"""Brings a ledger to the present shape when it is opened."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from bot.errors import LedgerBroken
from bot.language import say


def is_current(connection: Connection) -> bool:
    """Tell whether nothing is to be migrated; LedgerBroken when the ledger is newer than this program."""
    scripts = ScriptDirectory.from_config(_config())
    have = MigrationContext.configure(connection).get_current_revision()
    if have == scripts.get_current_head():
        return True
    if have is not None and have not in {script.revision for script in scripts.walk_revisions()}:
        raise LedgerBroken(
            say(
                "ทะเบียนงานนี้สร้างด้วยโปรแกรมรุ่นใหม่กว่า (รุ่นของทะเบียน {have}) ให้ปรับปรุงโปรแกรมก่อน แล้วเปิดใหม่",
                "This ledger was made by a newer version of the program (ledger revision {have})."
                " Update the program, then open it again.",
                have=have,
            )
        )
    return False


def upgrade(connection: Connection) -> None:
    """Run all missing migrations inside the connection's transaction."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
