// A place in the mapping -> the one element. Every way that is given must find exactly one and the same.

const WAYS = ['caption', 'id', 'name', 'css', 'text', 'column'];
const BEFORE = new Set(['_', ':', '$', '-', '.', '[', '/']);
const CLICKABLE = 'a,button,input[type=submit],input[type=button],input[type=image],input[type=reset],summary,' +
  'area,[role=button],[role=link],[role=menuitem],[role=tab],[role=option],[role=treeitem],[onclick]';

const byEnding = (root, attribute, want) => {
  const quoted = want.replace(/["\\]/g, '\\$&');
  const all = every(root, `[${attribute}$="${quoted}"],[${attribute}$="${quoted}]"]`);
  const exact = all.filter((el) => el.getAttribute(attribute) === want);
  if (exact.length) return exact;
  return all.filter((el) => {
    const value = el.getAttribute(attribute);
    const bare = value.endsWith(want) ? value : value.slice(0, -1);
    return bare.endsWith(want) && BEFORE.has(bare[bare.length - want.length - 1]);
  });
};

const namesOfButton = (el) => {
  const names = [el.getAttribute('aria-label'), el.title, el.alt];
  if (el.tagName === 'INPUT') names.push(el.value || (el.type === 'submit' ? 'Submit' : ''));
  else names.push(words(el));
  for (const img of el.querySelectorAll('img')) names.push(img.alt, img.title);
  return names.filter(Boolean).map(key);
};

// A button that nobody sees, inside of something drawn in its stead that says the same: that is what a person clicks.
const drawnFor = (el, want) => {
  if (seen(el)) return el;
  let at = el.parentElement;
  for (let level = 0; at && !seen(at) && level < 4; level += 1) at = at.parentElement;
  return at && seen(at) && key(words(at)) === want ? at : el;
};

const byText = (root, text) => {
  const want = key(text);
  const all = unique(every(root, CLICKABLE).filter((el) => namesOfButton(el).includes(want)).map((el) => drawnFor(el, want)));
  if (all.length) return innermost(all);
  return innermost(every(root, '*').filter((el) =>
    el.textContent.length < text.length * 4 + 200 && !NO_WORDS.has(el.tagName) && seen(el) && key(words(el)) === want));
};

// The cell under a column; the one control or link that is all there is in it.
const byColumn = (root, caption) => {
  const cells = cellUnder(root, caption);
  if (cells.length !== 1) return cells;
  const inside = seenFirst(controlsIn(cells[0]));
  if (inside.length) return inside.length === 1 ? inside : cells;
  const links = innermost(every(cells[0], CLICKABLE)).filter(seen);
  return links.length === 1 && key(words(links[0])) === key(words(cells[0])) ? links : cells;
};

const FINDERS = {
  caption: byCaption,
  id: (root, want) => byEnding(root, 'id', want),
  name: (root, want) => byEnding(root, 'name', want),
  css: (root, want) => every(root, want),
  text: byText,
  column: byColumn,
};

const foundBy = (way, root, spec) => {
  const els = unique(partsOfRow(root).flatMap((part) => FINDERS[way](part, spec[way])));
  if (els.length || way !== 'caption' || !spec.radio) return els;
  return every(root, TOGGLE).filter((el) => groupTexts(el).some(([, text]) => key(text) === key(spec.caption)));
};

// Radio buttons of one group count as one: its first. `radio` also takes the container of a group.
const asGroups = (els, radio) => {
  const buttons = (el) => [every(el, 'input[type=radio],[role=radio]'), every(el, TOGGLE)].find((one) => one.length) || [];
  if (radio) els = els.flatMap((el) => (isRadio(el) || isToggle(el) ? [el] : buttons(el)));
  if (!radio && els.length < 2) return els;
  if (!els.every((el) => isRadio(el) || (radio && isToggle(el)))) return els;
  return unique(els.map((el) => groupOf(el)[0] || el));
};

const found1 = new Map();
let found1At = -1;

// -> {els, ways: [{way, want, found}], outer?}; els has exactly one element when the place is sound.
const find = (spec, root = document) => {
  if (found1At !== version()) { found1.clear(); found1At = version(); }
  const name = root === document ? JSON.stringify(spec) : null;
  const kept = name && found1.get(name);
  if (kept && kept.isConnected) return { els: [kept], ways: [] };
  const result = findFresh(spec, root);
  if (name && result.els.length === 1) found1.set(name, result.els[0]);
  return result;
};

const findFresh = (spec, root) => {
  if (spec.calendar !== undefined) return { els: partOfCalendar(spec), ways: [] };
  if (spec.option !== undefined) return { els: optionHits({ css: spec.option, says: spec.says }), ways: [] };
  if (spec.row) return { els: rowAt(spec.row), ways: [] };
  if (spec.within) {
    const outer = find(spec.within, root);
    if (outer.els.length !== 1) return { els: [], ways: [], outer };
    root = outer.els[0];
  }
  if (spec.column && WAYS.some((way) => way !== 'column' && spec[way])) {
    // A column with other ways: these look inside the cell.
    const cells = cellUnder(root, spec.column);
    if (cells.length !== 1) return { els: [], ways: [{ way: 'column', want: spec.column, found: cells }] };
    root = cells[0];
    spec = { ...spec, column: undefined };
  }
  const ways = WAYS.filter((way) => spec[way]).map((way) => ({
    way, want: spec[way], found: asGroups(seenFirst(foundBy(way, root, spec)), spec.radio),
  }));
  const all = ways.map((way) => way.found);
  let els = all[0].filter((el) => all.every((found) => found.includes(el)));
  if (spec.nth) {
    els = els.slice().sort(byOrder).slice(spec.nth - 1, spec.nth);
  } else if (ways.length > 1) {
    els = all.every((found) => found.length === 1) ? (els.length ? els : nested(all.flat())) : [];
  }
  return { els: els.length === 1 ? oneOf(els[0], spec) : els, ways };
};

// A cell and the only thing in it are one place, when both show the same: the inner one.
const nested = (els) => {
  const inner = els.find((el) => els.every((other) => other.contains(el)));
  return inner && els.every((el) => key(words(el)) === key(words(inner))) ? [inner] : [];
};

// `face`: the widget that a person clicks in its stead; `choice`: that button of a radio group; `label`: the label to click where the button itself is hidden.
const oneOf = (el, spec) => {
  let one = el;
  if (spec.face) one = faceOf(el);
  if (spec.choice !== undefined) one = groupOf(el)[spec.choice];
  if (spec.segment !== undefined) one = segmentsOf(el).filter(seen)[spec.segment];
  if (spec.label && one) one = labelsOf(one).filter(seen)[0] || one;
  return one ? [one] : [];
};

const describe = (el) => ({
  tag: el.tagName.toLowerCase() + (el.type ? `[${el.type}]` : ''),
  id: el.id || '',
  name: el.getAttribute('name') || '',
  captions: isControl(el) ? unique(captionsOf(el).map(([, text]) => text)).slice(0, 3) : [fold(words(el)).slice(0, 60)],
  visible: seen(el),
});

const whyNot = (spec, result, root = document) => (result.outer ? whyNot(spec.within, result.outer, root) : {
  spec,
  ways: result.ways.map(({ way, want, found }) => ({
    way, want, count: found.length, found: found.slice(0, 4).map(describe),
    near: found.length ? [] : standing(way, spec, root),
  })),
});

// What stands on the screen of the kind that a way names: for telling near misses.
const MOST_NEAR = 300;
const standing = (way, spec, root) => {
  const inner = spec.within && find(spec.within, root).els[0];
  const all = inner || root;
  const named = (attribute) => controlsIn(all).concat(every(all, CLICKABLE)).filter(seen)
    .map((el) => el.getAttribute(attribute)).filter(Boolean);
  const told = {
    caption: () => controlsIn(all).filter(seen).flatMap((el) => captionsOf(el).filter(([rank]) => rank < 7).map(([, text]) => text))
      .concat(every(all, 'label,dt,th').filter(seen).map(words)),
    text: () => every(all, CLICKABLE).filter(seen).map((el) => el.value && el.tagName === 'INPUT' ? el.value : words(el) || el.title
      || el.getAttribute('aria-label')),
    column: () => headersSeen(document).flatMap((heads) => heads.split(', ')),
    id: () => named('id'),
    name: () => named('name'),
  }[way];
  return told ? unique(told().map(fold).filter((text) => text && text.length < 120)).slice(0, MOST_NEAR) : [];
};

// The controls that an element is a part of, as the ids of WebForms tell: the link in `grid_row3` stands in `grid`.
const PART_OF = '@';
const holdersOf = (el) => {
  const { id } = el.closest('[id]') || {};
  const out = [];
  for (let at = id && el.parentElement; at; at = at.parentElement) if (at.id && id.startsWith(`${at.id}_`)) out.push(PART_OF + at.id);
  return out;
};

// Names by which the server may know that this element caused a request; of what it is a part of with a mark.
const targetsOf = (el) => {
  const out = holdersOf(el);
  const near = el.closest('a,button,input,[onclick]') || el;
  for (const one of unique([el, near])) {
    for (const attribute of ['name', 'id']) if (one.getAttribute(attribute)) out.push(one.getAttribute(attribute));
    for (const attribute of ['href', 'onclick', 'onchange']) {
      const code = one.getAttribute(attribute) || '';
      for (const match of code.matchAll(/(?:DoPostBack\w*|PostBackOptions|DoCallback)\s*\(\s*(?:&quot;|["'])([^"'&]+)/gi))
        out.push(match[1]);
    }
  }
  return unique(out);
};

// Which places hold: for each spec null (exactly one element) or why not.
const probe = (specs) => specs.map((spec) => {
  const result = find(spec);
  return result.els.length === 1 ? null : whyNot(spec, result.ways.length || result.outer ? result : findFresh(spec, document));
});

// As `probe`, with the names by which the server may know each control that was found.
const survey = (specs) => specs.map((spec) => {
  const { els } = find(spec);
  return els.length === 1 ? { names: ownNames(els[0]) } : { problem: probe([spec])[0], names: [] };
});

// The links that carry a menu caption, and whether they all lead to one place.
const menuAt = (caption) => {
  const els = seenFirst(byText(document, caption));
  const hrefs = unique(els.map((el) => (el.closest('a[href]') || {}).href || ''));
  return { count: els.length, same: hrefs.length === 1, href: hrefs[0] || '', visible: els.some(seen) };
};
