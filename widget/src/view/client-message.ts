/** What the client wrote, and whether it has arrived. */

import type { ClientItem } from "../items";
import type { Strings } from "../strings";
import { el, icon } from "./dom";

export interface ClientActions {
  sendAgain(id: string): void;
  takeBack(id: string): void;
}

export function clientMessage(
  { id, text, state, error }: ClientItem,
  actions: ClientActions,
  strings: Strings,
): HTMLElement {
  const message = el(
    "div",
    { class: `message client ${state}` },
    el("span", { class: "unseen" }, strings.you),
    el("p", { class: "text" }, text),
  );
  if (state === "waiting") {
    message.append(el("p", { class: "state" }, icon("clock"), strings.waiting));
  }
  if (error) {
    const again = { type: "button", class: "link", click: () => actions.sendAgain(id) };
    const back = { type: "button", class: "link", click: () => actions.takeBack(id) };
    message.append(
      el("p", { class: "state" }, icon("alert"), strings.refusals[error]),
      el(
        "p",
        { class: "state" },
        error !== "too_long" && el("button", again, strings.retry),
        el("button", back, strings.discard),
      ),
    );
  }
  return message;
}
