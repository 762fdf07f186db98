"""What a script sees when the program itself fails."""

from __future__ import annotations

import pytest

from bot import cli


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
