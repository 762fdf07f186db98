// Lists that keep only a part of their rows in the page: where each row stands in the whole, and what of it is drawn.

const ROW_NUMBERS = ['aria-rowindex', 'data-rowindex', 'data-row-index', 'row-index', 'data-recordindex', 'data-item-index', 'data-index'];

const scrollerOf = (row) => {
  for (let at = row.parentElement; at; at = at.parentElement) {
    const whole = at === document.scrollingElement;
    if ((whole || /auto|scroll/.test(getComputedStyle(at).overflowY)) && at.scrollHeight > at.clientHeight + 1) return at;
  }
  return null;
};
const edgesOf = (scroller) => {
  if (scroller === document.scrollingElement) return { top: 0, bottom: innerHeight };
  const box = scroller.getBoundingClientRect();
  return { top: box.top + scroller.clientTop, bottom: box.top + scroller.clientTop + scroller.clientHeight };
};

// The element that holds all rows, and for each row its own child of it.
const holderOf = (rows) => {
  let holder = rows[0].parentElement;
  while (holder && !holder.contains(rows[rows.length - 1])) holder = holder.parentElement;
  return holder;
};

const numberOf = (row, holder) => {
  for (let at = row; at && at !== holder; at = at.parentElement)
    for (const name of ROW_NUMBERS) if (/^\d+$/.test(at.getAttribute(name) || '')) return Number(at.getAttribute(name));
  return null;
};

// -> null when all rows of the list are in the page (unless they are `sure` to go away); else what is drawn of it, row by row, and how it is scrolled.
const partOf = (rows, heads, sure) => {
  const scroller = rows.length ? scrollerOf(rows[0]) : null;
  const holder = scroller && holderOf(rows);
  if (!holder || !scroller.contains(holder)) return null;
  const edges = edgesOf(scroller);
  const boxes = rows.map((row) => row.getBoundingClientRect());
  const first = Math.min(...boxes.map((box) => box.top));
  const last = Math.max(...boxes.map((box) => box.bottom));
  const tall = (last - first) / rows.length;
  const room = holder.getBoundingClientRect();
  const within = holder === scroller ? { top: edges.top - scroller.scrollTop, bottom: edges.top - scroller.scrollTop + scroller.scrollHeight } : room;
  const head = heads.filter((row) => holder.contains(row)).reduce((sum, row) => sum + row.getBoundingClientRect().height, 0);
  // A header outside of the rows' own box that stays at the top while they scroll covers rows, not room for rows.
  const stays = heads.filter((row) => scroller.contains(row) && !holder.contains(row)).map((row) => row.getBoundingClientRect().bottom);
  const top = Math.max(within.top, edges.top, ...stays);
  if (!sure && first - within.top - head < tall * 1.5 && within.bottom - last < tall * 1.5) return null;
  const numbers = rows.map((row) => numberOf(row, holder));
  const numbered = numbers.every((number) => number !== null) && unique(numbers).length === rows.length;
  const to = (y) => Math.round(y - edges.top + scroller.scrollTop);
  const slack = tall / 2;
  return {
    numbered, tall, at: Math.round(scroller.scrollTop), view: scroller.clientHeight, whole: scroller.scrollHeight,
    covered: first <= top + head + slack && last >= Math.min(within.bottom, edges.bottom) - slack,
    rows: rows.map((row, n) => ({ key: numbered ? `#${numbers[n]}` : `@${to(boxes[n].top)}`, top: to(boxes[n].top), bottom: to(boxes[n].bottom) })),
  };
};

// All rows of a list, whatever the mapping leaves out of them.
const rowsDrawn = (root, columns, only) => {
  if (only && !columns.length) return { rows: cardRows(root, only), heads: [] };
  const heads = gridWith(root, columns);
  return heads.length === 1
    ? { rows: dataRows(heads[0]).map(({ row }) => row), heads: heads[0].rows.slice(0, heads[0].end + 1) }
    : { rows: [], heads: [] };
};

const rowWithKey = (root, columns, only, wanted) => {
  const { rows, heads } = rowsDrawn(root, columns, only);
  const part = partOf(rows, heads, true);
  return part ? rows.filter((row, n) => part.rows[n].key === wanted) : [];
};

const scrollList = ({ spec, columns, only, to }) => {
  const root = spec ? find(spec).els[0] : document;
  const { rows } = root ? rowsDrawn(root, columns, only) : { rows: [] };
  const scroller = rows.length ? scrollerOf(rows[0]) : null;
  if (scroller) scroller.scrollTo({ top: to, behavior: 'instant' });
  return { at: scroller ? Math.round(scroller.scrollTop) : -1, mark: act() };
};
