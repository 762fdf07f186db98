// Where a person's pointer would hit an element, and the proof that it hits nothing else.

let missed = false;
let unguard = () => {};
const POINTER = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'];

const pointAt = (x, y) => {
  let el = document.elementFromPoint(x, y);
  while (el && el.shadowRoot && el.shadowRoot.elementFromPoint(x, y) !== el && el.shadowRoot.elementFromPoint(x, y))
    el = el.shadowRoot.elementFromPoint(x, y);
  return el;
};

// The middle of the element when the pointer would hit it there; null when something covers it.
// From then on a press that lands elsewhere is swallowed, because a page may move under the pointer.
const aim = (el) => {
  unguard();
  missed = false;
  if (window !== window.top) return null;
  let box = Array.from(el.getClientRects()).find((one) => one.width > 0 && one.height > 0);
  if (!box) return null;
  const outside = () => box.top < 0 || box.left < 0 || box.bottom > innerHeight || box.right > innerWidth;
  if (outside()) {
    el.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    box = Array.from(el.getClientRects()).find((one) => one.width > 0 && one.height > 0);
    if (!box) return null;
  }
  const x = box.left + box.width / 2;
  const y = box.top + box.height / 2;
  if (!holds(el, pointAt(x, y))) return null;
  const guard = (event) => {
    if (!event.isTrusted || event.composedPath().includes(el)) return;
    if (event.type === 'click' && event.detail === 0) return;
    missed = true;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  for (const name of POINTER) window.addEventListener(name, guard, true);
  unguard = () => { for (const name of POINTER) window.removeEventListener(name, guard, true); };
  return { x, y };
};

// Whether the last press was swallowed; from now on pointers are free again.
const didMiss = () => {
  unguard();
  const was = missed;
  missed = false;
  return was;
};

// Why a press would do nothing: {off, cover, invalid}; null when it would hit a live button.
const obstacle = (spec) => {
  const el = find(spec).els[0];
  if (!el) return null;
  if (el.disabled || el.getAttribute('aria-disabled') === 'true' || el.closest('fieldset:disabled'))
    return { off: true, cover: null, invalid: invalidNow() };
  const cover = () => {
    const box = Array.from(el.getClientRects()).find((one) => one.width > 0 && one.height > 0);
    if (!box) return null;
    const hit = pointAt(box.left + box.width / 2, box.top + box.height / 2);
    return !hit || holds(el, hit) || (hit.closest('label') || {}).control === el ? null : hit;
  };
  if (!cover()) return null;
  el.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const hit = cover();
  return hit && { off: false, cover: { ...describe(hit), said: fold(words(hit)).slice(0, 80) }, invalid: [] };
};

// Controls that the page itself marks as not yet right.
const invalidNow = () => controlsIn(document).filter((el) => seen(el) && !el.disabled
  && (el.getAttribute('aria-invalid') === 'true' || (el.validity && !el.validity.valid)
    || (isRequired(el) && shown(el).blank))).slice(0, 8).map(describe);
