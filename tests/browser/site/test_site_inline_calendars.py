"""Calendars that stand in the page with no box: ASP.NET's, whose days post back, and those of scripts."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from little_server import Asked, LittleServer
from site_making import make_planned, make_screen

from bot.errors import ValueNotTaken

pytestmark = pytest.mark.browser

THAI = [
    *("มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน"),
    *("กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"),
]
ENGLISH = [
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
]
EPOCH = date(2000, 1, 1)
FIELDS = {
    "day": {"header": "Day", "kind": "date", "enter": {"at": {"id": "calDay"}, "settle": "postback"}},
    "payer": {"header": "Payer", "enter": {"at": {"caption": "Payer"}}},
}


class AspCalendar:
    """The server's half of `asp:Calendar`: which month shows and which day is chosen, by its postbacks."""

    def __init__(
        self, month: date, chosen: date | None, *, thai: bool, today: date | None = None, keeps: bool = True
    ) -> None:
        self.month, self.chosen, self.thai = month.replace(day=1), chosen, thai
        self.today, self.keeps = today, keeps
        self.posts: list[str] = []

    def page(self, asked: Asked) -> str:
        if asked.method == "POST":
            self._post(asked.fields["__EVENTARGUMENT"])
        payer = asked.fields.get("payer", "")
        return f"""<!doctype html><meta charset=utf-8><h1>New document</h1>
<form method=post action=/form id=f><input type=hidden name=__EVENTTARGET id=t><input type=hidden name=__EVENTARGUMENT id=a>
<script>function __doPostBack(t, a) {{ f.t.value = t; f.a.value = a; f.submit() }}</script>
<table><tr><td>Day</td><td>{self._table()}</td></tr></table><label>Payer <input name=payer value="{payer}"></label>
<button formaction=/save>OK</button><button>Save</button></form>"""

    def _post(self, argument: str) -> None:
        self.posts.append(argument)
        day = EPOCH + timedelta(days=int(argument.lstrip("V")))
        if argument.startswith("V"):
            self.month = day
        elif self.keeps:
            self.chosen, self.month = day, day.replace(day=1)

    def _table(self) -> str:
        before = (self.month - timedelta(days=1)).replace(day=1)
        after = (self.month + timedelta(days=31)).replace(day=1)
        names = THAI if self.thai else ENGLISH
        year = self.month.year + (543 if self.thai else 0)
        head = "".join(
            f'<td style="width:{w}%"><a href="{self._go(f"V{(day - EPOCH).days}")}" title="{title}">{names[day.month - 1]}</a></td>'
            if title
            else f'<td align=center style="width:{w}%">{names[day.month - 1]} {year}</td>'
            for day, w, title in (
                (before, 15, "Go to the previous month"),
                (self.month, 70, ""),
                (after, 15, "Go to the next month"),
            )
        )
        weeks = "".join(
            f'<tr><td><a href="{self._go("R1")}" title="Select week {n}">&gt;</a></td>{"".join(map(self._day, week))}</tr>'
            for n, week in enumerate(Calendar(6).monthdatescalendar(self.month.year, self.month.month), 1)
        )
        corner = f'<td><a href="{self._go("R2")}" title="Select the whole month">&gt;&gt;</a></td>'
        days = corner + "".join(f"<th abbr={d}>{d}</th>" for d in ("Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"))
        return (
            '<table id="ctl00_Main_calDay" title="Calendar" style="border:1px solid">'
            f'<tr><td colspan=8 style="background-color:Silver"><table style="width:100%"><tr>{head}</tr></table></td></tr>'
            f"<tr>{days}</tr>{weeks}</table>"
        )

    def _day(self, day: date) -> str:
        style = "width:14%;"
        if day.weekday() > 4:
            style += "background-color:#FFFFCC;"
        if day == self.today:
            style += "color:Black;background-color:#99CCFF;"
        if day == self.chosen:
            style += "color:White;background-color:Gray;"
        return f'<td align=center style="{style}"><a href="{self._go(str((day - EPOCH).days))}" style="color:Black">{day.day}</a></td>'

    def _go(self, argument: str) -> str:
        return f"javascript:__doPostBack('ctl00$Main$calDay','{argument}')"


def _prepared(site_of: Callable[..., Any], screen: Any, day: date | None) -> dict[str, str]:
    with site_of(screen, dialect="webforms") as site:
        site.sign_in()
        return dict(site.prepare(make_planned(screen, day=day, payer="A")).typed)


@pytest.mark.parametrize("thai", [True, False], ids=["B.E.", "C.E."])
def test_a_day_is_chosen_by_postbacks_and_read_back(
    site_of: Callable[..., Any], server: LittleServer, *, thai: bool
) -> None:
    """`at` alone says it: turned by its own links, though these bear months' names too; week links stay unpressed."""
    asp = AspCalendar(date(2024, 4, 1), date(2024, 4, 9), thai=thai)
    server.pages |= {"/": lambda _: "Home", "/form": asp.page}
    screen = make_screen(fields=FIELDS, key=["payer"])
    assert _prepared(site_of, screen, date(2024, 2, 29)) == {"day": "2024-02-29", "payer": "A"}
    assert asp.chosen == date(2024, 2, 29)
    assert [post[0] for post in asp.posts] == ["V", "V", "8"]


def test_what_looks_chosen_already_is_chosen_again(site_of: Callable[..., Any], server: LittleServer) -> None:
    """A look proves nothing by itself: the choice must be seen to change it, so another day comes between."""
    asp = AspCalendar(date(2024, 4, 1), date(2024, 4, 9), thai=True)
    server.pages |= {"/": lambda _: "Home", "/form": asp.page}
    screen = make_screen(fields=FIELDS, key=["payer"])
    assert _prepared(site_of, screen, date(2024, 4, 9))["day"] == "2024-04-09"
    assert asp.posts == [str((date(2024, 4, day) - EPOCH).days) for day in (8, 9)]


def test_today_that_only_looks_chosen_is_not_taken_for_it(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """Today has a look of its own; it counts as chosen only when the choice was seen to change it."""
    today = datetime.now(ZoneInfo("Asia/Bangkok")).date()
    asp = AspCalendar(today, None, thai=False, today=today)
    server.pages |= {"/": lambda _: "Home", "/form": asp.page}
    screen = make_screen(fields=FIELDS, key=["payer"])
    assert _prepared(site_of, screen, today)["day"] == today.isoformat()
    assert asp.chosen == today
    dead = AspCalendar(today, None, thai=False, today=today, keeps=False)
    server.pages["/form"] = dead.page
    with site_of(screen, dialect="webforms", page_timeout=3.0) as site:
        site.sign_in()
        with pytest.raises(ValueNotTaken, match="shows no day as chosen"):
            site.prepare(make_planned(screen, day=today, payer="A"))


def test_a_choice_that_is_lost_afterwards_is_made_again(
    site_of: Callable[..., Any], server: LittleServer
) -> None:
    """A calendar that forgot its day is noticed when the form is read again, and the day is pressed again."""
    asp = AspCalendar(date(2024, 2, 1), None, thai=True)
    forget = "document.querySelectorAll('#ctl00_Main_calDay td').forEach((one) => { one.style = '' })"
    script = f"<script>document.querySelector('[name=payer]').onchange = () => {forget}</script>"
    server.pages |= {"/": lambda _: "Home", "/form": lambda asked: asp.page(asked) + script}
    screen = make_screen(fields=FIELDS, key=["payer"])
    assert _prepared(site_of, screen, date(2024, 2, 29))["day"] == "2024-02-29"
    assert asp.posts == [str((date(2024, 2, 29) - EPOCH).days)] * 2


def test_a_blank_date_expects_no_chosen_day(site_of: Callable[..., Any], server: LittleServer) -> None:
    """A blank cell: a calendar without a chosen day is blank, one with a proposed day is not."""
    asp = AspCalendar(date(2024, 4, 1), None, thai=True)
    server.pages |= {"/": lambda _: "Home", "/form": asp.page}
    screen = make_screen(fields=FIELDS, key=["payer"])
    assert _prepared(site_of, screen, None)["day"] == ""
    asp.chosen = date(2024, 4, 9)
    with pytest.raises(ValueNotTaken, match="blank in the workbook, but the screen has “2024-04-09”"):
        _prepared(site_of, screen, None)


# As jQuery UI draws it inline: days are links, the chosen one has a class, and Save stands below it.
INLINE = """<h1>New document</h1><form><div><label>Day</label><div id=dp></div></div><label>Payer <input></label>
<button type=button onclick="document.title = 'pressed'">OK</button><button>Save</button></form><style>a:hover, a:focus {{ background: yellow }}</style><script>
let now = new Date(2025, 10, 1), chosen = null;
function go(n) {{ now.setMonth(now.getMonth() + n); setTimeout(draw, 60) }}
function take(d) {{ chosen = new Date(now.getFullYear(), now.getMonth(), d); draw() }}
function draw() {{ const y = now.getFullYear(), m = now.getMonth();
  dp.innerHTML = `<div class=ui-datepicker-header><a class=ui-datepicker-prev title=Prev onclick="go(-1)"><span>Prev</span></a>
  <a class=ui-datepicker-next title=Next onclick="go(1)"><span>Next</span></a><span>${{now.toLocaleString('en', {{month: 'long'}})}}</span> <span>${{y}}</span></div><table><tbody>`
  + Array.from({{length: new Date(y, m + 1, 0).getDate()}}, (_, n) => `<tr><td onclick="take(${{n + 1}})"><a href="#" class="ui-state-default${{
    chosen && +chosen === +new Date(y, m, n + 1) ? '{mark}' : ''}}">${{n + 1}}</a></td></tr>`).join('') + '</tbody></table>'; }}
draw();
</script>"""
SCRIPTED = {
    **FIELDS,
    "day": {"header": "Day", "kind": "date", "enter": {"at": {"css": "#dp"}, "how": "calendar"}},
}


def test_a_scripts_calendar_marks_its_day_by_name(site_of: Callable[..., Any], server: LittleServer) -> None:
    """The class tells the chosen day; the form's own OK below the calendar is none of the calendar's."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: INLINE.format(mark=" ui-state-active")}
    screen = make_screen(fields=SCRIPTED, key=["payer"])
    with site_of(screen) as site:
        site.sign_in()
        assert (
            site.prepare(make_planned(screen, day=date(2024, 2, 29), payer="A")).typed["day"] == "2024-02-29"
        )
        assert site._form.tab.page.title() != "pressed"


def test_the_pointer_over_a_day_is_no_choice(site_of: Callable[..., Any], server: LittleServer) -> None:
    """A day that looks different because it is pointed at and focused is not taken for chosen."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: INLINE.format(mark="")}
    screen = make_screen(fields=SCRIPTED, key=["payer"])
    with site_of(screen, page_timeout=3.0) as site:
        site.sign_in()
        with pytest.raises(ValueNotTaken, match="shows no day as chosen"):
            site.prepare(make_planned(screen, day=date(2024, 2, 29), payer="A"))


def test_months_are_as_long_as_they_are() -> None:
    """The imitation draws whole months, else the tests above would prove little."""
    drawn = AspCalendar(date(2024, 2, 1), None, thai=False)._table()
    assert all(f">{day}</a>" in drawn for day in range(1, monthrange(2024, 2)[1] + 1))
