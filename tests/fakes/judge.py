"""A judge that compares plain texts: the fake site shows every value as `str` gives it."""

from __future__ import annotations

from decimal import Decimal

from bot.domain.model import Difference, Entry, Readback, Value, Verdict
from bot.language import Text, say


def shown(value: Value) -> str:
    """Give a value as the fake site shows it."""
    return "" if value is None else str(value)


class FakeJudge:
    """Fits `engine.ports.Judge`."""

    def may_be(self, entry: Entry, row: Readback) -> bool:
        return all(shown(entry.fields[name]) == text for name, text in row.fields.items())

    def likeness(self, entry: Entry, found: Readback, *, whole: bool) -> Verdict:
        if whole:
            return self.verdict(entry, found)
        wrong = [
            Difference(field=name, expected=shown(entry.fields[name]), seen=text)
            for name, text in found.fields.items()
            if shown(entry.fields[name]) != text
        ]
        return Verdict(differences=tuple(wrong))

    def verdict(self, entry: Entry, readback: Readback) -> Verdict:
        wrong = [
            Difference(field=name, expected=shown(value), seen=readback.fields.get(name, ""))
            for name, value in entry.fields.items()
            if readback.fields.get(name, "") != shown(value)
        ]
        if len(readback.lines) != len(entry.lines):
            seen = str(len(readback.lines))
            wrong.append(Difference(field="lines", expected=str(len(entry.lines)), seen=seen))
        return Verdict(differences=tuple(wrong))

    def group(self, entry: Entry) -> tuple[str, ...]:
        return (str(entry.day),)

    def search_group(self, entry: Entry) -> tuple[str, ...]:
        return ()  # the fake site lists every document of the screen

    def but_for_key(self, entry: Entry) -> str:
        header = {name: shown(value) for name, value in entry.fields.items() if name != "paper"}
        return f"{entry.screen} {header}"

    def seen_amount(self, entry: Entry, readback: Readback) -> Decimal | None:
        text = readback.fields.get("amount")
        return Decimal(text) if text else None

    def title(self, screen: str, field: str) -> Text:
        return say(f"ช่อง {field}", f"the {field}")
