/** Thumbs beneath an answer; after a thumb down, room for a reason. */

import type { BotItem } from "../items";
import type { Strings } from "../strings";
import { el, icon, newElementId } from "./dom";

export const MAX_REASON_LENGTH = 500;

export type Vote = (item: BotItem, helpful: boolean, reason?: string) => Promise<boolean>;

export class Feedback {
  readonly element: HTMLElement;
  /** Stands apart, beneath: the reason, and what came of the vote. */
  readonly below: HTMLElement;
  private readonly thumbs: Record<"yes" | "no", HTMLButtonElement>;
  private readonly status = el("p", { class: "vote-status", role: "status" });
  private form: HTMLFormElement | null = null;

  constructor(
    private readonly item: BotItem,
    private readonly vote: Vote,
    private readonly strings: Strings,
  ) {
    this.thumbs = {
      yes: this.thumb("up", strings.yes, true),
      no: this.thumb("down", strings.no, false),
    };
    this.element = el(
      "div",
      { class: "thumbs", role: "group", "aria-label": strings.helpful },
      this.thumbs.yes,
      this.thumbs.no,
    );
    this.below = el("div", { class: "vote" }, this.status);
    this.show(item.helpful);
  }

  /** Show a vote, also one of another tab. */
  show(helpful: boolean | null): void {
    this.thumbs.yes.setAttribute("aria-pressed", String(helpful === true));
    this.thumbs.no.setAttribute("aria-pressed", String(helpful === false));
  }

  private thumb(name: "up" | "down", label: string, helpful: boolean): HTMLButtonElement {
    return el(
      "button",
      {
        type: "button",
        class: "icon-button thumb",
        "aria-label": label,
        click: () => void this.voted(helpful),
      },
      icon(name),
    );
  }

  private async voted(helpful: boolean): Promise<void> {
    this.show(helpful);
    this.closeForm();
    if (!(await this.send(helpful))) return;
    if (!helpful) this.openForm();
  }

  private async send(helpful: boolean, reason?: string): Promise<boolean> {
    const taken = await this.vote(this.item, helpful, reason);
    if (!taken) this.show(this.item.helpful);
    this.status.textContent = taken ? this.strings.thanks : this.strings.voteFailed;
    return taken;
  }

  private openForm(): void {
    const id = newElementId();
    const field = el("input", { id, type: "text", maxlength: MAX_REASON_LENGTH, autocomplete: "off" });
    this.status.textContent = "";
    this.form = el(
      "form",
      {
        class: "reason",
        submit: (event) => {
          event.preventDefault();
          const reason = field.value.trim();
          this.closeForm();
          this.thumbs.no.focus();
          if (reason) void this.send(false, reason);
          else this.status.textContent = this.strings.thanks;
        },
      },
      el("label", { for: id }, this.strings.reasonLabel),
      el("div", { class: "reason-row" }, field, this.sendButton()),
    );
    this.below.prepend(this.form);
    this.form.scrollIntoView({ block: "nearest" });
    field.focus({ preventScroll: true });
  }

  private sendButton(): HTMLButtonElement {
    return el("button", { type: "submit", class: "small-button" }, this.strings.reasonSend);
  }

  private closeForm(): void {
    this.form?.remove();
    this.form = null;
  }
}
