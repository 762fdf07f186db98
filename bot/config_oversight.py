"""The settings about persons who look on: who approves, who is told, how long evidence is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.domain.masking import PERSONAL
from bot.planning.approval import key_bytes
from bot.planning.grammar.base import Pattern


class Part(BaseModel):
    """One section of config.yaml: unknown words are errors, nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class EvidenceConfig(Part):
    """Where pictures go and of what, what they may not show, and how long they are kept."""

    dir: Path = Path("evidence")
    screenshots: Literal["all", "failures", "none"] = "all"
    mask: bool = Field(
        default=True,
        description="Citizen and tax ids and bank accounts are covered in pictures, as always in logs.",
    )
    mask_also: tuple[Pattern, ...] = Field(
        (), description="Patterns of further numbers that pictures may not show."
    )
    keep_days: int = Field(
        0,
        ge=0,
        description="Evidence of verified and skipped entries is deleted after so many days, with a record in"
        " the ledger: at the end of a run, or by audit prune. 0: kept for ever.",
    )

    @property
    def personal(self) -> tuple[str, ...]:
        """Give the patterns of what pictures may not show."""
        return (*PERSONAL, *self.mask_also) if self.mask else ()


class AwayConfig(Part):
    """While nobody sits at the desk; the addresses, which hold tokens, are never in the config."""

    notify: tuple[Literal["finished", "paused", "doubt", "sign_in", "halted"], ...] = Field(
        ("finished", "paused", "doubt", "sign_in", "halted"),
        description="On which occasions a short message with counts is sent; to whom: elaas-bot notify keep.",
    )
    keep_awake: bool = Field(default=True, description="The computer does not sleep during run and verify.")


class ApprovalConfig(Part):
    """The second pair of eyes: who may approve a plan, by the public keys of `approve keygen`."""

    required: bool = Field(default=False, description="true: run sends nothing that nobody has approved.")
    preparer: str = Field("", description="Name of who prepares the workbook; may not approve it.")
    approvers: dict[str, str] = Field({}, description="name: public key")

    @model_validator(mode="after")
    def _may_decide(self) -> ApprovalConfig:
        for name, public in self.approvers.items():
            try:
                key_bytes(public)
            except ValueError as error:
                msg = f"approvers.{name} is no public key of elaas-bot approve keygen"
                raise ValueError(msg) from error
        if len(set(self.approvers.values())) < len(self.approvers):
            msg = "two approvers have the same key"
            raise ValueError(msg)
        others = [name for name in self.approvers if name.casefold() != self.preparer.casefold()]
        if self.required and not others:
            msg = "approval is required, but nobody other than the preparer may give it (approvers)"
            raise ValueError(msg)
        return self
