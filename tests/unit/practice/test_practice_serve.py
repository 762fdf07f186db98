"""Serving in the foreground."""

import signal
import subprocess
import sys
import urllib.request

import pytest

PROGRAM = """
from bot.practice.server import serve
serve(on_ready=lambda address: print(address.url, flush=True))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to send")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_until_it_is_told_to_end(sign: int) -> None:
    """The address is told when the site answers; a signal ends it with exit code 0 and no traceback."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        url = process.stdout.readline().strip()
        with urllib.request.urlopen(f"{url}/_practice/health", timeout=10) as answer:
            assert answer.status == 200
        process.send_signal(sign)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert said == ""
