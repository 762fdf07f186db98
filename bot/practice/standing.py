"""Why a document may not be cancelled: others stand on it, or its money was spent already."""

from collections import Counter

from bot.practice.budget import ADDED
from bot.practice.facts import World
from bot.practice.postings import relations
from bot.practice.rules import baht
from bot.practice.store import Document


def against_cancelling(world: World, document: Document) -> tuple[str, ...]:
    """Give every reason against cancelling a document."""
    problems = []
    if others := world.named_by(document.number):
        problems.append(f"ไม่สามารถยกเลิกได้ เนื่องจากถูกใช้ในเอกสารเลขที่ {', '.join(others)}")
    given: Counter[str] = Counter()
    for move in relations(document).moves:
        if not move.after or document.status == move.after:
            given[move.budget] += move.satang if move.kind == ADDED else -move.satang
    if any(satang > 0 and world.budget.free(key) < baht(satang) for key, satang in given.items()):
        problems.append("ไม่สามารถยกเลิกได้ เนื่องจากงบประมาณที่เพิ่มหรือคืนถูกใช้ไปแล้ว")
    return tuple(problems)
