"""Whom to tell: addresses with tokens in them, in environment or key store, never a file."""

from __future__ import annotations

import os

import keyring
from keyring.errors import KeyringError

NOTIFY_VARIABLE = "ELAAS_BOT_NOTIFY"
_SERVICE, _NAME = "elaas-bot", "notify"


def keep_addresses(addresses: str) -> None:
    """Put the addresses of notices, which hold tokens, into the OS keyring."""
    keyring.set_password(_SERVICE, _NAME, addresses)


def addresses_of_notices() -> tuple[str, ...]:
    """Find whom to tell: the environment, then the OS keyring; none: nobody."""
    given = os.environ.get(NOTIFY_VARIABLE)
    if given is None:
        try:
            given = keyring.get_password(_SERVICE, _NAME)
        except KeyringError:
            given = None
    return tuple((given or "").split())
