"""While nobody sits at the desk: what is told, to whom, and that telling never disturbs the work."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

import pytest

from bot.away import awake, telling
from bot.away.addresses import addresses_of_notices, keep_addresses
from bot.away.awake import kept_awake
from bot.away.telling import OCCASIONS, Teller
from bot.config import Settings, SiteConfig
from bot.config_oversight import AwayConfig
from bot.domain.lifecycle import Status
from bot.errors import ConfigError
from bot.jobs import notifying
from bot.language import language_of, say

SECRETS = ("นางสาวกุลธิดา", "1,234.50", "0105469276006", "V-17")


class Webhook:
    """A service on this computer that keeps what it is sent, and answers as it is told."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.status = 200
        self.hold = threading.Event()
        self.hold.set()
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                hook.hold.wait()
                length = int(self.headers["Content-Length"])
                hook.taken.append(json.loads(self.rfile.read(length)))
                self.send_response(hook.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"json://127.0.0.1:{self.server.server_port}/token-abc"


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    hook = Webhook()
    yield hook
    hook.hold.set()
    hook.server.shutdown()
    hook.server.server_close()


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with language_of("en"):
        yield


def counts() -> Mapping[Status, int]:
    return {Status.VERIFIED: 1200, Status.IN_DOUBT: 1, Status.FAILED: 0}


def teller(*addresses: str, on: tuple[str, ...] = AwayConfig().notify) -> Teller:
    return Teller(addresses, on=on, office="อบต.ตัวอย่าง", counts=counts)


def test_what_is_told_and_what_never(webhook: Webhook) -> None:
    """Every occasion arrives once with counts; no name, number, amount or id of any entry does."""
    message = say("{x}", "{x}", x=SECRETS[1])
    context = {"key": "k", "place": SECRETS[0], "number": SECRETS[3], "message": message}
    with teller(webhook.address) as told:
        for action in ("claimed", "posted", "in_doubt", "in_doubt", "maintenance", "closed", "paused"):
            told(action, {**context, "text": SECRETS[2]})
        told("halted", {**context, "error": "BreakerOpen"})
        told.tell("sign_in")
        told.tell("finished")
    heads = [one["title"].removeprefix("elaas-bot: ") for one in webhook.taken]
    assert heads == [
        "An entry is in doubt and needs a person's decision",
        "Paused: the site is under maintenance",
        "Paused: outside the operating hours",
        "Paused: somebody asked for it",
        "The work has halted and a person must look: BreakerOpen",
        "A person must sign in; the browser's window is waiting",
        "This run has ended",
    ]
    assert all("VERIFIED 1,200, IN_DOUBT 1" in one["message"] for one in webhook.taken)
    everything = json.dumps(webhook.taken, ensure_ascii=False)
    assert not [secret for secret in SECRETS if secret in everything]
    assert (told.sent, told.failed) == (7, 0)


def test_only_what_is_wanted(webhook: Webhook) -> None:
    """An occasion that is not in the config is not told; after progress the same one is told again."""
    with teller(webhook.address, on=("doubt",)) as told:
        told("paused", {})
        for action in ("in_doubt", "posted", "in_doubt"):
            told(action, {})
    assert len(webhook.taken) == 2


def test_a_service_that_says_no_disturbs_nothing(webhook: Webhook) -> None:
    """Refused, not there at all, or no address: the work goes on, it is counted, no token is logged."""
    said: list[str] = []
    sink = telling.logger.add(lambda message: said.append(str(message)), level=0)
    webhook.status = 500
    with teller(webhook.address, "json://127.0.0.1:1/secret-token", "nonsense") as told:
        told.tell("finished")
    telling.logger.remove(sink)
    assert (told.sent, told.failed) == (0, 1)
    assert "notice_not_taken" in "".join(said)
    assert "notice_address_unusable" in "".join(said)
    assert "token" not in "".join(said)
    with teller() as nobody:
        nobody.tell("finished")
    assert (nobody.sent, nobody.failed) == (0, 0)


def test_a_slow_service_never_holds_the_work_up(webhook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telling returns at once although the service hangs; what is too much is dropped."""
    monkeypatch.setattr(telling, "_LAST_WAIT", 0.01)
    monkeypatch.setattr(telling, "_WAITING", 2)
    webhook.hold.clear()
    with teller(webhook.address) as told:
        for _ in range(9):
            told.tell("finished")
    assert told.failed >= 5
    assert webhook.taken == []


def test_counts_that_cannot_be_had(webhook: Webhook) -> None:
    """Even a ledger that does not answer is no reason to stop."""

    def broken() -> Mapping[Status, int]:
        raise OSError

    with Teller([webhook.address], on=("finished",), office="", counts=broken) as told:
        told.tell("finished")
    assert (told.failed, webhook.taken) == (1, [])


def test_a_plugin_that_breaks(webhook: Webhook, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a service's plugin raises stays in its thread."""
    with teller(webhook.address) as told:
        monkeypatch.setattr(told._apprise, "notify", lambda **_: 1 / 0)
        told.tell("finished")
    assert told.failed == 1


def test_every_occasion_has_its_sentence() -> None:
    """The config knows exactly the occasions that there are."""
    assert set(AwayConfig().notify) == set(OCCASIONS) - {"test"}


def test_addresses_stay_out_of_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """From the environment first, else from the key store; a key store that fails means nobody."""
    import keyring
    from keyring.errors import KeyringError

    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(keyring, "set_password", lambda *name, **_: kept.update({name[:2]: name[2]}))
    monkeypatch.setattr(keyring, "get_password", lambda service, name: kept.get((service, name)))
    monkeypatch.delenv("ELAAS_BOT_NOTIFY", raising=False)
    assert addresses_of_notices() == ()
    keep_addresses("json://a  line://b")
    assert addresses_of_notices() == ("json://a", "line://b")
    monkeypatch.setenv("ELAAS_BOT_NOTIFY", "json://c")
    assert addresses_of_notices() == ("json://c",)

    def broken(*_: str) -> str:
        raise KeyringError

    monkeypatch.delenv("ELAAS_BOT_NOTIFY")
    monkeypatch.setattr(keyring, "get_password", broken)
    assert addresses_of_notices() == ()


def test_the_test_message(
    webhook: Webhook, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`notify test` tells whether it arrived; without an address it says how to give one."""
    settings = Settings(site=SiteConfig(url="http://127.0.0.1/", office="อบต.ตัวอย่าง"))
    monkeypatch.setenv("ELAAS_BOT_NOTIFY", webhook.address)
    assert notifying.test(settings) == 0
    assert webhook.taken[0]["title"] == "elaas-bot: This is a test"
    webhook.status = 403
    assert notifying.test(settings) == 1
    assert "did not take" in capsys.readouterr().out
    monkeypatch.setenv("ELAAS_BOT_NOTIFY", "")
    with pytest.raises(ConfigError, match="notify keep"):
        notifying.test(settings)


def test_keeping_awake_is_asked_for_and_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Inside the block the computer is kept awake; where it cannot be, the block runs all the same."""
    story: list[str] = []

    class Mode:
        active = True

        def __enter__(self) -> Self:
            story.append("awake")
            return self

        def __exit__(self, *_: object) -> None:
            story.append("free")

    monkeypatch.setattr(awake.keep, "running", lambda on_fail: Mode())
    with kept_awake() as had:
        story.append("work")
    assert (had, story) == (True, ["awake", "work", "free"])
    with kept_awake(wanted=False) as had:
        assert had is False
    Mode.active = False
    with kept_awake() as had:
        assert had is False

    def broken(on_fail: str) -> Mode:
        raise OSError(on_fail)

    monkeypatch.setattr(awake.keep, "running", broken)
    with kept_awake() as had:
        assert had is False
