"""Approving on the command line: a key, a look, a signature, and a run that heeds it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from bot.cli import app
from bot.errors import BrowserMissing, ConfigError, InputProblems, NotApproved
from bot.language import use_language
from bot.practice.sample import write_sample

RUNNER = CliRunner()
PASSPHRASE = "three short words"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A config with a small made-up workbook, and the key of one approver."""
    monkeypatch.setenv("ELAAS_BOT_PASSPHRASE", PASSPHRASE)
    path = tmp_path / "config.yaml"
    done = RUNNER.invoke(app, ["approve", "keygen", "--as", "somchai", "--out", str(tmp_path / "key.pem")])
    assert done.exit_code == 0
    mappings = Path(__file__).parents[3] / "mappings"
    path.write_text(
        f'site: {{url: "http://127.0.0.1:1/", fiscal_year: 2567}}\nmappings: "{mappings}"\n'
        "browser: {executable: nowhere}\n"
        f"approval:\n  required: true\n  preparer: somsri\n  approvers:\n    {done.stdout.strip()}\n",
        encoding="utf-8",
    )
    write_sample(tmp_path / "entries.xlsx", entries=8, seed=1)
    return path


def call(config: Path, *words: str) -> tuple[int, str, BaseException | None]:
    done = RUNNER.invoke(app, ["-c", str(config), "--lang", "en", *words])
    use_language("th")
    return done.exit_code, done.stdout, done.exception


def approve(config: Path, *words: str) -> tuple[int, str, BaseException | None]:
    key = str(config.with_name("key.pem"))
    return call(config, "approve", "--as", "somchai", "--key", key, *words)


def run(config: Path) -> BaseException | None:
    return call(config, "run")[2]


def change_one_cell(path: Path) -> None:
    book = load_workbook(path)
    sheet = book["รายได้อื่น"]
    details = next(cell for cell in sheet[1] if cell.value == "รายละเอียด")
    sheet.cell(2, details.column).value += " แก้"
    book.save(path)


def test_the_run_waits_for_another_person(config: Path) -> None:
    """Not approved: refused; approved: the run begins; one cell changed: refused again."""
    assert isinstance(run(config), NotApproved)
    code, shown, _ = approve(config, "--yes")
    assert code == 0
    assert "Plan of 8 entries" in shown
    assert "has approved plan" in shown
    assert isinstance(run(config), BrowserMissing)  # it got as far as that
    told = json.loads(call(config, "status", "--json")[1])["approval"]
    assert (told["required"], told["approvals"][0]["genuine"]) == (True, True)
    assert "Last approved by somchai" in call(config, "status")[1]
    change_one_cell(config.with_name("entries.xlsx"))
    assert isinstance(run(config), NotApproved)


def test_looking_without_agreeing(config: Path) -> None:
    """Whoever does not type yes has approved nothing."""
    code, shown, _ = approve(config)
    assert code == 5
    assert "Not approved." in shown
    assert isinstance(run(config), NotApproved)


def test_only_the_plan_that_was_looked_at_is_signed(config: Path) -> None:
    """A workbook that changed between the look and the signature is not signed, whatever was agreed to."""
    shown = json.loads(call(config, "plan", "--json")[1])["hash"]
    change_one_cell(config.with_name("entries.xlsx"))
    assert "จึงยังไม่ลงนาม" in str(approve(config, "--yes", "--plan", shown)[2])
    assert isinstance(run(config), NotApproved)


def test_who_may_not_approve(config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger, a missing key file, and no passphrase at all."""
    assert isinstance(call(config, "approve", "--as", "somsri", "--yes")[2], ConfigError)
    words = ("approve", "--as", "somchai", "--key", "nowhere.pem", "--yes")
    assert "nowhere.pem" in str(call(config, *words)[2])
    monkeypatch.delenv("ELAAS_BOT_PASSPHRASE")
    assert "ELAAS_BOT_PASSPHRASE" in str(approve(config, "--yes")[2])


def test_a_key_is_never_overwritten_and_never_weak(
    config: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is its owner's alone; a short passphrase makes no key."""
    key = config.with_name("key.pem")
    before = key.read_bytes()
    assert isinstance(call(config, "approve", "keygen", "--as", "x", "--out", str(key))[2], ConfigError)
    assert key.read_bytes() == before
    assert key.stat().st_mode & 0o077 == 0
    monkeypatch.setenv("ELAAS_BOT_PASSPHRASE", "short")
    other = tmp_path / "other.pem"
    assert isinstance(call(config, "approve", "keygen", "--as", "x", "--out", str(other))[2], ConfigError)
    assert not other.exists()


@pytest.mark.parametrize(
    "approvers",
    ["{somchai: abc}", f"{{somsri: '{'A' * 43}='}}", "{}", f"{{a: '{'A' * 43}=', b: '{'A' * 43}='}}"],
)
def test_a_config_that_nobody_could_approve_by(config: Path, approvers: str) -> None:
    """No key, the preparer alone, nobody, one key under two names: refused when the config is read."""
    text = config.read_text(encoding="utf-8").split("approval:")[0]
    text += f"approval: {{required: true, preparer: somsri, approvers: {approvers}}}\n"
    config.write_text(text, encoding="utf-8")
    assert isinstance(call(config, "check")[2], InputProblems)


@pytest.mark.parametrize("second_above", ["0", "null"])
def test_nothing_is_corrected_beside_what_was_signed(config: Path, second_above: str) -> None:
    """A correction would be entered under a signature that never covered it; the workbook is the only way."""
    text = config.read_text(encoding="utf-8")
    config.write_text(f"{text}corrections: {{second_above: {second_above}}}\n", encoding="utf-8")
    for words in (["--set", "detail=x", "--reason", "y"], ["--approve", "--by", "somchai"]):
        error = call(config, "correct", "abcdef", *words)[2]
        assert isinstance(error, ConfigError)
        assert "have the new plan approved" in error.text.en
