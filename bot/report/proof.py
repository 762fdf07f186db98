"""What makes a report worth something on paper: who approved, and where the chain of events ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import segno

from bot.domain.chain import ChainHead
from bot.report.approvals import Approved


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The approvals of the ledger and the head of its chain; a report without them leaves them out."""

    approvals: Sequence[Approved] = ()
    approval_required: bool = False
    head: ChainHead | None = None

    @property
    def qr(self) -> str:
        """Give the head as a QR code, an inline SVG picture; blank while nothing has happened."""
        if self.head is None:
            return ""
        return str(segno.make(self.head.code, error="m").svg_inline(scale=3, dark="#000", light="#fff"))
