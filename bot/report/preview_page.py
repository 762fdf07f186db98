"""The page of the dry run: what would be typed and sent, entry by entry; nothing was stored."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.model import Entry, Need, PlannedEntry, Prepared, Step
from bot.language import Text, say
from bot.report.about import About, rows_text
from bot.report.comparison import FieldRow, Place, field_rows
from bot.report.links import link_to
from bot.report.plain import one_line, shortened, visible
from bot.report.rendering import render_page, write_page
from bot.report.writing import day, moment, money

PAGE, LIST, PICTURES = "preview.html", "preview.json", "pictures"
_LONGEST_VALUE = 400
_NAMED = 5
"""Documents named in one sentence."""


@dataclass(frozen=True, kw_only=True)
class PreviewShot:
    """One entry of a dry run: prepared, or why not; and the picture of its filled screen.

    `missing`: what it refers to by new numbers that the site has not given yet, so its screen was left alone.
    """

    planned: PlannedEntry
    prepared: Prepared | None = None
    error: Text | None = None
    missing: tuple[Need, ...] = ()
    screenshot: Path | None = None
    seconds: float = 0.0
    """How long the entry took to be prepared."""

    @property
    def waits(self) -> Text | None:
        """Say which documents must be entered before this screen can be filled."""
        if not self.missing:
            return None
        named = list(dict.fromkeys(original(self.planned.entry, need) for need in self.missing))
        more = len(named) - _NAMED
        return say(
            "หน้าจอนี้ต้องกรอกเลขที่ใหม่ของ {all}{more} ซึ่งยังไม่ได้บันทึกในระบบ จึงยังซ้อมไม่ได้ "
            "เมื่อ run บันทึกเอกสารนั้นแล้ว สั่ง preview อีกครั้ง",
            "This screen takes the new number of {all}{more}, which is not on the site yet, so it was not "
            "filled. Once a run has entered that, preview again.",
            all=", ".join(named[:_NAMED]),
            more=say(" และอีก {n} ฉบับ", " and {n} more", n=more) if more > 0 else "",
        )


def original(entry: Entry, need: Need) -> str:
    """Give the original number by which the entry names what it needs."""
    values = entry.fields if need.line is None else entry.lines[need.line]
    return one_line(str(values.get(need.field)))


@dataclass(frozen=True, kw_only=True)
class PreviewField:
    """One field: the workbook's value, what the plan types, what the control then showed."""

    row: FieldRow
    intended: str


@dataclass(frozen=True, kw_only=True)
class PreviewView:
    """One entry as the page shows it."""

    rows_at: str
    screen: str
    name: str
    on: str
    amount: str
    key: str
    problem: str
    waits: str
    picture: str
    fields: tuple[PreviewField, ...]
    method: str
    url: str
    posted: tuple[tuple[str, str], ...]


def write_preview(out_dir: Path, previews: Sequence[PreviewShot], *, about: About) -> Path:
    """Write `preview.html` into `out_dir` and give its path; screenshots are linked where they lie."""
    views = [_view(preview, about, out_dir) for preview in previews]
    page = render_page(
        "preview",
        about=about,
        made_at=moment(about.made_at, about.zone),
        entries=views,
        problems=sum(bool(view.problem) for view in views),
        waiting=sum(bool(view.waits) for view in views),
    )
    return write_page(out_dir / PAGE, page)


def write_preview_list(out_dir: Path, previews: Sequence[PreviewShot]) -> Path:
    """Write `preview.json` beside the page: for each entry its key, picture, seconds and what went wrong.

    Pictures are named relative to `out_dir`.
    """
    listed = [
        {
            "key": str(shot.planned.entry.key),
            "screen": shot.planned.entry.screen,
            "sheet": shot.planned.entry.sheet,
            "rows": list(shot.planned.entry.rows),
            "amount": str(shot.planned.entry.amount),
            "seconds": round(shot.seconds, 2),
            "problem": _both(shot.error),
            "waits": _both(shot.waits),
            "pictures": [f"{PICTURES}/{path}" for path in (shot.prepared.evidence if shot.prepared else ())],
            "typed": dict(shot.prepared.typed) if shot.prepared else {},
        }
        for shot in previews
    ]
    return write_page(out_dir / LIST, json.dumps(listed, ensure_ascii=False))


def _both(text: Text | None) -> Mapping[str, str] | None:
    return {"th": text.th, "en": text.en} if text else None


def _view(preview: PreviewShot, about: About, out_dir: Path) -> PreviewView:
    entry, prepared = preview.planned.entry, preview.prepared
    request = prepared.request if prepared else {}
    picture = preview.screenshot or next(iter(prepared.evidence if prepared else ()), None)
    return PreviewView(
        rows_at=rows_text(entry),
        screen=about.screen_title(entry.screen),
        name=about.identity(entry),
        on=day(entry.day),
        amount=money(entry.amount),
        key=entry.key,
        problem=one_line(preview.error) if preview.error else "",
        waits=one_line(preview.waits) if preview.waits else "",
        picture=link_to(picture, page_dir=out_dir, root=about.evidence_dir) if picture else "",
        fields=_fields(preview, about),
        method=one_line(request.get("method", "")),
        url=one_line(request.get("url", "")),
        posted=_posted(request),
    )


def _fields(preview: PreviewShot, about: About) -> tuple[PreviewField, ...]:
    entry, steps = preview.planned.entry, preview.planned.steps
    intended = {
        **_typed_by(steps),
        **{(need.field, need.line): _to_come(entry, need) for need in preview.missing},
    }
    rows = field_rows(entry, about, typed=preview.prepared.typed if preview.prepared else {})
    return tuple(PreviewField(row=row, intended=intended.get(row.place, "")) for row in rows)


def _typed_by(steps: Sequence[Step]) -> dict[Place, str]:
    return {
        (step.name, step.line): visible(step.text)
        for step in steps
        if step.kind == "enter" and step.text is not None
    }


def _to_come(entry: Entry, need: Need) -> str:
    return say("‹เลขที่ใหม่ของ {n}›", "‹the new number of {n}›", n=original(entry, need)).render()


def _posted(request: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (one_line(name), shortened(visible(value), _LONGEST_VALUE))
        for name, value in request.items()
        if name not in {"method", "url"}
    )
