// Calendars that open beside a box for a date, or stand in the page: which month shows, the ways to another, its days.

const MONTHS = [
  ['january', 'jan', 'มกราคม', 'ม.ค.'], ['february', 'feb', 'กุมภาพันธ์', 'ก.พ.'], ['march', 'mar', 'มีนาคม', 'มี.ค.'],
  ['april', 'apr', 'เมษายน', 'เม.ย.'], ['may', 'พฤษภาคม', 'พ.ค.'], ['june', 'jun', 'มิถุนายน', 'มิ.ย.'],
  ['july', 'jul', 'กรกฎาคม', 'ก.ค.'], ['august', 'aug', 'สิงหาคม', 'ส.ค.'], ['september', 'sep', 'sept', 'กันยายน', 'ก.ย.'],
  ['october', 'oct', 'ตุลาคม', 'ต.ค.'], ['november', 'nov', 'พฤศจิกายน', 'พ.ย.'], ['december', 'dec', 'ธันวาคม', 'ธ.ค.'],
];
const BE_FROM = 2400;
const BE_AHEAD = 543;
const DAY = 'td,a,button,span,div,[role=gridcell]';
const FEWEST_DAYS = 28;

// The days 1, 2, 3 … of one month among cells in document order: those of the months around it are left out.
const daysIn = (box) => {
  const cells = innermost(every(box, DAY).filter((el) => /^\d{1,2}$/.test(fold(el.textContent)) && seen(el) && !/week|\bcw\b/i.test(el.className)));
  const first = cells.findIndex((el) => Number(fold(el.textContent)) === 1);
  const days = [];
  for (const el of first < 0 ? [] : cells.slice(first)) {
    if (Number(fold(el.textContent)) !== days.length + 1) break;
    days.push(el);
  }
  return days;
};

const headWords = (node, days) => {
  if (node.nodeType === 3) return node.data;
  if (node.nodeType !== 1 || days.includes(node) || hiddenByStyle(node)) return '';
  if (node.tagName === 'SELECT') return ` ${Array.from(node.selectedOptions).map((one) => one.text).join(' ')} `;
  if (node.tagName === 'INPUT') return ` ${node.value} `;
  return ` ${Array.from(node.childNodes).map((one) => headWords(one, days)).join(' ')} `;
};

// -> {year (C.E.), month from 1} told by the words of a calendar's head; null when they tell none.
const monthTold = (text) => {
  const folded = fold(text).toLowerCase();
  const year = (/(?:^|\D)(\d{4})(?!\d)/.exec(folded) || [])[1];
  const told = folded.match(/[a-z]+|[\u0E00-\u0E7F.]+|\d+/g) || [];
  // Ways to other months may bear their names: the month beside the year is the one that shows.
  const months = told.map((word) => MONTHS.findIndex((names) => names.some((name) => word === name || word === fold(name))));
  const near = months.map((one, n) => [Math.abs(n - told.indexOf(year)), one]).filter(([, one]) => one >= 0).sort((a, b) => a[0] - b[0]);
  const month = near.length ? near[0][1] : -1;
  const numbered = /(?:^|\D)(\d{1,2})\s*[/-]\s*\d{4}/.exec(folded);
  if (!year || (month < 0 && !numbered)) return null;
  const shown = Number(year);
  return { year: shown >= BE_FROM ? shown - BE_AHEAD : shown, month: month < 0 ? Number(numbered[1]) : month + 1 };
};

// The calendar that shows: inside `el`, else the last one drawn on the page. -> {box, days, year, month} or null.
const calendarAt = (el) => {
  const known = new Set();
  const found = [];
  const ones = every(el, DAY).filter((one) => fold(one.textContent) === '1' && seen(one));
  for (const one of ones) {
    let box = one.parentElement;
    for (let level = 0; box && level < 8; level += 1, box = box.parentElement) {
      const days = daysIn(box);
      if (days.length < FEWEST_DAYS) continue;
      const told = monthTold(headWords(box, days));
      if (!told) continue;
      if (!known.has(box)) found.push({ box, days, ...told });
      known.add(box);
      break;
    }
  }
  return found[found.length - 1] || null;
};
const calendarFor = (spec) => {
  const own = find(spec).els[0];
  const standing = own && !isControl(own) && calendarAt(own);
  return standing ? { ...standing, own } : calendarAt(document);
};

const CHOSEN = /(^|[\s_-])(selected|chosen|picked|active|checked|current-day)($|[\s_-])/i;
const LOOKS = ['backgroundColor', 'backgroundImage', 'color', 'fontWeight', 'borderTopColor', 'borderTopWidth', 'borderTopStyle', 'boxShadow', 'textDecorationLine'];
const CHOSEN_ROLES = ['aria-selected', 'aria-pressed', 'aria-checked'];

// A day with the cell that holds nothing else.
const partsOfDay = (el) => {
  const cell = el.closest('td,[role=gridcell]');
  const out = [el, ...el.children];
  for (let at = el; cell && at !== cell; at = at.parentElement) out.push(at.parentElement);
  return out;
};
const lookOfDay = (el) => partsOfDay(el).map((one) => { const style = getComputedStyle(one); return LOOKS.map((name) => style[name]).join(); }).join('|');
const isToday = ({ year, month }, n) => { const now = new Date(); return now.getFullYear() === year && now.getMonth() + 1 === month && now.getDate() === n + 1; };

// The days that are marked as chosen: by name (a class, an ARIA state), else by looking like no other day of the month.
// A page may mark today, too: a look of its own alone does not tell that today was chosen.
const namedDays = (now) => {
  const named = now.days.map((el, n) => n).filter((n) => partsOfDay(now.days[n]).some((one) =>
    CHOSEN_ROLES.some((role) => one.getAttribute(role) === 'true') || CHOSEN.test(one.getAttribute('class') || '')));
  return named.length < now.days.length / 2 ? named : [];
};
const chosenDays = (now) => {
  const named = namedDays(now);
  if (named.length) return named;
  if (now.days.some((el) => partsOfDay(el).some((one) => one.hasAttribute('aria-selected')))) return [];
  const looks = now.days.map(lookOfDay);
  return looks.map((look, n) => n).filter((n) => looks.indexOf(looks[n]) === looks.lastIndexOf(looks[n]) && !isToday(now, n));
};

const two = (number) => String(number).padStart(2, '0');
const dateOf = (now, n) => `${now.year}-${two(now.month)}-${two(n + 1)}`;

// The day that a calendar in the page shows as chosen, as a date control's value; `look`: how a chosen day was seen to look.
const dayShown = (el, look) => {
  const now = calendarAt(el);
  if (!now) return { text: '', blank: true, kind: 'date' };
  const days = look ? now.days.map((one, n) => n).filter((n) => lookOfDay(now.days[n]) === look) : chosenDays(now);
  const text = days.map((n) => dateOf(now, n)).join(', ');
  return { text, blank: !text, kind: 'date' };
};

const WAYS_ON = {
  next: /next|forward|chevron_right|arrow_right|ถัดไป|ต่อไป|^[›>→»]+$/i, back: /prev|back|chevron_left|arrow_left|ก่อน|^[‹<←«]+$/i,
};
const YEARLY = /super|year|ปี|^(»|«|>>|<<)$/i;
const namesOfWay = (el) => [fold(words(el)), el.getAttribute('aria-label') || '', el.title || '', el.getAttribute('class') || ''];

// Ways that look like those by years are by months where there is no other.
const SELECTS = /select|เลือก/i;
const wayOn = (box, way) => {
  const live = every(box, `${CLICKABLE},[class*=next],[class*=prev]`).filter((el) => seen(el) && !el.disabled
    && !SELECTS.test(`${el.title} ${el.getAttribute('aria-label') || ''}`) && el.getAttribute('aria-disabled') !== 'true' && !/(^|[\s_-])disabled($|[\s_-])/.test(el.getAttribute('class') || ''));
  const all = live.filter((el) => namesOfWay(el).some((name) => WAYS_ON[way.replace('Year', '')].test(name)));
  const yearly = all.filter((el) => namesOfWay(el).some((name) => YEARLY.test(name)));
  const monthly = all.filter((el) => !yearly.some((one) => one.contains(el) || el.contains(one)));
  const found = !way.endsWith('Year') ? (monthly.length ? monthly : yearly) : (monthly.length ? yearly : []);
  return found.filter((el) => !found.some((other) => other !== el && other.contains(el))).slice(0, 1);
};

const CONFIRM = /^(ok|done|apply|set|confirm|ตกลง|เสร็จสิ้น|เลือก|ยืนยัน)$/i;
// A calendar that stands in the page needs no OK: such a button below it is the form's own.
const okIn = ({ box, own }) => {
  let part = own ? null : box;
  for (let level = 0; level < 6 && part; level += 1, part = part.parentElement) {
    if (part === document.body) break;
    const found = every(part, CLICKABLE).filter((el) => seen(el) && CONFIRM.test(fold(words(el))));
    if (found.length) return found.slice(0, 1);
  }
  return [];
};

// What a calendar tells, and the parts by which one goes on: 'next', 'back', 'nextYear', 'backYear', 'ok', or a day.
const calendar = (spec) => {
  const now = calendarFor(spec);
  if (!now) return null;
  const ways = ['next', 'back', 'nextYear', 'backYear'].filter((way) => wayOn(now.box, way).length);
  return { year: now.year, month: now.month, days: now.days.length, ways: okIn(now).length ? [...ways, 'ok'] : ways, standing: !!now.own,
    named: now.own ? namedDays(now).map((n) => dateOf(now, n)).join(', ') : '', looks: now.own ? now.days.map(lookOfDay) : [] };
};
const partOfCalendar = ({ calendar: part, of }) => {
  const now = calendarFor(of);
  if (!now) return [];
  if (part === 'ok') return okIn(now);
  return typeof part === 'string' ? wayOn(now.box, part) : now.days.slice(part - 1, part);
};
