// What a mapping of this page could say: each place is tried here, so that it finds exactly its element.

const GENERATED = /autogen|react|radix|headless|mui|ember|^:|:r\w+:|\d{3,}|[-:]\d+$/i;

// The end of a long id or name that finds this element alone: `ctl00_Main_txtAmount` -> `txtAmount`.
const shortest = (el, way) => {
  const whole = el.getAttribute(way);
  if (!whole || GENERATED.test(whole)) return null;
  const parts = whole.split(/[$_:.[\]-]+/).filter(Boolean);
  const ends = [parts.slice(-1)[0], ...parts.slice(0, -1).map((_, n) => whole.slice(whole.indexOf(parts[parts.length - 2 - n]))), whole];
  return ends.find((end) => end && end.length > 2 && onlyOne({ [way]: end }, el)) || (onlyOne({ [way]: whole }, el) ? whole : null);
};
const onlyOne = (spec, el) => {
  const { els } = findFresh(spec, document);
  return els.length === 1 && (els[0] === el || (isRadio(el) && groupOf(el).includes(els[0])));
};

const placeOf = (el) => {
  const at = {};
  const face = faceOf(el);
  const chosen = face === el ? null : key(choiceWords(face, new Set(), el));
  const captions = captionsOf(el).filter(([, text]) => key(text) !== chosen).filter(([rank]) => rank < 6).sort((a, b) => a[0] - b[0]).map(([, text]) => fold(text.replace(/[*:：]\s*$/, '')));
  const caption = captions.find((text) => text.length < 80 && onlyOne({ caption: text }, el));
  if (caption) at.caption = caption;
  const named = isRadio(el) && el.name ? 'name' : el.id && !GENERATED.test(el.id) ? 'id' : 'name';
  const inner = !caption && face !== el && controlsIn(face).filter((one) => one !== el && faceOf(one) !== one).map((one) => captionsOf(one).map(([, text]) => fold(text))
    .find((text) => key(text) !== chosen && onlyOne({ caption: text }, one))).find(Boolean);
  if (inner) return { caption: inner.replace(/[*:：\s]+$/, "") };
  const end = isRadio(el) ? (caption ? null : shortest(el, 'name')) : shortest(el, named);
  if (end) at[named] = end;
  if (!Object.keys(at).length && el.getAttribute('name')) at.css = `${el.tagName.toLowerCase()}[name="${el.getAttribute('name')}"]`;
  return at;
};

// Names by which programmers call a drop-down list that is drawn as a box closed for typing.
const DROPS = /combo|cbo|ddl|cmb|drop|select|lookup/i;

const makeOf = (el) => {
  if (isRadio(el)) return 'radio';
  if (isCheck(el)) return 'check';
  if (el.type === 'file' || el.type === 'password') return el.type;
  const other = choiceTold(el, 'select');
  if (other) return other;
  if (el.readOnly && el.matches(TEXT_BOX) && DROPS.test(`${el.id} ${bodyOf(el).className} ${bodyOf(el).parentElement.className}`)) return 'suggest';
  if (el.tagName === 'SELECT') return 'select';
  if (el.readOnly || el.disabled) return 'closed';
  return el.type === 'date' || el.type === 'number' ? el.type : 'text';
};

const draftOf = (el) => ({
  at: placeOf(el), make: makeOf(el), required: isRequired(el), max: el.maxLength > 0 ? el.maxLength : null,
  lines: el.tagName === 'TEXTAREA' || el.isContentEditable, several: el.tagName === 'SELECT' && el.multiple,
  words: [...captionsOf(el).map(([, text]) => text), el.id, el.getAttribute('name') || '', el.placeholder || '', el.className].join(' ').slice(0, 400),
  options: el.tagName === 'SELECT' ? Array.from(el.options).filter((one) => !blankOption(one)).map(fullOption).slice(0, 200)
    : isRadio(el) ? groupOf(el).map((one) => fold((ownLabels(one)[0] || ['', ''])[1])) : [],
});

// A grid with controls in its rows: the CSS of these rows, and a column for each control of the first.
const linesOf = (grid) => {
  const rows = rowsOfGrid(grid).filter((row) => !row.closest('thead,tfoot') && seen(row) && controlsIn(row).filter(seen).length > 1);
  if (!rows.length || !rows[0].cells) return null;
  const heads = headOf(grid, []);
  const base = grid.id ? `#${CSS.escape(grid.id)} tbody tr` : 'table tbody tr';
  const cells = Array.from(rows[0].cells).filter((cell) => controlsIn(cell).filter(seen).length === 1);
  const named = heads ? cells.map((cell) => [cell, (gridPlace(cell) || { headers: [''] }).headers[0]]) : [];
  if (!named.length || named.some(([, head]) => !head)) return null;
  return { rows: base, count: count(base), real: rows.length,
    columns: named.map(([cell, head]) => ({ ...draftOf(controlsIn(cell).filter(seen)[0]), at: { column: fold(head) } })) };
};

const buttonOf = (el) => {
  const text = namesOfButton(el)[0] === undefined ? '' : fold(el.tagName === 'INPUT' ? el.value : words(el) || el.title || el.getAttribute('aria-label'));
  const at = text && onlyOne({ text }, el) ? { text } : placeOf(el);
  const event = /DoPostBack\w*\s*\(\s*(?:&quot;|["'])([^"'&]+)/i.exec(`${el.getAttribute('href') || ''} ${el.getAttribute('onclick') || ''}`);
  return { text, at, name: el.getAttribute('name') || '', event: event ? event[1] : '', submits: el.type === 'submit' || !!event };
};

// What stands for a button that the page hides in something drawn.
const faceOfButton = (el) => namesOfButton(el).map((name) => drawnFor(el, name)).find((one) => one !== el) || el;

// A table that only lays out the page around another list, or a caption in the header of one.
const MANY = 2;
const isList = (grid) => rowsOfGrid(grid).length > 1 && rowsOfGrid(grid).some((row) => cellsOfRow(row).length > MANY);
const isLayout = (grid) => every(grid, GRIDS).some(isList) || (!isList(grid) && rowsOfGrid(grid).length < MANY && !!gridOf(grid));

const headPlace = (el, text) => {
  const tag = el.tagName.toLowerCase();
  if (onlyOne({ css: tag }, el)) return { css: tag };
  return onlyOne({ text }, el) ? { text } : null;
};

const draft = () => {
  const lines = seenFirst(gridsIn(document)).filter(seen).map((grid) => [grid, linesOf(grid)]).filter(([, one]) => one);
  const inLines = (el) => lines.some(([grid]) => grid.contains(el));
  const dressed = every(document, 'select').filter((el) => faceOf(el) !== el);
  const bits = (el) => dressed.some((one) => one !== el && (faceOf(one).contains(el) || (one.nextElementSibling || el).contains(el) && one.nextElementSibling));
  const radios = new Set();
  const first = (el) => { if (!isRadio(el)) return true; const one = groupOf(el)[0]; const fresh = !radios.has(one); radios.add(one); return fresh; };
  const all = unique(controlsIn(document).filter(seen).concat(dressed)).filter((el) => !bits(el) && first(el)).sort(byOrder);
  const forms = unique(all.map((el) => el.closest('form')));
  const most = forms.map((form) => [form, all.filter((el) => el.closest('form') === form).length]).sort((a, b) => b[1] - a[1])[0];
  const form = most ? most[0] : null;
  const mine = all.filter((el) => el.closest('form') === form && !inLines(el));
  const heads = every(document, 'h1,h2,h3').filter((el) => seen(el) && !el.closest('nav,aside') && key(words(el)) && words(el).length < 120);
  const above = heads.filter((el) => all[0] && byOrder(el, mine[0] || all[0]) < 0);
  const shownHead = above[above.length - 1] || heads[0];
  const head = shownHead && [shownHead, fold(words(shownHead))];
  return {
    title: fold(document.title), head: head ? { text: head[1], at: headPlace(head[0], head[1]) } : null,
    webforms: !!document.querySelector('[name=__VIEWSTATE]'),
    form: form && { method: (form.getAttribute('method') || 'get').toUpperCase(), path: new URL(form.action || location.href, location.href).pathname },
    fields: mine.map(draftOf), search: all.filter((el) => !inLines(el)).map(draftOf), lines: lines.map(([, one]) => one)[0] || null,
    buttons: unique(innermost(every(form || document, CLICKABLE)).map(faceOfButton)).filter((el) => seen(el) && !isControl(el)).slice(0, 60).map(buttonOf),
    tables: seenFirst(gridsIn(document)).filter((grid) => seen(grid) && !isLayout(grid)).slice(0, 10).map((grid) => {
      const head = headOf(grid, []);
      const below = head ? dataRows(head) : [];
      const rows = below.filter((row) => !row.single);
      const empty = below.length === 1 && !rows.length ? fold(words(below[0].row)) : '';
      return { empty, headers: (head ? head.names : []).map((names) => names[0] || ''), links: rows[0] ? every(rows[0].row, 'a[href]').filter(seen).length : 0 };
    }),
    presses: innermost(every(document, CLICKABLE)).filter((el) => seen(el) && !isControl(el) && !el.closest('td')).slice(0, 80).map(buttonOf),
    pager: ['.pagination', '[class*=paginat]', 'tr.pager', '[class*=pager]'].find((css) => every(document, css).filter(seen).length === 1) || '',
    next: innermost(every(document, CLICKABLE)).filter((el) => seen(el) && ONWARD.test(fold(words(el)))).map((el) => fold(words(el)))[0] || '',
  };
};
