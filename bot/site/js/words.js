// Text as people compare it: nothing here changes the page.

const later = window.setTimeout.bind(window);
const frameDrawn = window.requestAnimationFrame.bind(window);
const NO_WORDS = new Set(['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT', 'INPUT', 'SELECT', 'TEXTAREA', 'OPTION']);
const CONTROLS = 'input:not([type=hidden]):not([type=submit]):not([type=button]):not([type=image])' +
  ':not([type=reset]),select,textarea,[contenteditable=""],[contenteditable=true],[role=combobox],' +
  '[role=textbox],[role=searchbox],[role=listbox],[role=spinbutton],[role=checkbox],[role=switch],[role=radio]';
const NATIVE = 'input,select,textarea';

// Open and closed shadow roots alike are remembered, so that searches look into them.
const shadows = [];
const attachShadow = Element.prototype.attachShadow;
Element.prototype.attachShadow = function (how) {
  const root = attachShadow.call(this, how);
  shadows.push(root);
  observe(root);
  return root;
};

// The element around a node as people see it: what is slotted into a component stands in its slot.
const around = (node) => node.assignedSlot || node.parentNode || node.host;
const holds = (outer, node) => {
  for (let at = node; at; at = around(at)) if (at === outer) return true;
  return false;
};
const closestSeen = (el, css) => {
  for (let at = el; at; at = around(at)) if (at.nodeType === 1 && at.matches(css)) return at;
  return null;
};

// What stands in the slots of a part of a component (a cell of a grid), though it belongs to the page outside.
const slotted = (part) => (part.nodeType === 1 && part.getRootNode() instanceof ShadowRoot
  ? Array.from(part.querySelectorAll('slot')).concat(part.tagName === 'SLOT' ? [part] : []).flatMap((slot) => slot.assignedElements({ flatten: true })) : []);

// All elements inside `root` that match, shadow roots and slots included, in document order.
const every = (root, css) => {
  const found = Array.from(root.querySelectorAll(css));
  for (const shadow of shadows)
    if (shadow.host.isConnected && holds(root, shadow.host)) found.push(...shadow.querySelectorAll(css));
  const outer = slotted(root);
  if (!outer.length) return found;
  for (const el of outer) found.push(...(el.matches(css) ? [el] : []), ...el.querySelectorAll(css));
  return Array.from(new Set(found));
};

const area = (el) => Array.from(el.getClientRects()).some((box) => box.width > 0 && box.height > 0);

// The closed <details> that keeps an element out of sight; its summary stays in sight.
const foldedIn = (el) => {
  for (let at = el.closest('details:not([open])'); at; at = at.parentElement && at.parentElement.closest('details:not([open])'))
    if (!Array.from(at.children).some((one) => one.tagName === 'SUMMARY' && one.contains(el))) return at;
  return null;
};
const unfold = (el) => {
  for (let at = foldedIn(el); at; at = foldedIn(el)) at.open = true;
};

// Cut off by a box without any room around it, out of which it does not reach.
const roomless = (el) => el.offsetWidth === 0 || el.offsetHeight === 0;
const cutOff = (el) => {
  let near = el.parentElement;
  while (near && !roomless(near)) near = near.parentElement;
  if (!near) return false;
  let free = getComputedStyle(el).position;
  for (let at = el.parentElement; at && at !== document.body && free !== 'fixed'; at = at.parentElement) {
    const { position, overflow, display } = getComputedStyle(at);
    const around = position !== 'static' || free !== 'absolute';
    if (around && roomless(at) && /hidden|clip/.test(overflow) && !/^(inline|contents)$/.test(display))
      return true;
    if (around) free = position;
  }
  return false;
};

// A person can see it: it takes room (or a part of it does) and is not hidden.
const seen = (el) => {
  if (!el.isConnected || getComputedStyle(el).visibility !== 'visible' || foldedIn(el)) return false;
  if (area(el)) return !cutOff(el);
  return Array.from(el.children).some((child) => area(child) && getComputedStyle(child).visibility === 'visible' && !cutOff(child));
};

const seenFirst = (els) => {
  const visible = els.filter(seen);
  return visible.length ? visible : els;
};

// Unicode forms, Thai digits, sara am, doubled sara e, zero-width marks and runs of space are made one.
const fold = (text) => String(text ?? '')
  .replace(/[\u200B-\u200F\u2060\uFEFF\u00AD]/g, '')
  .normalize('NFKC')
  .replace(/([\u0E48-\u0E4C])([\u0E31\u0E34-\u0E3A\u0E47\u0E4D])/g, '$2$1')
  .replace(/\u0E4D([\u0E48-\u0E4C]?)\u0E32/g, '$1\u0E33')
  .replace(/\u0E40\u0E40/g, '\u0E41')
  .replace(/[\u0E50-\u0E59]/g, (d) => String(d.charCodeAt(0) - 0x0E50))
  .replace(/\s+/g, ' ')
  .trim();

// For captions: spaces, '*', ':' and the case of letters do not count.
const key = (text) => fold(text).replace(/[\s*:]+/g, '').toLowerCase();

// `display: contents` (every slot has it) draws no box of its own, only what is inside.
const hiddenByStyle = (el) => el.hidden || (el.checkVisibility && !el.checkVisibility() && getComputedStyle(el).display !== 'contents');

// Words inside a node, without those of controls and scripts; images give their alt text.
const words = (node, depth = 0) => {
  if (node.nodeType === 3) return node.data;
  if (node.nodeType !== 1 && node.nodeType !== 11) return '';
  if (node.nodeType === 1) {
    if (NO_WORDS.has(node.tagName)) return '';
    if (node.tagName === 'BR') return ' ';
    if (node.tagName === 'IMG') return ' ' + (node.alt || '') + ' ';
    if (depth && hiddenByStyle(node)) return '';
  }
  let out = '';
  const given = node.tagName === 'SLOT' ? node.assignedNodes({ flatten: true }) : [];
  for (const child of given.length ? given : node.childNodes) out += words(child, depth + 1);
  const inline = node.nodeType === 1 && getComputedStyle(node).display.startsWith('inline');
  return inline || !depth ? out : ' ' + out + ' ';
};

// The text of an element as it is drawn; of a component's part with slots also what stands in these.
const drawnText = (el) => (el.querySelector('slot') ? words(el) : el.innerText ?? words(el));

// Words without those of the buttons that stand beside them (Help, Copy); of a button alone its own.
const BESIDE = 'button,[role=button]';
const wordsBeside = (el) => {
  const buttons = el.nodeType === 1 && !el.matches(BESIDE) ? Array.from(el.querySelectorAll(BESIDE)).filter(seen) : [];
  if (!buttons.length) return null;
  const walk = (node) => (buttons.includes(node) ? ' ' : node.nodeType === 1 && node.querySelector(BESIDE)
    ? ` ${Array.from(node.childNodes).map(walk).join('')} ` : words(node, 1));
  const text = Array.from(el.childNodes).map(walk).join('');
  return fold(text) ? text : null;
};

// Only the words that stand directly in the element, not in its children.
const ownWords = (el) => {
  let out = '';
  for (const child of el.childNodes) if (child.nodeType === 3) out += child.data;
  return out;
};

const byOrder = (a, b) => (a === b ? 0 : a.compareDocumentPosition(b) & 4 ? -1 : 1);
const unique = (els) => Array.from(new Set(els));
const innermost = (els) => els.filter((el) => !els.some((other) => other !== el && el.contains(other)));

// A box of segments (day, month, year), each typed into by itself, is one control: the element that holds them.
const SEGMENT = '[role=spinbutton]:is([contenteditable=""],[contenteditable=true])';
const segmentsOf = (el) => Array.from(el.querySelectorAll(SEGMENT));
const boxOfSegment = (segment) => {
  let holder = segment.parentElement;
  for (let level = 0; holder && level < 4 && segmentsOf(holder).length < 2; level += 1) holder = holder.parentElement;
  const many = holder ? segmentsOf(holder).length : 0;
  if (many < 2) return null;
  const group = holder.closest('[role=group]');
  return group && segmentsOf(group).length === many ? group : holder;
};
const isSegmented = (el) => { const one = el.querySelector(SEGMENT); return !!one && boxOfSegment(one) === el; };

// A box that only carries a widget's value along: nobody sees it, hears of it or can reach it by key.
const isMirror = (el) => el.matches('input[aria-hidden=true][tabindex="-1"]');

// Controls a person can use; a widget that only wraps a native control, or a list that one opens, is not counted.
const controlsIn = (root) => unique(every(root, CONTROLS).map((el) => (el.matches(SEGMENT) && boxOfSegment(el)) || el)).filter((el) => {
  if (isSegmented(el)) return true;
  if (el.matches(NATIVE)) return !isMirror(el);
  if (el.matches('[role=listbox]') && el.id && every(document, `[aria-controls="${CSS.escape(el.id)}"]`).length) return false;
  if (el.parentElement && el.parentElement.closest('[contenteditable=""],[contenteditable=true]')) return false;
  return !el.querySelector('input:not([type=hidden]),select,textarea');
});
const isControl = (el) => el.matches && (el.matches(CONTROLS) || isSegmented(el));
const hasControl = (el) => isControl(el) || !!el.querySelector(CONTROLS);

const fullOption = (option) => {
  const text = fold(option.text || option.label);
  const title = fold(option.title);
  if (!title) return text;
  const stem = text.replace(/\s*(\.{2,}|…)$/, '');
  return title.startsWith(stem) ? title : text;
};
