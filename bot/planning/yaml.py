"""YAML read as text only, each value remembering its line: `053221`, `1:20` and `no` stay what was typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from bot.errors import InputProblems, Problem
from bot.language import Text, say

Where = tuple[str | int, ...]
_BLANK = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, kw_only=True)
class Document:
    """One YAML file: its value made of dicts, lists, text and None, and the line of every part."""

    path: Path
    value: Any
    lines: dict[Where, int] = field(default_factory=dict)

    def place(self, where: Iterable[str | int]) -> str:
        """Name a part as a person finds it: `voucher.yaml:31 fields.date.kind`.

        Parts that are not in the file (tags of a union, a key that is missing) are passed over;
        a missing last key keeps its name and has the line of what should hold it.
        """
        known: list[str | int] = []
        missing: list[str | int] = []
        at = self.value
        for part in where:
            inside = _inside(at, part)
            if inside is None:
                missing = [part]
                continue
            at = inside[0]
            known.append(part)
            missing = []
        line = self.lines.get(tuple(known), 1)
        dotted = _dotted([*known, *missing])
        return f"{self.path.name}:{line} {dotted}".rstrip()


_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml's where PyYAML was built with it: a tenth of the time, the same nodes and lines."""


def read_yaml(path: Path) -> Document:
    """Read one YAML file without letting any value be guessed; InputProblems names file and line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        node = yaml.compose(text, Loader=_LOADER)
    except UnicodeDecodeError as error:
        raise InputProblems([_not_utf8(path)]) from error
    except yaml.MarkedYAMLError as error:
        raise InputProblems([_not_yaml(path, error)]) from error
    except (OSError, yaml.YAMLError) as error:
        raise InputProblems([_unreadable(path, error)]) from error
    reader = _Reader(path)
    value = reader.take(node, ()) if node is not None else None
    if reader.problems:
        raise InputProblems(reader.problems)
    return Document(path=path, value=value, lines=reader.lines)


class _Reader:
    """Walks the nodes once; keeps lines and everything wrong."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Where, int] = {}
        self.problems: list[Problem] = []
        self._open: set[int] = set()

    def take(self, node: Node, where: Where) -> Any:
        self.lines.setdefault(where, node.start_mark.line + 1)
        if isinstance(node, ScalarNode):
            if node.value.startswith("TODO"):
                self._problem(node, where, "yaml_todo", _TODO)
            return None if not node.style and node.value in _BLANK else node.value
        if id(node) in self._open:
            self._problem(node, where, "yaml_loop", _LOOP)
            return None
        self._open.add(id(node))
        value = self._mapping(node, where) if isinstance(node, MappingNode) else self._sequence(node, where)
        self._open.discard(id(node))
        return value

    def _sequence(self, node: Node, where: Where) -> list[Any]:
        assert isinstance(node, SequenceNode)  # noqa: S101 - the only kind left, told to mypy
        return [self.take(item, (*where, index)) for index, item in enumerate(node.value)]

    def _mapping(self, node: MappingNode, where: Where) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                self._problem(key, where, "yaml_key", _ODD_KEY)
                continue
            here = (*where, key.value)
            if key.value in found:
                self._problem(key, here, "yaml_twice", _twice(key.value, self.lines[here]))
                continue
            self.lines[here] = key.start_mark.line + 1
            found[key.value] = self.take(value, here)
        return found

    def _problem(self, node: Node, where: Where, code: str, text: Text) -> None:
        cell = f"{self.path.name}:{node.start_mark.line + 1} {_dotted(where)}".rstrip()
        self.problems.append(Problem(cell=cell, code=code, text=text))


_TODO = say(
    "ยังไม่ได้เติมค่า ให้แทน TODO ด้วยค่าที่ระบบแสดงจริง (docs/fitting.md)",
    "Still to be filled in: put what the site really shows in place of TODO (docs/fitting.md).",
)
_LOOP = say("ค่านี้อ้างถึงตัวเอง ให้เขียนค่าออกมาตรงๆ", "This value refers to itself; write it out.")
_ODD_KEY = say(
    "ชื่อหัวข้อต้องเป็นข้อความธรรมดา หากมี { } หรือ [ ] ในค่า ให้ใส่เครื่องหมายคำพูดครอบ",
    "A key must be plain text; put quotes around values that hold { } or [ ].",
)


def _inside(value: Any, part: str | int) -> tuple[Any] | None:
    """Give what stands at one part of a place, wrapped; None when nothing does."""
    if isinstance(value, dict) and part in value:
        return (value[part],)
    if isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
        return (value[part],)
    return None


def _dotted(where: Iterable[str | int]) -> str:
    text = ""
    for part in where:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _twice(key: str, line: int) -> Text:
    return say(
        "หัวข้อ {key} เขียนซ้ำ (ครั้งแรกอยู่บรรทัด {line}) ให้เหลือเพียงครั้งเดียว",
        "The key {key} stands here twice (first on line {line}); keep one.",
        key=key,
        line=line,
    )


def _not_utf8(path: Path) -> Problem:
    text = say(
        "ไฟล์ไม่ได้บันทึกเป็น UTF-8 ให้บันทึกใหม่โดยเลือกการเข้ารหัส UTF-8",
        "The file is not UTF-8; save it again with the encoding UTF-8.",
    )
    return Problem(cell=path.name, code="yaml_encoding", text=text)


def _not_yaml(path: Path, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = f":{mark.line + 1}" if mark else ""
    text = say(
        "อ่านเป็น YAML ไม่ได้ ({why}) ให้ตรวจการเยื้อง เครื่องหมาย : และเครื่องหมายคำพูดของบรรทัดนี้",
        "This is not valid YAML ({why}); look at the indentation, colons and quotes of this line.",
        why=error.problem or error.context or "?",
    )
    return Problem(cell=f"{path.name}{line}", code="yaml_syntax", text=text)


def _unreadable(path: Path, error: Exception) -> Problem:
    text = say(
        "อ่านไฟล์ไม่ได้: {why} ให้ตรวจว่าไฟล์อยู่ที่นี่และเปิดอ่านได้",
        "The file cannot be read: {why}. See that it is there and may be read.",
        why=(error.strerror or error) if isinstance(error, OSError) else str(error).split("\n", 1)[0],
    )
    return Problem(cell=str(path), code="yaml_unreadable", text=text)
