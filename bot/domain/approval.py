"""The second pair of eyes: what another person approved, word by word, with that person's signature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

APPROVED = "approved"
"""The event by which a person approved a plan; details are the statement and its signature."""


@dataclass(frozen=True, kw_only=True)
class Approval:
    """A signed statement as it stands in the ledger; whether it is genuine is another question."""

    statement: Mapping[str, object]
    signature: str

    @property
    def plan(self) -> str:
        """Give the hash of the plan that was approved."""
        return str(self.statement.get("plan", ""))

    @property
    def approver(self) -> str:
        """Give who approved it."""
        return str(self.statement.get("approver", ""))

    @property
    def preparer(self) -> str:
        """Give who had prepared it."""
        return str(self.statement.get("preparer", ""))

    @property
    def at(self) -> str:
        """Give when it was signed, as an ISO text with zone."""
        return str(self.statement.get("at", ""))


@dataclass(frozen=True, kw_only=True)
class Approving:
    """What a run asks for: whose signatures count, of whom they must not be, and by which program.

    `approvers` are names with their public keys; `preparers` are the names of who prepared the plan
    and of who runs it.
    """

    required: bool = False
    approvers: Mapping[str, str]
    preparers: frozenset[str] = frozenset()
    tool: str = ""

    def may_approve(self, name: str) -> bool:
        """Tell whether a person's approval counts at all: named in the config, and not who prepared it."""
        return name in self.approvers and name.casefold() not in {one.casefold() for one in self.preparers}
