/** Puts the widget onto the page that loads the script. */

import { offer } from "./api";
import { FootnoteChat, TAG } from "./element";
import { readOptions } from "./options";

/** Optimizers of websites may load the script in ways that hide which element it came from. */
function ownScript(): HTMLScriptElement | null {
  const { currentScript } = document;
  if (currentScript instanceof HTMLScriptElement) return currentScript;
  return document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]');
}

function start(script: HTMLScriptElement): void {
  if (window.Footnote) return; // the script stands twice on the page
  const options = readOptions(script);
  if (!options) return;
  if (!customElements.get(TAG)) customElements.define(TAG, FootnoteChat);
  const Chat = customElements.get(TAG) as typeof FootnoteChat;
  const element = new Chat(options);
  offer(element);
  document.body.append(element);
}

const script = ownScript();
if (!script) {
  console.warn("Footnote: cannot find the script element that holds the options.");
} else if (document.body) {
  start(script);
} else {
  document.addEventListener("DOMContentLoaded", () => start(script), { once: true });
}
