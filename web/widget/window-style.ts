// How the window looks; its colours come from the launcher's sheet, which holds for the whole chat.

const RULES = `
*, *::before, *::after { box-sizing: border-box; }
h2, p, ol, ul, dl, dd { margin: 0; padding: 0; }
dialog {
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: var(--legal-chat-radius, 1em);
  bottom: calc(var(--legal-chat-offset-y, 1.25em) + env(safe-area-inset-bottom, 0px));
  box-shadow: 0 0.5em 2.5em var(--shade);
  color: var(--text);
  flex-direction: column;
  height: min(45em, calc(100dvh - 2.5em));
  left: auto;
  margin: 0;
  max-height: none;
  max-width: calc(100vw - 2.5em);
  overflow: hidden;
  padding: 0;
  position: fixed;
  right: calc(var(--legal-chat-offset-x, 1.25em) + env(safe-area-inset-right, 0px));
  top: auto;
  width: var(--legal-chat-width, 26em);
  z-index: var(--legal-chat-z-index, 2147483000);
}
dialog[open] { display: flex; }
dialog::backdrop { background: none; }
:host([position="left"]) dialog:not(.phone) {
  left: calc(var(--legal-chat-offset-x, 1.25em) + env(safe-area-inset-left, 0px));
  right: auto;
}
dialog.phone {
  border: 0;
  border-radius: 0;
  height: var(--room, 100dvh);
  inset: 0;
  max-width: none;
  padding: env(safe-area-inset-top, 0px) env(safe-area-inset-right, 0px) env(safe-area-inset-bottom, 0px) env(safe-area-inset-left, 0px);
  top: var(--above, 0px);
  width: 100%;
}
@media (prefers-reduced-motion: no-preference) {
  dialog[open] { animation: arrive 0.16s ease-out; }
  @keyframes arrive { from { opacity: 0; transform: translateY(0.75em); } }
  .line:last-of-type article { animation: said 0.18s ease-out; }
  @keyframes said { from { opacity: 0; transform: translateY(0.4em); } }
  .typing i { animation: dots 1.2s infinite ease-in-out; }
  .typing i:nth-child(2) { animation-delay: 0.15s; }
  .typing i:nth-child(3) { animation-delay: 0.3s; }
  @keyframes dots { 0%, 60%, 100% { transform: none; } 30% { transform: translateY(-0.25em); } }
}
.unseen {
  clip-path: inset(50%);
  height: 1px;
  overflow: hidden;
  position: absolute;
  white-space: nowrap;
  width: 1px;
}
.sheet { border: 0; height: 0; left: 0; opacity: 0; pointer-events: none; position: fixed; top: 0; width: 0; }
svg { fill: none; flex: none; height: 1.35em; stroke: currentcolor; stroke-linecap: round; stroke-linejoin: round; stroke-width: 1.9; vertical-align: -0.3em; width: 1.35em; }
a { color: var(--link); text-decoration: underline; text-underline-offset: 0.15em; }
button, .choose {
  align-items: center;
  background: var(--surface);
  border: 1px solid var(--edge);
  border-radius: 0.6em;
  color: var(--text);
  cursor: pointer;
  display: inline-flex;
  font: inherit;
  gap: 0.4em;
  justify-content: center;
  min-height: 2.25em;
  padding: 0.25em 0.8em;
}
button:hover, .choose:hover { background: var(--ground); }
button:disabled { cursor: default; opacity: 0.55; }
button.icon { border-color: transparent; min-width: 2.5em; padding: 0.25em; }
button.primary { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
button.primary:hover { filter: brightness(1.1); }
button.primary:disabled { background: var(--ground); border-color: var(--edge); color: var(--muted); filter: none; opacity: 1; }
button.grave { background: var(--surface); border-color: var(--danger); color: var(--danger); font-weight: 600; }
:focus-visible, .choose:focus-within { outline: 3px solid var(--focus); outline-offset: 2px; }
h2:focus-visible { outline: none; }

header {
  align-items: center;
  background: var(--accent);
  color: var(--on-accent);
  display: flex;
  flex: none;
  gap: 0.25em;
  padding: 0.6em 0.5em 0.6em 1em;
}
header h2 { flex: 1; font-size: 1.06em; font-weight: 650; line-height: 1.25; min-width: 0; }
.speaks { align-items: center; background: var(--surface); border-bottom: 1px solid var(--line); color: var(--muted); display: flex; flex: none; font-size: 0.86em; gap: 0.55em; line-height: 1.35; padding: 0.45em 1.15em; }
.speaks::before { background: var(--edge); border-radius: 50%; content: ""; flex: none; height: 0.6em; width: 0.6em; }
.speaks.advisor, .speaks.external { background: var(--person); color: var(--text); font-weight: 600; }
.speaks.advisor::before, .speaks.external::before, .speaks.queue::before { background: var(--person-edge); }
header button { background: transparent; border-color: transparent; color: inherit; flex: none; }
header button:hover { background: rgb(255 255 255 / 16%); }
header .exit { border-color: currentcolor; font-size: 0.85em; font-weight: 600; margin-right: 0.25em; padding: 0.25em 0.6em; white-space: nowrap; }
header :focus-visible { outline-color: var(--on-accent); outline-offset: 1px; }

.panel {
  background: var(--surface);
  border-bottom: 1px solid var(--line);
  display: grid;
  flex: none;
  gap: 0.6em;
  max-height: 60%;
  overflow-y: auto;
  padding: 0.9em 1em;
}
.panel > button, .panel > a { justify-self: start; }
.panel > a { padding: 0.25em 0; }
.panel label:not(.choose) { align-items: start; cursor: pointer; display: flex; gap: 0.6em; }
.panel input[type="checkbox"] { accent-color: var(--accent); flex: none; height: 1.5em; margin: 0; min-height: 24px; min-width: 24px; width: 1.5em; }
.panel small { color: var(--muted); display: block; font-size: 0.85em; }
.panel .rule { border-left: 4px solid var(--danger); font-weight: 600; padding-left: 0.7em; }
.panel p { font-size: 0.94em; }
.panel p:empty { display: none; }
.panel [role="alert"] { color: var(--danger); font-weight: 600; }
.choose { position: relative; }
.choose input { cursor: pointer; inset: 0; opacity: 0; position: absolute; width: 100%; }

.log {
  background: var(--ground);
  flex: 1 1 auto;
  min-height: 0;
  overflow-y: auto;
  overscroll-behavior: contain;
  padding: 0.9em 0.9em 1.1em;
  scrollbar-width: thin;
}
.log:focus-visible { outline-offset: -3px; }
.intro { color: var(--muted); display: grid; font-size: 0.85em; gap: 0.35em; line-height: 1.45; padding: 0 0.25em 0.4em; }
.day { align-items: center; color: var(--muted); display: flex; font-size: 0.8em; gap: 0.75em; margin: 0.6em 0 0.7em; }
.day::before, .day::after { background: var(--line); content: ""; flex: 1; height: 1px; }
article {
  background: var(--surface);
  border: 1px solid var(--line);
  border-radius: 0.35em 1em 1em 1em;
  display: grid;
  gap: 0.35em;
  margin: 0.7em 2.25em 0 0;
  max-width: 36em;
  overflow-wrap: anywhere;
  padding: 0.55em 0.85em 0.5em;
  width: fit-content;
}
article.goes-on { margin-top: 0.3em; }
article.parent {
  background: var(--accent);
  border-color: transparent;
  border-radius: 1em 0.35em 1em 1em;
  color: var(--on-accent);
  margin-left: auto;
  margin-right: 0;
  max-width: 85%;
}
article.pending { background: var(--surface); border: 1px dashed var(--accent); color: var(--text); }
article.advisor { background: var(--person); border-color: var(--person-edge); }
article.system { background: var(--notice); border-color: var(--notice-edge); border-radius: 0.6em; margin: 0.7em 0 0; max-width: none; width: auto; }
.text { white-space: pre-line; }
article ol, article ul { display: grid; gap: 0.3em; padding-left: 1.4em; }
article li::marker { color: var(--muted); font-weight: 600; }
.list-title, .card-title { font-weight: 650; }
.who { font-size: 0.82em; font-weight: 650; }
.assistant .who { color: var(--muted); }
.advisor .who { color: var(--text); }
.when { font-size: 0.76em; line-height: 1.3; text-align: right; }
.assistant .when, .system .when, .pending .when { color: var(--muted); }
article.parent a { color: inherit; }
.tel { font-weight: 650; white-space: nowrap; }
.failed { border-top: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 0.4em; padding-top: 0.5em; }
.failed p { color: var(--danger); flex: 1 1 100%; font-weight: 600; }
.card { background: var(--ground); border: 1px solid var(--line); border-radius: 0.6em; color: var(--text); display: grid; gap: 0.5em; padding: 0.7em 0.8em; }
.card .draft { background: var(--surface); border-left: 3px solid var(--edge); padding: 0.4em 0.7em; white-space: pre-wrap; }
.card dl { display: grid; gap: 0.35em; }
.card dt { color: var(--muted); font-size: 0.85em; }
.tools { display: flex; flex-wrap: wrap; gap: 0.5em; }
.tools button, .tools .choose { font-size: 0.92em; }
canvas { border-radius: 0.4em; display: block; height: auto; max-height: 20em; max-width: 100%; object-fit: contain; }
.choices { display: flex; flex-wrap: wrap; gap: 0.5em; margin: 0.6em 0 0; }
.choices button { border-color: var(--link); border-radius: 1.3em; border-width: 1.5px; color: var(--link); font-weight: 600; min-height: 2.5em; padding: 0.3em 1em; text-align: left; }
.choices button:hover { background: var(--accent); color: var(--on-accent); }
.typing { background: var(--surface); border: 1px solid var(--line); border-radius: 0.35em 1em 1em 1em; display: flex; gap: 0.35em; margin-top: 0.7em; padding: 0.8em 0.9em; width: fit-content; }
.typing.advisor { background: var(--person); border-color: var(--person-edge); }
.typing i { background: var(--muted); border-radius: 50%; height: 0.45em; width: 0.45em; }
.log { position: relative; }
.to-end { align-self: center; border-radius: 2em; box-shadow: 0 0.2em 0.8em var(--shade); flex: none; font-size: 0.9em; margin: -3em 0 0.6em; position: relative; }

.condition { background: var(--ground); border-top: 1px solid var(--line); color: var(--muted); flex: none; font-size: 0.88em; padding: 0.4em 1em; }
.condition.lost { background: var(--notice); border-color: var(--notice-edge); color: var(--text); }
form { align-items: end; border-top: 1px solid var(--line); display: grid; flex: none; gap: 0.4em; grid-template-columns: auto 1fr auto; padding: 0.6em 0.7em 0.4em; }
form .attach { grid-column: 1; }
form .field { grid-column: 2; min-width: 0; }
form .primary { border-radius: 50%; grid-column: 3; height: 2.6em; min-width: 2.6em; width: 2.6em; }
form .attach { color: var(--muted); height: 2.6em; }
textarea {
  background: var(--surface);
  border: 1px solid var(--edge);
  border-radius: 1.2em;
  color: var(--text);
  display: block;
  font: inherit;
  height: 2.6em;
  max-height: 9em;
  min-height: 2.6em;
  overflow-y: auto;
  padding: 0.5em 0.95em;
  resize: none;
  width: 100%;
}
textarea:not(:placeholder-shown) { field-sizing: content; height: auto; }
textarea::placeholder { white-space: nowrap; color: var(--muted); opacity: 1; }
textarea:focus-visible { outline-offset: 0; }
.counter { color: var(--muted); font-size: 0.82em; grid-column: 1 / -1; padding: 0 0.5em; }
.counter:empty { display: none; }
.counter.grave { color: var(--danger); font-weight: 600; }
.over { border-top: 1px solid var(--line); display: grid; flex: none; gap: 0.6em; justify-items: start; padding: 0.9em 1em; }
footer { color: var(--muted); flex: none; font-size: 0.82em; padding: 0.1em 1em 0.6em; text-align: center; }
footer a { color: inherit; display: inline-block; font-weight: 650; min-height: 24px; padding: 0.1em 0.15em; }

/* A page enlarged four times, or a phone held sideways: the whole window scrolls, so that nothing is squeezed away. */
@media (max-height: 26em) {
  dialog[open] { display: block; overflow-y: auto; overscroll-behavior: contain; }
  .log { min-height: 0; overflow: visible; }
  .panel { max-height: none; }
  textarea { max-height: none; }
  .to-end { display: none; }
}
@media (max-width: 24em) {
  header { flex-wrap: wrap; padding-left: 0.75em; }
  header h2 { flex: 1 1 100%; }
  header .exit { margin-right: auto; }
  article { margin-right: 0.75em; }
}
@media (forced-colors: active) {
  article, .typing, dialog, .choices button { border: 1px solid CanvasText; }
  article.advisor { border-width: 3px; }
}
@media print { dialog { display: none !important; } }
`;

export function windowSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(RULES);
  return sheet;
}
