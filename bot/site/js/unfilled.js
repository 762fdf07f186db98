// Required controls that stand blank beside those of the mapping, though the mapping does not know them.

const isRequired = (el) => !!el.required || el.getAttribute('aria-required') === 'true'
  || captionsOf(el).some(([rank, text]) => rank < 5 && /^\s*\*|\*\s*:?\s*$/.test(text));

// The smallest part of the page that holds all of these; the whole form where they are in one.
const partAround = (els) => {
  const form = els[0].closest('form');
  if (form && els.every((el) => form.contains(el))) return form;
  let part = els[0];
  while (part && els.some((el) => !part.contains(el))) part = part.parentElement;
  return part;
};

// `specs`: places of the mapping; `rows`: CSS of rows that hold lines, which are looked after elsewhere.
const unfilled = ({ specs, rows }) => {
  const known = specs.flatMap((spec) => find(spec).els);
  const part = known.length > 1 ? partAround(known) : null;
  if (!part) return [];
  const names = new Set(known.filter((el) => isRadio(el)).map((el) => el.name));
  return controlsIn(part).filter((el) => seen(el) && !el.disabled && !el.readOnly && shown(el).blank
    && !(isRadio(el) && names.has(el.name)) && !known.some((one) => one === el || one.contains(el) || el.contains(one))
    && !(rows && el.closest(rows)) && isRequired(el)).map(describe);
};
