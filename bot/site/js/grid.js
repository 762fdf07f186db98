// Tables as people read them: headers over several rows, spans, rows that are no entries.

const GRIDS = 'table,[role=grid],[role=table],[role=treegrid]';

// A table that is there for the layout alone and stands in a grid draws a part of it: its rows, or one of them.
const ARIA_GRID = '[role=grid],[role=table],[role=treegrid]';
const outerGrid = (grid) => (grid && grid.matches('table[role=presentation],table[role=none]') && grid.parentElement
  ? grid.parentElement.closest(ARIA_GRID) : null);
const gridOf = (el) => {
  const grid = (el.parentElement || el).closest(GRIDS);
  return outerGrid(grid) || grid;
};
const gridsIn = (root) => every(root, GRIDS).filter((grid) => !outerGrid(grid));

// Many grids keep their header in a table of its own, so that it stays while the rows scroll: the table under it, cell
// under cell, holds the rows. Both together are one grid, whichever of the two is asked.
const NEAR = 4;
const GAP = 40;
const drawnRows = (table) => Array.from(table.rows).filter((row) => row.getBoundingClientRect().height > 1);
const onlyHead = (table) => {
  const rows = drawnRows(table);
  return rows.length > 0 && rows.length < 5 && !!table.closest('div') && (rows.every((row) => allHeads(cellsOfRow(row)) || hasControl(row))
    || /head|hdr/i.test(`${table.className} ${table.parentElement.className} ${table.parentElement.parentElement ? table.parentElement.parentElement.className : ''}`));
};
const under = (head, body) => {
  const over = drawnRows(head).flatMap(cellsOfRow).map((cell) => cell.getBoundingClientRect());
  const first = drawnRows(body).find((row) => cellsOfRow(row).length > 1);
  if (!first || allHeads(cellsOfRow(first)) || body.querySelector(':scope > thead th')) return false;
  return cellsOfRow(first).map((cell) => cell.getBoundingClientRect()).filter((box) => box.width > 1)
    .every((box) => over.some((one) => one.left < box.left + box.width / 2 && box.left + box.width / 2 < one.right
      && Math.abs(one.width - box.width) <= one.width / 4 + NEAR));
};
const bodyUnder = (head) => {
  for (let at = head.parentElement, level = 0; at && at !== document.body && level < 6; at = at.parentElement, level += 1) {
    const bodies = every(at, 'table').filter((one) => one !== head && !one.contains(head) && !head.contains(one) && area(one) && under(head, one)
      && (() => {
        let side = one;
        while (side.parentElement !== at && side.parentElement) side = side.parentElement;
        const gap = side.getBoundingClientRect().top - head.getBoundingClientRect().bottom;
        return gap > -NEAR && gap < GAP;
      })());
    if (bodies.length) return { body: bodies.length === 1 ? bodies[0] : null, box: at };
  }
  return null;
};
let pairs = new Map();
let pairsAt = -1;
const pairOf = (table) => {
  if (pairsAt !== version()) {
    pairsAt = version();
    pairs = new Map();
    for (const head of every(document, 'table')) {
      const made = area(head) && onlyHead(head) ? bodyUnder(head) : null;
      if (made && made.body && !pairs.has(made.body)) {
        const pair = { head, ...made };
        pairs.set(head, pair).set(made.body, pair);
      }
    }
  }
  return pairs.get(table) || null;
};

// A grid with columns that stay while the others scroll draws each row in parts beside each other, which say by
// `aria-rowindex` that they are one row. The first part stands for the row.
const rowParts = new WeakMap();
const partsOfRow = (row) => rowParts.get(row) || [row];
const wholeRows = (rows) => {
  const same = new Map();
  for (const row of rows) {
    const place = row.getAttribute('aria-rowindex');
    if (place) same.set(place, [...(same.get(place) || []), row]);
  }
  rows.forEach((row) => rowParts.delete(row));
  for (const [first, ...others] of same.values()) {
    if (!others.length) continue;
    const { top, height } = first.getBoundingClientRect();
    const beside = [first, ...others.filter((row) => Math.abs(row.getBoundingClientRect().top - top) < height / 2)];
    for (const row of beside) rowParts.set(row, beside);
  }
  return rows.filter((row) => partsOfRow(row)[0] === row);
};

const rowsOfGrid = (grid) => {
  const pair = grid.tagName === 'TABLE' ? pairOf(grid) : null;
  if (pair) return [...pair.head.rows, ...pair.body.rows];
  if (grid.tagName === 'TABLE') return Array.from(grid.rows);
  return wholeRows(every(grid, '[role=row],tr').filter((row) => gridOf(row) === grid));
};

const cellsOfRow = (row) => (row.cells ? Array.from(row.cells) : partsOfRow(row).flatMap((part) =>
  Array.from(part.querySelectorAll('[role=cell],[role=gridcell],[role=columnheader],[role=rowheader],td,th'))
    .filter((cell) => cell.closest('[role=row],tr') === part)));

// A matrix of cells: matrix[row][column], spans filled in.
const matrixOf = (rows) => {
  const matrix = rows.map(() => []);
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of cellsOfRow(row)) {
      while (matrix[y][x]) x += 1;
      const wide = Math.min(Number(cell.colSpan || cell.getAttribute('aria-colspan') || 1) || 1, 200);
      const tall = Math.min(Number(cell.rowSpan || 1) || 1, 200);
      for (let dy = 0; dy < tall && y + dy < rows.length; dy += 1)
        for (let dx = 0; dx < wide; dx += 1) matrix[y + dy][x + dx] = cell;
      x += wide;
    }
  });
  return matrix;
};

const SORT_MARKS = /[\s\u2190-\u21FF\u25A0-\u25FF\u2B00-\u2BFF]+$/;
const headerWords = (cell) => {
  const text = words(cell).replace(SORT_MARKS, '');
  return key(text) ? text : (cell.getAttribute('aria-label') || cell.title || '');
};

const allHeads = (cells) => cells.length > 0 && cells.every((cell) => cell.matches('th,[role=columnheader]'));

// Every way to name a column by the header rows 0..last: one level, or levels joined from the bottom up.
const namesOfColumns = (matrix, last) => {
  const width = Math.max(0, ...matrix.slice(0, last + 1).map((row) => row.length));
  const names = [];
  for (let x = 0; x < width; x += 1) {
    const levels = [];
    for (let y = last; y >= Math.max(0, last - 3); y -= 1) {
      const cell = matrix[y][x];
      if (cell && levels[levels.length - 1] !== cell) levels.push(cell);
    }
    const texts = levels.map(headerWords);
    const found = [];
    for (let n = 1; n <= texts.length; n += 1) found.push(texts.slice(0, n).reverse().join(' '));
    for (const text of texts.slice(1)) found.push(text);
    names.push(found.map(fold));
  }
  return names;
};

const placesOf = (names, wanted) => wanted.map((want) => {
  const whole = [];
  names.forEach((texts, x) => { if (texts.some((text) => key(text) === key(want))) whole.push(x); });
  if (whole.length < 2) return whole;
  const leaf = whole.filter((x) => key(names[x][0]) === key(want));
  return leaf.length === 1 ? leaf : whole;
});

// Two captions that name one and the same column: they are levels of one header, or of headers side by side.
const taken = (places, wanted) => places.some(([x, more], n) => more === undefined && places.some(
  (other, m) => m < n && other.length === 1 && other[0] === x && key(wanted[m]) !== key(wanted[n])));

// Where the header ends and which columns the wanted captions are; null when they are not all there.
const headOf = (grid, wanted) => {
  const rows = rowsOfGrid(grid);
  const matrix = matrixOf(rows);
  const thead = rows.filter((row) => row.closest('thead') && row.closest(GRIDS) === grid).length;
  const from = thead ? thead - 1 : 0;
  const to = Math.min(rows.length - 1, thead ? thead - 1 : 7);
  for (let last = from; last <= to; last += 1) {
    const names = namesOfColumns(matrix, last);
    const places = placesOf(names, wanted);
    if (!places.every((found) => found.length) || taken(places, wanted)) continue;
    let end = last;
    while (!thead && end + 1 < rows.length && (allHeads(cellsOfRow(rows[end + 1]))
      || matrix[end + 1].some((cell, x) => cell && cell === matrix[end][x]))) end += 1;
    return { grid, rows, matrix, end, names: end > last ? namesOfColumns(matrix, end) : names, places };
  }
  return null;
};

// The rows below the header; with `only` (CSS) those alone that it fits.
const dataRows = (head, only) => {
  const out = [];
  head.rows.forEach((row, y) => {
    if (y <= head.end || row.closest('tfoot') || !row.getClientRects().length) return;
    if (only && !row.matches(only)) return;
    const cells = unique(head.matrix[y].filter(Boolean));
    if (!cells.length) return;
    const single = cells.length === 1 && head.names.length > 1;
    out.push({ row, y, cells, single });
  });
  return out;
};

// The only grid that has all the wanted columns; of two with equal headers, the one that has rows.
const gridWith = (root, wanted) => {
  let heads = seenFirst(gridsIn(root).concat(root.matches && root.matches(GRIDS) ? [root] : []))
    .map((grid) => headOf(grid, wanted)).filter(Boolean);
  // A caption may be drawn as a table of its own, with its sort mark: that is no grid but a part of a header.
  const inHeader = (inner, outer) => outer.rows.slice(0, outer.end + 1).some((row) => row !== inner.grid && row.contains(inner.grid));
  heads = heads.filter((one) => !heads.some((other) => other !== one && inHeader(one, other)));
  heads = heads.filter((one) => !heads.some((other) => other !== one && one.grid.contains(other.grid)));
  const paired = (one) => (one.grid.tagName === 'TABLE' && pairOf(one.grid)) || { head: null };
  heads = heads.filter((one) => paired(one).head !== one.grid || !heads.some((other) => paired(one).body === other.grid));
  if (heads.length > 1) {
    const filled = heads.filter((head) => dataRows(head).some((row) => !row.single));
    if (filled.length === 1) return filled;
  }
  return heads;
};

// The column captions over a control or cell, when it stands in a grid of several rows.
const gridPlace = (el) => {
  const cell = closestSeen(el, CELL);
  const grid = cell && gridOf(cell);
  const row = cell && cell.closest('tr,[role=row]');
  if (!grid || !row) return null;
  const rows = rowsOfGrid(grid);
  const y = rows.indexOf(partsOfRow(row)[0]);
  if (y < 1) return null;
  const matrix = matrixOf(rows.slice(0, y + 1));
  const x = matrix[y].indexOf(cell);
  for (let up = y - 1; up >= 0; up -= 1) {
    const over = matrix[up][x];
    if (!over || over === cell || hasControl(over)) continue;
    if (key(headerWords(over))) return { headers: namesOfColumns(matrix, up)[x] || [] };
  }
  return null;
};

// The cell of `row` under the column `caption`.
const cellUnder = (row, caption) => {
  const line = row.closest && row.closest('tr,[role=row]');
  const grid = line && gridOf(line);
  const head = grid && headOf(grid, [caption]);
  if (!head) return [];
  const y = head.rows.indexOf(partsOfRow(line)[0]);
  return y < 0 ? [] : unique(head.places[0].map((x) => head.matrix[y][x]).filter(Boolean));
};

// Cards, list items: rows by CSS alone, every value in them by a place of its own.
const cardRows = (root, only) => every(root, only).filter((row) => row.getClientRects().length);

const readGrid = ({ spec, columns, icons, only, places, picks, marked, parts }) => {
  let root = document;
  if (spec) {
    const found = find(spec);
    if (found.els.length !== 1) return { problem: whyNot(spec, found) };
    root = found.els[0];
  }
  const told = (row, index, single) => ({
    index,
    single,
    text: fold(partsOfRow(row).map(drawnText).join(' ')),
    marked: !!marked && partsOfRow(row).some((part) => part.matches(marked) || every(part, marked).some(seen)),
    ats: single ? [] : (places || []).map((place) => readOne(place, row)),
    links: single ? [] : (picks || []).map((pick) => linkOf(pick, row)),
  });
  const drawn = rowsDrawn(root, columns, only);
  const part = partOf(drawn.rows, drawn.heads, parts);
  const place = (row) => (part ? part.rows[drawn.rows.indexOf(row)] : null);
  if (only && !columns.length)
    return { headers: [], part, rows: cardRows(root, only).map((row, index) => ({ ...told(row, index, false), place: place(row), cells: [] })) };
  const heads = gridWith(root, columns);
  if (heads.length !== 1) return { problem: { count: heads.length, columns, headers: headersSeen(root) } };
  const head = heads[0];
  const doubled = columns.filter((_, n) => head.places[n].length > 1);
  if (doubled.length) return { problem: { count: 2, columns: doubled, headers: head.names.map((n) => n[0]) } };
  return {
    headers: head.names.map((texts) => texts[0] || ''),
    part,
    rows: dataRows(head, only).map(({ row, y, single }, index) => ({
      ...told(row, index, single),
      place: place(row),
      cells: single ? [] : head.places.map(([x], n) => cellText(head.matrix[y][x], (icons || [])[n])),
    })),
  };
};

const cellText = (cell, icons) => (cell ? (pictured(cell, icons) || shown(cell)).text : '');

const linkOf = (pick, row) => {
  const found = find(pick, row);
  if (found.els.length !== 1) return null;
  const link = found.els[0].closest('a[href]');
  if (!link || link.onclick || link.target || !/^https?:/.test(link.href)) return null;
  const plain = link.getAttribute('href');
  return plain.startsWith('#') ? null : link.href;
};

const headersSeen = (root) => seenFirst(gridsIn(root)).slice(0, 6)
  .map((grid) => rowsOfGrid(grid).slice(0, 3).flatMap(cellsOfRow).map((cell) => fold(headerWords(cell)))
    .filter(Boolean).slice(0, 20).join(', '));

const rowAt = ({ spec, columns, only, index, key: wanted }) => {
  const root = spec ? find(spec).els[0] : document;
  if (root && wanted) return rowWithKey(root, columns, only, wanted);
  if (root && only && !columns.length) return cardRows(root, only).slice(index, index + 1);
  const heads = root ? gridWith(root, columns) : [];
  const row = heads.length === 1 ? dataRows(heads[0], only)[index] : null;
  return row ? [row.row] : [];
};

// The links of a pager, in order: their words, and how to find each again.
const linksIn = (spec) => {
  const holder = find(spec).els[0];
  if (!holder) return [];
  const css = 'a,button,[role=button],[onclick],input[type=submit],input[type=button],span,strong,b,em';
  return seenFirst(every(holder, css)).map((el, n) => ({
    text: fold(el.tagName === 'INPUT' ? el.value : words(el)) || fold(el.getAttribute('aria-label') || el.title),
    css, nth: n + 1, live: el.matches('a[href],button,input,[role=button],[onclick]') && !el.disabled,
    current: el.getAttribute('aria-current') !== null,
  }));
};

// Signs that a list has more rows than show: what would lead on to page `next`, and the grid's own count of rows.
const ONWARD = /^(next( page)?|older|›|»|>|>>|→|ถัดไป|ต่อไป|หน้าถัดไป|(load|show|see) more|more|เพิ่มเติม|โหลดเพิ่ม|ดูเพิ่มเติม)$/i;
const listAt = ({ spec, columns, only }) => {
  const root = spec ? find(spec).els[0] : document;
  if (!root) return { rows: [], box: null };
  if (only && !columns.length) {
    const rows = cardRows(root, only);
    return { rows, box: rows.length ? rows[0].parentElement : null };
  }
  const heads = gridWith(root, columns);
  return heads.length === 1
    ? { rows: dataRows(heads[0], only).filter((row) => !row.single).map((row) => row.row), box: heads[0].grid }
    : { rows: [], box: null };
};
const goesOn = (list) => {
  const { rows, box } = listAt(list);
  if (!box) return { link: '', told: 0, rows: 0 };
  const pair = box.tagName === 'TABLE' && pairOf(box);
  let part = pair ? pair.box : box;
  for (let level = 0; level < 3 && part.parentElement && part.parentElement !== document.body; level += 1) {
    if (part.parentElement.matches('form,main,article,section,[role=main]') && level) break;
    part = part.parentElement;
  }
  const live = every(part, CLICKABLE).filter((el) => seen(el) && !rows.some((row) => row.contains(el))
    && !el.disabled && el.getAttribute('aria-disabled') !== 'true' && !/(^|[\s_-])disabled($|[\s_-])/i.test(
      `${el.className} ${el.parentElement.className}`) && el.getAttribute('aria-current') === null);
  const link = live.map((el) => [el.tagName === 'INPUT' ? el.value : words(el), el.getAttribute('aria-label'), el.title, el.rel]
    .map(fold).find((text) => ONWARD.test(text) || text === String(list.next))).find(Boolean) || '';
  const told = Number(box.getAttribute('aria-rowcount')) - (box.querySelector('thead,[role=columnheader]') ? 1 : 0);
  return { link, told: told > 0 ? told : 0, rows: rows.length };
};

// Scroll to the last row, as a person would to see whether more rows come; false when there is nothing to scroll.
const scrollOn = (list) => {
  const last = listAt(list).rows.pop();
  if (!last) return { moved: false, mark: act() };
  let moved = false;
  for (let at = last.parentElement; at; at = at.parentElement) {
    const scrolls = at === document.documentElement || /auto|scroll/.test(getComputedStyle(at).overflowY);
    if (!scrolls || at.scrollHeight <= at.clientHeight + 1) continue;
    const before = at.scrollTop;
    at.scrollTop = at.scrollHeight;
    moved = moved || at.scrollTop !== before;
  }
  return { moved, mark: act() };
};
