"""A site that really stores: its server outlives the bot, as e-LAAS outlives a killed program."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot.domain.handover import Posted
from bot.domain.model import Entry, EntryKey, Identity, PlannedEntry, Prepared, Readback, Receipt
from bot.errors import BotError, InDoubt, Refused, SessionLost
from bot.language import Text, say
from fakes.clock import FakeClock
from fakes.judge import shown

LIST_COLUMNS = ("paper", "amount")
"""The list shows these only; the rest is on the document's own page."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """What the server holds."""

    number: str
    screen: str
    fields: Mapping[str, str]
    lines: tuple[Mapping[str, str], ...]
    seen_from: datetime
    cancelled: bool = False


@dataclass
class FakeServer:
    """The documents, and how the server misbehaves at the next commits (one word each, in order).

    lose_answer: stores, the answer is lost · lose_request: never arrives · late: arrives when
    `late_by` seconds have passed · refuse · refuse_stored (says no to what it has stored) ·
    no_number · no_number_late (and the list lags behind) ·
    twice: the request left twice, both stored ·
    twice_by_server: left once, stored twice · wrong_number: tells a number that is nobody's yet ·
    somebody: a colleague enters something else between search and commit · stolen_number: as
    somebody, and tells that document's number · same_by_colleague: somebody enters the very same
    between search and commit ·
    twice_once: left twice, stored once · old_number: tells another document's number · expire: the
    session ends before it stores · colleague: somebody enters the same just before, answer lost
    after ours was stored too · break: an exception nobody knows, after it was stored.
    """

    clock: FakeClock
    faults: list[str] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    alter: Callable[[Mapping[str, str]], Mapping[str, str]] = dict
    late_by: float = 3.0
    signed_in: bool = False
    gap: Text | None = None
    """Why a search of its list may miss something."""

    def store(self, entry: Entry, *, late: float = 0.0) -> Document:
        document = Document(
            number=f"{entry.screen}-{len(self.documents) + 1}",
            screen=entry.screen,
            fields=self.alter({name: shown(value) for name, value in entry.fields.items()}),
            lines=tuple({name: shown(value) for name, value in line.items()} for line in entry.lines),
            seen_from=self.clock.now() + timedelta(seconds=late),
        )
        self.documents.append(document)
        return document

    def cancel(self, number: str) -> None:
        self.documents = [
            replace(document, cancelled=True) if document.number == number else document
            for document in self.documents
        ]

    def visible(self, screen: str) -> list[Document]:
        now = self.clock.now()
        return [each for each in self.documents if each.screen == screen and each.seen_from <= now]

    def papers(self) -> list[str]:
        """Give the `paper` of every document that stands, sorted."""
        return sorted(each.fields["paper"] for each in self.documents if not each.cancelled)


class FakeSite:
    """Fits `engine.ports.Site`: a browser on a FakeServer. `raises`: errors per call name, None for none."""

    def __init__(
        self, server: FakeServer, *, raises: Mapping[str, Sequence[BaseException | None]] | None = None
    ) -> None:
        self.server = server
        self.calls: list[str] = []
        self.raises = {name: list(errors) for name, errors in (raises or {}).items()}

    def sign_in(self) -> Identity:
        self._called("sign_in", session=False)
        self.server.signed_in = True
        return Identity(user="bot", office="อบต.ตัวอย่าง", fiscal_year="2567")

    def search(self, entry: Entry) -> tuple[Readback, ...]:
        self._called("search")
        return tuple(
            Readback(
                number=each.number,
                fields={name: each.fields[name] for name in LIST_COLUMNS},
                cancelled=each.cancelled,
            )
            for each in self.server.visible(entry.screen)
        )

    def gap(self) -> Text | None:
        return self.server.gap

    def open_found(self, entry: Entry, number: str) -> Readback:
        self._called("open_found")
        visible = self.server.visible(entry.screen)
        return self._whole(next(each for each in visible if each.number == number))

    def prepare(self, planned: PlannedEntry) -> Prepared:
        self._called("prepare")
        return Prepared(planned=planned, typed={"paper": shown(planned.entry.fields["paper"])})

    def preview(self, planned: PlannedEntry) -> Prepared:
        self._called("preview")
        return Prepared(planned=planned, typed={}, request={"method": "POST"})

    def commit(self, prepared: Prepared) -> Receipt:
        self._called("commit")
        server, entry = self.server, prepared.planned.entry
        fault = server.faults.pop(0) if server.faults else ""
        if fault == "refuse":
            raise Refused(say("งบประมาณไม่พอ", "The budget is used up."))
        if fault == "lose_request":
            raise _lost()
        if fault == "expire":
            server.signed_in = False
            raise SessionLost(say("หลุดจากระบบ", "The session ended."))
        if fault in ("colleague", "same_by_colleague"):
            server.store(entry)
        if fault in ("somebody", "stolen_number"):
            server.store(replace(entry, fields={**entry.fields, "note": "ของเพื่อนร่วมงาน"}))
        if fault == "refuse_stored":
            server.store(entry)
            raise Refused(say("เลขที่ซ้ำ", "The number is taken."), requests=1)
        document = server.store(entry, late=server.late_by if fault.endswith("late") else 0.0)
        if fault in ("twice", "twice_by_server"):
            server.store(entry)
        if fault in ("lose_answer", "late", "colleague"):
            raise _lost()
        if fault == "break":
            msg = "nobody knows this"
            raise RuntimeError(msg)
        told = {
            "no_number": "",
            "no_number_late": "",
            "old_number": server.documents[0].number,
            "wrong_number": f"{entry.screen}-{len(server.documents) + 1}",
            "stolen_number": server.documents[-2].number if len(server.documents) > 1 else "",
        }
        number = told.get(fault, document.number)
        requests = 2 if fault in ("twice", "twice_once") else 1
        return Receipt(
            number=number, message="บันทึกสำเร็จ", at=server.clock.now(), how="shown", requests=requests
        )

    def read_back(self, group: Sequence[Posted]) -> Mapping[EntryKey, Readback]:
        self._called("read_back")
        by_number = {(each.screen, each.number): each for each in self.server.documents}
        return {
            posted.entry.key: self._whole(by_number[posted.entry.screen, posted.number])
            for posted in group
            if (posted.entry.screen, posted.number) in by_number
        }

    def rest(self) -> None:
        self._called("rest", session=False)

    def _called(self, name: str, *, session: bool = True) -> None:
        self.calls.append(name)
        errors = self.raises.get(name)
        error = errors.pop(0) if errors else None
        if error is not None:
            if isinstance(error, SessionLost):
                self.server.signed_in = False
            raise error
        if session and not self.server.signed_in:
            raise SessionLost(say("หลุดจากระบบ", "The session ended."))

    def _whole(self, document: Document) -> Readback:
        return Readback(
            number=document.number,
            fields=document.fields,
            lines=document.lines,
            cancelled=document.cancelled,
            source="page",
            at=self.server.clock.now(),
        )


def _lost() -> BotError:
    return InDoubt(say("ไม่ได้รับคำตอบจากระบบ", "No answer came."))
