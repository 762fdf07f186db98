"""Which turns of status each kind of document has."""

from bot.practice.paper import APPROVE, PRINT, Turn
from bot.practice.papers import PAPERS

# The oldest voucher screen is no declared paper, but its vouchers are approved like the others.
_OTHERS = {"EXP_VOUCHER_BUDGET": (PRINT, APPROVE)}


def turns_of(screen: str) -> tuple[Turn, ...]:
    """Give the turns of this kind of document."""
    return PAPERS[screen].turns if screen in PAPERS else _OTHERS.get(screen, ())
