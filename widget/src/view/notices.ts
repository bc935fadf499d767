/** What stays above the conversation: an alarm until it is hidden, and that there is no connection. */

import type { Status } from "../connection";
import type { Bubble } from "../protocol";
import type { Strings } from "../strings";
import { el, icon } from "./dom";
import { callLink, numberLink } from "./telephone";

/** A connection that comes at once is not worth a word. */
const PATIENCE_MILLISECONDS = 1_500;

export class Notices {
  readonly element: HTMLElement;
  private readonly connection = el("div", { class: "connection", role: "status" });
  private readonly alarm = el("div", { class: "alarm", hidden: true });
  private readonly spoken = el("div", { class: "unseen", role: "alert" });
  private emergency: string | null = null;
  private status: Status = "idle";
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly strings: Strings) {
    this.element = el("div", { class: "notices" }, this.spoken, this.alarm, this.connection);
  }

  /** Set the number that is shown while the server cannot be reached. */
  setEmergency(number: string | null): void {
    this.emergency = number;
    this.draw();
  }

  showStatus(status: Status): void {
    this.status = status;
    clearTimeout(this.timer);
    if (status === "online" || status === "idle") this.draw();
    else this.timer = setTimeout(() => this.draw(), PATIENCE_MILLISECONDS);
  }

  /** Say an alarm to screen readers, at once. */
  say(text: string): void {
    this.spoken.textContent = `${this.strings.alertTitle} ${text}`;
  }

  /** Keep whom to call in sight. @param hidden called when the client hides it */
  showAlarm({ urgency, contact }: Bubble, hidden: () => void): void {
    if (!contact) return;
    this.alarm.className = `alarm ${urgency}`;
    this.alarm.replaceChildren(
      callLink(contact, this.strings),
      el(
        "button",
        {
          type: "button",
          class: "icon-button",
          "aria-label": this.strings.dismiss,
          click: () => {
            this.hideAlarm();
            hidden();
          },
        },
        icon("close"),
      ),
    );
    this.alarm.hidden = false;
  }

  hideAlarm(): void {
    this.alarm.hidden = true;
    this.spoken.textContent = "";
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private draw(): void {
    const words = { connecting: "connecting", offline: "offline", refused: "refused" } as const;
    if (this.status === "online" || this.status === "idle") {
      this.connection.replaceChildren();
      return;
    }
    const { strings, emergency } = this;
    this.connection.replaceChildren(
      icon("cloud"),
      el(
        "p",
        {},
        el("span", {}, strings[words[this.status]]),
        " ",
        emergency
          ? el("span", {}, `${strings.emergency} `, numberLink(emergency, strings))
          : el("span", {}, strings.emergencyWithoutNumber),
      ),
    );
  }
}
