"""The page of the dry run: what would be typed and sent, entry by entry; nothing was stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.model import Entry, PlannedEntry, Prepared, Step
from bot.language import Text
from bot.report.about import About, rows_text
from bot.report.comparison import FieldRow, Place, field_rows
from bot.report.links import link_to
from bot.report.plain import one_line, shortened, visible
from bot.report.rendering import render_page, write_page
from bot.report.writing import day, moment, money

PAGE = "preview.html"
_LONGEST_VALUE = 400


@dataclass(frozen=True, kw_only=True)
class PreviewShot:
    """One entry of a dry run: prepared, or why not; and the picture of its filled screen."""

    planned: PlannedEntry
    prepared: Prepared | None = None
    error: Text | None = None
    screenshot: Path | None = None


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
    )
    return write_page(out_dir / PAGE, page)


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
        picture=link_to(picture, page_dir=out_dir, root=about.evidence_dir) if picture else "",
        fields=_fields(entry, preview.planned.steps, prepared.typed if prepared else {}, about),
        method=one_line(request.get("method", "")),
        url=one_line(request.get("url", "")),
        posted=_posted(request),
    )


def _fields(
    entry: Entry, steps: Sequence[Step], typed: Mapping[str, str], about: About
) -> tuple[PreviewField, ...]:
    intended: dict[Place, str] = {
        (step.name, step.line): visible(step.text)
        for step in steps
        if step.kind == "enter" and step.text is not None
    }
    rows = field_rows(entry, about, typed=typed)
    return tuple(PreviewField(row=row, intended=intended.get(row.place, "")) for row in rows)


def _posted(request: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (one_line(name), shortened(visible(value), _LONGEST_VALUE))
        for name, value in request.items()
        if name not in {"method", "url"}
    )
