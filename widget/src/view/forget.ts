/** Asks before everything is deleted. Lies over the panel, whose rest is out of reach meanwhile. */

import type { Strings } from "../strings";
import { el, newElementId } from "./dom";

export class ForgetDialog {
  readonly element: HTMLElement;
  private readonly keep: HTMLButtonElement;
  private readonly confirm: HTMLButtonElement;
  private readonly failed = el("p", { class: "failed", role: "alert" });

  /**
   * @param forget does it, and returns whether that worked
   * @param closed called afterwards, whatever was decided
   */
  constructor(
    private readonly forget: () => Promise<boolean>,
    private readonly closed: (isForgotten: boolean) => void,
    private readonly strings: Strings,
  ) {
    const [title, text] = [newElementId(), newElementId()];
    this.keep = this.button("small-button keep", strings.forgetCancel, () => this.close(false));
    this.confirm = this.button("small-button danger", strings.forgetConfirm, () => void this.do());
    this.element = el(
      "div",
      { class: "veil", hidden: true },
      el(
        "div",
        {
          class: "dialog",
          role: "alertdialog",
          "aria-modal": "true",
          "aria-labelledby": title,
          "aria-describedby": text,
        },
        el("h2", { id: title }, strings.forgetTitle),
        el("p", { id: text }, strings.forgetText),
        this.failed,
        el("div", { class: "choices" }, this.keep, this.confirm),
      ),
    );
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  open(): void {
    this.failed.textContent = "";
    this.element.hidden = false;
    this.keep.focus();
  }

  close(isForgotten: boolean): void {
    this.element.hidden = true;
    this.closed(isForgotten);
  }

  private async do(): Promise<void> {
    this.confirm.disabled = true;
    const isForgotten = await this.forget();
    this.confirm.disabled = false;
    if (isForgotten) this.close(true);
    else this.failed.textContent = this.strings.forgetFailed;
  }

  private button(style: string, label: string, click: () => void): HTMLButtonElement {
    return el("button", { type: "button", class: style, click }, label);
  }
}
