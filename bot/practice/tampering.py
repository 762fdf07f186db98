"""What faults make of an entry form on its way to the browser."""

import html
import json
import re
from collections.abc import Callable, Mapping

from starlette.responses import HTMLResponse, Response

from bot.practice.faults import Fault, Faults
from bot.practice.pages import half

_LOADING_ALERT = "ระบบจะปิดปรับปรุงในเวลา 18.00 น. (รหัสประกาศ 1127)"
_NO_WINDOWS = "window.open = function () { return null; };"


def tampered(answer: Response, faults: Faults, screen: str) -> Response:
    """Give the entry form as the armed faults let it arrive."""
    for kind, change in _CHANGES.items():
        if fault := faults.take(kind, screen):
            text = change(bytes(answer.body).decode(), fault)
            answer = HTMLResponse(text, status_code=answer.status_code)
    return half(answer) if faults.take("half_form", screen) else answer


def _alerting(text: str, fault: Fault) -> str:
    words = json.dumps(fault.value or _LOADING_ALERT).replace("<", "\\x3c")
    return _with_script(text, f"alert({words});")


def _without_windows(text: str, _fault: Fault) -> str:
    return _with_script(text, _NO_WINDOWS)


def _recaptioned(text: str, fault: Fault) -> str:
    old, _, new = fault.value.partition("=")
    return re.sub(
        rf'(<td class="cap">){re.escape(html.escape(old))}(?=[ :<])', rf"\g<1>{html.escape(new)}", text
    )


def _without_field(text: str, fault: Fault) -> str:
    caption = re.escape(html.escape(fault.value))
    return re.sub(
        rf'<td class="cap">{caption}[ :<].*?</td>\s*<td class="ctl"[^>]*>.*?</td>', "", text, flags=re.DOTALL
    )


def _with_script(text: str, script: str) -> str:
    return re.sub(
        r"(<body[^>]*>)",
        lambda found: f'{found[1]}<script type="text/javascript">{script}</script>',
        text,
        count=1,
    )


_CHANGES: Mapping[str, Callable[[str, Fault], str]] = {
    "alert_while_loading": _alerting,
    "popup_blocked": _without_windows,
    "changed_caption": _recaptioned,
    "missing_field": _without_field,
}
