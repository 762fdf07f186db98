"""YAML as text: nothing is guessed, everything wrong is named by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import InputProblems
from bot.planning.yaml import read_yaml


def written(tmp_path: Path, text: str) -> Path:
    """Write a file."""
    path = tmp_path / "voucher.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_hazard_20_no_scalar_is_guessed(tmp_path: Path) -> None:
    """Octal, sexagesimal and Norwegian values stay what was typed; blanks are None, quoted ones text."""
    path = written(tmp_path, 'a: 053221\nb: 1:20\nc: no\nd: ~\ne:\nf: ""\ng: "~"\nh: [1.0, null]\n')
    value = read_yaml(path).value
    assert value == {
        "a": "053221", "b": "1:20", "c": "no", "d": None, "e": None, "f": "", "g": "~", "h": ["1.0", None],
    }  # fmt: skip


def test_an_empty_file_is_none(tmp_path: Path) -> None:
    """A file without anything in it has no value, and places in it are on line one."""
    document = read_yaml(written(tmp_path, "# nothing\n"))
    assert document.value is None
    assert document.place(()) == "voucher.yaml:1"


def test_places_have_lines_and_dotted_names(tmp_path: Path) -> None:
    """A place is named by file, line and dotted path; tags that are not in the file are passed over."""
    document = read_yaml(written(tmp_path, "fields:\n  date:\n    kind: date\nform:\n  - do: click\n"))
    assert document.place(("fields", "date", "kind")) == "voucher.yaml:3 fields.date.kind"
    assert document.place(("form", 0, "click", "do")) == "voucher.yaml:5 form[0].do"
    assert document.place(("form", 0, "click", "at")) == "voucher.yaml:5 form[0].at"
    assert document.place(("form", 7)) == "voucher.yaml:4 form[7]"


def test_anchors_are_followed(tmp_path: Path) -> None:
    """An alias stands for the value of its anchor, wherever it is used."""
    assert read_yaml(written(tmp_path, "a: &x {k: v}\nb: *x\n")).value == {"a": {"k": "v"}, "b": {"k": "v"}}


@pytest.mark.parametrize(
    ("text", "code", "cell"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "yaml_twice", "voucher.yaml:4 b.c"),
        ("? [a, b]\n: 1\n", "yaml_key", "voucher.yaml:1"),
        ("a: &x\n  - *x\n", "yaml_loop", "voucher.yaml:1 a[0]"),
        ("a: [1\nb: 2\n", "yaml_syntax", "voucher.yaml:2"),
        ("a: \x07\n", "yaml_unreadable", ""),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, code: str, cell: str) -> None:
    """Doubled keys, odd keys, loops, bad syntax and control characters are problems with their place."""
    with pytest.raises(InputProblems) as caught:
        read_yaml(written(tmp_path, text))
    [problem] = caught.value.problems
    assert problem.code == code
    assert problem.cell.startswith(cell)


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    """A file saved in the Thai Windows code page says so in plain words."""
    path = tmp_path / "site.yaml"
    path.write_bytes("title: ระบบ".encode("cp874"))
    with pytest.raises(InputProblems, match="UTF-8"):
        read_yaml(path)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """A file that is not there is a problem, not a traceback."""
    with pytest.raises(InputProblems) as caught:
        read_yaml(tmp_path / "none.yaml")
    assert caught.value.problems[0].code == "yaml_unreadable"
