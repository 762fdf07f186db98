"""The house rules that no linter knows."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = sorted(path for path in (ROOT / "bot").rglob("*.py"))
LONGEST_MODULE = 300
LONGEST_FUNCTION = 60


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path: Path) -> None:
    """A module has at most 300 lines and a function at most 60."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1})"
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert long == []


def test_the_readme_names_every_command() -> None:
    """Each command of the command line stands in the README or in `docs/`."""
    from bot.cli import app

    told = "\n".join(
        path.read_text(encoding="utf-8") for path in [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    )
    names = [
        info.name or (info.callback.__name__ if info.callback else "") for info in app.registered_commands
    ]
    missing = [
        name for name in names if not re.search(rf"elaas-bot(?: -c \S+)? {name}\b|make {name}\b", told)
    ]
    assert missing == []


def test_ci_runs_the_readmes_test_command() -> None:
    """CI proves what the README promises."""
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_example_config_is_complete_and_valid() -> None:
    """`config.example.yaml` loads and names every setting there is."""
    from bot.config import Settings, load_settings

    path = ROOT / "config.example.yaml"
    load_settings(path)
    text = path.read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert re.search(rf"^{name}:", text, re.MULTILINE), name
        inner = getattr(field.annotation, "model_fields", {})
        for part in inner:
            assert re.search(rf"^\s+{part}:", text, re.MULTILINE), f"{name}.{part}"


def test_the_schema_files_are_fresh() -> None:
    """`mappings/schema.json` is what the grammar says today."""
    import json

    from bot.planning.mapping import mapping_schema

    kept = json.loads((ROOT / "mappings" / "schema.json").read_text(encoding="utf-8"))
    assert kept == mapping_schema()


_LIMITS = {
    "Retrying": {"stop", "wait", "retry"},
    "AsyncRetrying": {"stop", "wait", "retry"},
    "logger.add": {"diagnose", "backtrace"},
}


def test_every_retry_and_every_log_says_its_limits() -> None:
    """Hazards 24 and 25: no bare `@retry`; tenacity and loguru are never left to their defaults."""
    found = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "tenacity":
                assert "retry" not in {alias.name for alias in node.names}, path
            name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in _LIMITS:
                found.add(name)
                assert _LIMITS[name] <= {keyword.arg for keyword in node.keywords}, path
    assert found >= {"Retrying", "logger.add"}
