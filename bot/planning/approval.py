"""What an approver signs, by which key, and whether a signature in the ledger covers a plan."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from bot.domain.approval import Approval, Approving
from bot.domain.model import Plan
from bot.errors import ConfigError
from bot.language import say

FORMAT = "elaas-bot approval 1"
_KEY_BYTES = 32


def tool_version() -> str:
    """Name this program, as it stands in what is signed."""
    try:
        return f"elaas-bot {version('elaas-bot')}"
    except PackageNotFoundError:  # run from its folder, not installed
        return "elaas-bot"


def statement(plan: Plan, *, tool: str, preparer: str, approver: str, at: datetime) -> dict[str, object]:
    """Give what is signed: the plan's hash, which covers every row, and what a person looked at."""
    return _facts(plan, tool) | {"preparer": preparer, "approver": approver, "at": at.isoformat()}


def new_key(passphrase: str) -> tuple[bytes, str]:
    """Make a pair of keys: the private one as PEM under the passphrase, the public one for the config."""
    key = Ed25519PrivateKey.generate()
    wrapped = BestAvailableEncryption(passphrase.encode())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, wrapped), _public(key)


def sign(told: dict[str, object], *, key: bytes, passphrase: str, public: str) -> Approval:
    """Sign a statement; ConfigError for a wrong passphrase, or a key that is not the named person's."""
    private = _opened(key, passphrase)
    if _public(private) != public:
        raise ConfigError(
            say(
                "กุญแจนี้ไม่ใช่ของ {who} ตามที่ตั้งไว้ใน config.yaml (approval.approvers) ให้ใช้ไฟล์กุญแจของตนเอง",
                "This key is not that of {who} in config.yaml (approval.approvers). Use your own key file.",
                who=told["approver"],
            )
        )
    signature = base64.b64encode(private.sign(_bytes(told)))
    return Approval(statement=told, signature=signature.decode())


def is_genuine(approval: Approval, approving: Approving) -> bool:
    """Tell whether a person who may approve signed exactly this statement."""
    if not approving.may_approve(approval.approver):
        return False
    try:
        public = Ed25519PublicKey.from_public_bytes(key_bytes(approving.approvers[approval.approver]))
        public.verify(base64.b64decode(approval.signature, validate=True), _bytes(approval.statement))
    except (InvalidSignature, ValueError):
        return False
    return True


def approval_of(plan: Plan, approvals: Sequence[Approval], approving: Approving) -> Approval | None:
    """Find a genuine approval of exactly this plan by exactly this program; None: nobody approved it."""
    facts = _facts(plan, approving.tool)
    for approval in reversed(approvals):
        told = dict(approval.statement)
        if all(told.get(name) == value for name, value in facts.items()) and is_genuine(approval, approving):
            return approval
    return None


def key_bytes(public: str) -> bytes:
    """Read a public key as the config has it; ValueError if it is none."""
    found = base64.b64decode(public, validate=True)
    if len(found) != _KEY_BYTES:
        msg = "a public key has 32 bytes"
        raise ValueError(msg)
    return found


def _bytes(told: Mapping[str, Any]) -> bytes:
    return rfc8785.dumps(dict(told))


def _facts(plan: Plan, tool: str) -> dict[str, object]:
    return {
        "format": FORMAT,
        "plan": plan.hash,
        "tool": tool,
        "mappings": dict(plan.mappings),
        "warnings": sorted(caution.mark for caution in plan.cautions),
        "entries": len(plan.entries),
        "totals": [
            [total.screen, total.day.isoformat() if total.day else "", total.count, str(total.amount)]
            for total in plan.totals
        ],
    }


def _opened(key: bytes, passphrase: str) -> Ed25519PrivateKey:
    try:
        private = load_pem_private_key(key, passphrase.encode())
    except (ValueError, TypeError) as error:
        raise ConfigError(
            say(
                "เปิดไฟล์กุญแจไม่ได้ รหัสผ่านของกุญแจไม่ถูกต้อง หรือไม่ใช่ไฟล์กุญแจจาก elaas-bot approve keygen",
                "The key file does not open: the passphrase is wrong, or it is no key of"
                " elaas-bot approve keygen.",
            )
        ) from error
    if not isinstance(private, Ed25519PrivateKey):
        raise ConfigError(
            say(
                "กุญแจนี้ไม่ใช่ชนิด Ed25519 ให้สร้างใหม่ด้วย elaas-bot approve keygen",
                "This key is not of the kind Ed25519. Make one with elaas-bot approve keygen.",
            )
        )
    return private


def _public(private: Ed25519PrivateKey) -> str:
    return base64.b64encode(private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
