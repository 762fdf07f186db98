"""Money, numbers and whole numbers: exact decimals in, exact decimals out, never a float between."""

from __future__ import annotations

import math
import re
from decimal import Decimal

from bot.language import Text, say
from bot.planning.grammar import FieldSpec
from bot.planning.kinds.folding import TO_ARABIC, has_mixed_digits, one_line
from bot.planning.kinds.refusal import CellError, mixed_digits, wrong_type

SURE_DIGITS = 15
"""A workbook keeps no more digits of a number than this; longer ones are already changed."""

_NOISE_FREE = 10**12
"""Below this, 15 digits hold satang and one digit more."""

_NUMBER = re.compile(r"([-+]?)(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?")
_TRAILING = re.compile(r"[\d,]*\.?\d+ ?-")
"""A minus behind the number, as ledgers print it; not `100.-`, which means that there are no satang."""
_NO_SATANG = re.compile(r"[\d,]+(?:\.\d*)?[./] ?-")
_BAHT = re.compile(r"^฿ ?|^THB ?| ?(?:บาท(?:ถ้วน)?|฿|THB)$")
_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_FORMAT = re.compile(r"(?:#(?P<group>[,. '])##)?(?P<whole>0+)(?:(?P<point>[.,])(?P<sure>0*)(?P<maybe>#*))?")


def parse_number(raw: object, spec: FieldSpec) -> Decimal:
    """Understand a cell as money or a number; refuses what has more than `spec.decimals` decimals."""
    value = _exact(raw)
    _check_size(value)
    short = value.normalize()
    decimals = _decimals(short)
    if decimals > spec.decimals:
        raise CellError(code="too_many_decimals", text=_too_many(value, spec.decimals))
    _check_range(value, spec)
    if spec.kind == "money":
        return (value or Decimal(0)).quantize(Decimal(1).scaleb(-spec.decimals))
    return Decimal(f"{short:f}") if short else Decimal(0)


def parse_integer(raw: object, spec: FieldSpec) -> int:
    """Understand a cell as a whole number."""
    value = _exact(raw)
    _check_size(value)
    if value != value.to_integral_value():
        text = say(
            "{v} ไม่ใช่จำนวนเต็ม ให้แก้เป็นจำนวนเต็ม", "{v} is not a whole number; make it one.", v=f"{value:f}"
        )
        raise CellError(code="not_whole", text=text)
    _check_range(value, spec)
    return int(value)


def write_number(value: Decimal | int, form: str) -> str:
    """Write a number by a format such as `0.00`, `#,##0.00`, `#.##0,00` or `0`; refuses to lose a decimal."""
    parts = _parts(form)
    if parts is None:
        raise CellError(
            code="number_format", text=say("ไม่รู้จักรูปแบบตัวเลข {f}", "Unknown number format {f}.", f=form)
        )
    sure, maybe = len(parts["sure"] or ""), len(parts["maybe"] or "")
    exact = Decimal(value)
    needed = _decimals(exact.normalize())
    if needed > sure + maybe:
        text = say(
            "{v} มีทศนิยมมากกว่าที่รูปแบบ {f} เขียนได้",
            "{v} has more decimals than the format {f} can write.",
            v=f"{exact:f}",
            f=form,
        )
        raise CellError(code="format_loses", text=text)
    whole, _, rest = f"{abs(exact):.{max(sure, needed)}f}".partition(".")
    whole = whole.zfill(len(parts["whole"]))
    if parts["group"]:
        whole = _grouped(whole, parts["group"])
    sign = "-" if exact < 0 else ""
    return f"{sign}{whole}{parts['point']}{rest}" if rest else sign + whole


def plain(value: Decimal | int) -> str:
    """Write a number in its shortest exact form."""
    if not value:
        return "0"
    return f"{Decimal(value).normalize():f}"


def separators(form: str) -> tuple[str, str]:
    """Give what a format puts between thousands ("" for nothing) and before the decimals."""
    parts = _parts(form)
    group = (parts["group"] or "") if parts else ""
    return group, (parts["point"] if parts else None) or ("," if group == "." else ".")


def is_number_format(form: str) -> bool:
    """Tell whether `write_number` knows this format."""
    return _parts(form) is not None


def format_decimals(form: str) -> int:
    """Tell how many decimals a format can write."""
    parts = _parts(form)
    return len(parts["sure"] or "") + len(parts["maybe"] or "") if parts else 0


def _parts(form: str) -> re.Match[str] | None:
    """Take a format apart; thousands and decimals cannot have one mark."""
    parts = _FORMAT.fullmatch(form)
    return parts if parts and (parts["group"] is None or parts["group"] != parts["point"]) else None


def _exact(raw: object) -> Decimal:
    if isinstance(raw, str):
        if has_mixed_digits(raw):
            raise mixed_digits(raw)
        return _from_text(one_line(raw).translate(TO_ARABIC).translate(_MINUS))
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
        raise wrong_type(raw, say("ตัวเลข", "a number"))
    if isinstance(raw, float) and not math.isfinite(raw):
        raise wrong_type(raw, say("ตัวเลข", "a number"))
    value = _shown(raw) if isinstance(raw, float) else Decimal(raw)
    if not isinstance(raw, Decimal) and abs(value) >= 10**SURE_DIGITS:
        raise CellError(code="too_long", text=too_long(f"{value:f}"))
    return value


def _shown(raw: float) -> Decimal:
    """Give a float as spreadsheets show it: they keep 15 digits, what lies beyond is noise of sums.

    So 0.1 + 0.2 is 0.30, and 1.005 stays 1.005. Amounts whose satang are beyond those digits stay as
    they are, to be refused rather than rounded.
    """
    return Decimal(f"{raw:.15g}") if abs(raw) < _NOISE_FREE else Decimal(repr(raw))


def _from_text(text: str) -> Decimal:
    body = _BAHT.sub("", text)
    negative = body.startswith("(") and body.endswith(")")
    if negative:
        body = _BAHT.sub("", body[1:-1].strip())
    elif _TRAILING.fullmatch(body):
        negative, body = True, body[:-1].rstrip()
    match = _NUMBER.fullmatch(body)
    bare = not match or (match[2] is None and len(match[3] or "") <= 1)
    bare_dash = _NO_SATANG.fullmatch(body) is not None
    if match is None or bare or (negative and match[1]):
        raise CellError(code="not_a_number", text=_no_satang(text) if bare_dash else _not_a_number(text))
    value = Decimal((match[1] or "") + (match[2] or "0").replace(",", "") + (match[3] or "").rstrip("."))
    return -value if negative else value


def _check_size(value: Decimal) -> None:
    if not value.is_finite() or abs(value) >= 10**18:
        raise CellError(
            code="too_big", text=say("จำนวนนี้ใหญ่เกินไป ให้ตรวจสอบ", "This number is too big; look at it again.")
        )


def _check_range(value: Decimal, spec: FieldSpec) -> None:
    if spec.min is not None and value < spec.min:
        text = say(
            "{v} น้อยกว่าที่ยอมให้ ({m}) ให้ตรวจสอบ",
            "{v} is below the least allowed ({m}).",
            v=plain(value),
            m=spec.min,
        )
        raise CellError(code="too_small", text=text)
    if spec.max is not None and value > spec.max:
        text = say(
            "{v} มากกว่าที่ยอมให้ ({m}) ให้ตรวจสอบ",
            "{v} is above the most allowed ({m}).",
            v=plain(value),
            m=spec.max,
        )
        raise CellError(code="too_big", text=text)


def _decimals(short: Decimal) -> int:
    exponent = short.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _grouped(digits: str, mark: str) -> str:
    head = len(digits) % 3
    parts = [digits[:head]] if head else []
    return mark.join(parts + [digits[i : i + 3] for i in range(head, len(digits), 3)])


def too_long(text: str) -> Text:
    """Say that a workbook has already changed a number this long."""
    return say(
        "ตัวเลข {v} ยาวเกิน 15 หลัก โปรแกรมตารางงานตัดหลักท้ายไปแล้ว ให้จัดรูปแบบช่องเป็นข้อความแล้วพิมพ์ใหม่",
        "The number {v} has more than 15 digits, so the spreadsheet has already changed its end; "
        "format the cell as text and type it again.",
        v=text,
    )


def _too_many(value: Decimal, decimals: int) -> Text:
    return say(
        "{v} มีทศนิยมเกิน {n} ตำแหน่ง ให้ปัดเศษให้ตรงเอกสาร (หากมาจากสูตร ใช้ =ROUND(…,{n}))",
        "{v} has more than {n} decimals; round it as the document has it (in a formula: =ROUND(…,{n})).",
        v=f"{value:f}",
        n=decimals,
    )


def _no_satang(text: str) -> Text:
    return say(
        "“{text}” อ่านได้ทั้ง “ไม่มีสตางค์” และ “ติดลบ” ให้พิมพ์เป็นตัวเลขล้วน เช่น 1250.00",
        "“{text}” may mean “no satang” or “minus”; type it as a plain number, like 1250.00.",
        text=text,
    )


def _not_a_number(text: str) -> Text:
    if not text.strip("-\u2010\u2011\u2012\u2013\u2014"):
        return say(
            "“{text}” ไม่ใช่จำนวนเลข หากไม่มียอดให้เว้นว่างหรือพิมพ์ 0",
            "“{text}” is not a number; leave the cell blank if there is no amount, or type 0.",
            text=text,
        )
    return say(
        "“{text}” ไม่ใช่จำนวนเลข ให้พิมพ์แบบ 1234.50 หรือ 1,234.50",
        "“{text}” is not a number; type it like 1234.50 or 1,234.50.",
        text=text,
    )
