"""Names of screens and fields, old numbers, identities, rows; an entry field by field; verdicts in words."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from unit.report import made_up_office as office

from bot.domain.lifecycle import Status
from bot.domain.model import Difference, Readback, Verdict
from bot.language import language_of
from bot.report.about import About, rows_text
from bot.report.comparison import field_rows, verdict_text

ABOUT = office.made_up_about()
BARE = About(made_at=office.NOW)


def test_names() -> None:
    """Titles come from the mapping in the language in use; without a mapping the plain names are shown."""
    assert ABOUT.screen_title("EXP_VOUCHER") == "จัดทำฎีกา"
    assert ABOUT.field_title("EXP_VOUCHER", "gross") == "มูลค่า"
    assert ABOUT.field_title("JV", "debit", 1) == "เดบิต บรรทัดที่ 2"
    assert ABOUT.field_title("JV", "debit") == "เดบิต"
    assert ABOUT.field_title("JV", "number") == "เลขที่เอกสาร"
    assert BARE.screen_title("X<y>") == "X<y>"
    assert BARE.field_title("X", "debit", 0) == "debit บรรทัดที่ 1"
    assert (BARE.site_title, ABOUT.site_title) == ("", "e-LAAS")
    with language_of("en"):
        assert ABOUT.screen_title("EXP_VOUCHER") == "Voucher"


def test_title_before_header() -> None:
    """A field's own title wins over its header."""
    mapping = office.voucher_mapping()
    spec = mapping.fields["gross"].model_copy(update={"title": office.site_mapping().title})
    screens = {"EXP_VOUCHER": mapping.model_copy(update={"fields": {"gross": spec}})}
    assert replace(ABOUT, screens=screens).field_title("EXP_VOUCHER", "gross") == "e-LAAS"


def test_hashes_come_from_the_plan_or_the_last_run() -> None:
    """Plan hash and mapping digests are the plan's, else the last run's, else blank."""
    plan = office.made_up_plan(office.made_up_entries(1))
    assert office.made_up_about(replace(plan, hash="h")).plan_hash == "h"
    assert office.made_up_about(plan).mapping_digests == plan.mappings
    assert ABOUT.plan_hash == ABOUT.runs[-1].plan_hash
    assert ABOUT.mapping_digests == ABOUT.runs[-1].mappings
    assert (BARE.plan_hash, BARE.mapping_digests) == ("", {})


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("debit[1]", ("debit", 0)),
        ("debit[12]", ("debit", 11)),
        ("debit[0]", ("debit[0]", None)),
        ("about", ("about", None)),
        ("nothing[1]", ("nothing[1]", None)),
    ],
)
def test_places(key: str, place: tuple[str, int | None]) -> None:
    """Names of line fields are taken apart only when the mapping has such a line field."""
    assert ABOUT.place("JV", key) == place
    assert ABOUT.place("EXP_VOUCHER", key) == (key, None)


def test_old_numbers() -> None:
    """The old number comes from the column that says so; none without such a column or mapping."""
    voucher = office.entry(1, fields={"old_number": "กค 67-1", "day": None})
    assert ABOUT.old_number(voucher) == "กค 67-1"
    assert ABOUT.old_number(office.entry(1, screen="JV", fields={"group": "JV-1"})) == ""
    assert BARE.old_number(voucher) == ""


def test_identity() -> None:
    """An entry is called by its key fields; day and amount only when there is nothing else."""
    fields = {"day": date(2024, 1, 16), "payer": "ก", "amount": Decimal(5)}
    entry = office.entry(1, screen="REC_OTHER", fields=fields)
    assert ABOUT.identity(entry) == "ก"
    assert ABOUT.identity(replace(entry, fields=fields | {"payer": None})) == "16 ม.ค. 2567, 5.00"
    assert BARE.identity(entry) == "16 ม.ค. 2567, ก"


def test_rows() -> None:
    """Rows are named as one finds them; lines that follow each other as a span."""
    assert rows_text(office.entry(1, rows=(7,))) == "ฎีกา!7"
    assert rows_text(office.entry(1, rows=(7, 8, 9))) == "ฎีกา!7–9"
    assert rows_text(office.entry(1, rows=(7, 9))) == "ฎีกา!7, 9"
    assert rows_text(replace(office.entry(1), rows=())) == "ฎีกา"


def test_fields_side_by_side() -> None:
    """Each field shows workbook, screen and readback; differences and unproven fields are marked."""
    entry = office.entry(
        1,
        fields={
            "payee": "ก",
            "about": "ข",
            "gross": Decimal(10),
            "net": Decimal(9),
            "tax": None,
            "old_number": None,
        },
    )
    verdict = Verdict(
        differences=(Difference(field="gross", expected="10.00", seen="11.00\u202e"),
                     Difference(field="number", expected="", seen="ไม่พบ")),
        unproven=("about",),
    )  # fmt: skip
    readback = Readback(number="1", fields={"payee": "ก", "gross": "11.00", "status": "ปกติ"})
    rows = field_rows(
        entry, ABOUT, typed={"payee": "ก", "gross": "10.00"}, readback=readback, verdict=verdict
    )
    shown = [(row.title, row.planned, row.typed, row.seen, row.note) for row in rows]
    assert shown == [
        ("ผู้รับเงิน", "ก", "ก", "ก", ""),
        ("คำอธิบาย", "ข", "", "", "unproven"),
        ("มูลค่า", "10.00", "10.00", "11.00⟨U+202E⟩", "differs"),
        ("จำนวนเงินสุทธิ", "9.00", "", "", "computed"),
        ("สถานะเอกสาร", "", "", "ปกติ", ""),
        ("เลขที่เอกสาร", "", "", "ไม่พบ", "differs"),
    ]


def test_lines_follow_the_header() -> None:
    """Line fields come after the header, line by line, with their values from all three places."""
    entry = office.entry(
        1, screen="JV", fields={"about": "ก"}, lines=({"debit": Decimal(1)}, {"credit": Decimal(1)})
    )
    readback = Readback(number="1", fields={}, lines=({"debit": "1.00"}, {"credit": "2.00"}))
    verdict = Verdict(differences=(Difference(field="credit", expected="1.00", seen="2.00", line=1),))
    rows = field_rows(entry, ABOUT, typed={"debit[1]": "1.00"}, readback=readback, verdict=verdict)
    assert [(r.title, r.planned, r.typed, r.seen, r.note) for r in rows] == [
        ("คำอธิบาย", "ก", "", "", ""),
        ("เดบิต บรรทัดที่ 1", "1.00", "1.00", "1.00", ""),
        ("เครดิต บรรทัดที่ 2", "1.00", "", "2.00", "differs"),
    ]


def test_verdicts_in_words() -> None:
    """A verdict says what is equal, what differs with both values, and what the site does not show."""
    wrong = Verdict(
        differences=(Difference(field="gross", expected="1.00", seen="10.00"),), unproven=("about",)
    )
    texts = [
        verdict_text(office.standing(Status.VERIFIED, verdict=Verdict()), ABOUT),
        verdict_text(office.standing(Status.VERIFIED, verdict=Verdict(unproven=("about",))), ABOUT),
        verdict_text(office.standing(Status.MISMATCHED, verdict=wrong), ABOUT),
        verdict_text(office.standing(Status.POSTED, number="1"), ABOUT),
        verdict_text(office.standing(Status.PENDING), ABOUT),
        verdict_text(office.standing(Status.MISMATCHED, verdict=Verdict()), ABOUT),
    ]
    assert texts == [
        "ตรงกันทุกช่องที่ระบบแสดง",
        "ตรงกันทุกช่องที่ระบบแสดง; ระบบไม่แสดง: คำอธิบาย",
        "มูลค่า: ในแฟ้ม “1.00” แต่ในระบบ “10.00”; ระบบไม่แสดง: คำอธิบาย",
        "ยังไม่ได้อ่านกลับ",
        "",
        "",
    ]
