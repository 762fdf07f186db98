// Everything a person needs to write a mapping of this page; values are not told.

const learn = () => ({
  url: location.href,
  title: document.title,
  controls: controlsIn(document).filter(seen).map((el) => ({
    ...describe(el),
    captions: unique(captionsOf(el).map(([, text]) => text)),
    filled: !shown(el).blank,
    required: !!el.required || el.getAttribute('aria-required') === 'true',
    readonly: !!el.readOnly || !!el.disabled,
    max: el.maxLength > 0 ? el.maxLength : null,
    options: el.tagName === 'SELECT' ? Array.from(el.options).map(fullOption).slice(0, 500)
      : isRadio(el) ? groupOf(el).map((one) => fold((ownLabels(one)[0] || ['', ''])[1])) : [],
    posts_back: /__doPostBack|submit\(/.test(el.getAttribute('onchange') || ''),
  })),
  buttons: innermost(every(document, CLICKABLE)).filter(seen).slice(0, 300).map((el) => ({
    tag: el.tagName.toLowerCase() + (el.type ? `[${el.type}]` : ''),
    id: el.id, name: el.getAttribute('name') || '', text: el.value && el.tagName === 'INPUT' ? el.value : fold(words(el)).slice(0, 80),
    href: (el.getAttribute('href') || '').slice(0, 200),
  })),
  tables: seenFirst(gridsIn(document)).slice(0, 30).map((grid) => ({
    id: grid.id || '',
    headers: cellsOfRow(rowsOfGrid(grid)[0] || grid).map((cell) => fold(headerWords(cell)).slice(0, 60)).slice(0, 40),
    rows: rowsOfGrid(grid).length,
  })),
  frames: Array.from(document.querySelectorAll('iframe,frame')).map((el) => ({
    id: el.id, name: el.getAttribute('name') || '', src: el.getAttribute('src') || '',
  })),
});
