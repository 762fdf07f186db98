"""Runs one command to its end and writes down how it ended, whether or not the console is still there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

OUT, ERR, EXIT = "out.txt", "err.txt", "exit.txt"
NOT_STARTED = 127


def main(folder: str, *command: str) -> int:
    """Run `command` with its words going to files of `folder`; gives and writes its exit code."""
    place = Path(folder)
    with (place / OUT).open("wb") as out, (place / ERR).open("wb") as err:
        try:
            code = subprocess.run(  # noqa: S603 - the console's own command
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=err, check=False
            ).returncode
        except OSError as error:
            err.write(str(error).encode())
            code = NOT_STARTED
    unfinished = place / f".{EXIT}"
    unfinished.write_text(str(code), encoding="ascii")
    unfinished.replace(place / EXIT)
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
