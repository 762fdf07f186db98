"""A made-up office's entries in every status, for the report's tests and for looking at its pages."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.domain.lifecycle import Status
from bot.domain.model import (
    Difference,
    Entry,
    EntryKey,
    Event,
    Plan,
    PlannedEntry,
    Readback,
    Receipt,
    Run,
    Standing,
    Step,
    Total,
    Value,
    Verdict,
)
from bot.language import Text, say
from bot.planning.grammar import Mapping, SiteMapping
from bot.report.about import About

ZONE = ZoneInfo("Asia/Bangkok")
NOW = datetime(2024, 8, 20, 16, 42, 7, tzinfo=ZONE)
OFFICE = "องค์การบริหารส่วนตำบลทุ่งสมมุติ"
PAYEES = ("บริษัท รุ่งเรืองวัสดุ จำกัด", "ร้านน้ำดื่มป่าซาง", "นางสาวกุลธิดา ศรีสุข", "การไฟฟ้าส่วนภูมิภาค", "หจก.ป้ายทอง")
_WAY = {
    "opens_at": {"url": "Default.aspx"},
    "recognised_by": [{"page": "x"}],
    "commit": {"at": {"id": "save"}, "request": {"url": "*"}},
    "receipt": {"success": [{"page": "ok"}]},
    "find": {"opens_at": {"url": "list"}, "table": {"columns": {"number": "เลขที่"}}},
}


def _field(header: str, kind: str = "text", **more: object) -> dict[str, object]:
    return {"header": header, "kind": kind, "enter": {"at": {"caption": header}}, **more}


def voucher_mapping() -> Mapping:
    fields = {
        "old_number": {"header": "เลขที่เดิม"},
        "day": _field("วันที่", "date"),
        "payee": _field("ผู้รับเงิน"),
        "about": _field("คำอธิบาย"),
        "gross": _field("มูลค่า", "money"),
        "tax": _field("ภาษีหัก ณ ที่จ่าย", "money"),
        "net": {"header": "จำนวนเงินสุทธิ", "kind": "money", "computed": {"caption": "สุทธิ"}},
    }
    return Mapping.model_validate(
        {
            "format": "1",
            "screen": "EXP_VOUCHER",
            "revision": "3",
            "title": {"th": "จัดทำฎีกา", "en": "Voucher"},
            "sheet": "ฎีกา",
            "day": "day",
            "amount": "gross",
            "key": ["day", "old_number", "payee"],
            "fields": fields,
            **_WAY,
        }
    )


def receipt_mapping() -> Mapping:
    fields = {
        "day": _field("วันที่รับเงิน", "date"),
        "payer": _field("ผู้ชำระเงิน"),
        "kind": _field("ประเภทรายรับ"),
        "amount": _field("จำนวนเงิน", "money"),
        "old_number": {"header": "เลขที่เดิม"},
    }
    title = {"th": "รับเงินรายได้อื่น", "en": "Other income"}
    return Mapping.model_validate(
        {
            "format": "1",
            "screen": "REC_OTHER",
            "revision": "2",
            "title": title,
            "sheet": "รับเงิน",
            "day": "day",
            "amount": "amount",
            "key": ["day", "payer", "amount"],
            "fields": fields,
            **_WAY,
        }
    )


def journal_mapping() -> Mapping:
    lines = {
        "account": _field("รหัสบัญชี", "code"),
        "debit": _field("เดบิต", "money"),
        "credit": _field("เครดิต", "money"),
    }
    fields = {
        "group": {"header": "กลุ่ม", "kind": "code"},
        "day": _field("วันที่", "date"),
        "about": _field("คำอธิบาย"),
    }
    title = {"th": "ใบผ่านรายการบัญชีทั่วไป", "en": "Journal voucher"}
    return Mapping.model_validate(
        {
            "format": "1",
            "screen": "JV",
            "revision": "1",
            "title": title,
            "sheet": "ใบผ่าน",
            "day": "day",
            "amount": "debit",
            "key": ["day", "group"],
            "group_by": ["group"],
            "fields": fields,
            "lines": {"rows": "tr", "fields": lines},
            **_WAY,
        }
    )


def site_mapping() -> SiteMapping:
    return SiteMapping.model_validate({"format": "1", "site": "elaas", "title": "e-LAAS"})


SCREENS = {m.screen: m for m in (receipt_mapping(), voucher_mapping(), journal_mapping())}


def key_of(text: str) -> EntryKey:
    return EntryKey(sha256(text.encode()).hexdigest())


def entry(
    number: int = 1,
    *,
    screen: str = "EXP_VOUCHER",
    rows: tuple[int, ...] | None = None,
    fields: dict[str, Value] | None = None,
    lines: tuple[dict[str, Value], ...] = (),
    day: date | None = date(2024, 1, 16),
    amount: str = "1000.00",
) -> Entry:
    sheet = SCREENS[screen].sheet if screen in SCREENS else screen
    return Entry(
        key=key_of(f"{screen}-{number}"),
        screen=screen,
        sheet=sheet,
        rows=rows or (number + 1,),
        fields=fields if fields is not None else {"day": day, "payee": PAYEES[0], "gross": Decimal(amount)},
        lines=lines,
        digest=f"digest-{screen}-{number}",
        day=day,
        amount=Decimal(amount),
    )


def standing(status: Status = Status.VERIFIED, place: int = 1, /, **more: object) -> Standing:
    made = more.pop("entry", None) or entry(place)
    return Standing(entry=made, position=place, status=status, **more)  # type: ignore[arg-type]


def made_up_entries(how_many: int, seed: int = 1) -> tuple[Entry, ...]:
    """Make a mixture of receipts, vouchers and journal vouchers, in date order."""
    dice = random.Random(seed)
    rows = dict.fromkeys(SCREENS, 2)
    made = []
    for number in range(1, how_many + 1):
        day = date(2024, 1, 16) + timedelta(days=(number - 1) * 172 // max(1, how_many))
        screen = dice.choices(list(SCREENS), weights=(4, 5, 2))[0]
        fields, lines, amount = _content(dice, screen, number, day)
        size = max(1, len(lines))
        first = rows[screen]
        rows[screen] += size
        made.append(
            Entry(
                key=key_of(f"{screen}-{number}"),
                screen=screen,
                sheet=SCREENS[screen].sheet,
                rows=tuple(range(first, first + size)),
                fields=fields,
                lines=lines,
                digest=f"digest-{number}",
                day=day,
                amount=amount,
            )
        )
    return tuple(made)


def made_up_plan(entries: Sequence[Entry]) -> Plan:
    totals: dict[tuple[str, date | None], tuple[int, Decimal]] = {}
    for one in entries:
        count, amount = totals.get((one.screen, one.day), (0, Decimal(0)))
        totals[one.screen, one.day] = (count + 1, amount + one.amount)
    return Plan(
        hash=sha256(b"plan").hexdigest(),
        entries=tuple(PlannedEntry(entry=one, steps=steps_of(one)) for one in entries),
        totals=tuple(Total(screen=s, day=d, count=c, amount=a) for (s, d), (c, a) in totals.items()),
        mappings={screen: sha256(screen.encode()).hexdigest() for screen in SCREENS},
    )


def steps_of(one: Entry) -> tuple[Step, ...]:
    typed = typed_of(one)
    header = tuple(
        Step(kind="enter", name=name, text=text) for name, text in typed.items() if "[" not in name
    )
    lines = tuple(
        Step(kind="enter", name=name, text=_typed(value), line=at)
        for at, line in enumerate(one.lines)
        for name, value in line.items()
    )
    return (Step(kind="open"), *header, *lines, Step(kind="commit"))


def typed_of(one: Entry) -> dict[str, str]:
    spec = SCREENS[one.screen].fields
    typed = {
        n: _typed(v) for n, v in one.fields.items() if v is not None and (spec[n].enter or spec[n].computed)
    }
    for at, line in enumerate(one.lines):
        typed |= {f"{name}[{at + 1}]": _typed(value) for name, value in line.items() if value is not None}
    return typed


STATUSES = (
    (Status.VERIFIED, 70),
    (Status.POSTED, 8),
    (Status.PENDING, 9),
    (Status.MISMATCHED, 3),
    (Status.REJECTED, 3),
    (Status.IN_DOUBT, 2),
    (Status.FAILED, 1),
    (Status.WAITING, 2),
    (Status.SKIPPED, 1),
    (Status.COMMITTING, 1),
)
MESSAGES: dict[Status, Text] = {
    Status.REJECTED: say(
        "ระบบแจ้งว่า: งบประมาณคงเหลือไม่เพียงพอ (คงเหลือ 1,250.00 บาท)",
        "The site says: งบประมาณคงเหลือไม่เพียงพอ (คงเหลือ 1,250.00 บาท)",
    ),
    Status.IN_DOUBT: say(
        "การเชื่อมต่อขาดหลังกดบันทึก และค้นพบเอกสารที่เหมือนกัน 2 ฉบับ",
        "The line was lost after the commit and two look-alikes were found",
    ),
    Status.FAILED: say(
        "หน้าจอไม่ตอบใน 60 วินาที ลองครบ 3 ครั้งแล้ว", "The page did not answer within 60 s, three times"
    ),
    Status.WAITING: say("รอรับเงินของวันเดียวกันก่อน", "Waits for the receipts of the same day"),
    Status.SKIPPED: say("ยกเลิกโดยหัวหน้าการเงิน", "Cancelled by the head of finance"),
    Status.MISMATCHED: say("ค่าที่อ่านกลับไม่ตรงกับแฟ้ม", "What reads back differs from the workbook"),
}


def made_up_standings(entries: Sequence[Entry], seed: int = 2) -> tuple[Standing, ...]:
    """Put each entry into some status, with everything that the ledger would know of it."""
    dice = random.Random(seed)
    names, weights = zip(*STATUSES, strict=True)
    return tuple(
        _stood(one, place, dice.choices(names, weights=weights)[0])
        for place, one in enumerate(entries, start=1)
    )


def made_up_events(standings: Sequence[Standing]) -> tuple[Event, ...]:
    events: list[Event] = []
    for one in standings:
        path = {Status.PENDING: (), Status.WAITING: (Status.WAITING,)}.get(
            one.status, (Status.WORKING, Status.COMMITTING, Status.POSTED, one.status)
        )
        old = Status.PENDING
        for at, new in enumerate(dict.fromkeys(path)):
            when = NOW - timedelta(hours=3) + timedelta(seconds=one.position * 9 + at * 2)
            events.append(
                Event(
                    seq=len(events) + 1,
                    at=when,
                    action="moved",
                    run=1,
                    key=one.entry.key,
                    old=old,
                    new=new,
                    attempt=1,
                )
            )
            old = new
    return tuple(events)


def made_up_about(
    plan: Plan | None = None, events: Sequence[Event] = (), evidence: Path | None = None
) -> About:
    mappings = {screen: sha256(screen.encode()).hexdigest() for screen in SCREENS}
    started = NOW - timedelta(hours=3)
    runs = (
        Run(
            id=1,
            plan_hash=sha256(b"plan").hexdigest(),
            operator="somying@finance-pc",
            started=started,
            ended=started + timedelta(minutes=42),
            outcome="stopped",
            mappings=mappings,
        ),
        Run(
            id=2,
            plan_hash=sha256(b"plan").hexdigest(),
            operator="somying@finance-pc",
            started=started + timedelta(hours=1),
            ended=started + timedelta(hours=2),
            outcome="finished",
            mappings=mappings,
        ),
    )
    return About(
        made_at=NOW,
        screens=SCREENS,
        site=site_mapping(),
        office=OFFICE,
        fiscal_year="2567",
        plan=plan,
        runs=runs,
        events=events,
        evidence_dir=evidence,
    )


def _content(
    dice: random.Random, screen: str, number: int, day: date
) -> tuple[dict[str, Value], tuple[dict[str, Value], ...], Decimal]:
    amount = Decimal(dice.randrange(5_000, 9_000_000)) / 100
    if screen == "JV":
        other = amount - (part := (amount / 3).quantize(Decimal("0.01")))
        lines: tuple[dict[str, Value], ...] = (
            {"account": "5104010104", "debit": part, "credit": None},
            {"account": "5104010107", "debit": other, "credit": None},
            {"account": "1101020501", "debit": None, "credit": amount},
        )
        return {"group": f"JV-{number:03}", "day": day, "about": "ปรับปรุงค่าใช้จ่ายค้างจ่าย"}, lines, amount
    if screen == "REC_OTHER":
        return (
            {
                "day": day,
                "payer": dice.choice(PAYEES),
                "kind": "ค่าเช่าอาคาร",
                "amount": amount,
                "old_number": f"RCPT-{number:05}/67",
            },
            (),
            amount,
        )
    tax = (amount * Decimal("0.01")).quantize(Decimal("0.01"))
    return (
        {
            "old_number": f"กค 67-{number:04}",
            "day": day,
            "payee": dice.choice(PAYEES),
            "about": "ค่าวัสดุสำนักงานและค่าน้ำดื่มสำหรับบริการประชาชน",
            "gross": amount,
            "tax": tax,
            "net": amount - tax,
        },
        (),
        amount,
    )


def _typed(value: Value) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return f"{value:%d/%m}/{value.year + 543}" if isinstance(value, date) else str(value)


def _seen(value: Value) -> str:
    return f"{value:,.2f}" if isinstance(value, Decimal) else _typed(value)


def _stood(one: Entry, place: int, status: Status) -> Standing:
    at = NOW - timedelta(hours=3) + timedelta(seconds=place * 9)
    committed = status in (Status.VERIFIED, Status.POSTED, Status.MISMATCHED)
    number = f"{one.screen[:2]}{place:05}/67" if committed else ""
    picture = (f"{one.key[:12]}/1-receipt.png",)
    receipt = (
        Receipt(
            number=number,
            message="บันทึกข้อมูลเรียบร้อย",
            at=at,
            how="found" if place % 17 == 0 else "shown",
            evidence=picture,
        )
        if committed
        else None
    )
    readback, verdict = None, None
    if status in (Status.VERIFIED, Status.MISMATCHED):
        readback, verdict = _read(one, number, wrong=status is Status.MISMATCHED)
    return Standing(
        entry=one,
        position=place,
        status=status,
        attempts=0 if status is Status.PENDING else 1 + place % 11 // 10,
        number=number,
        message=MESSAGES.get(status),
        receipt=receipt,
        readback=readback,
        verdict=verdict,
        typed={} if status in (Status.PENDING, Status.WAITING) else typed_of(one),
        evidence=(f"{one.key[:12]}/2-trouble.png",) if status in MESSAGES else (),
        changed_at=at,
    )


def _read(one: Entry, number: str, *, wrong: bool) -> tuple[Readback, Verdict]:
    hidden = ("about",) if "about" in one.fields else ()
    fields = {
        n: _seen(v)
        for n, v in one.fields.items()
        if v is not None and n not in (*hidden, "old_number", "group")
    }
    differences: tuple[Difference, ...] = ()
    if wrong:
        name = next((n for n in ("gross", "amount") if n in fields), "day")
        seen = _seen(one.amount * 10) if name != "day" else "17/01/2567"
        differences = (Difference(field=name, expected=fields[name], seen=seen),)
        fields[name] = seen
    lines = tuple({n: _seen(v) for n, v in line.items() if v is not None} for line in one.lines)
    readback = Readback(number=number, fields=fields, lines=lines, source="ทะเบียนเอกสาร", at=NOW)
    return readback, Verdict(differences=differences, unproven=hidden)
