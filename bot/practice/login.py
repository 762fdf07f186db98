"""The sign-in page at the root of the site."""

from starlette.responses import Response

from bot.practice.pages import redirect
from bot.practice.sessions import MESSAGES, Session
from bot.practice.site import Site
from bot.practice.viewstate import MacFailedError
from bot.practice.webforms import Posted, YellowPageError

WRONG = "กรุณาตรวจสอบรหัสผู้ใช้หรือรหัสผ่านให้ถูกต้อง"


def login_page(site: Site, session: Session, posted: Posted | None) -> Response:
    """Show the sign-in form, or sign in and open the menu."""
    if posted is None:
        return _draw(site, session, MESSAGES[session.ended] if session.ended else "")
    try:
        site.envelope.open_login(session.ident, posted.values)
    except MacFailedError as error:
        title = "Validation of viewstate MAC failed."
        raise YellowPageError(title, "The state information is invalid for this page.") from error
    name, password = posted.values.get("_ctl0:txtUserName", ""), posted.values.get("_ctl0:txtPassword", "")
    for user in site.catalogue.users:
        if (user.username, user.password) == (name.strip(), password):
            site.sessions.sign_in(session, user)
            return redirect("/Default.aspx")
    return _draw(site, session, WRONG, username=name)


def _draw(site: Site, session: Session, message: str, username: str = "") -> Response:
    hidden = site.envelope.close_login(session.ident)
    return site.pages.show("login.html", message=message, username=username, hidden=hidden)
