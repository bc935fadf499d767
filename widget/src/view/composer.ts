/** Where the client types. Enter sends, Shift and Enter begins a new line. */

import type { Strings } from "../strings";
import { el, icon, newElementId } from "./dom";

/** From this share of the limit on, the characters left are shown. */
const NEARLY_FULL = 0.8;

export class Composer {
  readonly element: HTMLFormElement;
  private readonly field: HTMLTextAreaElement;
  private readonly left: HTMLElement;
  private limit = Infinity;

  constructor(
    private readonly send: (text: string) => void,
    private readonly strings: Strings,
  ) {
    const id = newElementId();
    this.left = el("p", { class: "characters", id: newElementId(), role: "status" });
    this.field = el("textarea", {
      id,
      rows: 1,
      placeholder: strings.placeholder,
      "aria-label": strings.message,
      "aria-describedby": this.left.id,
      enterkeyhint: "send",
      input: () => this.fit(),
      keydown: (event) => this.key(event as KeyboardEvent),
    });
    this.element = el(
      "form",
      { class: "composer", submit: (event) => this.submit(event) },
      el(
        "div",
        { class: "field" },
        this.field,
        el("button", { type: "submit", class: "send", "aria-label": strings.send }, icon("send")),
      ),
      this.left,
    );
  }

  setLimit(limit: number): void {
    this.limit = limit;
    this.field.maxLength = limit;
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
  }

  /** Put a text back that was not sent. */
  restore(text: string): void {
    this.field.value = [this.field.value.trim(), text].filter((part) => part).join("\n");
    this.fit();
    this.focus();
  }

  /** Grow with the text; styles set the most. */
  fit(): void {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
    const left = this.limit - this.field.value.length;
    const isNearlyFull = left < this.limit * (1 - NEARLY_FULL);
    this.left.textContent = isNearlyFull ? this.strings.charactersLeft(left) : "";
  }

  private key(event: KeyboardEvent): void {
    // While a word is composed, as with an input method, Enter ends the word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    this.submit(event);
  }

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.fit();
    this.send(text);
  }
}
