"""A little ASP.NET-like application: postbacks by setTimeout, partial ones, view state, slow answers."""

from __future__ import annotations

import html
import itertools
import time
from dataclasses import dataclass, field

from little_server import Answer, Asked, LittleServer

SCRIPT = """<script>
function __doPostBack(target, argument) {
  const f = document.forms[0];
  f.__EVENTTARGET.value = target; f.__EVENTARGUMENT.value = argument;
  if (!PARTIAL) { f.submit(); return; }
  const x = new XMLHttpRequest();
  x.open('POST', f.action);
  const data = new URLSearchParams(new FormData(f)); data.append('__ASYNCPOST', 'true');
  x.onload = () => setTimeout(() => { f.outerHTML = x.responseText; }, 30);
  x.send(data);
}
</script>"""


@dataclass
class OldForms:
    """One screen with a list that posts back, a text box that posts back, and an amount."""

    server: LittleServer
    partial: bool = False
    delay: float = 0.15
    forgets_amount: int = 0
    """How many postbacks lose the amount."""
    documents: list[dict[str, str]] = field(default_factory=list)
    turns: int = 0
    _state: itertools.count = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.server.pages |= {
            "/": lambda _: "home",
            "/form": self.serve,
            "/list": lambda _: "<table></table>",
        }

    def serve(self, asked: Asked) -> Answer:
        values = dict(asked.fields)
        if asked.method == "GET":
            return Answer(self._page({}))
        if "btnSave" in values:
            self.documents.append(values)
            return Answer(self._page(values, f"<p>Stored as D-{len(self.documents)}</p>"))
        time.sleep(self.delay)
        self.turns += 1
        if self.forgets_amount:
            self.forgets_amount -= 1
            values["ctl$amount"] = ""
        if "__ASYNCPOST" in values:
            return Answer(self._form(values))
        return Answer(self._page(values))

    def _page(self, values: dict[str, str], more: str = "") -> str:
        script = SCRIPT.replace("PARTIAL", "true" if self.partial else "false")
        return f"<!doctype html><h1>New document</h1>{more}{script}{self._form(values)}"

    def _form(self, values: dict[str, str]) -> str:
        def box(name: str, extra: str = "") -> str:
            shown = html.escape(values.get(f"ctl${name}", ""), quote=True)
            return f'<input name="ctl${name}" id="ctl_{name}" value="{shown}" {extra}>'

        chosen = values.get("ctl$kind", "")
        kinds = "".join(
            f'<option value="{n}" {"selected" if str(n) == chosen else ""}>Kind {n}' for n in (1, 2, 3)
        )
        detail = f"<tr><td>Detail</td><td>{box('detail')}</td></tr>" if chosen else ""
        back = "onchange=\"setTimeout('__doPostBack(\\'ctl$%s\\',\\'\\')', 0)\""
        return f"""<form method=post action=/form><input type=hidden name=__EVENTTARGET><input type=hidden name=__EVENTARGUMENT>
<input type=hidden name=__VIEWSTATE id=__VIEWSTATE value="s{next(self._state)}"><table>
<tr><td>Kind</td><td><select name="ctl$kind" id=ctl_kind {back % "kind"}><option value="">{kinds}</select></td></tr>{detail}
<tr><td>Payer</td><td>{box("payer", back % "payer")}</td></tr>
<tr><td>Amount</td><td>{box("amount")}</td></tr></table>
<input type=submit name=btnSave value=Save></form>"""
