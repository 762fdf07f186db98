"""The site as the engine knows it: signs in, searches, fills, commits and reads back, by mappings alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Self

from loguru import logger
from playwright.sync_api import Error

from bot.domain.handover import Posted
from bot.domain.model import Entry, EntryKey, Identity, PlannedEntry, Prepared, Readback, Receipt
from bot.errors import BotError, InDoubt, MenuMissing, PageTrouble
from bot.language import Text, say
from bot.planning import grammar
from bot.planning.mapping import Mappings
from bot.site.browser import visible
from bot.site.committing import CommitWork
from bot.site.dialogs import Dialogs
from bot.site.fitting import Checked, check_screen, learn
from bot.site.form import FormWork
from bot.site.guard import Guard
from bot.site.lookups import LookupWork, Wanted, groups_of, of_each
from bot.site.options import SiteOptions
from bot.site.rules import rules_of
from bot.site.sitting import Sitting
from bot.site.tab import Tab
from bot.site.trouble import BROWSER_GONE
from bot.site.users import users_of
from bot.site.watchdog import check_lost

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.site.evidence import EvidenceFolder
    from bot.site.session import Session


class PlaywrightSite:
    """Implements `engine.ports.Site` for any web application that the grammar can describe.

    A context manager: the browser lives inside the block. Every foreign exception is translated here.
    """

    def __init__(
        self,
        options: SiteOptions,
        mappings: Mappings,
        password: Callable[[], str],
        evidence: EvidenceFolder,
        person: Callable[[Text], None] = lambda text: logger.warning("person_needed", text=str(text)),
    ) -> None:
        """Put together what watches and what works; nothing is launched yet."""
        self._options = options
        self._mappings = mappings
        self._evidence = evidence
        self._guard = Guard(rules_of(options.url, options.dialect, mappings))
        self._dialogs = Dialogs()
        self._users = users_of(options, mappings.site, password, person)
        self._sitting = Sitting(
            visible(options.browser) if options.method == "person" else options.browser,
            self._guard,
            self._dialogs,
            site_url=options.url,
            locale=mappings.site.locale,
            timezone=mappings.site.timezone,
            recycling=options.recycling,
            hang_after=options.hang_after,
            credentials=self._users.credentials,
        )
        self._form: FormWork | None = None
        self._prepared: Prepared | None = None
        self._tab_now: Tab | None = None
        self._gap: Text | None = None

    def __enter__(self) -> Self:
        """Launch the browser."""
        self._sitting.__enter__()
        self._sitting.as_user(self._users.now)
        return self

    def __exit__(self, *reason: object) -> None:
        """Close the browser."""
        self._sitting.__exit__(*reason)

    # ---- the port

    def sign_in(self) -> Identity:
        """Make sure that we are signed in as the right office and year."""
        self._leave()
        with self._translated():
            return self._signed_in()

    def search(self, entry: Entry) -> tuple[Readback, ...]:
        """Search with the mapping's `find` and give all rows found."""
        screen = self._screen(entry.screen)
        with self._translated(), self._at(screen):
            work = self._lookup(screen, screen.find)
            rows = work.rows(Wanted(entry=entry))
            self._gap = work.gap
            return rows

    def gap(self) -> Text | None:
        """Say why the last search may have missed a document; None: its list was whole."""
        return self._gap

    def open_found(self, entry: Entry, number: str) -> Readback:
        """Search again and give everything that the site shows of document `number`."""
        screen = self._screen(entry.screen)
        with self._translated(), self._at(screen):
            found = self._lookup(screen, screen.find).documents([Wanted(entry=entry, number=number)])
        if not found:
            raise PageTrouble(
                say(
                    "ค้นหาเอกสารเลขที่ {n} อีกครั้งแล้วไม่พบ",
                    "Document {n} was not found when it was looked for again.",
                    n=number,
                )
            )
        return next(iter(found.values()))

    def prepare(self, planned: PlannedEntry) -> Prepared:
        """Open the screen, prove it, type every step up to the commit, read it all back equal."""
        key = planned.entry.key
        screen = self._screen(planned.entry.screen)
        self._evidence.begin(key)
        self._sitting.count_entry()
        with self._translated(key), self._at(screen, keep=True):
            form = FormWork(self._tab(), screen, planned, self._mappings.site, self._session)
            form.open()
            form.fill()
            CommitWork(form, self._session).ready()
            self._form, pictures = form, self._evidence.picture(form.tab.page, key, "filled")
            self._prepared = Prepared(planned=planned, typed=dict(form.typed), evidence=pictures)
            return self._prepared

    def commit(self, prepared: Prepared) -> Receipt:
        """Prove the screen again and click; the request leaves at most once."""
        form = self._form
        if form is None or prepared is not self._prepared:
            raise PageTrouble(
                say("ฟอร์มนี้ไม่ได้เปิดอยู่แล้ว", "This form is not open any more; nothing was committed.")
            )
        key = prepared.planned.entry.key
        with self._sitting.watchdog.over(max(self._options.page_timeout, form.screen.commit.timeout)):
            try:
                receipt = CommitWork(form, self._session).commit()
            except BotError as error:
                error.evidence = (*error.evidence, *self._picture_of(form, key, "outcome", failure=True))
                raise
            except Error as error:
                raise InDoubt(BROWSER_GONE) from error
            finally:
                self._form = self._prepared = None
            return replace(receipt, evidence=(*prepared.evidence, *self._picture_of(form, key, "receipt")))

    def preview(self, planned: PlannedEntry) -> Prepared:
        """Do as `prepare` and click the commit while every request that stores is stopped."""
        prepared = self.prepare(planned)
        form = self._form
        if form is None:
            return prepared
        with self._translated(planned.entry.key):
            request = CommitWork(form, self._session).would_commit()
        self._leave()
        return replace(prepared, request=request)

    def read_back(self, group: Sequence[Posted]) -> Mapping[EntryKey, Readback]:
        """Read posted entries of one screen back in a fresh page; an entry not found is left out."""
        if not group:
            return {}
        screen = self._screen(group[0].entry.screen)
        wanted = [Wanted(entry=one.entry, number=one.number) for one in group]
        found: dict[EntryKey, Readback] = {}
        with self._translated(), self._at(screen):
            work = self._lookup(screen, screen.read_back or screen.find)
            for together in groups_of(work, wanted):
                found |= of_each(together, work.documents(together))
        return found

    def rest(self) -> None:
        """Between two entries: recycle what grows."""
        self._leave()
        with self._translated():
            self._sitting.rest()

    # ---- fitting

    def check_mapping(self, screen: str) -> tuple[Checked, ...]:
        """Open a screen and its searches and tell for each place whether it finds exactly one element."""
        mapped = self._screen(screen)
        with self._translated(), self._at(mapped):
            return check_screen(self._tab(), mapped, self._session)

    def learn(
        self, *, url: str | None = None, menu: Sequence[str] = (), frame: Sequence[str] = ()
    ) -> Mapping[str, Any]:
        """Describe controls, buttons and tables of a screen; without an address: of the page that shows."""
        somewhere = url is not None or menu
        way = grammar.OpensAt(url=url, menu=tuple(menu), frame=tuple(frame)) if somewhere else None
        with self._translated():
            return learn(self._tab(), way, self._session, say("หน้าจอใหม่", "the new screen"))

    # ---- inside

    @property
    def _session(self) -> Session:
        return self._users.session

    def _signed_in(self) -> Identity:
        self._guard.enter_screen(None)
        self._dialogs.rules((), self._mappings.site.dialogs)
        self._sitting.prove_channel()
        return self._session.sign_in(self._tab())

    def _become(self, role: str | None) -> None:
        """Work as the user of a role from now on, in a context of their own."""
        if self._users.become(role):
            self._sitting.as_user(self._users.now)
            self._tab_now = None
            if not self._session.active:
                self._signed_in()

    def _screen(self, name: str) -> grammar.Mapping:
        return self._mappings.screens[name]

    def _tab(self) -> Tab:
        page = self._sitting.page
        tab = self._tab_now
        if tab is None or tab.page is not page:
            tab = Tab(
                page,
                self._guard,
                self._dialogs,
                self._options.page_timeout,
                on_change=self._session.check,
                watched=(self._session.signs, ()),
            )
            self._tab_now = tab
        tab.base = ()
        return tab

    def _lookup(self, screen: grammar.Mapping, lookup: grammar.Lookup) -> LookupWork:
        return LookupWork(self._tab(), screen, lookup, self._mappings.site, self._session)

    def _leave(self) -> None:
        """Forget the form in hand; it is never gone back to."""
        self._form = self._prepared = None

    @contextmanager
    def _at(self, screen: grammar.Mapping, *, keep: bool = False) -> Iterator[None]:
        """Work at one screen: its requests, its dialogs."""
        self._leave()
        self._become(screen.role)
        self._guard.enter_screen(screen.screen)
        self._dialogs.rules(screen.commit.dialogs, self._mappings.site.dialogs)
        try:
            yield
        except MenuMissing as error:
            self._guard.enter_screen(None)
            raise self._users.lacks(screen, error) from error
        except BaseException:
            self._guard.enter_screen(None)
            raise
        if not keep:
            self._guard.enter_screen(None)

    @contextmanager
    def _translated(self, key: str | None = None) -> Iterator[None]:
        """Before the commit: what the browser raises becomes PageTrouble; failures get a picture.

        The watchdog looks on: of what is done here no single call may take longer than a page.
        """
        with self._sitting.watchdog.over(self._options.page_timeout):
            try:
                yield
            except BotError as error:
                error.evidence = (*error.evidence, *self._failure(key))
                raise
            except Error as error:
                check_lost(error)
                raise PageTrouble(BROWSER_GONE, evidence=self._failure(key)) from error

    def _failure(self, key: str | None) -> tuple[str, ...]:
        tab = self._form.tab if self._form else self._tab_now
        if key is None or tab is None or tab.page.is_closed():
            return ()
        return self._evidence.picture(tab.page, key, "failure", failure=True)

    def _picture_of(self, form: FormWork, key: str, name: str, *, failure: bool = False) -> tuple[str, ...]:
        if form.tab.page.is_closed():
            return ()
        return self._evidence.picture(form.tab.page, key, name, failure=failure)
