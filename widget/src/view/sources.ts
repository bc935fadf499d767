/** The sources of a bubble: opened by the footnote marks in its text, or all at once. */

import type { BubbleSource, SourcePage } from "../protocol";
import type { Strings } from "../strings";
import { el, icon, newElementId } from "./dom";

export type Pages = Readonly<Record<string, SourcePage>>;

export class Sources {
  /** Shows the opened ones; stands beneath the text. */
  readonly region: HTMLElement;
  /** Opens all; null where there is nothing to open. */
  readonly opener: HTMLButtonElement | null = null;
  private readonly cards = new Map<number, HTMLElement>();
  private readonly marks: { button: HTMLButtonElement; number: number }[] = [];

  constructor(
    sources: readonly BubbleSource[],
    pages: Pages,
    private readonly strings: Strings,
  ) {
    for (const source of sources) {
      if (source.mark !== null) this.cards.set(source.mark, this.card(source, source.mark, pages));
    }
    this.region = el("div", { class: "sources", id: newElementId(), hidden: true });
    this.region.append(...this.cards.values());
    if (this.cards.size > 0) this.opener = this.makeOpener();
  }

  /** Return the button for a footnote mark, null where there is no such source. */
  readonly mark = (number: number): HTMLButtonElement | null => {
    const card = this.cards.get(number);
    if (!card) return null;
    const button = el(
      "button",
      {
        type: "button",
        class: "mark",
        "aria-label": this.strings.source(number, card.dataset.title ?? ""),
        "aria-expanded": "false",
        "aria-controls": this.region.id,
        click: () => this.show(this.isShown(number) ? [] : [number]),
      },
      String(number),
    );
    this.marks.push({ button, number });
    return button;
  };

  private show(numbers: readonly number[]): void {
    for (const [number, card] of this.cards) card.hidden = !numbers.includes(number);
    this.region.hidden = numbers.length === 0;
    for (const { button, number } of this.marks) {
      button.setAttribute("aria-expanded", String(numbers.includes(number)));
    }
    this.opener?.setAttribute("aria-expanded", String(numbers.length === this.cards.size));
    if (numbers.length > 0) this.region.scrollIntoView({ block: "nearest" });
  }

  private isShown(number: number): boolean {
    return !this.region.hidden && this.cards.get(number)?.hidden === false;
  }

  private makeOpener(): HTMLButtonElement {
    return el(
      "button",
      {
        type: "button",
        class: "opener",
        "aria-expanded": "false",
        "aria-controls": this.region.id,
        click: () => {
          const areAllShown = [...this.cards.keys()].every((number) => this.isShown(number));
          this.show(areAllShown ? [] : [...this.cards.keys()]);
        },
      },
      icon("book"),
      this.strings.sources(this.cards.size),
    );
  }

  private card(source: BubbleSource, mark: number, pages: Pages): HTMLElement {
    const page = pages[source.id];
    const { strings } = this;
    const about = page && [
      capitalized(page.kind),
      strings.publisher(page.publisher),
      page.date && strings.published(page.date),
    ];
    return el(
      "div",
      { class: "source", "data-title": source.title, hidden: true },
      el("span", { class: "source-mark", "aria-hidden": "true" }, String(mark)),
      el(
        "div",
        {},
        el("p", { class: "source-title" }, source.title),
        source.section && el("p", { class: "source-section" }, source.section),
        about && el("p", { class: "source-about" }, about.filter((part) => part).join(" · ")),
      ),
    );
  }
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
