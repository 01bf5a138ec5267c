// How the button looks, and the colours of the whole chat: custom properties that a host page may set.

const LIGHT = `
  --accent: var(--legal-chat-accent, #17567f);
  --on-accent: var(--legal-chat-on-accent, #ffffff);
  --surface: var(--legal-chat-surface, #ffffff);
  --ground: var(--legal-chat-ground, #f3f5f7);
  --text: var(--legal-chat-text, #17222b);
  --muted: var(--legal-chat-muted, #52606b);
  --line: var(--legal-chat-line, #cfd6dc);
  --edge: var(--legal-chat-edge, #75828d);
  --link: var(--legal-chat-link, #0f4f79);
  --person: var(--legal-chat-person, #e3f2ea);
  --person-edge: var(--legal-chat-person-edge, #2c7a52);
  --notice: var(--legal-chat-notice, #fff5e0);
  --notice-edge: var(--legal-chat-notice-edge, #a86400);
  --danger: var(--legal-chat-danger, #a51d17);
  --focus: var(--legal-chat-focus, #0a58ca);
  --shade: rgb(15 30 45 / 28%);`;

const DARK = `
  --accent: var(--legal-chat-dark-accent, #24688f);
  --on-accent: var(--legal-chat-dark-on-accent, #ffffff);
  --surface: var(--legal-chat-dark-surface, #1b232b);
  --ground: var(--legal-chat-dark-ground, #12181e);
  --text: var(--legal-chat-dark-text, #eaf0f4);
  --muted: var(--legal-chat-dark-muted, #a9b6c1);
  --line: var(--legal-chat-dark-line, #38444f);
  --edge: var(--legal-chat-dark-edge, #7f8e9b);
  --link: var(--legal-chat-dark-link, #8cc8ef);
  --person: var(--legal-chat-dark-person, #16352a);
  --person-edge: var(--legal-chat-dark-person-edge, #55b585);
  --notice: var(--legal-chat-dark-notice, #372b12);
  --notice-edge: var(--legal-chat-dark-notice-edge, #d99a35);
  --danger: var(--legal-chat-dark-danger, #ff9a92);
  --focus: var(--legal-chat-dark-focus, #8cc8ff);
  --shade: rgb(0 0 0 / 55%);`;

// Sizes are in em of a fixed base: a host page may have changed what 1rem is.
const RULES = `
:host {
  all: initial;
  color-scheme: light;
  display: block;
  position: static;
  ${LIGHT}
}
/* again on what we draw: a host's rule for every element also meets the element that we stand in */
.launcher, .status, dialog {
  cursor: auto;
  font: normal 400 var(--legal-chat-font-size, 16px) / 1.5 var(--legal-chat-font, system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif);
  letter-spacing: normal;
  text-align: start;
  text-indent: 0;
  text-shadow: none;
  text-transform: none;
  visibility: visible;
  white-space: normal;
  word-spacing: normal;
}
:host([hidden]) { display: none; }
:host([theme="dark"]) { color-scheme: dark; ${DARK} }
@media (prefers-color-scheme: dark) {
  :host(:not([theme="light"])) { color-scheme: dark; ${DARK} }
}
.launcher {
  align-items: center;
  background: var(--accent);
  border: 2px solid transparent;
  border-radius: var(--legal-chat-launcher-radius, 2em);
  bottom: calc(var(--legal-chat-offset-y, 1.25em) + env(safe-area-inset-bottom, 0px));
  box-shadow: 0 0.25em 1em var(--shade);
  color: var(--on-accent);
  cursor: pointer;
  display: flex;
  font-weight: 600;
  gap: 0.6em;
  max-width: calc(100vw - 2.5em);
  min-height: 3.25em;
  padding: 0.5em 1.25em 0.5em 1em;
  position: fixed;
  right: calc(var(--legal-chat-offset-x, 1.25em) + env(safe-area-inset-right, 0px));
  z-index: var(--legal-chat-z-index, 2147483000);
}
:host([position="left"]) .launcher {
  left: calc(var(--legal-chat-offset-x, 1.25em) + env(safe-area-inset-left, 0px));
  right: auto;
}
.launcher[hidden] { display: none; }
.launcher[aria-busy] { cursor: progress; }
.launcher:hover { filter: brightness(1.08); }
.launcher svg { fill: currentcolor; flex: none; height: 1.6em; width: 1.6em; }
.launcher:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; }
@media (max-width: 24em), (max-height: 26em) {
  .launcher { padding: 0.5em 0.8em; }
  .launcher span:not(.badge) { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px; }
}
.badge {
  background: var(--on-accent);
  border-radius: 1em;
  box-sizing: border-box;
  color: var(--accent);
  font-size: 0.85em;
  line-height: 1.6em;
  min-width: 1.6em;
  padding: 0 0.4em;
  text-align: center;
}
.badge[hidden] { display: none; }
.status {
  clip-path: inset(50%);
  height: 1px;
  margin: 0;
  overflow: hidden;
  position: fixed;
  white-space: nowrap;
  width: 1px;
}
.status.shown {
  background: var(--surface);
  border: 1px solid var(--edge);
  border-radius: 0.5em;
  bottom: 5.5em;
  clip-path: none;
  color: var(--text);
  height: auto;
  max-width: 18em;
  padding: 0.75em 1em;
  right: 1.25em;
  white-space: normal;
  width: auto;
  z-index: 2147483000;
}
@media print { :host { display: none !important; } }
`;

/** Constructed, not written into the page: a strict policy of the host needs no exception for it. */
export function launcherSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);
  return sheet;
}
