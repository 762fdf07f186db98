"""The second pair of eyes: nothing is sent that another person did not sign, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from bench import Bench
from fakes.plans import make_plan

from bot.domain.approval import APPROVED, Approval, Approving
from bot.domain.model import Caution, Plan, Total
from bot.engine.approving import must_be_approved
from bot.engine.orders import Orders
from bot.errors import ConfigError, NotApproved
from bot.language import language_of, say
from bot.planning.approval import is_genuine, key_bytes, new_key, sign, statement, tool_version

AT = datetime(2024, 8, 13, 9, 0, tzinfo=UTC)
PASSPHRASE = "ม้า ถูก แบตเตอรี่"
HEAD, HEAD_PUBLIC = new_key(PASSPHRASE)
CLERK, CLERK_PUBLIC = new_key(PASSPHRASE)
APPROVING = Approving(
    required=True,
    approvers={"somchai": HEAD_PUBLIC, "somsri": CLERK_PUBLIC},
    preparers=frozenset({"Somsri"}),
    tool="elaas-bot 1",
)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with language_of("en"):
        yield


def a_plan(bench: Bench) -> Plan:
    total = Total(screen="VOUCHER", day=date(2024, 1, 16), count=3, amount=Decimal("6.75"))
    caution = Caution(mark="m1", cell="ฎีกา!A1", code="gap", text=say("ขาด", "off"))
    return replace(make_plan(*bench.entries), totals=(total,), cautions=(caution,))


def signed(plan: Plan, who: str = "somchai", **more: Any) -> Approval:
    told = statement(plan, tool="elaas-bot 1", preparer="somsri", approver=who, at=AT) | more
    key, public = (HEAD, HEAD_PUBLIC) if who == "somchai" else (CLERK, CLERK_PUBLIC)
    return sign(told, key=key, passphrase=PASSPHRASE, public=public)


def keep(bench: Bench, approval: Approval) -> None:
    bench.ledger.note(APPROVED, statement=dict(approval.statement), signature=approval.signature)


def run(bench: Bench, plan: Plan, approving: Approving | None = APPROVING) -> int:
    orders = Orders(operator="somsri@pc", acknowledge=plan.acknowledge, approving=approving)
    return bench.runner().run(replace(plan, cautions=()), orders).exit_code


def test_nothing_is_sent_that_nobody_approved() -> None:
    """No run is opened and nothing is sent; the refusal names the plan and what to do."""
    bench = Bench()
    with pytest.raises(NotApproved, match=r"approve --as NAME") as refused:
        run(bench, a_plan(bench))
    assert refused.value.exit_code == 5
    assert bench.site.calls == []
    assert bench.ledger.memory.runs == []


def test_an_approved_plan_runs() -> None:
    """With the signature of another person it goes on, today and after an interruption."""
    bench = Bench()
    plan = replace(a_plan(bench), cautions=())
    keep(bench, signed(plan))
    assert run(bench, plan) == 0
    assert run(bench, plan) == 0


def test_where_nobody_is_asked_for_it() -> None:
    """Not required, or not configured: the run goes on; a genuine approval is found all the same."""
    bench = Bench()
    plan = replace(a_plan(bench), cautions=())
    assert must_be_approved(plan, None, bench.ledger) is None
    assert must_be_approved(plan, replace(APPROVING, required=False), bench.ledger) is None
    keep(bench, signed(plan))
    found = must_be_approved(plan, APPROVING, bench.ledger)
    assert found
    assert (found.approver, found.preparer, found.at, found.plan) == (
        "somchai", "somsri", AT.isoformat(), plan.hash,
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {"hash": "plan-2"},
        {"totals": ()},
        {"mappings": {"VOUCHER": "m2", "RECEIPT": "m1"}},
        {"cautions": ()},
        {"entries": ()},
    ],
)
def test_whatever_changes_voids_it(change: dict[str, Any]) -> None:
    """Rows, sums, mappings and warnings are those that were approved, or nobody approved."""
    bench = Bench()
    plan = a_plan(bench)
    keep(bench, signed(plan))
    assert must_be_approved(plan, APPROVING, bench.ledger)
    with pytest.raises(NotApproved, match="another plan"):
        must_be_approved(replace(plan, **change), APPROVING, bench.ledger)
    with pytest.raises(NotApproved):
        must_be_approved(plan, replace(APPROVING, tool="elaas-bot 2"), bench.ledger)


def test_who_prepared_it_cannot_approve_it() -> None:
    """Neither with a key of their own, nor in another's name, nor with the approver's words altered."""
    bench = Bench()
    plan = a_plan(bench)
    keep(bench, signed(plan, "somsri"))
    in_anothers_name = signed(plan, "somsri", approver="somchai")
    keep(bench, in_anothers_name)
    genuine = signed(plan)
    keep(bench, replace(genuine, statement={**genuine.statement, "at": "2025-01-01T00:00:00+00:00"}))
    keep(bench, replace(genuine, signature="nonsense"))
    keep(bench, replace(genuine, signature=""))
    with pytest.raises(NotApproved):
        must_be_approved(plan, APPROVING, bench.ledger)
    assert is_genuine(genuine, APPROVING)
    assert not is_genuine(genuine, replace(APPROVING, approvers={"somchai": CLERK_PUBLIC}))
    assert not is_genuine(replace(genuine, statement={}), APPROVING)


def test_a_key_opens_for_its_owner_only() -> None:
    """A wrong passphrase, another's key and a file that is no key are told apart."""
    plan = a_plan(Bench())
    told = statement(plan, tool="t", preparer="p", approver="somchai", at=AT)
    with pytest.raises(ConfigError, match="passphrase is wrong"):
        sign(told, key=HEAD, passphrase="guess", public=HEAD_PUBLIC)
    with pytest.raises(ConfigError, match="no key of"):
        sign(told, key=b"x", passphrase=PASSPHRASE, public=HEAD_PUBLIC)
    with pytest.raises(ConfigError, match="not that of somchai"):
        sign(told, key=CLERK, passphrase=PASSPHRASE, public=HEAD_PUBLIC)
    assert PASSPHRASE.encode() not in HEAD
    assert b"ENCRYPTED" in HEAD


def test_a_key_of_another_kind() -> None:
    """A key that was made elsewhere, for something else, is refused as such."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
    )

    other = X25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
    )
    with pytest.raises(ConfigError, match="Ed25519"):
        sign({"approver": "x"}, key=other, passphrase="secret", public="")


def test_public_keys_of_the_config() -> None:
    """What is no public key is refused when the config is read."""
    assert len(key_bytes(HEAD_PUBLIC)) == 32
    for wrong in ("", "abc", "AAAA", HEAD_PUBLIC + "AA"):
        with pytest.raises(ValueError, match=r"."):
            key_bytes(wrong)


def test_the_program_names_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Installed or not, there is a name to sign."""
    from importlib.metadata import PackageNotFoundError

    assert tool_version().startswith("elaas-bot")

    def missing(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr("bot.planning.approval.version", missing)
    assert tool_version() == "elaas-bot"
