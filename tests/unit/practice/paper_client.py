"""Keying declared papers over HTTP: lists by caption, postbacks where the page posts back."""

import re

from practice_client import Client, P, Page

from bot.practice.catalogue import User, load
from bot.practice.menu import by_key
from bot.practice.papers import PAPERS
from bot.practice.server import Address


def control(page: Page, key: str) -> str:
    """Give the posted name of a control."""
    names = [*page.fields, *re.findall(r'type="radio" id="[^"]*" name="([^"]*)"', page.text)]
    for name in names:
        if name in {f"{P}{key}:txtMain", f"{P}{key}:ddlMain", f"{P}{key}"}:
            return name
    raise KeyError(key)


def value_in(page: Page, name: str, text: str) -> str:
    """Give what is posted for a text: a list's value for its caption, otherwise the text."""
    if name in page.options:
        offered = {caption: value for value, caption in page.options[name]}
        return offered.get(text) or filled_by_script(page, name).get(text, "")
    radio = re.findall(rf'name="{re.escape(name)}" value="([^"]*)"[^>]*><label[^>]*>([^<]*)<', page.text)
    return next((value for value, caption in radio if caption == text), text)


def filled_by_script(page: Page, name: str) -> dict[str, str]:
    """Give what the script would put into a list, from its parent's choice."""
    catalogue = load()
    for child, parent, lists in (
        ("FbddlJob", "FbddlPlan", catalogue.jobs),
        ("FbddlType", "FbddlCategory", catalogue.types),
    ):
        if child in name:
            chosen = page.fields[name.replace(child, parent)]
            return {option.caption: option.value for option in lists.get(chosen, ())}
    return {}


def fill(client: Client, page: Page, key: str, text: str) -> Page:
    """Type one value, and let the page post back so that everything after it is offered."""
    name = control(page, key)
    value = value_in(page, name, text)
    page.fields[name] = value
    field = key.rpartition(":")[2]
    paper = next(
        (p for p in PAPERS.values() if f"screenname={p.key}&" in page.action.replace("&amp;", "&")), None
    )
    if paper and (paper.field(field).posts_back or paper.field(field).refers):
        return client.postback(page, name)
    return page


def open_filled(
    client: Client, screen: str, head: dict[str, str], lines: list[dict[str, str]] | None = None
) -> Page:
    """Open the screen and type everything."""
    page = client.get(by_key(screen).url)
    for key, text in head.items():
        page = fill(client, page, key, text)
    for row, line in enumerate(lines or []):
        if f"grdLine:_ctl{row + 2}:" not in "".join(page.fields):
            page = client.post(page, button=f"{P}btnAdd")
        for key, text in line.items():
            page = fill(client, page, f"grdLine:_ctl{row + 2}:{key}", text)
    return page


def key_in(
    client: Client, screen: str, head: dict[str, str], lines: list[dict[str, str]] | None = None
) -> str:
    """Key a paper and give its number; a refusal fails with its reasons."""
    before = len(client.documents())
    page = client.post(open_filled(client, screen, head, lines), button=f"{P}btnSave")
    assert refusals(page) == []
    assert page.status in {200, 302}, page.text
    stored = client.documents()
    assert len(stored) == before + 1
    return stored[-1]["number"]


def refused(
    client: Client, screen: str, head: dict[str, str], lines: list[dict[str, str]] | None = None
) -> list[str]:
    """Key a paper that the site must refuse, and give the reasons; nothing is stored."""
    before = len(client.documents())
    page = client.post(open_filled(client, screen, head, lines), button=f"{P}btnSave")
    found = refusals(page)
    assert found
    assert len(client.documents()) == before
    return found


def refusals(page: Page) -> list[str]:
    """Give the red list of a page."""
    summary = re.search(r'ValidationSummary1".*?</ul>', page.text, re.DOTALL)
    return re.findall(r"<li>(.*?)</li>", summary.group(), re.DOTALL) if summary else []


def colleague(address: Address, username: str) -> Client:
    """Sign another person in, in a browser of their own."""
    client = Client(address)
    user: User = next(user for user in address.users if user.username == username)
    client.sign_in(user)
    return client


def opened(client: Client, number: str) -> Page:
    """Open the page of a document by its number, the way a person does."""
    stored = next(d for d in client.documents() if d["number"] == number)
    place = next(place for place in _twins() if place.document == stored["screen"])
    page = client.get(place.url)
    page = client.post(page, {f"{P}txtNumber:txtMain": number}, button=f"{P}search")
    link = re.search(r'href="(Default\.aspx[^"]*control=view[^"]*)"', page.text)
    assert link
    return client.get(link.group(1).replace("&amp;", "&"))


def turn(client: Client, number: str, button: str) -> Page:
    """Press a button on the page of a document."""
    return client.post(opened(client, number), button=f"{P}{button}")


def cancel(client: Client, number: str) -> Page:
    """Cancel a document."""
    return client.post(
        opened(client, number), {f"{P}txtReason:txtMain": "คีย์ผิด"}, button=f"{P}btnCancelDocument"
    )


def shown_on(page: Page) -> dict[str, str]:
    """Give what a document's page shows under each caption."""
    rows = re.findall(
        r'<td class="cap">(.*?) :</td><td class="ctl"><span[^>]*>(.*?)</span>', page.text, re.DOTALL
    )
    return dict(rows)


def _twins():
    from bot.practice.menu import PLACES

    return [place for place in PLACES if place.document]
