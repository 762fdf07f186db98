// What WebForms and its AJAX library put into a page, written anew for the practice copy.
function __doPostBack(eventTarget, eventArgument) {
  var form = document.forms[0];
  if (form.onsubmit && form.onsubmit() === false) { return; }
  form.__EVENTTARGET.value = eventTarget.split('$').join(':');
  form.__EVENTARGUMENT.value = eventArgument;
  if (window.Sys && Sys.WebForms.PageRequestManager._panel) {
    Sys.WebForms.PageRequestManager.getInstance()._post(null);
  } else {
    form.submit();
  }
}

function fillList(method, parameter, value, listId) {
  var list = document.getElementById(listId);
  list.options.length = 0;
  var request = new XMLHttpRequest();
  request.open('GET', 'DropDownService.asmx/' + method + '?' + parameter + '=' + encodeURIComponent(value), true);
  request.onreadystatechange = function () {
    if (request.readyState !== 4 || request.status !== 200 || !request.responseXML) { return; }
    var items = request.responseXML.getElementsByTagName('DropdownData');
    list.options.length = 0;
    for (var i = 0; i < items.length; i++) {
      var text = items[i].getElementsByTagName('Text')[0].textContent;
      var option = new Option(text.length > 42 ? text.substring(0, 39) + '...' : text,
        items[i].getElementsByTagName('Value')[0].textContent);
      option.title = text;
      list.options[list.options.length] = option;
    }
  };
  request.send(null);
}

var Sys = { WebForms: {} };

Sys.WebForms.PageRequestManager = function () {
  this._busy = false;
  this._waiting = null;
  this._request = null;
  this._handlers = { beginRequest: [], endRequest: [], pageLoaded: [] };
};

Sys.WebForms.PageRequestManager._panel = '';

Sys.WebForms.PageRequestManager._initialize = function (manager, formId, panel) {
  var one = Sys.WebForms.PageRequestManager;
  one._manager = manager.split('$').join(':');
  one._panel = panel.split('$').join(':');
  one._instance = new one();
  // A press on a submit button inside the panel becomes a partial postback as well.
  document.getElementById(formId).addEventListener('submit', function (event) {
    event.preventDefault();
    one.getInstance()._post(event.submitter || null);
  });
};

Sys.WebForms.PageRequestManager.getInstance = function () {
  return Sys.WebForms.PageRequestManager._instance || null;
};

Sys.WebForms.PageRequestManager.prototype = {
  get_isInAsyncPostBack: function () { return this._busy; },
  add_beginRequest: function (handler) { this._handlers.beginRequest.push(handler); },
  add_endRequest: function (handler) { this._handlers.endRequest.push(handler); },
  add_pageLoaded: function (handler) { this._handlers.pageLoaded.push(handler); },
  remove_endRequest: function (handler) {
    this._handlers.endRequest = this._handlers.endRequest.filter(function (other) { return other !== handler; });
  },
  abortPostBack: function () { if (this._request) { this._request.abort(); } },

  _fire: function (name, args) {
    var sender = this;
    this._handlers[name].slice().forEach(function (handler) { handler(sender, args); });
  },

  _post: function (button) {
    var one = Sys.WebForms.PageRequestManager, manager = this, form = document.forms[0];
    var target = button ? button.name : form.__EVENTTARGET.value;
    if (button) { form.__EVENTTARGET.value = ''; form.__EVENTARGUMENT.value = ''; }
    var body = new URLSearchParams(new FormData(form));
    body.set(one._manager, one._panel + '|' + target);
    body.set('__ASYNCPOST', 'true');
    if (button) { body.set(button.name, button.value); }
    // As the original does, a new partial postback abandons the answer of the one under way.
    if (this._request) { this._request.onload = this._request.onerror = null; this._request.abort(); }
    var request = this._request = new XMLHttpRequest();
    this._busy = true;
    this._progress(true);
    this._fire('beginRequest', {});
    request.open('POST', form.action, true);
    request.setRequestHeader('X-MicrosoftAjax', 'Delta=true');
    request.setRequestHeader('Content-Type', 'application/x-www-form-urlencoded; charset=utf-8');
    request.onload = function () { manager._end(request); };
    request.onerror = function () { manager._end(request); };
    request.send(body.toString());
  },

  _end: function (request) {
    var error = null, parts = [];
    if (request.status !== 200) {
      error = new Error('Sys.WebForms.PageRequestManagerServerErrorException: An unknown error occurred while ' +
        'processing the request on the server. The status code returned from the server was: ' + request.status);
    } else {
      try { parts = this._parse(request.responseText); } catch (problem) { error = problem; }
    }
    this._request = null;
    var scripts = [];
    for (var i = 0; i < parts.length; i++) {
      if (parts[i].kind === 'pageRedirect') { window.location.href = parts[i].content; return; }
      if (parts[i].kind === 'updatePanel') { document.getElementById(parts[i].id).innerHTML = parts[i].content; }
      if (parts[i].kind === 'hiddenField') { document.getElementById(parts[i].id).value = parts[i].content; }
      if (parts[i].kind === 'scriptStartupBlock') { scripts.push(parts[i].content); }
    }
    this._busy = false;
    this._progress(false);
    scripts.forEach(function (text) {
      var script = document.createElement('script');
      script.text = text;
      document.body.appendChild(script);
    });
    var handled = false;
    this._fire('pageLoaded', {});
    this._fire('endRequest', {
      get_error: function () { return error; },
      set_errorHandled: function (value) { handled = value; },
      get_errorHandled: function () { return handled; }
    });
    if (error && !handled) { throw error; }
  },

  _parse: function (text) {
    var parts = [], at = 0;
    while (at < text.length) {
      var fields = [], from = at;
      for (var i = 0; i < 3; i++) {
        var bar = text.indexOf('|', from);
        if (bar < 0) { throw this._broken(text, at); }
        fields.push(text.substring(from, bar));
        from = bar + 1;
      }
      var end = from + parseInt(fields[0], 10);
      if (isNaN(end) || text.charAt(end) !== '|') { throw this._broken(text, at); }
      parts.push({ kind: fields[1], id: fields[2], content: text.substring(from, end) });
      at = end + 1;
    }
    return parts;
  },

  _broken: function (text, at) {
    return new Error('Sys.WebForms.PageRequestManagerParserErrorException: The message received from the server ' +
      'could not be parsed. Details: Error parsing near \'' + text.substring(at, at + 20) + '\'.');
  },

  _progress: function (on) {
    document.querySelectorAll('.progress').forEach(function (box) { box.style.display = on ? 'block' : 'none'; });
  }
};
