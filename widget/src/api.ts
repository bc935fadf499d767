/** What the website's own scripts may do: `window.Footnote`. docs/webmaster.md describes it. */

import type { FootnoteChat } from "./element";

export interface FootnoteApi {
  readonly isOpen: boolean;
  open(): void;
  close(): void;
  toggle(): void;
  send(text: string): void;
  destroy(): void;
}

declare global {
  interface Window {
    Footnote?: FootnoteApi;
  }
}

/** Offer an element to the website until it is destroyed. */
export function offer(element: FootnoteChat): void {
  window.Footnote = {
    get isOpen() {
      return element.isOpen;
    },
    open: () => element.open(),
    close: () => element.close(),
    toggle: () => (element.isOpen ? element.close() : element.open()),
    send: (text) => element.send(text),
    destroy: () => {
      element.destroy();
      delete window.Footnote;
    },
  };
}
