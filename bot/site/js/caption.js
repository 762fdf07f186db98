// Caption -> control. A control may have several captions; a lower rank is a stronger bond:
//  1  aria-labelledby, aria-label, <label for>, a label around it; a radio group's legend or aria name
//  2  words right after a check box or radio button
//  3  the cell before it in the row, words before it in its own cell, <dt> before its <dd>
//  4  words before it among its neighbours, up to three levels out (div grids)
//  5  placeholder, title
//  6  the column's header, when it stands in a grid
//  7  the second and later controls of a captioned cell
// The controls with the best rank count. Without any, the caption may name a shown value (`valuesOf`).

const textOfIds = (el, ids) => ids.split(/\s+/).map((id) => {
  const found = id && el.getRootNode().getElementById && el.getRootNode().getElementById(id);
  return found ? words(found) : '';
}).join(' ');

const labelTexts = (label) => [words(label), ownWords(label)];

const ariaTexts = (el) => {
  const out = [];
  // A widget may name itself among its labels: what it shows is no part of its caption.
  const ids = (el.getAttribute('aria-labelledby') || '').split(/\s+/).filter((id) => id && id !== el.id);
  if (ids.length) out.push(textOfIds(el, ids.join(' ')));
  if (el.getAttribute('aria-label')) out.push(el.getAttribute('aria-label'));
  return out;
};

const labelsOf = (el) => {
  const labels = Array.from(el.labels || []);
  if (!labels.length && el.id) {
    const root = el.getRootNode();
    for (const label of root.querySelectorAll('label[for]')) if (label.htmlFor === el.id) labels.push(label);
  }
  return labels;
};

const CELL = 'td,th,[role=cell],[role=gridcell]';

// Words inside `box` before `el`, back to the control before it; with `all` from the beginning.
const wordsBefore = (box, el, all) => {
  let out = '';
  const walk = (node) => {
    for (const child of node.childNodes) {
      if (child === el) return true;
      if (child.nodeType === 1 && child.contains(el)) return walk(child);
      if (child.nodeType === 1 && hasControl(child) && !all) out = '';
      else out += words(child, 1) + ' ';
    }
    return false;
  };
  walk(box);
  return out;
};

// Widgets of many kits are drawn as tables around one box: the outermost table with nothing to be read before the
// control, and no other that is seen, stands for it.
const MOST_TABLES = 5;
const bodyOf = (el) => {
  let body = el;
  for (let level = 0; level < MOST_TABLES; level += 1) {
    const table = body.parentElement && body.parentElement.closest('table');
    if (!table || key(wordsBefore(table, el, true)) || controlsIn(table).some((one) => one !== el && seen(one))) break;
    body = table;
  }
  return body;
};

const cellTexts = (el, first) => {
  const out = [];
  const cell = el.parentElement && el.parentElement.closest(CELL);
  if (!cell) return out;
  const rank = first ? 3 : 7;
  const inside = wordsBefore(cell, el);
  if (key(inside)) out.push([3, inside]);
  for (let near = cell.previousElementSibling; near; near = near.previousElementSibling) {
    if (hasControl(near)) break;
    const text = words(near);
    if (key(text)) { out.push([rank, text]); break; }
  }
  return out;
};

// What stands right before a control without being its caption: a sign of currency, an add-on of the box.
const UNIT = /add-?on|prefix|suffix|prepend|append|adornment|input-group-text/i;
const isUnit = (near, text) => !/[\p{L}\p{N}]/u.test(text) || (near.nodeType === 1 && UNIT.test(near.getAttribute('class') || ''));

const besideTexts = (el) => {
  const units = [];
  let node = el;
  for (let level = 0; level < 4 && node; level += 1) {
    for (let near = node.previousSibling; near; near = near.previousSibling) {
      if (near.nodeType === 1 && hasControl(near)) return units;
      const text = words(near, 1);
      if (key(text) && isUnit(near, text)) units.push([4, text]);
      else if (key(text)) {
        const out = [...units, [4, text]];
        if (near.nodeType === 1 && near.lastElementChild) out.push([4, words(near.lastElementChild)]);
        return out;
      }
    }
    const root = node.getRootNode();
    node = node.parentElement || (root.host && !key(words(root)) ? root.host : null);
    if (!node || node.matches('td,th,tr,table,form,body,dd,li,fieldset,[role=row]')) return units;
  }
  return units;
};

const headerTexts = (el) => {
  const place = gridPlace(el);
  return place ? place.headers.map((text) => [6, text]) : [];
};

// Buttons that stay pressed, several beside each other: a choice like radio buttons.
const TOGGLE = 'button[aria-pressed],[role=button][aria-pressed]';
const isToggle = (el) => el.matches(TOGGLE);
const togglesBeside = (el) => {
  let box = el.parentElement;
  for (let level = 0; box && level < 3 && every(box, TOGGLE).length < 2; level += 1) box = box.parentElement;
  return box ? every(box, TOGGLE) : [el];
};
// An `<input type=button role=checkbox>` plays one: what it is tells its ARIA state, as of any other element.
const NATIVE_TOGGLE = 'input[type=checkbox],input[type=radio]';
const isChosen = (el) => (el.matches(NATIVE_TOGGLE) ? el.checked : el.getAttribute('aria-checked') === 'true' || el.getAttribute('aria-pressed') === 'true');

const groupOf = (radio) => {
  if (isToggle(radio)) return togglesBeside(radio);
  if (!radio.matches(NATIVE_TOGGLE)) {
    const box = radio.closest('[role=radiogroup]');
    return box ? every(box, '[role=radio]') : [radio];
  }
  if (!radio.name) return [radio];
  const root = radio.form || radio.getRootNode();
  return every(root, 'input[type=radio]').filter((el) => el.name === radio.name && el.form === radio.form);
};

const isRadio = (el) => el.matches('input[type=radio],[role=radio]');
const isCheck = (el) => el.matches('input[type=checkbox],[role=checkbox],[role=switch]');

const groupTexts = (radio) => {
  const group = groupOf(radio);
  let box = group[0].parentElement;
  while (box && group.some((el) => !box.contains(el))) box = box.parentElement;
  const out = [];
  if (!box) return out;
  for (let at = box, level = 0; at && level < 4; at = at.parentElement, level += 1) {
    if (at.matches('fieldset')) {
      const legend = at.querySelector(':scope > legend');
      if (legend) for (const text of labelTexts(legend)) out.push([1, text]);
    }
    for (const text of ariaTexts(at)) out.push([1, text]);
    if (at.id) for (const label of labelsOf(at)) for (const text of labelTexts(label)) out.push([1, text]);
    if (at.matches('fieldset,[role=radiogroup],form,tr,body')) break;
  }
  out.push(...cellTexts(group[0], true));
  const table = box.matches('tr,tbody,table') && box.closest('table');
  const outer = table && !every(table, CONTROLS).some((el) => !isRadio(el)) ? table : box;
  if (outer === table) out.push(...cellTexts(table, true));
  if (outer.matches(CELL)) return out;
  out.push(...besideTexts(outer));
  const description = outer.closest('dd');
  if (description) out.push(...termTexts(description));
  return out;
};

const termTexts = (dd) => {
  let near = dd.previousElementSibling;
  while (near && near.tagName === 'DD') near = near.previousElementSibling;
  return near && near.tagName === 'DT' ? [[3, words(near)]] : [];
};

// The label of one radio button or check box itself.
const ownLabels = (el) => {
  const out = ariaTexts(el).map((text) => [1, text]);
  for (const label of labelsOf(el)) for (const text of labelTexts(label)) out.push([1, text]);
  if (!el.matches('input')) out.push([1, words(el)]);
  if (!out.length && el.nextSibling && !(el.nextSibling.nodeType === 1 && hasControl(el.nextSibling))) {
    let text = '';
    for (let near = el.nextSibling; near && !(near.nodeType === 1 && hasControl(near)); near = near.nextSibling)
      if (near.nodeName !== 'BR') text += words(near, 1); else if (key(text)) break;
    out.push([2, text]);
  }
  return out;
};

const plainCaptions = (el) => {
  const out = ariaTexts(el).map((text) => [1, text]);
  for (const label of labelsOf(el)) for (const text of labelTexts(label)) out.push([1, text]);
  const body = bodyOf(el);
  const cell = body.closest(CELL);
  // A box that nobody sees and that only carries the value does not come before the one that is typed into.
  const first = !cell || controlsIn(cell).find((one) => one === el || seen(one) || !seen(el)) === el;
  out.push(...cellTexts(body, first));
  const description = body.closest('dd');
  if (description) out.push(...termTexts(description));
  out.push(...besideTexts(body));
  for (const name of ['placeholder', 'title', 'alt']) if (el.getAttribute(name)) out.push([5, el.getAttribute(name)]);
  out.push(...headerTexts(body));
  return out;
};

// All captions of a control as [rank, words]; `group` false leaves a radio button's group out.
const captionsOf = (el) => {
  const all = isRadio(el) ? groupTexts(el) : isCheck(el) ? ownLabels(el).concat(plainCaptions(el)) : plainCaptions(el);
  return all.filter(([, text]) => key(text)).map(([rank, text]) => [rank, fold(text)]);
};

let known = new WeakMap();
let knownAt = -1;
const cachedCaptions = (el) => {
  if (knownAt !== version()) { known = new WeakMap(); knownAt = version(); }
  let found = known.get(el);
  if (!found) {
    found = captionsOf(el).map(([rank, text]) => [rank, key(text)]);
    if (isRadio(el)) found.push(...ownLabels(el).map(([rank, text]) => [rank + 0.5, key(text)]));
    known.set(el, found);
  }
  return found;
};

const byCaption = (root, caption) => {
  const want = key(caption);
  let best = 99;
  let found = [];
  for (const el of controlsIn(root)) {
    for (const [rank, text] of cachedCaptions(el)) {
      if (text !== want || rank > best) continue;
      if (rank < best) { best = rank; found = []; }
      found.push(el);
    }
  }
  return found.length ? unique(found) : valuesOf(root, want);
};

const VALUE_LABELS = 'td,th,dt,label,span,div,b,strong,em,p,li,legend,h1,h2,h3,h4,h5,h6,small,font,nobr,a,i,u';

// An element without words in which a style draws a colon, a star or a glyph of an icon font: a part of the caption.
const drawnMark = (el) => !key(el.textContent) && ['::before', '::after'].some((part) => {
  const drawn = getComputedStyle(el, part).content.replace(/attr\(([\w-]+)[^)]*\)/g, (_, name) => el.getAttribute(name) || '');
  return /^["']?[:：*\s\uE000-\uF8FF]+["']?$/.test(drawn);
});

// The value beside its caption. It may be blank: then the next caption (of the same make) must not be taken for it.
const nextWithWords = (el) => {
  let blank = null;
  for (let near = el.nextElementSibling; near; near = near.nextElementSibling) {
    if (near.tagName === 'BR' || /^[:：]+$/.test(fold(words(near))) || drawnMark(near)) continue;
    if (/^[*\s]+$/.test(words(near)) && (near.nextElementSibling || !near.matches('td,th,dd'))) continue;
    if (blank && near.tagName === el.tagName && blank.tagName !== el.tagName) return blank;
    if (key(words(near)) || near.matches('td,th,dd') || hasControl(near)) return near;
    if (near.matches('span,div,p,b,strong,em,output,samp')) blank = blank || near;
  }
  return blank;
};

// A caption that is no element of its own: `Subject: <b>value</b>`, `Subject: value`.
const bareValues = (root, want) => {
  const found = [];
  for (const el of every(root, VALUE_LABELS)) {
    if (!seen(el)) continue;
    Array.from(el.childNodes).forEach((child, n) => {
      if (child.nodeType !== 3) return;
      const before = fold(child.data).split(/[:：]/);
      const next = child.nextElementSibling;
      const colon = before.length > 1;
      if (key(child.data) === want && next && next.tagName !== 'BR' && (colon || key(words(next)))) found.push(next);
      else if (key(child.data) === want && colon && !next) found.push(el);
      else if (key(child.data) === want && next && next.tagName === 'BR' && el.children.length === 1 && key(words(el)) !== want) found.push(el);
      else if (before.length > 1 && key(before[0]) === want && key(child.data) !== want &&
        !key(Array.from(el.childNodes).slice(0, n).map((one) => words(one, 1)).join(''))) found.push(el);
    });
  }
  return unique(found);
};

// A pair of caption and value in one element whose value is blank: the value, not the pair, which reads like a
// caption. A neighbour of the same make, or none, tells such a pair from a caption with an icon in it.
const blankInside = (label) => {
  const after = Array.from(label.children).filter((el) => el.matches('span,div,b,strong,em,p,output,samp,a'));
  const last = after[after.length - 1];
  const next = label.nextElementSibling;
  const near = next || label.previousElementSibling;
  const alike = !near || (near.tagName === label.tagName && last && near.querySelector(`:scope > ${last.tagName}`));
  if (last && !key(last.textContent) && last.previousSibling && alike) return last;
  const listed = label.matches('li') && next && next.matches('li') && /[:：]\s*$/.test(fold(words(label)));
  return listed && /[:：]\s*\S/.test(fold(words(next))) ? label : null;
};

// The cells under a header cell, where the whole row is headers: beside it stands the next header, not its value.
const cellsUnderHead = (head) => {
  const grid = gridOf(head);
  const rows = grid ? rowsOfGrid(grid) : [];
  const matrix = matrixOf(rows);
  const y = rows.indexOf(partsOfRow(head.closest('tr,[role=row]'))[0]);
  if (y < 0) return [];
  return unique(matrix.slice(y + 1).map((row) => row[matrix[y].indexOf(head)]).filter((cell) => cell && !cell.matches('th,[role=columnheader]') && seen(cell)));
};

// A radio button's own label beside a caption is no value: the group is meant.
const groupOfLabel = (el) => (el.tagName === 'LABEL' && el.control && isRadio(el.control) ? groupOf(el.control)[0] : el);

// Elements that show the value belonging to a caption where there is no control.
const valuesOf = (root, want) => {
  const labels = innermost(every(root, VALUE_LABELS).filter((el) => {
    const text = el.textContent;
    return text.length < want.length * 4 + 200 && (key(text) === want || key(wordsBeside(el) ?? '') === want) && seen(el);
  }));
  const found = [];
  const underHeads = [];
  for (const label of labels) {
    if (label.htmlFor) {
      const target = label.getRootNode().getElementById(label.htmlFor);
      if (target) { found.push(target); continue; }
    }
    const inside = blankInside(label);
    if (inside) { found.push(inside); continue; }
    const head = label.closest('th,[role=columnheader]');
    const line = head && head.closest('tr,[role=row]');
    if (line && cellsOfRow(line).length > 1 && allHeads(cellsOfRow(line))) {
      underHeads.push(...cellsUnderHead(head));
      continue;
    }
    let at = label;
    for (let level = 0; level < 4 && at && at !== root; level += 1) {
      const near = nextWithWords(at);
      const mixed = level === 0 && at.nextSibling && at.nextSibling.nodeType === 3 && key(at.nextSibling.data);
      if (mixed) { found.push(at.parentElement); break; }
      if (near) { found.push(near); break; }
      at = at.parentElement;
      if (!at || at.matches('tr,dl,form,body,table') || key(at.textContent) !== want) break;
    }
  }
  // A list on the page may have a column of the same name: its cells are meant only where nothing else is.
  return [found, bareValues(root, want), underHeads].map((one) => unique(one.map(groupOfLabel))).find((one) => one.length) || [];
};
