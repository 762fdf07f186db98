"""Personal numbers are hidden where they are not needed; the numbers of documents stay legible."""

from __future__ import annotations

import io

import pytest
from loguru import logger

from bot.cli_settings import log_to_stderr
from bot.domain.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("เลข 0105469276006 ไม่พบ", "เลข xxxxxxxxxx006 ไม่พบ"),
        ("1-2345-67890-12-3", "x-xxxx-xxxxx-12-3"),
        ("๑๒๓๔๕๖๗๘๙๐๑๒๓", "xxxxxxxxxx๑๒๓"),
        ("บัญชี 123-4-56789-0", "บัญชี xxx-x-xxx89-0"),
        ("67-00123-5320-00001", "67-00123-5320-00001"),
        ("12345678901234", "12345678901234"),
        ("ฎีกา!F12 = 1,234.50", "ฎีกา!F12 = 1,234.50"),
    ],
)
def test_what_is_hidden_and_what_stays(text: str, shown: str) -> None:
    """Ids of 13 digits and bank accounts keep their last three digits; everything else stays as it is."""
    assert masked(text) == shown


def test_the_log_hides_them(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever somebody writes into the log one day, ids do not come out of it."""
    out = io.StringIO()
    log_to_stderr(debug=True)
    logger.add(out, format="{message}")
    logger.warning("no payee {}", "0105469276006")
    logger.remove()
    logger.configure(patcher=lambda _record: None)
    assert out.getvalue() == "no payee xxxxxxxxxx006\n"
    assert "0105469276006" not in capsys.readouterr().err
