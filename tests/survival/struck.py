"""One bot in a process of its own, struck by blows: `python -m survival.struck …`, see `Office.strike`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from survival.blows import Blows, run
from survival.deck import Link

if __name__ == "__main__":
    about = json.loads(sys.argv[1])
    folder = Path(about["folder"])
    cards = [(Link(**blow),) for blow in about["blows"]]
    blows = Blows(
        list(enumerate(cards)),
        journal=folder / "journal.jsonl",
        backdoor=about["backdoor"],
        ledger=folder / "ledger.sqlite3",
    )
    run(about["words"], blows, printed=folder / "printed.txt")
