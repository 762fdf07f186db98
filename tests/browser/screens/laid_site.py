"""The practice site's own file, in this process: foundations are laid here, and what it must say is asked."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from broken_documents import EARLY, NOT_BEFORE, Broken
from sound_documents import FOUNDATIONS, SOUND, Cells, Foundation

from bot.practice.facts import Facts
from bot.practice.forms import State
from bot.practice.paper import APPROVED, Field, Value
from bot.practice.papers import PAPERS
from bot.practice.rules import AREA_LENGTH, LINE_LENGTH
from bot.practice.server import DATABASE
from bot.practice.site import open_site
from bot.practice.store import Draft
from bot.practice.typing_in import typed_into_paper, typed_into_screen

_APPROVER = "approver"
_NAMES = re.compile("|".join(f"@{re.escape(name)}" for name in sorted(FOUNDATIONS, key=len, reverse=True)))
_OUT_OF_YEAR = ("05/11/2567", "ต้องอยู่ในปีงบประมาณ 2567 (1/10/2566 - 30/9/2567)")
_NOTHING = ("0.00", "ต้องมากกว่า 0")
HAND_MADE = {
    "REC_TAX_ALLOT": ("วันที่รับเงิน", "ผู้ชำระเงิน", "ประเภทรายรับ", "จำนวนเงิน", "ประเภทการรับเงิน"),
    "REC_ASSET_RENT_OUTSIDE": (
        "วันที่รับเงิน", "ผู้ชำระเงิน", "หมวดรายรับ", "ประเภทรายรับ", "จำนวนเงิน", "ประเภทการรับเงิน",
    ),
    "EXP_VOUCHER_BUDGET": (
        "วันที่จัดทำฎีกา", "ส่วน/กอง ผู้เบิก", "แหล่งเงิน", "แผนงาน", "งาน", "หมวดรายจ่าย", "ประเภทรายจ่าย", "รายการ",
        "ผู้รับเงิน", "คำอธิบายรายการ", "มูลค่าสินค้า/บริการ",
    ),
    "ACC_GENERAL_JOURNAL": ("วันที่", "คำอธิบาย"),
}  # fmt: skip
"""What the four screens that are no declared papers require."""


class LaidSite:
    """One practice site as it lies on the disk; a server may run on the same file."""

    def __init__(self, data: Path) -> None:
        """Open the file in the site's folder."""
        self._site = open_site(data / DATABASE, durable=False)
        self._user = self._site.catalogue.users[0]
        self.numbers: dict[str, str] = {}

    def close(self) -> None:
        """Close the file."""
        self._site.store.close()

    def clear(self) -> None:
        """Go back to the starting state; whoever is signed in stays so."""
        self._site.store.reset()
        self.numbers = {}

    def lay(self) -> None:
        """Lay every foundation, in order."""
        for name, foundation in FOUNDATIONS.items():
            self.numbers[name] = self._laid(foundation)

    def named(self, text: str) -> str:
        """Put numbers in the place of `@name`."""
        return _NAMES.sub(lambda found: self.numbers.get(found.group()[1:], found.group()), text)

    def told(self, texts: Sequence[str]) -> list[str]:
        """Put numbers into what must be said."""
        return [self.named(text) for text in texts]

    def filled(self, cells: Cells) -> dict[str, str]:
        """Put numbers into a document's cells."""
        return {caption: self.named(text) for caption, text in cells.items()}

    def check(self, screen: str, head: Cells, lines: Sequence[Cells]) -> Draft | list[str]:
        """Give what the site makes of a document: the draft that it would store, or its refusals."""
        return self._site.screens[screen].check(self.typed(screen, head, lines))

    def typed(self, screen: str, head: Cells, lines: Sequence[Cells]) -> State:
        """Give the state of the form once this is typed."""
        paper, filled = PAPERS.get(screen), self.filled(head)
        rows = [self.filled(line) for line in lines]
        if paper is None:
            return typed_into_screen(self._site.screens[screen], filled, rows, self._user)
        return typed_into_paper(self._site.world, paper, filled, rows, self._user)

    def ruled(self, screen: str, head: Cells, lines: Sequence[Cells]) -> list[list[str]]:
        """Give what each rule of the declared paper says to a document."""
        paper = PAPERS[screen]
        facts = Facts(world=self._site.world, paper=paper, state=self.typed(screen, head, lines))
        return [list(rule(facts)) for rule in paper.rules]

    def _laid(self, foundation: Foundation) -> str:
        sound = SOUND[foundation.screen]
        lines = sound.lines if foundation.lines is None else foundation.lines
        draft = self.check(foundation.screen, {**sound.head, **foundation.head}, lines)
        assert isinstance(draft, Draft), (foundation, draft)
        document = self._site.store.add(draft, self._user.username)
        if foundation.turned:
            self._site.store.turn(document, APPROVED, _APPROVER)
        return document.number


def document_of(screen: str, broken: Broken) -> tuple[dict[str, str], Sequence[Cells]]:
    """Give the sound document with what breaks it."""
    sound = SOUND[screen]
    return {**sound.head, **broken.head}, sound.lines if broken.lines is None else broken.lines


def blank(screen: str) -> Broken:
    """Leave everything blank: each required field must be asked for, in the head and in its first lines."""
    paper = PAPERS.get(screen)
    captions = (
        [f.caption for f in paper.fields() if f.required and not f.zero] if paper else list(HAND_MADE[screen])
    )
    asked = [f"กรุณาระบุ{caption}" for caption in captions]
    lines: list[Cells] = []
    if paper and paper.grid:
        lines = [{}] * paper.grid.at_first
        asked += [
            f"กรุณาระบุ{f.caption} (รายการที่ {place})"
            for place in range(1, len(lines) + 1)
            for f in paper.grid.columns
            if f.required
        ]
    if screen == "ACC_GENERAL_JOURNAL":
        lines = [{"รหัสบัญชี": "", "เดบิต": "", "เครดิต": ""}] * 2
        asked += ["กรุณาระบุรหัสบัญชี (รายการที่ 1)", "กรุณาระบุรหัสบัญชี (รายการที่ 2)"]
    return Broken(head=dict.fromkeys(SOUND[screen].head, ""), lines=lines, says=tuple(asked))


def malformed(screen: str) -> Broken:
    """Type into each field what it cannot hold, as far as anything can be typed into it."""
    paper = PAPERS.get(screen)
    if paper is None:
        return _MALFORMED_BY_HAND[screen]
    head, asked = _unfit(_typed_fields(paper.fields()), "", searched=(paper.day, paper.amount))
    lines: Sequence[Cells] | None = None
    if paper.grid:
        line, more = _unfit(_typed_fields(paper.grid.columns), " (รายการที่ 1)")
        first, *others = SOUND[screen].lines
        lines, asked = [{**first, **line}, *others], asked + more
    return Broken(head=head, lines=lines, says=tuple(asked))


def early(screen: str) -> list[Broken]:
    """Date the document before everything that its head names, if it names anything."""
    paper = PAPERS.get(screen)
    named = [f.caption for f in paper.fields() if f.refers and not f.refers.same_day] if paper else []
    if paper is None or not named:
        return []
    return [Broken(head={paper.day: EARLY}, says=tuple(f"{NOT_BEFORE}{caption} " for caption in named))]


def generated(screen: str) -> list[Broken]:
    """Give the broken documents that follow from the declaration alone."""
    return [blank(screen), malformed(screen), *early(screen)]


def _typed_fields(fields: Sequence[Field]) -> list[Field]:
    return [f for f in fields if not (f.show or f.options or f.refers or f.popup or f.read_only)]


def _unfit(
    fields: Sequence[Field], where: str, searched: Sequence[str] = ()
) -> tuple[dict[str, str], list[str]]:
    """Give a bad text for each field; `searched` are those by which the bot looks for the document first."""
    cells: dict[str, str] = {}
    asked = []
    for place, field in enumerate(fields):
        found = _unfit_to_search(field) if field.caption in searched else _unfit_text(field, place)
        if found:
            cells[field.caption] = found[0]
            asked.append(f"{field.caption}{where}{found[1]}")
    return cells, asked


def _unfit_to_search(field: Field) -> tuple[str, str] | None:
    """Give a text that a search takes and the form does not, if there is one."""
    if field.value is Value.DATE:
        return _OUT_OF_YEAR
    return _NOTHING if field.required and not field.zero else None


def _unfit_text(field: Field, place: int) -> tuple[str, str]:
    """Give a text that the field cannot hold, and what follows its caption in the refusal."""
    match field.value:
        case Value.DATE if field.in_year and place % 2 == 0:
            return _OUT_OF_YEAR
        case Value.DATE:
            return "30/02/2567", "ไม่ถูกต้อง (รูปแบบ วว/ดด/ปปปป พ.ศ.)"
        case Value.MONEY if field.required and not field.zero and place % 2:
            return _NOTHING
        case Value.MONEY:
            return "1.005", "ไม่ถูกต้อง (ตัวเลขอารบิค ไม่ใช้เครื่องหมายลูกน้ำ ทศนิยมไม่เกิน 2 ตำแหน่ง)"
        case Value.COUNT:
            return "1.5", "ไม่ถูกต้อง (จำนวนเต็ม)"
        case _:
            limit = field.limit or (AREA_LENGTH if field.area else LINE_LENGTH)
            return "ก" * (limit + 1), f"ต้องไม่เกิน {limit} ตัวอักษร"


_LONG, _LONGER = "ก" * (LINE_LENGTH + 1), "ก" * (AREA_LENGTH + 1)
_OLD_RECEIPT = Broken(
    head={
        "วันที่รับเงิน": "05/11/2567",
        "ผู้ชำระเงิน": _LONG,
        "รายละเอียด": _LONGER,
        "จำนวนเงิน": "0.00",
        "จำนวนใบเสร็จรับเงิน": "1.5",
        "หมายเหตุ": _LONGER,
    },
    says=(
        "วันที่รับเงินต้องอยู่ในปีงบประมาณ 2567",
        f"ผู้ชำระเงินต้องไม่เกิน {LINE_LENGTH} ตัวอักษร",
        f"รายละเอียดต้องไม่เกิน {AREA_LENGTH} ตัวอักษร",
        "จำนวนเงินต้องมากกว่า 0",
        "จำนวนใบเสร็จรับเงินไม่ถูกต้อง (จำนวนเต็ม)",
        f"หมายเหตุต้องไม่เกิน {AREA_LENGTH} ตัวอักษร",
    ),
)
_MALFORMED_BY_HAND: Mapping[str, Broken] = {
    "REC_TAX_ALLOT": _OLD_RECEIPT,
    "REC_ASSET_RENT_OUTSIDE": _OLD_RECEIPT,
    "EXP_VOUCHER_BUDGET": Broken(
        head={
            "วันที่จัดทำฎีกา": "05/11/2567",
            "เลขที่ใบแจ้งหนี้": _LONG,
            "วันที่ในใบแจ้งหนี้": "30/02/2567",
            "คำอธิบายรายการ": _LONGER,
            "มูลค่าสินค้า/บริการ": "0.00",
            "ภาษีมูลค่าเพิ่ม": "1.005",
            "ภาษีหัก ณ ที่จ่าย": "1.005",
            "ค่าปรับ": "1.005",
            "หักอื่น ๆ": "1.005",
            "หมายเหตุ": _LONGER,
        },
        says=(
            "วันที่จัดทำฎีกาต้องอยู่ในปีงบประมาณ 2567",
            f"เลขที่ใบแจ้งหนี้ต้องไม่เกิน {LINE_LENGTH} ตัวอักษร",
            "วันที่ในใบแจ้งหนี้ไม่ถูกต้อง",
            f"คำอธิบายรายการต้องไม่เกิน {AREA_LENGTH} ตัวอักษร",
            "มูลค่าสินค้า/บริการต้องมากกว่า 0",
            "ภาษีมูลค่าเพิ่มไม่ถูกต้อง",
            "ภาษีหัก ณ ที่จ่ายไม่ถูกต้อง",
            "ค่าปรับไม่ถูกต้อง",
            "หักอื่น ๆไม่ถูกต้อง",
            f"หมายเหตุต้องไม่เกิน {AREA_LENGTH} ตัวอักษร",
        ),
    ),
    "ACC_GENERAL_JOURNAL": Broken(
        head={"วันที่": "05/11/2567", "คำอธิบาย": _LONGER},
        lines=[
            {"รหัสบัญชี": "010", "เดบิต": "1.005", "เครดิต": ""},
            {"รหัสบัญชี": "021", "เดบิต": "", "เครดิต": "1.005"},
        ],
        says=(
            "วันที่ต้องอยู่ในปีงบประมาณ 2567",
            f"คำอธิบายต้องไม่เกิน {AREA_LENGTH} ตัวอักษร",
            "เดบิต (รายการที่ 1)ไม่ถูกต้อง",
            "เครดิต (รายการที่ 2)ไม่ถูกต้อง",
        ),
    ),
}
