"""Results of survival rounds as a table that people can read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

_HEAD = """# Proof: what was broken, and what came of it

Made by `{command}` from its own results; do not edit by hand.

**Claim.** Whatever breaks, no document is entered twice, none is lost, none is claimed without being
there, and no doubt is left to a person that the bot could have decided.

**How it is tested.** Real Chromium against the practice e-LAAS. A seed draws a round: a workbook over all
four screens, faults of the site ([list](practice-faults.md)), and points at which the bot's process
(SIGKILL) or its browser dies. The bot is started again until it is done, then `verify` runs. The back
door is then compared with the workbook, field by field, by code that shares nothing with the bot.
A failure counts only if it really struck: the site keeps a list of its faults, a killed process says so
with its last breath. Where the bot cannot know by right (a colleague keyed the very same document and the
answer was lost), a scripted person decides.
"""


def read_results(files: Iterable[Path]) -> list[dict[str, Any]]:
    """Read results; of a seed that was played twice the last counts."""
    lines = [
        json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines() if line
    ]
    return list({line["seed"]: line for line in lines}.values())


def page(results: Sequence[dict[str, Any]], *, command: str) -> str:
    """Give the page: totals, kills by point and state, faults, violations."""
    failures = [(what, state, outcome) for line in results for what, state, outcome in line["injected"]]
    kills = [one for one in failures if " killed " in one[0]]
    faults = [one for one in failures if " killed " not in one[0]]
    violated = [line for line in results if line["violations"]]
    seeds = [line["seed"] for line in results]
    documents = sum(line["entries"] for line in results)
    parts = [
        _HEAD.format(command=command),
        "## Totals\n",
        f"- {len(results)} rounds, seeds {min(seeds)}-{max(seeds)}, {documents:,} documents",
        f"- {len(failures):,} injected failures: {len(kills):,} kills, {len(faults):,} faults of the site",
        f"- rounds with a violation: **{len(violated)}**\n",
        "## Kills\n\nRows: who died and where. Columns: where the entry in hand stood in the ledger then.\n",
        _matrix([(what, state) for what, state, _ in kills], "killed"),
        "\n## What became of the entry in hand\n",
        _matrix([(state, outcome) for _, state, outcome in kills], "state at the kill"),
        "\n## Faults of the site\n\nColumns: the screen that was struck.\n",
        _matrix([(what, state or "any") for what, state, _ in faults], "fault"),
    ]
    if violated:
        parts.append("\n## Violations\n")
        parts += [
            f"- seed {line['seed']} ({line['name']}): {'; '.join(line['violations'])}" for line in violated
        ]
    return "\n".join(parts) + "\n"


def _matrix(pairs: Sequence[tuple[str, str]], corner: str) -> str:
    counts = Counter(pairs)
    columns = sorted({column for _, column in pairs})
    lines = [f"| {corner} | {' | '.join(columns)} | all |", f"|---|{'---:|' * (len(columns) + 1)}"]
    for row in sorted({row for row, _ in pairs}):
        cells = [counts[row, column] for column in columns]
        lines.append(f"| {row} | {' | '.join(str(cell or '') for cell in cells)} | {sum(cells)} |")
    return "\n".join(lines)
