"""Templates become one self-contained HTML page: everything escaped, style and script named by their hash."""

from __future__ import annotations

import base64
import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.errors import ReportNotWritten
from bot.language import current_language, say
from bot.report import words
from bot.report.plain import one_line, visible
from bot.report.writing import count, day, money


def render_page(name: str, **values: object) -> str:
    """Render `<name>.html.j2` with `<name>.css` and `<name>.js` inlined, in the language in use.

    Nothing is fetched: the page's own policy forbids every other script, style, font and address,
    and its hashes let only these two run.
    """
    environment = page_environment("bot.report")
    style = _text(environment, "common.css") + _text(environment, f"{name}.css")
    script = _text(environment, f"{name}.js")
    return environment.get_template(f"{name}.html.j2").render(
        language=current_language(), style=style, script=script, policy=_policy(style, script), **values
    )


def write_page(path: Path, html: str) -> Path:
    """Write a page beside its final place first, so that an older one stays whole if this fails."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_text(html, encoding="utf-8", newline="\n")
        unfinished.replace(path)
    except OSError as error:
        with suppress(OSError):
            unfinished.unlink()
        raise ReportNotWritten(
            say(
                "เขียนหน้ารายงาน {p} ไม่ได้ ให้ตรวจว่าโฟลเดอร์นี้เขียนได้และดิสก์ไม่เต็ม",
                "The page {p} cannot be written. Is the folder writable and the disk not full?",
                p=path,
            )
        ) from error
    return path


def page_environment(package: str) -> Environment:
    """Give the templates of a package: everything escaped, and what would not show made visible first."""
    environment = Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Whatever is printed by a template is made visible first and escaped afterwards.
        finalize=_visible_text,
    )
    environment.globals |= {"t": _sentence, "words": words}
    environment.filters |= {"money": money, "count": count, "day": day, "one_line": one_line}
    return environment


def _visible_text(value: Any) -> Any:
    return visible(value) if type(value) is str else value


def _sentence(th: str, en: str, **values: object) -> str:
    return say(th, en, **values).render()


def _text(environment: Environment, name: str) -> str:
    assert environment.loader is not None  # noqa: S101 - set three lines above; for the type checker
    return environment.loader.get_source(environment, name)[0]


def _policy(style: str, script: str) -> str:
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_hash(style)}'; script-src '{_hash(script)}'; img-src 'self' file: data:"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
