"""What faults make of a form, a list or a document on its way to the browser."""

import html
import json
import re
from collections.abc import Callable, Mapping
from functools import partial

from starlette.responses import Response

from bot.practice.faults import Fault, Faults
from bot.practice.pages import half

_LOADING_ALERT = "ระบบจะปิดปรับปรุงในเวลา 18.00 น. (รหัสประกาศ 1127)"
_YEAR = "ปีงบประมาณ"
_GRID, _DETAIL = 'id="_ctl0__ctl0_grd"', 'id="_ctl0__ctl0_tblDetail"'
# A label, the summary and the panel of the in-place refresh are no controls to type into.
_CONTROL_ID = re.compile(r"\b_ctl0__ctl0_(?!lblTitle|lblMessage|ValidationSummary|Update)\w+")
# Cells of a list and values of a document, but neither captions nor the pager.
_SHOWN = re.compile(r'<td(?: class="num")?>.*?</td>|<span class="shown[^>]*>.*?</span>', re.DOTALL)
# A tag and a character reference keep their digits.
_PIECE = re.compile(r"<[^>]*>|&#?[0-9a-zA-Z]+;|[0-9]+")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_NO_WINDOWS = "window.open = function () { return null; };"


def tampered(answer: Response, faults: Faults, screen: str) -> Response:
    """Give the entry form as the armed faults let it arrive."""
    for kind, change in _CHANGES.items():
        if fault := faults.take(kind, screen):
            answer = changed(answer, partial(change, fault))
    return half(answer) if faults.take("half_form", screen) else answer


def tampered_list(answer: Response, faults: Faults, screen: str) -> Response:
    """Give a list or a document as the armed faults let it arrive; a page without rows is not counted."""
    text = bytes(answer.body).decode()
    if _GRID in text and (fault := faults.take("extra_column", screen)):
        answer = changed(answer, partial(_with_column, fault))
    if (_GRID in text or _DETAIL in text) and faults.take("thai_digits", screen):
        answer = changed(answer, _in_thai_digits)
    return answer


def changed(answer: Response, change: Callable[[str], str]) -> Response:
    """Give the page with its text changed."""
    text = change(bytes(answer.body).decode())
    kept = {name: value for name, value in answer.headers.items() if name != "content-length"}
    return Response(text, status_code=answer.status_code, headers=kept)


def with_other_ids(text: str) -> str:
    """Give a page whose controls have other element ids; labels, captions and posted names stay."""
    return _CONTROL_ID.sub(r"\g<0>X", text)


def _with_column(fault: Fault, text: str) -> str:
    before, grid, after = text.partition(_GRID)
    table, end, rest = after.partition("</table>")
    table = table.replace(
        '<tr class="head">', f'<tr class="head">\n<th>{html.escape(fault.value or _YEAR)}</th>'
    )
    table = re.sub(r'<tr class="(?:odd|even)">', r"\g<0>\n<td>2567</td>", table)
    return before + grid + table + end + rest


def _in_thai_digits(text: str) -> str:
    return _SHOWN.sub(lambda found: _thai(found[0]), text)


def _thai(shown: str) -> str:
    return _PIECE.sub(lambda piece: piece[0].translate(_THAI) if piece[0].isdigit() else piece[0], shown)


def _alerting(fault: Fault, text: str) -> str:
    words = json.dumps(fault.value or _LOADING_ALERT).replace("<", "\\x3c")
    return _with_script(text, f"alert({words});")


def _without_end(fault: Fault, text: str) -> str:
    _ = fault
    return _with_script(text, "for (;;) { }")


def _without_windows(fault: Fault, text: str) -> str:
    _ = fault
    return _with_script(text, _NO_WINDOWS)


def _recaptioned(fault: Fault, text: str) -> str:
    old, _, new = fault.value.partition("=")
    return re.sub(
        rf'(<td class="cap">){re.escape(html.escape(old))}(?=[ :<])', rf"\g<1>{html.escape(new)}", text
    )


def _without_field(fault: Fault, text: str) -> str:
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


_CHANGES: Mapping[str, Callable[[Fault, str], str]] = {
    "alert_while_loading": _alerting,
    "endless_loop": _without_end,
    "popup_blocked": _without_windows,
    "changed_caption": _recaptioned,
    "missing_field": _without_field,
}
