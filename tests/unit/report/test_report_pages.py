"""The HTML pages: complete, self-contained, and deaf to whatever is written in cells or on the site."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from unit.report import made_up_office as office

from bot.domain.handover import ForeignDocument
from bot.domain.lifecycle import Status
from bot.domain.model import Event, Need, PlannedEntry, Prepared, Receipt
from bot.errors import ReportNotWritten
from bot.language import language_of, say
from bot.report.about import About, rows_text
from bot.report.page import write_report
from bot.report.preview_page import PreviewShot, write_preview, write_preview_list

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}\u202e\x1b[31m"


class Seen(HTMLParser):
    """Collects elements, attributes and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)


def report(tmp_path: Path, standings: object, about: About) -> tuple[str, Seen]:
    html = write_report(tmp_path, standings, about=about).read_text(encoding="utf-8")  # type: ignore[arg-type]
    return html, Seen(html)


def full(tmp_path: Path) -> tuple[str, Seen]:
    entries = office.made_up_entries(150)
    standings = office.made_up_standings(entries)
    (tmp_path / "in.xlsx").write_bytes(b"x")
    about = office.made_up_about(
        office.made_up_plan(entries), office.made_up_events(standings), tmp_path / "ev"
    )
    return report(tmp_path / "out", standings, replace(about, source=tmp_path / "in.xlsx"))


def test_report_is_complete(tmp_path: Path) -> None:
    """Every entry, status, new number, run, digest and the plan hash are on the page."""
    html, seen = full(tmp_path)
    entries = office.made_up_entries(150)
    standings = office.made_up_standings(entries)
    assert [a["id"] for tag, a in seen.elements if tag == "details" and "data-s" in a] == [
        f"e{n}" for n in range(1, 151)
    ]
    for standing in standings:
        assert standing.entry.key in html
        assert standing.number in seen.text
    for text in ("จากทั้งหมด 150 รายการ", office.OFFICE, "somying@finance-pc", "กค 67-", "in.xlsx",
                 *office.made_up_plan(entries).mappings.values()):  # fmt: skip
        assert text in seen.text
    assert "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881" in seen.text


def test_documents_of_others_are_listed(tmp_path: Path) -> None:
    """What others keyed meanwhile is a table of its own, deaf to what the site calls them; none: no table."""
    entries = office.made_up_entries(3)
    standings = office.made_up_standings(entries)
    about = office.made_up_about(office.made_up_plan(entries), (), tmp_path / "ev")
    _, without = report(tmp_path, standings, about)
    assert "เอกสารของผู้อื่น" not in without.text
    stranger = ForeignDocument(
        screen=entries[1].screen, number=HOSTILE, seen=about.made_at, beside=entries[1].key
    )
    _, seen = report(tmp_path, standings, replace(about, foreign=(stranger,)))
    assert "เอกสารของผู้อื่นที่พบในระบบระหว่างทำงาน" in seen.text
    assert "<script>alert(1)</script>" in seen.text
    assert rows_text(entries[1]) in seen.text


def test_what_comparing_the_books_gave_is_told(tmp_path: Path) -> None:
    """The verification's comparison is a section of its own, each difference with its place, escaped."""
    entries = office.made_up_entries(3)
    standings = office.made_up_standings(entries)
    listed = [{"cell": "ฎีกา!A4", "th": HOSTILE, "en": HOSTILE}]
    compared = Event(
        seq=1,
        at=office.made_up_about().made_at,
        action="books_compared",
        details={"days": 2, "differences": 1, "listed": listed},
    )
    html, seen = report(
        tmp_path, standings, office.made_up_about(office.made_up_plan(entries), (compared,), tmp_path / "ev")
    )
    assert "รายงานประจำวัน 2 วัน" in seen.text
    assert [a for tag, a in seen.elements if tag == "a" and a.get("href") == "#books"]
    assert "ต่างกัน 1 เรื่อง" in seen.text
    assert "ฎีกา!A4 <script>alert(1)</script>" in seen.text
    assert "<script>alert(1)" not in html
    assert "books_compared" not in html
    _, without = report(tmp_path, standings, office.made_up_about(office.made_up_plan(entries)))
    assert not [a for _, a in without.elements if a.get("id") == "books"]


def test_report_needs_nothing_but_itself(tmp_path: Path) -> None:
    """No address outside the page is named; its policy forbids all but its own style and script."""
    html, seen = full(tmp_path)
    assert "http://" not in html
    assert "https://" not in html
    for tag, attributes in seen.elements:
        assert tag not in {"link", "iframe", "object", "img"}
        assert not any(name.startswith("on") or name == "style" for name in attributes)
        link = attributes.get("href") or ""
        assert link.startswith(("#", "../ev/")) or not link
    (policy,) = [a["content"] for t, a in seen.elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert "default-src 'none'" in (policy or "")
    assert "unsafe" not in (policy or "")


def test_report_is_accessible(tmp_path: Path) -> None:
    """The page has its language, landmarks, one main heading; tables have captions and scoped headers."""
    html, seen = full(tmp_path)
    assert ("html", {"lang": "th"}) in seen.elements
    assert [seen.count(tag) for tag in ("h1", "main", "header", "footer")] == [1, 1, 1, 1]
    assert all("scope" in attributes for tag, attributes in seen.elements if tag == "th")
    outside = re.sub(r'<details id="e\d.*?</details>', "", html, flags=re.DOTALL)
    outside = re.sub(r'<table class="both">', "", outside)
    assert outside.count("<table") == outside.count("<caption")


def test_exceptions_come_first_with_both_values(tmp_path: Path) -> None:
    """What needs a person stands before the figures, by urgency, with the site's words and both values."""
    _, seen = full(tmp_path)
    page = seen.text
    assert (
        page.index("ห้ามคีย์ซ้ำ ให้ค้นหา") < page.index("อ่านกลับไม่ตรงกับแฟ้ม ให้ตรวจ") < page.index("ยอดเงิน ตามหน้าจอ")
    )
    assert "งบประมาณคงเหลือไม่เพียงพอ" in page
    one = next(
        s for s in office.made_up_standings(office.made_up_entries(150)) if s.status is Status.MISMATCHED
    )
    assert one.verdict
    assert one.verdict.differences[0].expected in page
    assert one.verdict.differences[0].seen in page


def test_hostile_text_is_only_text(tmp_path: Path) -> None:
    """Markup, template syntax, overrides and escapes in every place a person or site writes stay text."""
    fields = {"payee": HOSTILE, "old_number": HOSTILE, "day": None}
    entry = replace(office.entry(1, fields=fields), sheet=HOSTILE)
    receipt = Receipt(
        number=HOSTILE, message=HOSTILE, at=office.NOW, how="shown", evidence=(HOSTILE + ".png",)
    )
    standing = office.standing(
        Status.MISMATCHED,
        1,
        entry=entry,
        number=HOSTILE,
        message=say("{m}", "{m}", m=HOSTILE),
        receipt=receipt,
        typed={HOSTILE: HOSTILE},
        baseline=(HOSTILE,),
    )
    event = Event(seq=1, at=office.NOW, action=HOSTILE, details={HOSTILE: HOSTILE})
    about = replace(office.made_up_about(None, (event,), tmp_path), office=HOSTILE, fiscal_year=HOSTILE)
    run = replace(
        about.runs[0], operator=HOSTILE, outcome=HOSTILE, plan_hash=HOSTILE, mappings={HOSTILE: HOSTILE}
    )
    html, seen = report(tmp_path, [standing], replace(about, runs=(run,)))
    assert (seen.count("script"), seen.count("img")) == (1, 0)
    assert not any("onerror" in attributes for _, attributes in seen.elements)
    assert "\u202e" not in html
    assert "\x1b" not in html
    assert "⟨U+202E⟩⟨U+001B⟩" in html
    assert "{{7*7}}" in html


def test_report_with_nothing(tmp_path: Path) -> None:
    """A report before the first run says that there is nothing yet."""
    html, seen = report(tmp_path, [], About(made_at=office.NOW))
    assert "ยังไม่มีรายการ" in seen.text
    assert "ยังไม่มีเลขที่ใหม่" in html


def test_warnings_are_exceptions(tmp_path: Path) -> None:
    """An edited row, a row that is gone and a second commit request are told even of verified entries."""
    edited, gone, twice = (office.entry(n) for n in (1, 2, 3))
    plan = office.made_up_plan([replace(edited, digest="other"), twice])
    receipt = Receipt(number="1", message="", at=office.NOW, how="shown", requests=2)
    standings = [
        office.standing(Status.VERIFIED, 1, entry=edited, number="1"),
        office.standing(Status.VERIFIED, 2, entry=gone, number="2"),
        office.standing(Status.VERIFIED, 3, entry=twice, number="3", receipt=receipt),
        office.standing(Status.SKIPPED, 4, entry=office.entry(4)),
    ]
    _, seen = report(tmp_path, standings, office.made_up_about(plan))
    assert seen.text.index("แถวในแฟ้มถูกแก้ไขหลังจาก") < seen.text.index("จำนวนรายการ และยอดเงิน")
    assert "แถวนี้ไม่อยู่ในแฟ้มแล้ว" in seen.text
    assert "คำขอบันทึกออกไป 2 ครั้ง" in seen.text


def test_english_report(tmp_path: Path) -> None:
    """In English the page is English throughout, language attribute included."""
    with language_of("en"):
        html, seen = report(tmp_path, [office.standing()], office.made_up_about())
    assert ("html", {"lang": "en"}) in seen.elements
    assert "All 1 entries" in seen.text
    assert "ลายพิมพ์" not in html


def test_entries_stay_small(tmp_path: Path) -> None:
    """An entry costs at most 3 KB of page, so that five thousand of them still open."""
    html, _ = full(tmp_path)
    assert len(html.encode()) / 150 < 3_600


def test_unwritable_folder(tmp_path: Path) -> None:
    """When the folder cannot be made, the error names the page and nothing is left behind."""
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ReportNotWritten, match=r"report\.html"):
        write_report(tmp_path / "file", [], about=About(made_at=office.NOW))


def previewed(tmp_path: Path) -> tuple[str, Seen]:
    plan = office.made_up_plan(office.made_up_entries(12))
    request = {"method": "POST", "url": "/Default.aspx?x=<1>", "_ctl0:txt": HOSTILE, "long": "ก" * 900}
    shots = [
        PreviewShot(
            planned=planned,
            prepared=Prepared(planned=planned, typed=office.typed_of(planned.entry), request=request),
            screenshot=tmp_path / "shots" / "1.png",
        )
        for planned in plan.entries
    ]
    shots.append(PreviewShot(planned=plan.entries[0], error=say("{m}", "{m}", m=HOSTILE)))
    evidence = Prepared(planned=plan.entries[0], typed={}, evidence=("e/2.png",))
    shots.append(PreviewShot(planned=plan.entries[0], prepared=evidence))
    html = write_preview(tmp_path, shots, about=office.made_up_about(plan, (), tmp_path)).read_text(
        encoding="utf-8"
    )
    return html, Seen(html)


def test_preview_is_complete(tmp_path: Path) -> None:
    """Each entry has its page with values, picture and request; it says that nothing was stored."""
    _, seen = previewed(tmp_path)
    assert seen.count("article") == 14
    assert "ยังไม่มีการบันทึกใด ๆ ลงในระบบ" in seen.text
    assert "มีปัญหา 1 รายการ" in seen.text
    assert "POST /Default.aspx?x=<1>" in seen.text
    assert "ก" * 399 + "…" in seen.text
    pictures = [a["src"] for tag, a in seen.elements if tag == "img"]
    assert pictures == ["shots/1.png"] * 12 + ["e/2.png"]


def test_preview_shows_hostile_text_only(tmp_path: Path) -> None:
    """Markup in posted fields and errors stays text."""
    html, seen = previewed(tmp_path)
    assert seen.count("script") == 1
    assert not any("onerror" in attributes for _, attributes in seen.elements)
    assert "\x1b" not in html


def test_preview_marks_what_the_site_computes(tmp_path: Path) -> None:
    """A field that the site computes is marked; it is shown, not typed."""
    entry = office.entry(1, fields={"net": None})
    planned = PlannedEntry(entry=entry, steps=())
    shot = PreviewShot(planned=planned, prepared=Prepared(planned=planned, typed={"net": "9.00"}))
    html = write_preview(tmp_path, [shot], about=office.made_up_about()).read_text(encoding="utf-8")
    assert 'class="computed"' in html
    assert "ไม่มีคำขอ" in html


def test_preview_names_the_numbers_that_are_not_there_yet(tmp_path: Path) -> None:
    """A reference to what is not entered shows a placeholder and why, in both languages; it is no problem."""
    entry = office.entry(1, fields={"paper": "ฎ.9"}, lines=({"account": "ฎ.1"}, {"account": "ฎ.2"}))
    missing = (
        Need(key=entry.key, field="paper", becomes="number"),
        *(Need(key=entry.key, field="account", line=line, becomes="number") for line in (0, 1)),
    )
    shot = PreviewShot(planned=PlannedEntry(entry=entry, steps=()), missing=missing)
    for language, placeholder, told, waiting in (
        ("th", "‹เลขที่ใหม่ของ ฎ.2›", "ต้องกรอกเลขที่ใหม่ของ ฎ.9, ฎ.1, ฎ.2 ซึ่งยังไม่ได้บันทึก", "รอเลขที่ใหม่ 1 รายการ"),
        (
            "en",
            "‹the new number of ฎ.2›",
            "takes the new number of ฎ.9, ฎ.1, ฎ.2, which is not",
            "1 wait for new numbers",
        ),
    ):
        with language_of(language):
            html = write_preview(tmp_path, [shot], about=office.made_up_about()).read_text(encoding="utf-8")
        seen = Seen(html).text
        assert placeholder in seen
        assert told in seen
        assert waiting in seen
        assert "มีปัญหา" not in seen
    [listed] = json.loads(write_preview_list(tmp_path, [shot]).read_text(encoding="utf-8"))
    assert listed["problem"] is None
    assert set(listed["waits"]) == {"th", "en"}


def test_preview_names_the_first_of_many_missing_numbers(tmp_path: Path) -> None:
    """A deposit slip may name a hundred receipts; the sentence stays short."""
    entry = office.entry(1, lines=tuple({"account": f"ฎ.{place}"} for place in range(9)))
    missing = tuple(Need(key=entry.key, field="account", line=line, becomes="number") for line in range(9))
    waits = PreviewShot(planned=PlannedEntry(entry=entry, steps=()), missing=missing).waits
    assert waits is not None
    assert "ฎ.4 และอีก 4 ฉบับ" in waits.th
    assert "ฎ.4 and 4 more" in waits.en


def test_preview_of_nothing(tmp_path: Path) -> None:
    """A dry run of no entries still gives a page."""
    assert "ไม่มีรายการ" in write_preview(tmp_path, [], about=About(made_at=office.NOW)).read_text(
        encoding="utf-8"
    )
