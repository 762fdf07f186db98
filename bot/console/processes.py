"""Whether the process that took the ledger still lives."""

from __future__ import annotations

import socket
from datetime import datetime

import psutil

from bot.ledger.watching import Holder

_SLACK = 2.0
"""Seconds by which two clocks of one computer may disagree."""


def lives(holder: Holder) -> bool:
    """Tell whether the holder's process lives; of another computer it cannot be told and is believed."""
    if holder.host != socket.gethostname():
        return True
    return is_process(holder.pid, holder.since)


def is_process(pid: int, since: datetime) -> bool:
    """Tell whether process `pid` lives and is the one that lived at `since`: numbers are used again."""
    try:
        process = psutil.Process(pid)
        return process.status() != psutil.STATUS_ZOMBIE and (
            process.create_time() <= since.timestamp() + _SLACK
        )
    except psutil.AccessDenied:
        return True
    except psutil.Error:
        return False
