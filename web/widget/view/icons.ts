// The window's pictures, drawn with lines in the colour of the text; a button's name says what they mean.
import { html, svg, type TemplateResult } from "lit-html";

function lines(path: string): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${svg`<path d=${path} />`}</svg>`;
}

export const icons = {
  send: lines("M4 12 20 4l-5 16-3.500-6.500L4 12Z M11.500 13.500 20 4"),
  minimise: lines("M5 12h14"),
  menu: lines("M5 6.500h14 M5 12h14 M5 17.500h14"),
  exit: lines("M10 4H5v16h5 M9 12h11 M16 8l4 4-4 4"),
  attach: lines("M19 11.500 12 18.500a4.500 4.500 0 0 1-6.400-6.400l7.500-7.500a3 3 0 0 1 4.300 4.300l-7.500 7.500a1.500 1.500 0 0 1-2.200-2.100l6.500-6.500"),
  down: lines("M12 5v14 M6 13l6 6 6-6"),
  copy: lines("M9 9h10v11H9Z M15 9V4H5v11h4"),
  print: lines("M7 9V4h10v5 M7 17H4V9h16v8h-3 M7 14h10v6H7Z"),
  done: lines("M5 12.500 10 17.500 19 7"),
};
