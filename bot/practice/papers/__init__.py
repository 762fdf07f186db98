"""The declared papers, by the key of their entry screen."""

from collections.abc import Mapping

from bot.practice.paper import Paper
from bot.practice.papers import (
    depositing,
    estimates,
    guarantees,
    inspecting,
    loans,
    paying,
    procurement,
    receiving,
    transfers,
    vouchers,
)

PAPERS: Mapping[str, Paper] = {
    paper.key: paper
    for paper in (
        *estimates.PAPERS,
        *transfers.PAPERS,
        *receiving.PAPERS,
        *guarantees.PAPERS,
        *depositing.PAPERS,
        *procurement.PAPERS,
        *inspecting.PAPERS,
        *loans.PAPERS,
        *vouchers.PAPERS,
        *paying.PAPERS,
    )
}
