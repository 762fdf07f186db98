"""The bot with one browser for many screens: documents by caption become entries, and a run enters them.

They do not pass through a workbook: its check would find most of what the site is to refuse here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sound_documents import Cells

from bot import wiring
from bot.config import PacingConfig, Settings, SiteConfig
from bot.config_sign_in import SignInConfig
from bot.domain.model import Entry, Plan, PlannedEntry, Standing, Value
from bot.engine.orders import Orders
from bot.planning.cells import CellError, parse
from bot.planning.entries import entry_key
from bot.planning.grammar import FieldSpec
from bot.planning.identity import content_digest
from bot.planning.mapping import Mappings
from bot.planning.plan import make_plan
from bot.practice.server import Address
from bot.site.screens import PlaywrightSite

MAPPINGS = Path(__file__).parents[3] / "mappings"
Raw = Mapping[tuple[str, int | None], str]


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A document that the bot is to enter, under the name by which its standing is found."""

    name: str
    screen: str
    head: Cells
    lines: Sequence[Cells] = ()


def settings_for(address: Address, folder: Path) -> Settings:
    """Give the settings of an office that enters into this site, one try for each document."""
    return Settings(
        site=SiteConfig(url=f"{address.url}/", office="อบต.บ้านตัวอย่าง", fiscal_year=2567),
        sign_in=SignInConfig(username=address.users[0].username),
        workbook=folder / "none.xlsx",
        mappings=MAPPINGS,
        ledger=str(folder / "ledger.sqlite3"),
        evidence={"dir": folder / "evidence", "screenshots": "none"},  # type: ignore[arg-type]
        pacing=PacingConfig(settling_delay=0.1, attempts=1, breaker_after=1000, month_gate=False),
    )


class BotAtWork:
    """Enters documents of one screen, with a ledger of its own."""

    def __init__(self, settings: Settings, mappings: Mappings, site: PlaywrightSite, folder: Path) -> None:
        """Keep the open browser; the ledger lies in this folder."""
        self._settings = settings.model_copy(update={"ledger": str(folder / "ledger.sqlite3")})
        self._mappings, self._site = mappings, site

    def enter(self, wanted: Sequence[Wanted]) -> dict[str, Standing]:
        """Run until all is entered or refused, read back what is there; gives all standings by name."""
        plan = self._plan(wanted)
        with wiring.open_store(self._settings) as store:
            runner = wiring.make_runner(
                self._settings, self._mappings, store, self._site,
                progress=lambda _action, _context: None, stop=lambda: False,
            )  # fmt: skip
            outcome = runner.run(plan, Orders(operator="ผู้ทดสอบ"))
            assert outcome.halted_by is None, outcome.halted_by
            runner.verify(who="ผู้ทดสอบ")
            return {one.entry.original: one for one in wiring.reports_of(store).standings()}

    def _plan(self, wanted: Sequence[Wanted]) -> Plan:
        made = [self._entry(one) for one in wanted]
        plan = make_plan((entry for entry, _ in made), self._mappings)
        raw = {entry.key: texts for entry, texts in made}
        return replace(plan, entries=tuple(_as_it_stands(one, raw[one.entry.key]) for one in plan.entries))

    def _entry(self, wanted: Wanted) -> tuple[Entry, Raw]:
        mapping = self._mappings.screens[wanted.screen]
        raw: dict[tuple[str, int | None], str] = {}
        fields = _values(mapping.fields, {"เลขที่เดิม": wanted.name, **wanted.head}, None, raw)
        of_lines = mapping.lines.fields if mapping.lines else {}
        lines = tuple(_values(of_lines, line, place, raw) for place, line in enumerate(wanted.lines))
        entry = Entry(
            key=entry_key(wanted.screen, [wanted.name], 1),
            screen=wanted.screen,
            sheet=mapping.sheet,
            rows=(2,),
            fields=fields,
            lines=lines,
            digest=content_digest(fields, lines),
            original=wanted.name,
        )
        return entry, raw


def _values(
    specs: Mapping[str, FieldSpec], cells: Cells, line: int | None, raw: dict[tuple[str, int | None], str]
) -> dict[str, Value]:
    """Understand the cells; what cannot be understood is noted in `raw`, to be typed as it stands."""
    found: dict[str, Value] = {}
    for name, spec in specs.items():
        text = spec.value if spec.header is None else cells.get(spec.header, "")
        found[name] = None
        try:
            found[name] = parse(text, spec.model_copy(update={"choices": None})) if text else None
        except CellError:
            raw[name, line] = str(text)
    return found


def _as_it_stands(planned: PlannedEntry, raw: Raw) -> PlannedEntry:
    """Put what could not be understood into the steps, and into the entry as text."""
    if not raw:
        return planned
    header = dict(planned.entry.fields)
    lines = [dict(line) for line in planned.entry.lines]
    for (name, line), text in raw.items():
        (header if line is None else lines[line])[name] = text
    steps = [
        replace(step, text=raw[step.name, step.line]) if (step.name, step.line) in raw else step
        for step in planned.steps
    ]
    entry = replace(planned.entry, fields=header, lines=tuple(lines))
    return PlannedEntry(entry=entry, steps=tuple(steps))
