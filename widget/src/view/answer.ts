/** A bubble of the bot: text with footnotes, detail, evidence, sources, whom to call, thumbs. */

import { type BotItem, isAlarming, isAnswer } from "../items";
import { render } from "../markdown";
import type { Bubble } from "../protocol";
import type { Strings } from "../strings";
import { el, icon, newElementId } from "./dom";
import { Feedback, type Vote } from "./feedback";
import { type Pages, Sources } from "./sources";
import { callLink } from "./telephone";

export class Answer {
  readonly element: HTMLElement;
  private readonly feedback: Feedback | null;
  private readonly sources: Sources;

  constructor(
    item: BotItem,
    pages: Pages,
    vote: Vote,
    private readonly strings: Strings,
  ) {
    const { bubble } = item;
    const heading = strings.headings[bubble.urgency];
    this.sources = new Sources(bubble.sources, pages, strings);
    this.feedback = isAnswer(bubble) ? new Feedback(item, vote, strings) : null;
    this.element = el(
      "div",
      {
        class: `message bot ${bubble.urgency}`,
        // The alert has said it already.
        "aria-live": isAlarming(bubble) ? "off" : undefined,
      },
      el("span", { class: "unseen" }, strings.bot),
      heading && el("h3", { class: "heading" }, icon("alert"), heading),
      el("div", { class: "text" }, this.render(bubble.text)),
      bubble.contact && callLink(bubble.contact, strings),
      ...this.detail(bubble.more),
      bubble.note && el("p", { class: "note" }, icon("info"), bubble.note),
      this.foot(bubble),
      this.sources.region,
      this.feedback?.below,
    );
  }

  /** Show a vote, also one of another tab. */
  showVote(helpful: boolean | null): void {
    this.feedback?.show(helpful);
  }

  private render(text: string): DocumentFragment {
    return render(text, this.sources.mark, this.strings.newWindow);
  }

  private detail(more: string): Node[] {
    if (!more) return [];
    const { strings } = this;
    const region = el("div", { class: "text more", id: newElementId(), hidden: true });
    region.append(this.render(more));
    const button = el("button", {
      type: "button",
      class: "opener",
      "aria-controls": region.id,
      click: () => {
        region.hidden = !region.hidden;
        label();
      },
    });
    const label = (): void => {
      button.setAttribute("aria-expanded", String(!region.hidden));
      button.replaceChildren(icon("chevron"), region.hidden ? strings.more : strings.less);
    };
    label();
    return [region, button];
  }

  private foot({ sources }: Bubble): HTMLElement | null {
    const unmarked = sources.filter((source) => source.mark === null);
    const named = unmarked.map((source) => source.title).join(", ");
    const parts = [
      this.sources.opener,
      named && el("p", { class: "named" }, icon("book"), `${this.strings.sourceFrom} ${named}`),
      this.feedback?.element,
    ].filter((part) => !!part);
    return parts.length > 0 ? el("div", { class: "foot" }, ...parts) : null;
  }
}
