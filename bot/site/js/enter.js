// Values get in as a person's would: focus, replace, change events, leave; then the page may react.

const setNative = (el, value) => {
  const proto = el.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
  Object.getOwnPropertyDescriptor(proto.prototype, 'value').set.call(el, value);
  el.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  el.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
};

const PICKED = new Set(['date', 'month', 'week', 'time', 'datetime-local', 'color', 'range']);

// The element that has the focus, also inside shadow roots.
const focused = () => {
  let el = document.activeElement;
  while (el && el.shadowRoot && el.shadowRoot.activeElement) el = el.shadowRoot.activeElement;
  return el;
};

const fillIn = (el, text) => {
  el.focus();
  if (PICKED.has(el.type)) { setNative(el, text); return; }
  if (el.matches('input,textarea')) el.select();
  else {
    const range = document.createRange();
    range.selectNodeContents(el);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }
  if (text) document.execCommand('insertText', false, text);
  else document.execCommand('delete', false);
};

const optionTexts = (option) => [option.title, option.text, option.label].filter(Boolean);

// Exactly one option whose caption is equal; of several that differ only by spaces, the identical one.
const optionFor = (select, text) => {
  const options = Array.from(select.options).filter((option) => !option.disabled);
  const same = options.filter((option) => optionTexts(option).some((one) => fold(one) === fold(text)));
  if (same.length < 2) return same;
  const whole = same.filter((option) => optionTexts(option).includes(text));
  const picked = whole.length === 1 ? whole : same;
  return unique(picked.map((option) => option.value)).length === 1 ? picked.slice(0, 1) : picked;
};

const blankFor = (select) => Array.from(select.options).filter((option) => option.value === '' || blankOption(option)).slice(0, 1);

const choose = (el, option) => {
  el.focus();
  if (el.value === option.value && option.selected) return;
  option.selected = true;
  el.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  el.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
};

// Of a list that takes several: just these.
const chooseAll = (el, options) => {
  el.focus();
  const all = Array.from(el.options);
  if (all.every((option) => option.selected === options.includes(option))) return;
  all.forEach((option) => { option.selected = options.includes(option); });
  el.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  el.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
};

const textFor = (el, item) => {
  if (item.iso && (PICKED.has(el.type) || el.type === 'number')) return item.iso;
  const same = item.choice ? proposals(el).filter((option) => fold(option.label) === fold(item.text)) : [];
  return unique(same.map((option) => option.value)).length === 1 ? same[0].value : item.text;
};

// Why this control cannot take a value just now; null when it can.
const hindrance = (el, how) => {
  if (!seen(el)) return 'hidden';
  if (el.disabled || el.closest('fieldset:disabled')) return 'disabled';
  if (how === 'select') return el.tagName === 'SELECT' ? null : 'not_select';
  if (el.readOnly || el.getAttribute('aria-readonly') === 'true') return 'readonly';
  if (!el.matches('input,textarea') && !el.isContentEditable) return 'not_text';
  if (isCheck(el) || isRadio(el)) return 'not_text';
  return null;
};

// A box that hides behind another, which shows its value with marks between thousands and gives way once it is entered.
const FRONTS = 3;
const frontOf = (el) => {
  for (let at = el.parentElement, level = 0; at && level < FRONTS; at = at.parentElement, level += 1) {
    const boxes = controlsIn(at).filter((one) => one !== el && seen(one));
    if (boxes.length) return boxes.length === 1 && boxes[0].matches(TEXT_BOX) ? boxes[0] : null;
  }
  return null;
};
const hindranceNow = (el, how) => {
  const hindered = hindrance(el, how);
  const front = hindered === 'hidden' && el.matches('input') && frontOf(el);
  if (!front) return hindered;
  front.focus();
  if (document.activeElement === el) return hindrance(el, how);
  front.blur();
  return hindered;
};

const leaveControl = (el) => {
  if (el.isConnected) el.blur();
  if (document.activeElement && document.activeElement !== document.body && document.activeElement === el) el.blur();
};

const enterOne = (item) => {
  if (item.how === 'radio') return chooseRadio(item);
  const result = find(item.spec);
  if (result.els.length !== 1) return { stop: 'missing', problem: whyNot(item.spec, result) };
  const el = result.els[0];
  unfold(el);
  if (!named(item, el)) return { stop: 'unnamed' };
  if (item.how === 'check') return setCheck(item, el);
  if (item.free && item.how === 'select' && otherChoice(el, 'select')) return { stop: 'not_select', instead: otherChoice(el, 'select') };
  const hindered = hindranceNow(el, item.how);
  if (hindered) return { stop: hindered, problem: describe(el), instead: otherChoice(el, item.how) };
  if (item.texts) {
    if (!el.multiple) return { stop: 'not_several', problem: describe(el) };
    const found = item.texts.map((text) => optionFor(el, text));
    const wrong = found.find((options) => options.length !== 1);
    if (wrong) return { stop: wrong.length ? 'options_equal' : 'no_option', offered: offered(el) };
    chooseAll(el, found.flat());
  } else if (item.how === 'select') {
    const options = item.text === '' ? blankFor(el) : optionFor(el, item.text);
    if (options.length !== 1) return { stop: options.length ? 'options_equal' : 'no_option', offered: offered(el) };
    choose(el, options[0]);
  } else {
    const text = textFor(el, item);
    if (el.matches('input,textarea') && el.value === text) return { same: true };
    fillIn(el, text);
  }
  leaveControl(el);
  return { el };
};

// The guard at the network must know a control's names before anything is sent because of it.
const named = (item, el) => !item.names || targetsOf(el).every((name) => item.names.includes(name));

// Native buttons are pressed here; widgets, and what hides behind its label, are left to the pointer.
const pressHere = (el) => {
  if (!el.matches('input') || !seen(el)) return { stop: 'widget' };
  if (el.disabled || el.closest('fieldset:disabled')) return { stop: 'disabled', problem: describe(el) };
  el.focus();
  el.click();
  leaveControl(el);
  return { el };
};

const chooseRadio = (item) => {
  const told = radioFor(item);
  if (told.stop) return told;
  if (told.done) return { same: true };
  const el = groupOf(find({ ...item.spec, radio: true }).els[0])[told.at];
  return named(item, el) ? pressHere(el) : { stop: 'unnamed' };
};

const setCheck = (item, el) => {
  if (!el.matches('input[type=checkbox]')) return { stop: 'widget' };
  return String(el.checked) === item.text ? { same: true } : pressHere(el);
};

const offered = (select) => Array.from(select.options).map(fullOption).filter(Boolean).slice(0, 30);

// Enters one after another and stops at the first that sets something off.
// -> {done: how many were entered, began, stop?, problem?, offered?, mark}
const enter = async (items) => {
  const since = act();
  for (let n = 0; n < items.length; n += 1) {
    const one = enterOne(items[n]);
    if (one.stop) return { done: n, began: state.begun !== since.begun, mark: since, ...one };
    if (one.same) continue;
    await tasks();
    if (state.begun !== since.begun || state.leaving || busy() || items[n].pause)
      return { done: n + 1, began: state.begun !== since.begun || busy(), mark: since };
  }
  return { done: items.length, began: false, mark: since };
};

// The segments of a box, in order: which part of a date each holds, as its label, its limits or its placeholder tell.
const PARTS = [['d', /^(day|วัน(ที่)?|d{1,2}|ว{1,2})$/i], ['m', /^(month|เดือน|m{1,4}|ด{1,2})$/i], ['y', /^(year|ปี.*|y{2,4}|ป{2,4})$/i]];
const partOfSegment = (el) => {
  const told = [el.dataset.type, el.getAttribute('aria-label'), el.textContent].flatMap((one) => fold(one).split(/[\s,]+/));
  const named = PARTS.find(([, words]) => told.some((one) => words.test(one)));
  const most = Number(el.getAttribute('aria-valuemax'));
  return named ? named[0] : most === 12 ? 'm' : most >= 28 && most <= 31 ? 'd' : most > 31 ? 'y' : '';
};
const segmentsAt = (spec) => {
  const holder = find(spec).els[0];
  return holder && isSegmented(holder) ? segmentsOf(holder).filter(seen).map(partOfSegment) : [];
};

// The control stands there already, open for a value: a cell that a new row opened by itself.
const standsOpen = (spec) => {
  const el = find(spec).els[0];
  return !!el && isControl(el) && !el.readOnly && !el.disabled && (seen(el) || seen(faceOf(el)));
};

// Names by which the server may know the controls at these places.
const ownNames = (el) => (isRadio(el) ? groupOf(el) : [el]).flatMap((one) => targetsOf(one));
const namesOf = (specs) => unique(specs.flatMap((spec) => find(spec).els.flatMap((el) => ownNames(el))));

const readyFor = ({ spec, how }) => {
  const result = find(spec);
  if (result.els.length !== 1) return { stop: 'missing', problem: whyNot(spec, result), mark: act() };
  const el = result.els[0];
  unfold(el);
  return { stop: how ? hindranceNow(el, how) : null, instead: how ? otherChoice(el, how) : null, now: shown(el), targets: targetsOf(el), mark: act(), problem: describe(el) };
};

// While a control is typed into key by key, keys that would go elsewhere are swallowed: the page may move the
// focus meanwhile. Of a list that opens (`opens`) only into other controls that were there before: it may bring a
// box of its own. With null, keys are free again.
let keyHolder = null;
const holdKeys = (held) => {
  keyHolder = held && { ...held, first: focused(), others: new Set(held.opens ? controlsIn(document) : []) };
};
const takesKey = (target) => {
  const { spec, first, opens, others } = keyHolder;
  if (target === first && first !== document.body && first.isConnected) return true;
  if (opens && !others.has(target)) return true;
  return find(spec).els.some((el) => el === target || el.contains(target));
};
for (const name of ['keydown', 'beforeinput']) {
  window.addEventListener(name, (event) => {
    if (!keyHolder || !event.isTrusted || takesKey(event.composedPath()[0])) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, true);
}

const blurActive = () => {
  const el = document.activeElement;
  if (el && el !== document.body && el.blur) el.blur();
};

// The radio button of the group at `spec` whose own label is `text`: its number in the group, from 0.
const radioFor = ({ spec, text }) => {
  const result = find({ ...spec, radio: true });
  if (result.els.length !== 1) return { stop: 'missing', problem: whyNot(spec, result), mark: act() };
  const group = groupOf(result.els[0]);
  const labels = group.map((el) => unique(ownLabels(el).map(([, one]) => fold(one)).filter(Boolean)));
  const hits = group.filter((_, n) => labels[n].some((one) => one === fold(text)));
  const valued = hits.length ? hits : group.filter((el) => el.value === text);
  const stop = valued.length === 1 ? null : valued.length ? 'options_equal' : 'no_option';
  return {
    stop, at: valued.length === 1 ? group.indexOf(valued[0]) : -1, offered: labels.map((one) => one[0] || ''),
    targets: valued.length === 1 ? targetsOf(valued[0]) : [], mark: act(), chosen: valued.length === 1 && radioShown(valued[0]).text,
    done: valued.length === 1 && isChosen(valued[0]),
  };
};
