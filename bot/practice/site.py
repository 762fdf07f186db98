"""Everything one running site holds."""

import secrets
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.practice.budget import Budget
from bot.practice.catalogue import DATA, Catalogue, load
from bot.practice.facts import World
from bot.practice.faults import Faults
from bot.practice.forms import EntryScreen
from bot.practice.pages import Pages
from bot.practice.paper_screen import PaperScreen
from bot.practice.papers import PAPERS
from bot.practice.postings import earning, postings, relations
from bot.practice.screens.journal import JournalScreen
from bot.practice.screens.receipts import ReceiptScreen
from bot.practice.screens.voucher import VoucherScreen
from bot.practice.sessions import Sessions
from bot.practice.store import Store
from bot.practice.viewstate import Seal
from bot.practice.visit import Envelope


@dataclass(kw_only=True, slots=True)
class Site:
    """The parts that the pages share."""

    catalogue: Catalogue
    store: Store
    world: World
    sessions: Sessions
    faults: Faults
    envelope: Envelope
    pages: Pages
    screens: dict[str, EntryScreen]
    seed: int = 0
    requests: Counter[tuple[str, str, bool]] = field(default_factory=Counter)

    def reset(self, seed: int | None = None) -> None:
        """Go back to the starting state, without documents, faults or sessions; dice by `seed` if given."""
        self.store.reset()
        self.faults.clear()
        self.faults.reseed(self.seed if seed is None else seed)
        self.requests.clear()
        self.sessions.clear()


def open_site(database: Path, *, seed: int = 0, lists: Path = DATA, durable: bool = True) -> Site:
    """Open the site on a database file, with the lists of this folder; a scratch site need not be durable."""
    catalogue = load(lists)
    store = Store(
        database,
        catalogue.starting_numbers,
        partial(postings, catalogue),
        earning,
        relations,
        durable=durable,
    )
    world = World(catalogue=catalogue, store=store, budget=Budget(catalogue, store))
    screens: tuple[EntryScreen, ...] = (
        ReceiptScreen("REC_TAX_ALLOT", catalogue, by_category=False),
        ReceiptScreen("REC_ASSET_RENT_OUTSIDE", catalogue, by_category=True),
        VoucherScreen(catalogue, world.budget),
        JournalScreen(catalogue),
        *(PaperScreen(paper, world) for paper in PAPERS.values()),
    )
    return Site(
        catalogue=catalogue,
        store=store,
        world=world,
        sessions=Sessions(),
        faults=Faults(seed),
        envelope=Envelope(Seal(secrets.token_bytes(32))),
        pages=Pages(catalogue),
        screens={screen.key: screen for screen in screens},
        seed=seed,
    )
