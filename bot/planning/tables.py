"""Spreadsheet files become tables of cells, untouched: no cell is guessed, no row is moved."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from zipfile import BadZipFile

import pandas as pd
from python_calamine import CalamineError, PasswordError

from bot.domain.model import RawCell
from bot.errors import InputProblems
from bot.planning.files.delimited import read_delimited
from bot.planning.files.extent import ensure_small
from bot.planning.files.guard import ensure_readable
from bot.planning.files.refusals import unusable
from bot.planning.files.walk import NotXmlError

_MEASURED = (".xlsx", ".xlsm", ".xlsb", ".ods")
_DAMAGED = (CalamineError, BadZipFile, NotXmlError, OSError, ValueError, KeyError, OverflowError)
_PANIC = "PanicException"
"""What the reader raises where a damaged file breaks it; it is no Exception and has no public name."""

_ERRORS_TO = 2
"""The standard error's number, to which native code writes."""

Table = Sequence[Sequence[RawCell]]
"""Rows from the sheet's first, cells from its column A; a blank cell is an empty text."""


def read_tables(path: Path) -> Mapping[str, Table]:
    """Give all sheets by name; InputProblems says in plain words why a file cannot be read."""
    ensure_readable(path)
    if path.suffix.lower() == ".csv":
        return {path.stem: read_delimited(path)}
    try:
        if path.suffix.lower() in _MEASURED:
            ensure_small(path)
        with _panics_unheard():
            frames = pd.read_excel(
                io.BytesIO(path.read_bytes()),  # a reader that breaks would leave the file open
                sheet_name=None,
                header=None,
                dtype=object,
                engine="calamine",
                keep_default_na=False,
                na_filter=False,
            )
    except PasswordError as error:
        raise unusable(path, "workbook_password") from error
    except PermissionError as error:
        raise unusable(path, "workbook_open") from error
    except InputProblems:
        raise
    except _DAMAGED as error:
        raise unusable(path, "workbook_corrupt") from error
    except BaseException as error:
        if type(error).__name__ == _PANIC:
            raise unusable(path, "workbook_corrupt") from error
        raise
    return {str(name): frame.to_numpy(dtype=object).tolist() for name, frame in frames.items()}


@contextmanager
def _panics_unheard() -> Iterator[None]:
    """Keep what the reader's native code writes to the terminal when a damaged file breaks it from people."""
    sys.stderr.flush()
    kept = os.dup(_ERRORS_TO)
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _ERRORS_TO)
            yield
    finally:
        os.dup2(kept, _ERRORS_TO)
        os.close(kept)
