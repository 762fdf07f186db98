"""The scripted person approves through the pages, and nothing but what may be approved."""

from office_life import CONTRACT, REQUEST, THINGS, Office
from paper_client import key_in, opened, shown_on
from practice_client import Client, save_voucher

from bot.practice.person import Person
from bot.practice.server import Address


def user(address: Address, name: str):
    return next(user for user in address.users if user.username == name)


def test_a_person_approves_everything_that_waits(client: Client, address: Address) -> None:
    """More than a page of documents, and a contract that is printed first; then there is nothing left."""
    for _ in range(12):
        save_voucher(client)
    office = Office(client, address)
    contract = key_in(client, "PUR_CONTRACT", CONTRACT | {"txtRequest": office.request()})
    person = Person(address.url, user(address, "approver"))
    assert person.approve_what_waits() == 13
    assert {document["status"] for document in client.documents()} == {"อนุมัติ"}
    assert shown_on(opened(client, contract))["พิมพ์โดย"] == "approver"
    assert person.approve_what_waits() == 0


def test_who_may_not_approve_ends_without_doing_so(client: Client, address: Address) -> None:
    """A keyer of the papers finds no button; what waits stays."""
    key_in(client, "PUR_REQUEST", REQUEST, THINGS)
    assert Person(address.url, user(address, "supply")).approve_what_waits() == 0
    assert client.documents()[0]["status"] == "จัดทำ"
