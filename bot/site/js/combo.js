// Combo boxes of every make: what a person clicks, the list that opens, and what the closed box shows.

const OPTION = '[role=option],[role=treeitem],.select2-results__option,.select2-result-selectable,.chosen-results .active-result,' +
  '.ui-menu-item,.ui-autocomplete li,.tt-suggestion,.typeahead li,.ts-dropdown .option,.dropdown-menu.show .dropdown-item,' +
  '.dropdown-menu.open li,.multiselect__option,.p-autocomplete-item,.ui-autocomplete-item,.k-list-item,.x-boundlist-item,' +
  '.dx-list-item,.ac_results li,.autocomplete-suggestion,.ant-select-item-option,.el-select-dropdown__item,.mat-option,' +
  '.mat-mdc-option,.ng-option,.vs__dropdown-option,.p-dropdown-item,.p-select-option,.v-list-item';
const MADE_FOR = ['s2id_{}', '{}_chosen', '{}_chzn', '{}-ts-control', '{}-button', '{}-selectized'];
const ROOM = 8;

const room = (el) => {
  const box = el.getBoundingClientRect();
  if (box.width < ROOM || box.height < ROOM || getComputedStyle(el).opacity === '0') return false;
  const hit = pointAt(box.left + box.width / 2, box.top + box.height / 2);
  return !hit || holds(el, hit);
};

// The widget that stands where a native control hides (select2, Chosen …), or around the bit of one that takes the
// keys (react-select, AntD …); the control itself where a person can click it.
const faceOf = (el) => {
  if (seen(el) && room(el)) return el;
  if (el.matches('select,input[type=hidden]') || !seen(el)) {
    const made = el.id ? MADE_FOR.flatMap((form) => {
      const one = el.getRootNode().getElementById && el.getRootNode().getElementById(form.replace('{}', el.id));
      return one && seen(one) && room(one) ? [one] : [];
    }) : [];
    if (made.length) return made[0];
    const fits = (near) => seen(near) && room(near) && !near.matches('label,small,p,legend') &&
      !every(near, NATIVE).some((one) => one.type !== 'hidden' && one.tagName === 'SELECT');
    for (const way of ['nextElementSibling', 'previousElementSibling'])
      for (let near = el[way]; near; near = near[way]) if (fits(near)) return near;
  }
  for (let at = el.parentElement, level = 0; at && level < 6; at = at.parentElement, level += 1) {
    if (at.matches('form,fieldset,tr,body') || controlsIn(at).filter((one) => one !== el && seen(one) && room(one)).length) break;
    if (seen(at) && room(at)) return at;
  }
  return el;
};

const NO_CHOICE = '[aria-hidden=true],svg,label,legend,[role=log],[role=status]';
const NO_CHOICE_CLASS = /(^|\s)\S*(placeholder|clear|search-choice-close|(arrow|caret|chevron)\S*|indicator|a11y-text)(?=\s|$)/i;
const besidesChoice = (node) => node.matches(NO_CHOICE) || NO_CHOICE_CLASS.test(node.getAttribute('class') || '');
const choiceWords = (node, captions, el) => {
  if (node.nodeType === 3) return node.data;
  if (node.nodeType !== 1 || NO_WORDS.has(node.tagName) || hiddenByStyle(node)) return '';
  if (!node.contains(el) && besidesChoice(node)) return '';
  if (captions.has(key(words(node)))) return '';
  const box = node.getBoundingClientRect();
  if (box.width < 3 || box.height < 3) return '';
  return Array.from(node.childNodes).map((one) => choiceWords(one, captions, el)).join(' ');
};

// The whole of a widget: as far out as it stays one line high and holds no other control.
const wholeOf = (el) => {
  const face = faceOf(el);
  const tall = face.getBoundingClientRect().height;
  let whole = face;
  for (let at = face.parentElement; at; at = at.parentElement) {
    if (at.matches('td,th,li,form,fieldset,body,[role=cell],[role=gridcell]') || at.getBoundingClientRect().height > tall * 1.8) break;
    if (controlsIn(at).some((one) => one !== el && seen(one) && room(one))) break;
    whole = at;
  }
  return whole;
};

// A combo box that only programs that read aloud can see says its choice; what a person sees is kept from them, and must
// be the same.
const heardAndSeen = (el, whole) => {
  const heard = el.matches(NATIVE) || room(el) ? '' : fold(el.textContent);
  return heard && every(whole, '[aria-hidden=true]').some((one) => seen(one) && fold(words(one)) === heard) ? heard : '';
};

const UNCHOSEN = /^[-–—<([=.].*(เลือก|select|choose)/i;

// What a closed combo box shows; its placeholder is no choice.
const comboSeen = (el, caption) => {
  // The hidden list's own words, unless they stand in the widget alone.
  const own = el.tagName === 'SELECT' ? fromControl(el) : null;
  if (own && (!own.blank || !el.value)) return own;
  // A box out of sight holds the value that is sent (1, 2 …), and the widget the words.
  const bare = el.matches('input,textarea') && !seen(el) && faceOf(el) !== el;
  if (!bare && el.type !== 'hidden' && el.matches('input,textarea') && el.value.trim()) return fromControl(el);
  const whole = el.matches(NATIVE) ? wholeOf(el) : faceOf(el);
  if (whole.matches('input,textarea,select')) return fromControl(whole);
  const captions = new Set(captionsOf(el).filter(([rank]) => rank < 2).map(([, text]) => key(text)).concat(key(caption)));
  captions.delete('');
  const text = fold(choiceWords(whole, captions, whole === faceOf(el) && !whole.contains(el) ? whole : el)) || heardAndSeen(el, whole);
  const titled = Array.from(whole.querySelectorAll('[title]')).filter(seen).map((one) => fold(one.title)).find(Boolean);
  return { text: titled && /(\.{2,}|…)$/.test(text) ? titled : text, blank: text === '' || /^[-–—=.…\s]*$/.test(text) || UNCHOSEN.test(text) };
};

const TEXT_BOX = 'input:not([type]),input[type=text],input[type=search]';

// On a tab or page that is turned away its words cannot be seen: as long as what it holds is the same, they are what
// was seen before.
const wordsOf = new WeakMap();
const comboShown = (el, caption) => {
  const inside = el.matches(NATIVE) ? el.value : el.textContent;
  const kept = wordsOf.get(el);
  if (kept && kept.inside === inside && !seen(el) && !seen(faceOf(el))) return kept.shown;
  const shown = comboSeen(el, caption);
  wordsOf.set(el, { inside, shown });
  return shown;
};

// What a control wants that cannot be chosen in or typed into: 'radio', 'suggest', 'fill' (a box with proposals),
// 'calendar', 'segments' or null.
const otherChoice = (el, how) => {
  // A box for text that a choice is mapped to: what proposes is drawn by a script that says nothing of it.
  const told = choiceTold(el, how);
  return told === null && how === 'select' && el.matches(TEXT_BOX) ? 'suggest' : told;
};

// As `otherChoice`, as far as the control tells it by itself.
const choiceTold = (el, how) => {
  if (isSegmented(el)) return 'segments';
  if (how !== 'select' && !isControl(el) && calendarAt(el)) return 'calendar';
  if (how !== 'select') return el.readOnly || el.getAttribute('aria-readonly') === 'true' ? 'calendar' : null;
  if (isRadio(el)) return 'radio';
  if (el.tagName === 'SELECT') return faceOf(el) !== el ? 'suggest' : null;
  if (el.matches('input[list]')) return 'fill';
  if (el.matches('button,[role=button]') && (el.hasAttribute('aria-haspopup') || el.hasAttribute('aria-expanded'))) return 'suggest';
  const roles = `${el.getAttribute('role')} ${el.getAttribute('aria-haspopup')} ${el.getAttribute('aria-autocomplete')}`;
  if (/combobox|listbox|list|both/.test(roles)) return 'suggest';
  return faceOf(el) !== el ? 'suggest' : null;
};

// A box for text and nothing else, as far as it tells: whether it has a list shows only once one opens.
const mereBox = (spec) => find(spec).els.some((el) => el.matches(TEXT_BOX) && choiceTold(el, 'select') === null);

const optionsNow = (css) => every(document, css || OPTION).filter((el) => seen(el) && el.getAttribute('aria-disabled') !== 'true');
const saysOption = (el, says) => [words(el), el.title, el.getAttribute('aria-label')].some((text) => fold(text) === fold(says));

// What floats over the page and scrolls; the element itself, or the nearest around it.
const scrolls = (el) => /auto|scroll/.test(getComputedStyle(el).overflowY) && el.scrollHeight > el.clientHeight + 1;
const floats = (el) => {
  let over = el;
  while (over && !/absolute|fixed/.test(getComputedStyle(over).position)) over = over.parentElement;
  return over;
};
const scrollerIn = (el, over) => {
  for (let at = el; at && over.contains(at); at = at.parentElement) if (scrolls(at)) return at;
  return null;
};

// In a list of a make that nobody here knows: what says it and floats over the page, where a pointer hits it. What said
// it before the list was opened (a line above with the same choice, in a window that floats) is no option, nor is a
// cell of the window in which the control itself stands. What is scrolled out of sight in such a list is brought into it.
let stood = new WeakSet();
const standAlready = (says) => { stood = new WeakSet(); for (const el of afloat(says)) stood.add(el); };
const afloat = (says) => innermost(every(document, 'li,a,div,span,td,button,p').filter((el) => {
  if (el.textContent.length > says.length * 4 + 200 || fold(words(el)) !== fold(says) || !seen(el)) return false;
  const over = floats(el);
  if (!over || stood.has(el) || (closestSeen(el, CELL) && holds(over, document.activeElement))) return false;
  if (over.getBoundingClientRect().height <= el.getBoundingClientRect().height) return false;
  const hit = () => {
    const box = el.getBoundingClientRect();
    return holds(el, pointAt(box.left + box.width / 2, box.top + box.height / 2));
  };
  if (hit() || !scrollerIn(el.parentElement, over)) return hit();
  el.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  return hit();
}));

// The options of an opened list that are equal to a text; an option inside an option is one.
const optionHits = ({ css, says }) => {
  const hits = innermost(optionsNow(css).filter((el) => saysOption(el, says)));
  if (hits.length || css || !says) return hits;
  const items = innermost(optionsNow('[role=menuitem],[role=menuitemradio]').filter((el) => saysOption(el, says)));
  return items.length ? items : afloat(says);
};

const optionsAt = ({ css, says }) => {
  const all = innermost(optionsNow(css));
  return {
    hits: optionHits({ css, says }).length, busy: state.open.size > 0,
    offered: all.map((el) => fold(words(el))).filter(Boolean).slice(0, 30),
  };
};

// What was typed there stands otherwise: a box that completes words between two keys may have mixed them.
const typedAmiss = (text) => {
  const el = focused();
  const value = fold(el && el.matches('input,textarea') ? el.value : '');
  return value !== '' && !value.includes(fold(text)) && !fold(text).startsWith(value);
};

// Where keys go now, when that is a box for text: an opened list's own search, or the combo box itself.
const takesKeys = () => {
  const el = focused();
  if (!el || el === document.body) return false;
  if (el.isContentEditable) return true;
  return el.matches('input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit]),textarea')
    && !el.readOnly && !el.disabled;
};

// Lists that draw only a part of their options: scroll on by most of what shows ('on'); at the end, back to the top.
const scrollOptions = (css) => {
  const all = optionsNow(css);
  // Options of no known make: the only list that floats over the page and scrolls.
  const lists = all.length ? [] : innermost(every(document, 'div,ul,ol,table').filter((el) => seen(el) && scrolls(el) && floats(el) && !controlsIn(el).some(seen)));
  for (let at = all.length ? all[all.length - 1].parentElement : lists.length === 1 && lists[0]; at; at = at.parentElement) {
    if (!/auto|scroll|hidden/.test(getComputedStyle(at).overflowY) || at.scrollHeight <= at.clientHeight + 1) continue;
    const before = at.scrollTop;
    at.scrollTop = before + Math.max(20, at.clientHeight * 0.8);
    if (at.scrollTop !== before) return 'on';
    at.scrollTop = 0;
    return 'top';
  }
  return null;
};
