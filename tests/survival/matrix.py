"""From results to the matrix fault × state → outcomes, and to the document of the proof."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]


KEPT = "results.jsonl.gz"


def read(*folders: Path) -> list[Row]:
    """Give every row of every result file of the folders; of a round played again the last one counts."""
    latest: dict[tuple[int, int], list[Row]] = {}
    for folder in folders:
        kept = folder / KEPT
        texts = [gzip.decompress(kept.read_bytes()).decode()] if kept.exists() else []
        for text in [*texts, *(path.read_text("utf-8") for path in sorted(folder.glob("*.jsonl")))]:
            pending: list[Row] = []
            for line in text.splitlines():
                row = json.loads(line)
                pending.append(row)
                if "closing" in row:
                    latest[row["seed"], row["round"]] = pending
                    pending = []
    return [row for _, rows in sorted(latest.items()) for row in rows]


def keep(folder: Path, rows: Sequence[Row]) -> None:
    """Keep the rows behind the table beside it, so that a later run may go on from there."""
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    folder.mkdir(exist_ok=True)
    (folder / KEPT).write_bytes(gzip.compress(text.encode(), mtime=0))


def counted(rows: Sequence[Row]) -> int:
    """Give how many injections struck."""
    return sum(1 for row in rows if row.get("struck"))


def matrix(rows: Sequence[Row]) -> str:
    """Give the table as Markdown: one line for each fault and state."""
    cells: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.get("struck"):
            cells[row["fault"], row["state"]][_outcome(row)] += 1
    lines = [_HEADS, "|---|---|--:|--:|--:|--:|--:|"]
    for (fault, state), ends in sorted(cells.items()):
        shown = " | ".join(str(ends[name] or "·") for name in _OUTCOMES)
        lines.append(f"| {fault} | {_STATES.get(state, state)} | {ends.total()} | {shown} |")
    return "\n".join([*lines, "", *_sums(rows)])


def write_proof(path: Path, rows: Sequence[Row]) -> None:
    """Put the matrix into the document, between its two marks."""
    text = path.read_text("utf-8")
    head, mark, rest = text.partition(_BEGIN)
    _, end, tail = rest.partition(_END)
    if not (mark and end):
        message = f"{path} does not have the marks {_BEGIN} and {_END}"
        raise SystemExit(message)
    path.write_text(f"{head}{_BEGIN}\n\n{matrix(rows)}\n\n{_END}{tail}", encoding="utf-8")


_BEGIN, _END = "<!-- results: written by --merge --proof -->", "<!-- end of results -->"
_HEADS = (
    "| Fault | Entry stood at | Struck | Verified, by the bot alone | Verified, after a person decided |"
    " Mismatch told | Other |"
)
_OUTCOMES = ("alone", "person", "mismatch", "other")
_STATES = {"-": "no entry in hand"}


def _outcome(row: Row) -> str:
    if row["end"] == "VERIFIED":
        return "person" if row["person"] else "alone"
    if row["end"] == "MISMATCHED":
        return "mismatch"
    return "alone" if row["end"] == "-" else "other"


def _sums(rows: Sequence[Row]) -> list[str]:
    struck = [row for row in rows if row.get("struck")]
    rounds = [row for row in rows if "closing" in row]
    places = {(row["point"], row["moment"]) for row in struck}
    kinds = Counter("kill" if row["fault"] == "kill" else "other" for row in struck)
    upon = sum(1 for row in struck if len(row["chain"]) > 1)
    wrong = Counter(text.partition(":")[0] for row in rounds for text in row["wrong"])
    seeds = sorted({row["seed"] for row in rounds})
    commits = sorted({row["commit"] for row in rounds if row.get("commit")})
    documents = sum(row["entries"] for row in rounds)
    lives, halts = (sum(row["closing"][name] for row in rounds) for name in ("lives", "halts"))
    return [
        f"**{len(struck)} injected failures struck**: {kinds['kill']} SIGKILLs, {kinds['other']} others.",
        f"{upon} were part of a combination. They struck at {len(places)} different places.",
        f"{documents} documents in {len(rounds)} rounds, {lives} processes of the bot,",
        f"{halts} halts that were resumed.",
        "",
        f"Seed {', '.join(map(str, seeds))}; rounds {_ranges(row['round'] for row in rounds)};",
        f"commit {', '.join(commits) or '-'}.",
        "",
        "| Promise broken | Times |",
        "|---|--:|",
        *(f"| {name} | {wrong[name]} |" for name in _PROMISES),
    ]


def _ranges(numbers: Iterable[int]) -> str:
    """Tell which numbers there are: 0-5, 500."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs) or "-"


_PROMISES = ("duplicated", "lost", "claimed", "undecided", "strange", "ended", "hang", "traceback")
