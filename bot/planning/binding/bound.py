"""A mapping with the file it came from, and the problems found while its references are followed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from bot.errors import Problem
from bot.language import Text, say
from bot.planning import grammar
from bot.planning.complaints import suggestion
from bot.planning.grammar import FieldSpec
from bot.planning.yaml import Document, Where


@dataclass(frozen=True, kw_only=True)
class Bound:
    """One screen's mapping and its file; `problems` grows while references are followed."""

    document: Document
    mapping: grammar.Mapping
    problems: list[Problem] = field(default_factory=list)

    @property
    def header(self) -> Mapping[str, FieldSpec]:
        """Give the fields of the document's head."""
        return self.mapping.fields

    @property
    def lines(self) -> Mapping[str, FieldSpec]:
        """Give the fields of its lines; none when it has no lines."""
        return self.mapping.lines.fields if self.mapping.lines else {}

    @property
    def everything(self) -> Mapping[str, FieldSpec]:
        """Give all fields by name."""
        return {**self.lines, **self.header}

    def wrong(self, where: Where, code: str, text: Text) -> None:
        """Keep a problem of one place of the file."""
        self.problems.append(Problem(cell=self.document.place(where), code=f"mapping_{code}", text=text))

    def known(self, where: Where, name: str, among: Iterable[str], what: Text) -> bool:
        """Tell whether a name exists; keep a problem if not."""
        names = list(among)
        if name in names:
            return True
        text = say(
            "ไม่มี{what}ชื่อ {name}{near} ที่มี: {all}",
            "There is no {what} {name}.{near} There are: {all}.",
            what=what,
            name=name,
            near=suggestion(name, names),
            all=", ".join(names) or "-",
        )
        self.wrong(where, "unknown_name", text)
        return False


FIELD = say("ช่องข้อมูล", "field")
HEADER_FIELD = say("ช่องข้อมูลส่วนหัว", "header field")
LINE_FIELD = say("ช่องข้อมูลของรายการ", "line field")
SCREEN = say("หน้าจอ", "screen")
NUMBER = say("เลขที่ที่ระบบให้", "number that the site gives")
COLUMN = say("คอลัมน์", "column")
