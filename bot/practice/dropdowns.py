"""DropDownService.asmx: the lists that the voucher screen's script asks for."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from starlette.responses import PlainTextResponse, Response

from bot.practice.catalogue import Catalogue, Option

_BLANK = Option(value="", caption="")


def dropdown_answer(catalogue: Catalogue, method: str, query: Mapping[str, str]) -> Response:
    """Answer GetExpExpenseJob?PlanID= and GetExpExpenseType?categoryID= with ArrayOfDropdownData."""
    lists = {
        "getexpexpensejob": (catalogue.jobs, query.get("planid")),
        "getexpexpensetype": (catalogue.types, query.get("categoryid")),
    }
    if method not in lists:
        return PlainTextResponse(f"{method} Web Service method name is not valid.", status_code=500)
    children, parent = lists[method]
    if parent is None:
        return PlainTextResponse("Missing parameter.", status_code=500)
    return Response(_xml((_BLANK, *children.get(parent.upper(), ()))), media_type="text/xml; charset=utf-8")


def _xml(options: tuple[Option, ...]) -> str:
    items = "".join(
        f"  <DropdownData>\n    <Text>{escape(o.caption)}</Text>\n"
        f"    <Value>{o.value}</Value>\n  </DropdownData>\n"
        for o in options
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<ArrayOfDropdownData xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns="http://tempuri.org/">\n'
        f"{items}</ArrayOfDropdownData>"
    )
