// What the page has begun and not yet finished; counted in the page itself, before Python can look.

const IDLE = 5000;
const ENDLESS = 20000;
const BEATS = 5;
const LATE_BEATS = 25;
const PLACING = 150;
const state = {
  gen: Math.random().toString(36).slice(2) + Date.now().toString(36),
  begun: 0,
  posts: 0,
  leaving: 0,
  acted: performance.now(),
  failed: false,
  changes: 0,
  open: new Map(),
  background: new Set(),
};

let vigil = null;
const version = () => {
  if (observer.takeRecords().length) state.changes += 1;
  return state.changes;
};
const observer = new MutationObserver(() => { state.changes += 1; });
function observe(root) {
  if (vigil) vigil.on(root);
  observer.observe(root, { childList: true, subtree: true, characterData: true, attributes: true });
}
observe(document);

// Requests for what looks like a file of the site pass the guard unasked; so none of them may carry data.
const STATIC = /^[^?#]*\.(css|js|mjs|map|png|gif|jpe?g|svg|webp|ico|woff2?|ttf|otf)([?#]|$)/i;
const carries = (method, url) => !/^(GET|HEAD|OPTIONS)$/i.test(method || 'GET') && STATIC.test(String(url));

// A reading that comes again and again, at the same address but for numbers, while nobody touches the page and
// nothing changes on it, is its heartbeat; unless it began only after somebody touched it: that one was caused.
// A timer set before the touch makes a heartbeat too; but it may serve what the touch left for it, so it is
// given longer.
const beats = new Map();
let touches = 0;
for (const kind of ['pointerdown', 'keydown', 'input', 'change']) {
  window.addEventListener(kind, () => { touches += 1; }, true);
}
let timed = null;
const cause = () => (timed === null ? touches : timed);
for (const name of ['setTimeout', 'setInterval']) {
  const start = window[name];
  window[name] = function (work, ...rest) {
    if (typeof work !== 'function') return start.call(window, work, ...rest);
    const from = cause();
    return start.call(window, function (...given) {
      const outer = timed;
      timed = from;
      try { work.apply(this, given); } finally { timed = outer; }
    }, ...rest);
  };
}
const beating = (key) => {
  const known = beats.get(key);
  const now = version();
  const same = known && known.touches === touches && known.changes === now;
  const beat = {
    seen: known ? known.seen : touches,
    set: Math.min(known ? known.set : touches, cause()),
    touches,
    changes: now,
    times: same ? known.times + 1 : 1,
  };
  beats.set(key, beat);
  const before = (touch) => touch === 0 || touch < touches;
  return beat.times >= BEATS && (before(beat.seen) || (beat.times >= LATE_BEATS && before(beat.set)));
};

const begin = (url, method) => {
  let path = String(url);
  let key = path;
  try {
    const address = new URL(url, location.href);
    path = address.pathname;
    key = `${path}?${address.search.slice(1).replace(/[0-9]+/g, '')}`;
  } catch { /* kept as it is */ }
  const id = {};
  // What a page asks for by itself, long after anybody touched it, is not waited for.
  if (performance.now() - state.acted > IDLE && document.readyState === 'complete') state.background.add(path);
  if (/^GET$/i.test(method || 'GET') && document.readyState === 'complete' && beating(key)) state.background.add(key);
  if (state.background.has(path) || state.background.has(key)) return id;
  state.begun += 1;
  state.open.set(id, { path, key, since: performance.now() });
  return id;
};
// `before`: how the page stood when the answer came.
const end = (id, before = version()) => {
  if (!state.open.delete(id)) return;
  state.answered = performance.now();
  state.answeredAt = before;
};
// Pages put an answer in place a little after it came: until something changes, but not for long.
const placing = () => state.answered && state.answeredAt === version() && performance.now() - state.answered < PLACING;

// The server failed at something that was asked since the last act: what the page then says judges no value.
const fail = () => { state.failed = true; };
const failed = () => state.failed;

const open = XMLHttpRequest.prototype.open;
XMLHttpRequest.prototype.open = function (method, url, ...rest) {
  if (carries(method, url)) throw new DOMException('stopped', 'NetworkError');
  this.__url = url;
  this.__method = method;
  this.addEventListener('readystatechange', () => { if (this.readyState === 4) this.__before = version(); });
  return open.call(this, method, url, ...rest);
};
const send = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (...rest) {
  const id = begin(this.__url, this.__method);
  this.addEventListener('loadend', () => {
    if (this.status >= 500) fail();
    later(() => end(id, this.__before), 0);
  });
  this.addEventListener('error', fail);
  this.addEventListener('timeout', fail);
  try { return send.apply(this, rest); } catch (error) { end(id); throw error; }
};

if (window.fetch) {
  const fetched = window.fetch;
  window.fetch = function (input, ...rest) {
    const method = (rest[0] && rest[0].method) || (input && input.method);
    if (carries(method, input && input.url ? input.url : input)) return Promise.reject(new TypeError('stopped'));
    const id = begin(input && input.url ? input.url : input, method);
    const answer = fetched.call(this, input, ...rest);
    const over = () => {
      const before = version();
      later(() => later(() => end(id, before), 0), 0);
    };
    answer.then((got) => { if (got.status >= 500) fail(); }, (error) => { if (!error || error.name !== 'AbortError') fail(); });
    answer.then(over, over);
    return answer;
  };
}

// A message over a web socket is begun too, until the site says something over that line; one of a kind that is
// never answered, or that goes out again and again by itself, is not waited for. The class is looked for when it is
// needed: others may have put their own in its place.
const SAYING = 2000;
const wordsOfMessage = (data) => {
  const text = typeof data === 'string' ? data : data instanceof ArrayBuffer || ArrayBuffer.isView(data)
    ? new TextDecoder().decode(data) : '';
  return `ws:${text.replace(/[^A-Za-z\u0E00-\u0E7F]+/g, ' ').slice(0, 200)}`;
};
const lines = new WeakMap();
const asked = (line, data) => {
  const key = wordsOfMessage(data);
  const idle = performance.now() - state.acted > IDLE;
  if (state.background.has(key) || (document.readyState === 'complete' && beating(key)) || idle) return;
  let waiting = lines.get(line);
  if (!waiting) {
    lines.set(line, waiting = new Set());
    const over = () => {
      const before = version();
      const heard = [...waiting];
      waiting.clear();
      later(() => later(() => heard.forEach((id) => end(id, before)), 0), 0);
    };
    line.addEventListener('message', over);
    line.addEventListener('close', over);
  }
  const id = {};
  waiting.add(id);
  state.begun += 1;
  state.open.set(id, { path: key, key, since: performance.now() });
  later(() => { if (waiting.delete(id)) { state.open.delete(id); state.background.add(key); } }, SAYING);
};
const watchLines = () => {
  const made = window.WebSocket && window.WebSocket.prototype;
  if (!made || made.__watched) return;
  Object.defineProperty(made, '__watched', { value: true });
  const say = made.send;
  made.send = function (data) { asked(this, data); return say.call(this, data); };
};
watchLines();
document.addEventListener('readystatechange', watchLines);

const stays = (form, submitter) => {
  const target = (submitter && submitter.formTarget) || form.target;
  return target && target !== '_self' && target !== window.name;
};
const leave = () => { state.begun += 1; state.leaving += 1; };
const submitted = (form, submitter) => {
  state.posts += 1;
  if (stays(form, submitter)) state.begun += 1; else leave();
};
window.addEventListener('submit', (event) => {
  const form = event.target;
  const submitter = event.submitter;
  if (carries((submitter && submitter.formMethod) || form.method, (submitter && submitter.formAction) || form.action)) {
    event.preventDefault();
    return;
  }
  const dialog = form.method === 'dialog' || (submitter && submitter.formMethod === 'dialog');
  state.begun += 1;
  const waiting = {};
  state.open.set(waiting, { path: 'submit', since: performance.now() });
  later(() => {
    state.open.delete(waiting);
    if (event.defaultPrevented || dialog) state.begun -= 1;
    else { state.begun -= 1; submitted(form, submitter); }
  }, 0);
}, true);
const submit = HTMLFormElement.prototype.submit;
HTMLFormElement.prototype.submit = function () {
  if (carries(this.method, this.action)) return undefined;
  submitted(this, null);
  return submit.call(this);
};
if (window.navigation) {
  window.navigation.addEventListener('navigate', (event) => {
    if (event.hashChange || event.downloadRequest !== null || event.destination.sameDocument) return;
    if (!/^(https?|file|about|blob):/.test(event.destination.url)) return;
    leave();
  });
}
window.addEventListener('beforeunload', () => { if (!state.leaving) leave(); });
if (navigator.sendBeacon) {
  const beacon = navigator.sendBeacon.bind(navigator);
  navigator.sendBeacon = (url, data) => (carries('POST', url) ? false : beacon(url, data));
}
window.print = () => {};

// Lets everything run that was put off by setTimeout(…, 0), twice. Timers set by timers wait 4 ms each,
// a timer set by a message does not: so a message goes before each.
const channel = new MessageChannel();
const messages = [];
channel.port1.onmessage = () => messages.shift()();
const message = () => new Promise((go) => { messages.push(go); channel.port2.postMessage(0); });
const tasks = async () => {
  for (let n = 0; n < 2; n += 1) {
    await message();
    await new Promise((go) => later(go, 0));
  }
};
const drawn = () => new Promise((go) => {
  frameDrawn(() => go());
  later(go, 60);
});
const pause = (ms) => new Promise((go) => later(go, ms));

const webformsBusy = () => {
  try {
    return !!window.Sys && window.Sys.WebForms.PageRequestManager.getInstance().get_isInAsyncPostBack();
  } catch { return false; }
};
const viewState = () => {
  const field = document.getElementById('__VIEWSTATE') || document.querySelector('[name=__VIEWSTATE]');
  return field ? field.value : '';
};
const shortHash = (text) => {
  let hash = 0;
  for (let n = 0; n < text.length; n += 1) hash = (hash * 31 + text.charCodeAt(n)) | 0;
  return `${text.length}:${hash}`;
};

const mark = () => ({ gen: state.gen, begun: state.begun, posts: state.posts, view: shortHash(viewState()) });
const act = () => { watchLines(); state.acted = performance.now(); state.failed = false; return mark(); };
// From now on everything that comes to show is remembered, because notices vanish by themselves.
const keepWatch = (ats) => {
  vigil = { ats, seen: ats.map(() => null), said: [] };
  const watcher = new MutationObserver((records) => {
    for (const record of records) for (const node of record.addedNodes) {
      const text = node.nodeType === 1 ? (node.innerText || '').trim() : '';
      if (text && text.length < 600 && vigil.said.length < 50 && seen(node)) vigil.said.push(text);
    }
    glance();
  });
  vigil.on = (root) => watcher.observe(root, { childList: true, subtree: true, characterData: true, attributes: true });
  vigil.on(document);
  shadows.forEach((root) => vigil.on(root));
};
const glance = () => vigil.ats.forEach((spec, n) => {
  const visible = find(spec).els.filter(seen);
  if (visible.length) {
    const text = shown(visible[0]).text;
    if (text) vigil.seen[n] = { spec: JSON.stringify(spec), text: withoutCaption(spec, visible[0], text) };
  }
});
const sighted = (spec) => {
  const kept = vigil && vigil.seen.find((one) => one && one.spec === JSON.stringify(spec));
  return kept ? { text: kept.text, many: 1 } : null;
};

// An answer that does not come for long (a line kept open for news) is not waited for either.
const openNow = () => {
  for (const [id, { path, key, since }] of state.open) {
    const endless = performance.now() - since >= ENDLESS;
    if (endless) state.background.add(path);
    if (endless || state.background.has(path) || state.background.has(key)) state.open.delete(id);
  }
  return state.open.size;
};
const busy = () => openNow() > 0 || placing() || document.readyState !== 'complete' || webformsBusy();

// Waits until whatever was begun since `since` has ended; gives up its slice after `slice` ms.
// -> {state: 'still'|'leaving'|'busy', began, posted, changed, mark, look}; `glances` are looked at on the way.
const settle = async ({ since, slice, firm, drew, background, glances }) => {
  const until = performance.now() + slice;
  for (const path of background || []) state.background.add(path);
  state.acted = performance.now();
  await tasks();
  if (drew && !state.leaving) await drawn();
  const told = (how) => {
    const now = mark();
    const fresh = !since || now.gen !== since.gen;
    const began = fresh || now.begun !== since.begun;
    return {
      state: how,
      began,
      look: glances && began && how === 'still' ? look({ ats: glances, text: true }) : null,
      posted: fresh || now.posts !== since.posts,
      changed: fresh || now.view !== since.view,
      mark: now,
      missed: didMiss(),
      background: Array.from(state.background),
    };
  };
  if (!firm && since && since.gen === state.gen && state.begun === since.begun && !busy()) return told('still');
  // A fresh document that asks for nothing more has nothing to wait for but one drawing and its own tasks.
  const plain = () => state.begun === 0;
  let calm = 0;
  let changes = -1;
  let drawnFrames = 0;
  while (performance.now() < until) {
    if (state.leaving) { await pause(10); continue; }
    if (busy()) { calm = 0; await pause(5); continue; }
    const now = version();
    calm = now === changes || drawnFrames > 12 ? calm + 1 : 0;
    changes = now;
    if (calm >= 2) return told('still');
    drawnFrames += 1;
    await (plain() && drawnFrames > 1 ? tasks() : drawn());
  }
  return told(state.leaving ? 'leaving' : 'busy');
};

// The navigation that was begun came to nothing (a download, an empty answer): the page stays.
const stay = () => { state.leaving = 0; };

// Waits until the page changes, but not longer than `slice` ms.
const change = async (slice) => {
  const until = performance.now() + slice;
  const before = version();
  while (performance.now() < until) {
    await pause(15);
    if (version() !== before || state.leaving) return true;
  }
  return false;
};
