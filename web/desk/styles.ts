// What every part of the desk looks like: buttons, fields, tags; the colours come from the page.
import { css } from "lit";

export const basics = css`
  :host {
    box-sizing: border-box;
  }
  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  h1 {
    font-size: 1.15rem;
  }
  h2 {
    font-size: 1rem;
  }
  h3 {
    color: var(--muted);
    font-size: 0.82rem;
    font-weight: 600;
    letter-spacing: 0.02em;
  }
  ul {
    list-style: none;
  }
  button,
  select,
  input,
  textarea {
    background: var(--surface);
    border: 1px solid var(--line);
    border-radius: 0.5rem;
    color: var(--ink);
    font: inherit;
    min-height: 2.25rem;
    padding: 0.3rem 0.8rem;
  }
  button {
    cursor: pointer;
    font-weight: 500;
  }
  button:hover:not(:disabled) {
    background: var(--raised);
  }
  button.main {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  button.main:hover:not(:disabled) {
    filter: brightness(1.08);
  }
  button:disabled {
    cursor: default;
    opacity: 0.55;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .tag {
    background: var(--raised);
    border-radius: 1rem;
    color: var(--muted);
    font-size: 0.78rem;
    font-weight: 600;
    padding: 0.1rem 0.55rem;
    white-space: nowrap;
  }
  .tag.urgent {
    background: var(--danger-soft);
    color: var(--danger);
  }
  .tag.new {
    background: var(--accent-soft);
    color: var(--accent);
  }
  .muted {
    color: var(--muted);
  }
  .small {
    font-size: 0.85rem;
  }
  .alert {
    background: var(--danger-soft);
    border-radius: 0.5rem;
    color: var(--danger);
    padding: 0.5rem 0.8rem;
  }
  .hidden {
    clip-path: inset(50%);
    height: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
    width: 1px;
  }
`;
