"""Damages workbooks and cells in a seeded way: bytes of the file, bytes of a part inside it, whole parts."""

from __future__ import annotations

import io
import random
import zipfile


def damaged(raw: bytes, dice: random.Random) -> bytes:
    """Give the file with one to four damages."""
    if raw[:2] == b"PK" and dice.random() < 0.8:
        return _damaged_archive(raw, dice)
    return _damaged_bytes(raw, dice)


def _damaged_bytes(raw: bytes, dice: random.Random) -> bytes:
    body = bytearray(raw)
    for _ in range(dice.randint(1, 4)):
        if not body:
            break
        at = dice.randrange(len(body))
        match dice.randrange(5):
            case 0:
                body[at] = dice.randrange(256)
            case 1:
                del body[at : at + dice.randint(1, 64)]
            case 2:
                body[at:at] = dice.randbytes(dice.randint(1, 16))
            case 3:
                piece = body[at : at + dice.randint(1, 200)]
                body[at:at] = piece
            case _:
                del body[at:]
    return bytes(body)


def _damaged_archive(raw: bytes, dice: random.Random) -> bytes:
    """Damage the parts inside, so that the archive itself is sound."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
    telling = [name for name in parts if "sheet" in name or "Strings" in name or "styles" in name]
    name = dice.choice(telling or list(parts)) if dice.random() < 0.8 else dice.choice(list(parts))
    if dice.random() < 0.1:
        del parts[name]
    elif dice.random() < 0.6 and name.endswith(".xml"):
        parts[name] = _damaged_xml(parts[name], dice)
    else:
        parts[name] = _damaged_bytes(parts[name], dice)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, body in parts.items():
            archive.writestr(one, body)
    return made.getvalue()


_FAR = b"<sheetData><row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
_SWAPS = (
    (b't="s"', b't="n"'), (b't="s"', b't="str"'), (b't="s"', b't="e"'), (b"<v>", b"<v>-"),
    (b"<v>", b"<v>1e"), (b"<v>", b"<v>99999999"), (b"</v>", b".5</v>"), (b's="1"', b's="999"'),
    (b" r=", b" q="), (b' r="A', b' r="AA'), (b"<row ", b"<row hidden='1' "), (b"<c ", b"<x "),
    (b"</c>", b""), (b"<v>", b"<f>1+1</f><v>"), (b"<si>", b"<si><rPh>"), (b"numFmtId=", b"numFmtId='1' a="),
    (b"<sheetData>", _FAR), (b"?>", b"?><!DOCTYPE a [<!ENTITY b 'c'>]>"), (b"value=", b"value='9' a="),
)  # fmt: skip


def _damaged_xml(raw: bytes, dice: random.Random) -> bytes:
    """Change one tag, type, number or reference as no program would write it."""
    possible = [swap for swap in _SWAPS if swap[0] in raw]
    if not possible:
        return _damaged_bytes(raw, dice)
    old, new = dice.choice(possible)
    pieces = raw.split(old)
    at = dice.randrange(1, len(pieces))
    return old.join(pieces[:at]) + new + old.join(pieces[at:])
