// Ways out that the browser's interception does not see are closed; what remains passes the guard.

for (const name of ['SharedWorker', 'WebTransport', 'fetchLater']) delete window[name];

// What a page sends while it goes away (a draft kept on leaving) goes out unseen.
let left = false;
window.addEventListener('pagehide', () => { left = true; }, true);
window.addEventListener('pageshow', () => { left = false; }, true);

if (window.fetch) {
  const outer = window.fetch;
  window.fetch = async function (input, init) {
    if (left) throw new TypeError('stopped');
    if (!init || !(init.body instanceof ReadableStream)) return outer.call(this, input, init);
    // A stream's bytes are not shown to the guard before they leave: they are gathered first.
    const body = await new Response(init.body).arrayBuffer();
    return outer.call(this, input, { ...init, body });
  };
}
const sent = XMLHttpRequest.prototype.send;
XMLHttpRequest.prototype.send = function (...rest) {
  if (left) throw new DOMException('stopped', 'NetworkError');
  return sent.apply(this, rest);
};
if (navigator.sendBeacon) {
  const beacon = navigator.sendBeacon;
  navigator.sendBeacon = (url, data) => (left ? false : beacon(url, data));
}
