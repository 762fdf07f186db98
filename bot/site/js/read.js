// What a person sees as the value of an element.

const blankOption = (option) => {
  const text = fold(option.text);
  if (/^[-–—_=.…\s]*$/.test(text)) return true;
  return option.value === '' && (/^[-–—<(\[=.]/.test(text) || /เลือก|select|choose|please|กรุณา|ระบุ/i.test(text));
};

const radioShown = (el) => {
  const group = groupOf(el);
  const chosen = group.find(isChosen);
  if (!chosen) return { text: '', blank: true };
  const labels = ownLabels(chosen).map(([, text]) => fold(text)).filter(Boolean);
  return { text: labels[0] || chosen.value, blank: false };
};

// A segment without a value shows its placeholder: DD, MM, YYYY.
const blankSegment = (el) => !el.hasAttribute('aria-valuenow') && !/\d/.test(fold(el.textContent));

// What a text box proposes (<datalist>): it takes an option's value, and shows its label beside it.
const proposals = (el) => (el.tagName === 'INPUT' && el.list ? Array.from(el.list.options) : []);

const fromControl = (el) => {
  if (isSegmented(el)) {
    const blank = segmentsOf(el).every(blankSegment);
    return { text: blank ? '' : fold(el.innerText), blank };
  }
  if (isRadio(el)) return radioShown(el);
  if (isCheck(el)) {
    const on = isChosen(el);
    return { text: on ? 'true' : 'false', blank: !on };
  }
  if (el.tagName === 'SELECT') {
    const chosen = Array.from(el.selectedOptions);
    if (!chosen.length || (chosen.length === 1 && blankOption(chosen[0]))) return { text: '', blank: true };
    return { text: chosen.map(fullOption).join(', '), blank: false, value: el.value };
  }
  if (el.type === 'password') return { text: el.value ? '•' : '', blank: !el.value };
  if (el.matches('input,textarea')) {
    const proposed = proposals(el).find((option) => option.value === el.value);
    return { text: el.value, blank: el.value.trim() === '', label: proposed ? proposed.label : '' };
  }
  const text = fold(el.isContentEditable ? el.innerText : el.getAttribute('aria-valuetext') || el.innerText || el.value);
  return { text, blank: text === '' };
};

const uncut = (el, text) => {
  const cut = /^(.*?)\s*(\.{2,}|…)$/s.exec(text);
  if (!cut) return text;
  for (const near of [el, ...el.querySelectorAll('[title]')]) {
    const title = fold(near.title);
    if (title && title.startsWith(cut[1])) return title;
  }
  return text;
};

// A picture that stands for a value: the text of the first CSS that fits something seen there.
const pictured = (el, icons) => {
  const css = Object.keys(icons || {}).find((one) => (el.matches(one) && seen(el)) || every(el, one).some(seen));
  return css === undefined ? null : { text: icons[css], blank: icons[css] === '' };
};

// -> {text, blank, value?}
const shown = (el) => {
  if (isControl(el) || el.tagName === 'SELECT' || el.tagName === 'INPUT') return fromControl(el);
  if (el.tagName === 'IMG') return { text: fold(el.alt || el.title), blank: !(el.alt || el.title) };
  const inside = controlsIn(el).filter(seen);
  let text = fold(wordsBeside(el) ?? drawnText(el));
  const alone = inside.length && inside.every((one) => isRadio(one) || one === inside[0]);
  if (alone && (text === '' || isRadio(inside[0]) || inside[0].tagName === 'SELECT')) return fromControl(inside[0]);
  if (text === '') {
    const pictures = Array.from(el.querySelectorAll('img')).filter(seen);
    text = fold(pictures.map((img) => img.alt || img.title).join(' '));
  }
  text = uncut(el, text);
  return { text, blank: text === '' };
};

// A caption that stands in the same element as its value is not part of the value.
// Where it stands right before, in an element of its own, a value that begins with the same words is whole.
const withoutCaption = (spec, el, text) => {
  if (!spec.caption) return text;
  const want = key(spec.caption);
  const before = el.previousElementSibling || (el.parentElement && el.parentElement.previousElementSibling);
  if (before && key(words(before)) === want) return text;
  for (let n = 1; n < Math.min(text.length, spec.caption.length * 3 + 20); n += 1)
    if (key(text.slice(0, n)) === want && /^[\s:*]/.test(text.slice(n))) return text.slice(n).replace(/^[\s:*]+/, '');
  return text;
};

const readOne = (spec, root = document) => {
  const result = find(spec, root);
  if (result.els.length !== 1) return { problem: whyNot(spec, result) };
  const el = result.els[0];
  unfold(el);
  const out = pictured(el, spec.icons) || (spec.radio && isToggle(el) ? radioShown(el) : null) || (spec.standing && !isControl(el) && calendarAt(el) ? dayShown(el, spec.standing.look) : spec.combo ? comboShown(el, spec.caption) : shown(el));
  const control = spec.combo || isControl(el) || out.kind;
  return { ...out, text: control ? out.text : withoutCaption(spec, el, out.text), control: !!control, kind: el.type || out.kind || '', seen: seen(el) };
};

const read = (specs) => specs.map((spec) => readOne(spec));

const count = (css) => seenFirst(every(document, css)).length;

// What shadow roots show: the page's own text leaves it out.
const shadowWords = () => shadows.filter((root) => root.host.isConnected && seen(root.host))
  .map((root) => `\n${Array.from(root.children).map((el) => el.innerText || '').join('\n')}`).join('');

// The page at one glance: its address, words and whether these places are there and visible.
const look = ({ ats, text }) => {
  const entry = performance.getEntriesByType('navigation')[0];
  return {
    url: location.href,
    title: document.title,
    status: (entry && entry.responseStatus) || 0,
    text: (text && document.body ? (document.body.innerText || '') + shadowWords() : '') + (vigil ? `\n${vigil.said.join('\n')}` : ''),
    ats: ats.map((spec) => {
      const found = find(spec).els;
      const visible = found.filter(seen);
      if (!visible.length) return sighted(spec);
      return { text: withoutCaption(spec, visible[0], shown(visible[0]).text), many: found.length };
    }),
    mark: mark(),
    ready: document.readyState === 'complete',
  };
};

// Everything a click needs to know beforehand; also begins the count of what the click sets off.
const point = (spec, aimed) => {
  const result = find(spec);
  if (result.els.length !== 1) return { problem: whyNot(spec, result), mark: act() };
  const el = result.els[0];
  unfold(el);
  const off = el.disabled || el.getAttribute('aria-disabled') === 'true' || /(^|[\s-_])disabled($|[\s-_])/i.test(
    `${el.className} ${el.parentElement ? el.parentElement.className : ''}`);
  return {
    aim: aimed && seen(el) && !off ? aim(el) : null, targets: targetsOf(el), visible: seen(el), off: !!off, href: el.href || '', before: shown(el), mark: act(),
    idle: el.tagName === 'SPAN' || (el.tagName === 'A' && !el.hasAttribute('href') && !el.onclick && !el.hasAttribute('role')),
  };
};

// As `point`, for a press that follows at once.
const aimAt = (spec) => point(spec, true);

// How the page looks for a picture: its size, and whether a secret could be in it.
const canvas = () => ({
  width: Math.max(document.documentElement.scrollWidth, innerWidth),
  height: Math.max(document.documentElement.scrollHeight, document.body ? document.body.scrollHeight : 0, innerHeight),
  secret: every(document, 'input[type=password]').length > 0,
});

const queryAll = (root, selector) => {
  const spec = JSON.parse(selector);
  return find(spec, root && root.nodeType === 9 ? document : root || document).els.slice(0, 2);
};
