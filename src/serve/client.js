// Runs in every previewed page: listens for changes, swaps style sheets, reloads the page and shows errors in an overlay.
(() => {
  const script = document.currentScript;
  const SILENCE_MS = 40000; // The server sends an event at least every 15 seconds.
  let seen = script.dataset.seen;
  let events;
  let heard = Date.now();

  const listen = () => {
    if (events) events.close();
    heard = Date.now();
    const query = new URLSearchParams({ path: location.pathname, seen });
    events = new EventSource(`/_bangvang/events?${query}`);
    const on = (name, act) => events.addEventListener(name, (event) => {
      heard = Date.now();
      act(event.data);
    });
    on("heartbeat", () => {});
    on("reload", () => { events.close(); location.reload(); });
    on("style", (text) => {
      const update = JSON.parse(text);
      seen = update.seen;
      update.styles.forEach(swap);
    });
    on("errors", (text) => show(JSON.parse(text)));
    events.onerror = () => {
      // The browser reconnects by itself unless it has closed the connection.
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
    };
  };

  // `/theme.0123456789.css` and `/theme.css?0123456789` are versions of `/theme.css`.
  const plain = (address) => new URL(address, location).pathname.replace(/\.[0-9a-f]{10}(?=\.css$)/, "");

  const swap = (address) => {
    for (const old of document.querySelectorAll('link[rel~="stylesheet"]')) {
      const same = new URL(address, location).href === old.href;
      if (same || plain(old.href) !== plain(address) || old.dataset.leaving) continue;
      const fresh = old.cloneNode();
      fresh.href = address;
      old.dataset.leaving = "yes";
      // Remove the old sheet only when the new one is loaded, so that the page is never without styles.
      fresh.onload = fresh.onerror = () => old.remove();
      old.after(fresh);
    }
  };

  const STYLE = `
    :host { all: initial; }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
      box-sizing: border-box; padding: 1rem 1.25rem; background: #1d1720; color: #f6eff2; border-top: 4px solid #e5484d;
      font: 16px/1.5 system-ui, sans-serif; box-shadow: 0 -8px 32px #0008; }
    h2 { margin: 0 3rem .25rem 0; font-size: 1.125rem; }
    p { margin: 0 3rem .75rem 0; color: #d3c6cc; }
    pre { margin: 0 0 .75rem; padding: .75rem; background: #2b2230; border-radius: 6px; white-space: pre-wrap;
      overflow-wrap: anywhere; font: 14px/1.5 ui-monospace, "DejaVu Sans Mono", monospace; }
    button { position: absolute; top: .75rem; right: 1rem; font: inherit; color: inherit; background: none;
      border: 1px solid #8a7a83; border-radius: 6px; padding: .25rem .75rem; cursor: pointer; }
    button:focus-visible { outline: 3px solid #ffb4b7; }`;
  let overlay;

  const show = (report) => {
    if (overlay) overlay.remove();
    overlay = null;
    if (!report.errors.length) return;
    overlay = document.createElement("bangvang-overlay");
    const root = overlay.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const add = (parent, name, text) => {
      const element = document.createElement(name);
      if (text) element.textContent = text;
      return parent.appendChild(element);
    };
    const section = add(root, "section");
    section.setAttribute("role", "alert");
    section.lang = report.language;
    const title = add(section, "h2", report.title);
    section.setAttribute("aria-label", title.textContent);
    add(section, "p", report.note);
    report.errors.forEach((error) => add(section, "pre", error));
    const close = add(section, "button", report.close);
    close.type = "button";
    close.onclick = () => overlay.remove();
    document.documentElement.append(overlay);
  };

  addEventListener("keydown", (event) => { if (event.key === "Escape" && overlay) overlay.remove(); });
  const wake = () => { if (Date.now() - heard > SILENCE_MS) listen(); };
  setInterval(wake, 5000);
  document.addEventListener("visibilitychange", wake);
  // A page that the browser restores from its back/forward cache may be out of date.
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  addEventListener("pagehide", () => events.close());
  listen();
})();
