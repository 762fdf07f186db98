"""Naming another document: which ones are open, and every reason against naming one."""

from collections.abc import Iterator
from datetime import date

from bot.practice.facts import Facts, World
from bot.practice.kinds import short_date
from bot.practice.paper import Field, Paper, Reference, reached
from bot.practice.store import Document
from bot.practice.wanted import Wanted


def open_documents(world: World, paper: Paper, field: Field, number: str) -> list[Document]:
    """Give the documents that a new paper may name in this field, whose number contains `number`."""
    if field.refers is None:
        return []
    facts = Facts(world=world, paper=paper, state={})
    wanted = Wanted(screens=field.refers.screens, number=number)
    found = world.store.some(wanted, skip=0, limit=-1)
    return [document for document in found if not any(_against(facts, field, field.refers, document))]


def refusals(facts: Facts, field: Field, day: date | None, where: str) -> Iterator[str]:
    """Give every reason against what the field names; a blank names nothing."""
    number = facts.text(field.key)
    if field.refers is None or not number:
        return
    document = facts.document(field.key)
    if document is None:
        yield f"ไม่พบ{field.caption} {number}{where}"
        return
    for problem in _against(facts, field, field.refers, document):
        yield f"{problem}{where}"
    if day is None:
        return
    theirs = date.fromisoformat(document.day)
    shown = short_date(f"{theirs.day}/{theirs.month}/{theirs.year + 543}")
    if field.refers.same_day and theirs != day:
        yield f"{field.caption} {number} เป็นของวันที่ {shown} ไม่ตรงกับวันที่ของเอกสารนี้{where}"
    elif theirs > day:
        yield f"วันที่ของเอกสารนี้ต้องไม่ก่อนวันที่ของ{field.caption} {number} ({shown}){where}"


def _against(facts: Facts, field: Field, refers: Reference, document: Document) -> Iterator[str]:
    name = f"{field.caption} {document.number}"
    if not reached(document, refers.status):
        yield f"{name} ยังไม่ได้{refers.status}" if not document.cancelled else f"{name} ถูกยกเลิกแล้ว"
    if refers.once and (others := facts.world.named_by(document.number, facts.paper.key)):
        yield f"{name} ถูกใช้แล้วในเอกสารเลขที่ {', '.join(others)}"
    if refers.rest and refers.rest(facts, document) <= 0:
        yield f"{name} ไม่มียอดคงเหลือ"
