"""What a script sees when the program itself fails."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from loguru import logger

from bot import cli
from bot.cli_settings import log_to_stderr


@pytest.fixture
def log_as_before() -> Iterator[None]:
    yield
    logger.remove()
    logger.configure(patcher=lambda _record: None)


def test_a_crash_is_no_finished_job(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An unforeseen exception exits with 4 and plain words, never with 1 (finished, some rejected)."""

    def broken() -> None:
        1 // 0  # noqa: B018 - it is to fail

    monkeypatch.setattr(cli, "app", broken)
    monkeypatch.setattr("sys.argv", ["elaas-bot", "verify"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    told = capsys.readouterr().err
    assert ended.value.code == 4
    assert "ZeroDivisionError" in told.replace("\n", " ")
    assert "Traceback" not in told


@pytest.mark.usefixtures("log_as_before")
@pytest.mark.parametrize("debug", [False, True])
def test_hazard_25_no_log_shows_what_variables_hold(capsys: pytest.CaptureFixture[str], debug: bool) -> None:
    """A failure is logged with its traceback at most; never with the values around it."""
    log_to_stderr(debug=debug)
    password = "open-sesame"
    try:
        1 // 0  # noqa: B018 - it is to fail
    except ZeroDivisionError:
        logger.exception("failed")
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told
    assert password not in told
