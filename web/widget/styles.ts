// How the chat window looks; colours are custom properties so that a host page can set them.
import { css } from "lit";

export const styles = css`
  :host {
    --chat-accent: #1f5f8b;
    --chat-on-accent: #fff;
    --chat-border: #8a939b;
    display: flex;
    flex-direction: column;
    gap: 0.5rem;
    min-height: 0;
  }
  .log {
    border: 1px solid var(--chat-border);
    border-radius: 0.5rem;
    box-sizing: border-box;
    flex: 1 1 24rem;
    max-height: 65dvh;
    overflow-y: auto;
    padding: 0.75rem;
  }
  article {
    background: color-mix(in srgb, CanvasText 7%, Canvas);
    border-radius: 0.75rem;
    margin: 0 3rem 0.75rem 0;
    padding: 0.5rem 0.75rem;
    width: fit-content;
  }
  article.parent {
    background: var(--chat-accent);
    color: var(--chat-on-accent);
    margin: 0 0 0.75rem auto;
    max-width: 85%;
  }
  article.system {
    border: 2px solid #b3261e;
  }
  article.pending {
    opacity: 0.75;
  }
  h2 {
    font-size: 0.8rem;
    font-weight: 600;
    margin: 0;
  }
  p {
    margin: 0.25rem 0;
    overflow-wrap: anywhere;
    white-space: pre-line;
  }
  ol,
  ul {
    margin: 0.25rem 0;
    padding-left: 1.5rem;
  }
  .note {
    font-size: 0.9rem;
    margin: 0;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
    margin: 0.5rem 0 0.25rem;
  }
  button {
    background: Canvas;
    border: 2px solid var(--chat-accent);
    border-radius: 1rem;
    color: CanvasText;
    cursor: pointer;
    font: inherit;
    min-height: 2.25rem;
    padding: 0.25rem 0.9rem;
  }
  button.send {
    background: var(--chat-accent);
    color: var(--chat-on-accent);
  }
  button:disabled {
    cursor: default;
    opacity: 0.6;
  }
  form {
    display: flex;
    gap: 0.5rem;
  }
  textarea {
    border: 1px solid var(--chat-border);
    border-radius: 0.5rem;
    flex: 1;
    font: inherit;
    min-width: 0;
    padding: 0.5rem;
    resize: vertical;
  }
  :focus-visible {
    outline: 3px solid var(--chat-accent);
    outline-offset: 2px;
  }
`;
