"""How the field of a paper is drawn: which control, which element, which look-up."""

from bot.practice.catalogue import Option
from bot.practice.menu import by_key
from bot.practice.paper import Field, Paper, Value
from bot.practice.webforms import PREFIX, Control, Kind, element_id

POP_DOCUMENT, POP_PAYEE = "POP_DOCUMENT", "POP_PAYEE"
_WINDOW = "'width=820,height=560,scrollbars=yes,resizable=yes'"
_SIZES = {Value.DATE: 12, Value.MONEY: 18, Value.COUNT: 6}


def control_of(paper: Paper, field: Field, key: str, options: tuple[Option, ...]) -> Control:
    """Give the control of a field; `key` says where it stands (a cell of the grid has its row's)."""
    kind, leaf = _kind(field, key)
    looked_up = kind is Kind.LOOKUP and (field.refers or field.popup)
    return Control(
        key=key,
        caption=field.caption if ":" not in key else "",
        kind=kind,
        leaf=leaf,
        required=field.required,
        posts_back=field.posts_back or bool(field.refers),
        options=options,
        filled_by_script=field.by_script,
        script=_opens(paper, field, key) if looked_up else field.script,
        size=_SIZES.get(field.value, field.size),
        money=field.value is Value.MONEY,
    )


def number_control(caption: str, place: int) -> Control:
    """Give the label of a number that the site gives; vouchers have a second one."""
    key = "lblNumber" if place == 0 else "lblTreasuryNo"
    return Control(key=key, leaf="", caption=caption, kind=Kind.SHOWN)


def _kind(field: Field, key: str) -> tuple[Kind, str]:
    if field.show:
        return Kind.SHOWN, "" if key.rpartition(":")[2].startswith("lbl") else "lblMain"
    if field.options:
        return (Kind.RADIO, "") if field.radio else (Kind.SELECT, "ddlMain")
    if field.area:
        return Kind.AREA, "txtMain"
    looked_up = field.popup or field.read_only or (field.refers and not field.refers.typed)
    return (Kind.LOOKUP if looked_up else Kind.TEXT), "txtMain"


def _opens(paper: Paper, field: Field, key: str) -> str:
    """Give the script that opens the look-up of a field."""
    name = element_id(f"{PREFIX}{key}:txtMain")
    if field.popup == POP_PAYEE:
        beside = element_id(f"{PREFIX}txtTaxId:txtMain")
        return f"window.open('{by_key(POP_PAYEE).url}&name={name}&taxid={beside}','popPayee',{_WINDOW})"
    place = by_key(field.popup or POP_DOCUMENT)
    target = f"{PREFIX}{key}:txtMain".replace(":", "$")
    asked = f"&for={paper.key}&field={field.key}&name={name}&target={target}"
    return f"window.open('{place.url}{asked}','popDocument',{_WINDOW})"
