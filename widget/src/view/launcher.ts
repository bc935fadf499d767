/** The button that opens the panel, with the number of messages that came meanwhile. */

import type { Strings } from "../strings";
import { el, icon } from "./dom";

export class Launcher {
  readonly element: HTMLButtonElement;
  private readonly badge = el("span", { class: "badge", hidden: true });
  private title: string;
  private unread = 0;

  constructor(
    title: string,
    open: () => void,
    private readonly strings: Strings,
  ) {
    this.title = title;
    this.element = el(
      "button",
      { type: "button", class: "launcher", "aria-haspopup": "dialog", click: open },
      icon("chat"),
      el("span", {}, strings.launcher),
      this.badge,
    );
    this.label();
  }

  setTitle(title: string): void {
    this.title = title;
    this.label();
  }

  /** Count a message that came while the panel was closed. */
  addUnread(): void {
    this.unread += 1;
    this.label();
  }

  clearUnread(): void {
    this.unread = 0;
    this.label();
  }

  private label(): void {
    const { strings, title, unread } = this;
    // The name begins with what is written on it, for people who speak to their computer.
    const name = [strings.launcher, strings.open(title), unread > 0 && strings.unread(unread)];
    this.element.setAttribute("aria-label", name.filter((part) => part).join(". "));
    this.badge.textContent = String(unread);
    this.badge.hidden = unread === 0;
  }
}
