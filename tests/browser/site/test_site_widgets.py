"""Controls that are drawn by scripts: combo boxes and calendars of every make, found and driven by `at` alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest
from little_server import LittleServer
from site_making import make_planned, make_screen

from bot.errors import ScreenNotAsMapped, ValueNotTaken

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><meta charset=utf-8><style>
.face {{ border: 1px solid; width: 200px; height: 24px; position: relative }}
.off {{ position: absolute; width: 1px; height: 1px; clip: rect(0 0 0 0); overflow: hidden }}
.over {{ position: absolute; inset: 0 }} .list {{ position: absolute; z-index: 9; background: #fff; width: 200px }}
</style><h1>New document</h1><form><div><label for=acc>Account</label>{more}</div>
<input type=submit value=Save></form>"""
NAMES = ["5100 Paper", "5200 Fuel", "5200 Fuel, other"]
LIST = """<div class=list id=list hidden></div><script>
const names = %s;
function draw(filter, cls, role) { list.innerHTML = ''; for (const name of names.filter((n) => n.includes(filter))) {
  const one = document.createElement('div'); one.className = cls; if (role) one.setAttribute('role', role);
  one.textContent = name; one.onmousedown = (e) => e.preventDefault(); one.onclick = () => { list.hidden = true; take(name) };
  list.append(one); } list.hidden = false; }
</script>""" % NAMES  # noqa: UP031 - braces of the script
DRESSED = (
    "<select id=acc class=off><option value=''>choose</option><option>5100 Paper</option><option>5200 Fuel</option></select>"
    "<span class=face tabindex=0 onclick=\"draw('', 'opt', 'option')\">choose</span>"
    + LIST
    + "<script>function take(n) { acc.value = n; acc.nextElementSibling.textContent = n }</script>"
)
COVERED = (
    '<div class=face id=box onclick="acc.focus()"><input id=acc role=combobox style="opacity:0" '
    "oninput=\"clearTimeout(late); late = setTimeout(() => draw(this.value, 'strange', ''), 80)\" onfocus=\"draw('', 'strange', '')\">"
    "<span class=over id=item><i class=my-placeholder>type here</i></span></div>"
    + LIST
    + "<script>let late; function take(n) { clearTimeout(late); item.textContent = n; item.title = n; acc.value = '' }</script>"
)
DRAWN = (
    '<div class=face id=acc role=combobox tabindex=0 aria-haspopup=listbox aria-label=Account onclick="open_()"></div>'
    "<div class=list id=list hidden style='height:60px;overflow:auto'><div id=all style='height:4000px;position:relative'></div></div>"
    """<script>
const names = Array.from({length: 200}, (_, n) => `${5000 + n} Account`);
function open_() { list.hidden = false; part() }
function part() { all.innerHTML = ''; const from = Math.floor(list.scrollTop / 20);
  names.slice(from, from + 4).forEach((name, n) => { const one = document.createElement('div'); one.setAttribute('role', 'option');
    one.style.cssText = `position:absolute;top:${(from + n) * 20}px;height:20px`; one.textContent = name;
    one.onclick = () => { acc.textContent = name; list.hidden = true }; all.append(one); }); }
list.onscroll = part;
</script>"""
)
HEARD = (
    '<div class=face id=box onclick="draw(\'\', \'opt\', \'option\')"><div id=acc role=combobox tabindex=0 class=off></div>'
    "<span id=item aria-hidden=true></span><span aria-hidden=true>v</span></div>"
    + LIST
    + "<script>function take(n) { acc.textContent = item.textContent = n }</script>"
)
COMPLETED = (
    '<div class=face><input id=acc role=combobox aria-autocomplete=both oninput="complete()"></div><div class=list id=list hidden></div>'
    """<script>const names = ['ค่าวัสดุ', 'ค่าสาธารณูปโภค'];
function complete() { const typed = acc.value, hits = names.filter((n) => typed && n.startsWith(typed)); list.innerHTML = '';
  for (const name of hits) { const one = document.createElement('div'); one.setAttribute('role', 'option'); one.textContent = name;
    one.onmousedown = (e) => e.preventDefault(); one.onclick = () => { acc.value = name; list.hidden = true }; list.append(one) }
  list.hidden = !hits.length; if (hits.length) { acc.value = hits[0]; acc.setSelectionRange(typed.length, hits[0].length) } }
acc.onblur = () => list.hidden = true;
</script>"""
)
RADIOS = "</div><fieldset><legend>Account</legend><label><input type=radio name=a>5100 Paper</label><label><input type=radio name=a>5200 Fuel</label></fieldset><div>"

LABELLED = "</div><div><span>Kind of account</span><label><input type=radio name=a> 5100 Paper</label><label><input type=radio name=a> 5200 Fuel</label></div><div>"


def _choice(wanted: str, **enter: object) -> Mapping[str, object]:
    at = {"at": {"caption": "Account"}, **enter}
    return {"account": {"header": "Account", "kind": "choice", "choices": {"of": [wanted]}, "enter": at}}


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        (DRESSED, "5200 Fuel"), (COVERED, "5200 Fuel"), (DRAWN, "5150 Account"), (RADIOS, "5200 Fuel"), (HEARD, "5200 Fuel"),
        (COMPLETED, "ค่าสาธารณูปโภค"),
    ],
    ids=[
        "a widget over a hidden list", "a covered bit of text", "options drawn in part", "radio buttons",
        "what is read aloud stands apart from what is seen", "words completed between two keys",
    ],
)  # fmt: skip
def test_a_choice_says_nothing_of_how(
    site_of: Callable[..., object], server: LittleServer, page: str, wanted: str
) -> None:
    """Without `how` the control itself tells what it is; the exactly equal option is taken and read back."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=page)}
    screen = make_screen(fields=_choice(wanted), key=["account"])
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, account=wanted)).typed == {"account": wanted}


def test_radio_buttons_whose_labels_stand_beside_plain_words(
    site_of: Callable[..., object], server: LittleServer
) -> None:
    """The first label is not taken for a value beside its caption."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=LABELLED)}
    screen = make_screen(fields=_choice("5200 Fuel", at={"caption": "Kind of account"}), key=["account"])
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, account="5200 Fuel")).typed == {"account": "5200 Fuel"}


@pytest.mark.parametrize("page", [DRESSED, COVERED, DRAWN], ids=["dressed", "covered", "drawn"])
def test_a_combo_box_that_stays_blank_is_blank(
    site_of: Callable[..., object], server: LittleServer, page: str
) -> None:
    """Its placeholder and its caption are no choice."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=page)}
    screen = make_screen(fields=_choice("5200 Fuel", how="suggest"), key=["account"])
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, account=None)).typed == {"account": ""}


def test_only_a_part_of_the_caption_is_typed(site_of: Callable[..., object], server: LittleServer) -> None:
    """A site that searches by code alone is asked by `typed`; the option is still the whole caption."""
    late = "late = setTimeout(() => draw(this.value, 'strange', ''), 80)"
    page = COVERED.replace(late, "draw(this.value.length > 4 ? '-' : this.value, 'strange', '')")
    assert page != COVERED
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=page)}
    screens = [
        make_screen(fields=_choice("5200 Fuel", how="suggest", **more), key=["account"])
        for more in ({"suggest": {"typed": r"^(\S+)"}}, {})
    ]
    for screen, well in zip(screens, (True, False), strict=True):
        with site_of(screen) as site:
            site.sign_in()
            planned = make_planned(screen, account="5200 Fuel")
            if well:
                assert site.prepare(planned).typed == {"account": "5200 Fuel"}
            else:
                with pytest.raises(ValueNotTaken, match="typed"):
                    site.prepare(planned)


CALENDAR = """<input id=acc readonly onclick="cal.hidden = false; draw()"><div id=cal class=list hidden>
<button type=button aria-label="{back}" onclick="go(-1)">&lt;</button><b id=head></b>
<button type=button aria-label="{next}" onclick="go(1)">&gt;</button>{years}<table id=days></table></div><script>
let now = new Date(2025, 10, 1);
const th = 'มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม'.split(' ');
function go(n) {{ now.setMonth(now.getMonth() + n); setTimeout(draw, 60) }}
function draw() {{
  const y = now.getFullYear(), m = now.getMonth();
  head.textContent = '{era}' === 'BE' ? `${{th[m]}} ${{y + 543}}` : now.toLocaleString('en', {{month: 'short'}}) + ` ${{y}}`;
  const from = new Date(y, m, 1 - new Date(y, m, 1).getDay());
  days.innerHTML = Array.from({{length: 6}}, (_, w) => '<tr>' + Array.from({{length: 7}}, (_, d) => {{
    const day = new Date(from.getFullYear(), from.getMonth(), from.getDate() + w * 7 + d);
    return `<td onclick="take(${{day.getDate()}}, ${{day.getMonth()}})">${{day.getDate()}}</td>`;
  }}).join('') + '</tr>').join('');
}}
function take(d, m) {{ const two = (n) => String(n).padStart(2, '0');
  acc.value = `${{two(d)}}/${{two(m + 1)}}/${{now.getFullYear()}}`; cal.hidden = true }}
</script>"""
YEARS = '<button type=button title="Previous year" onclick="go(-12)">«</button>'
DAY = {"day": {"header": "Day", "kind": "date", "enter": {"at": {"caption": "Account"}}}}


@pytest.mark.parametrize("years", ["", YEARS], ids=["by months", "by years too"])
@pytest.mark.parametrize("era", ["BE", "CE"])
def test_a_date_box_that_takes_no_typing(
    site_of: Callable[..., object], server: LittleServer, era: str, years: str
) -> None:
    """Its calendar is opened and turned to the month, in either era; the day is that month's own."""
    more = CALENDAR.format(back="Previous month", next="Next month", years=years, era=era)
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=more)}
    screen = make_screen(fields=DAY, key=["day"])
    with site_of(screen) as site:
        site.sign_in()
        assert site.prepare(make_planned(screen, day=date(2024, 2, 29))).typed == {"day": "29/02/2024"}


def test_a_calendar_that_does_not_go_there(site_of: Callable[..., object], server: LittleServer) -> None:
    """A site that closed the month is told by the month at which its calendar ends."""
    more = CALENDAR.format(back="Previous month", next="-", years="", era="CE").replace(
        "now.setMonth(", "if (now.getMonth() > 8) now.setMonth("
    )
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more=more)}
    screen = make_screen(fields=DAY, key=["day"])
    with site_of(screen) as site:
        site.sign_in()
        with pytest.raises(ValueNotTaken, match=r"shows 9/2025 .* does not go on to"):
            site.prepare(make_planned(screen, day=date(2024, 2, 29)))


def test_a_closed_box_without_a_calendar(site_of: Callable[..., object], server: LittleServer) -> None:
    """A date that the site fills by itself is told as such."""
    server.pages |= {"/": lambda _: "Home", "/form": lambda _: PAGE.format(more="<input id=acc readonly>")}
    screen = make_screen(fields=DAY, key=["day"])
    with site_of(screen, page_timeout=2.0) as site:
        site.sign_in()
        with pytest.raises(ScreenNotAsMapped, match=r"no calendar shows .* `computed`"):
            site.prepare(make_planned(screen, day=date(2024, 2, 29)))
