/** The conversation: greeting, messages, questions to tap, and that an answer is on its way. */

import type { BotItem, ClientItem, Item } from "../items";
import type { Strings } from "../strings";
import { Answer } from "./answer";
import { type ClientActions, clientMessage } from "./client-message";
import { el, icon } from "./dom";
import type { Vote } from "./feedback";
import type { Pages } from "./sources";

export interface LogActions extends ClientActions {
  send(text: string): void;
  vote: Vote;
}

interface Shown {
  element: HTMLElement;
  answer: Answer | null;
}

const MARGIN = 16;

export class Log {
  readonly element: HTMLElement;
  private readonly greeting: HTMLElement;
  private readonly starters: HTMLElement;
  private readonly messages: HTMLElement;
  private readonly questions: HTMLElement;
  private readonly typing: HTMLElement;
  private readonly shown = new Map<string, Shown>();
  private pages: Pages = {};

  constructor(
    greeting: string,
    private readonly actions: LogActions,
    private readonly strings: Strings,
  ) {
    this.starters = el("div", { class: "starters", role: "group", "aria-label": strings.starters });
    this.greeting = el(
      "div",
      { class: "greeting" },
      el("h2", {}, strings.greetingTitle),
      el("p", {}, greeting),
      this.starters,
    );
    this.messages = el("div", { class: "messages" });
    this.questions = el("div", { class: "questions", role: "group", "aria-label": strings.suggestions });
    this.typing = el(
      "div",
      { class: "typing", hidden: true },
      el("span", { class: "unseen" }, strings.typing),
      ...[1, 2, 3].map(() => el("i", { "aria-hidden": "true" })),
    );
    this.element = el(
      "div",
      { class: "log", role: "log", tabindex: 0, "aria-label": strings.conversation },
      this.greeting,
      this.messages,
      this.typing,
      this.questions,
    );
  }

  setPages(pages: Pages): void {
    this.pages = pages;
  }

  setStarters(questions: readonly string[]): void {
    this.starters.replaceChildren(...questions.map((text) => this.question(text)));
  }

  reset(items: readonly Item[]): void {
    // What was said before is not said again.
    this.element.setAttribute("aria-busy", "true");
    this.messages.replaceChildren();
    this.questions.replaceChildren();
    this.shown.clear();
    for (const item of items) this.put(item);
    this.greeting.classList.toggle("small", items.length > 0);
    this.element.removeAttribute("aria-busy");
    this.scrollToEnd();
  }

  add(item: Item): void {
    const element = this.put(item);
    this.greeting.classList.add("small");
    if (item.who === "client") this.scrollToEnd();
    else this.scrollTo(element);
  }

  change(item: Item): void {
    const shown = this.shown.get(item.id);
    if (!shown) return;
    if (item.who === "bot") {
      shown.answer?.showVote(item.helpful);
      return;
    }
    const anew = this.said(item);
    shown.element.replaceWith(anew.element);
    this.shown.set(item.id, anew);
  }

  remove(id: string): void {
    this.shown.get(id)?.element.remove();
    this.shown.delete(id);
    this.greeting.classList.toggle("small", this.shown.size > 0);
  }

  showTyping(on: boolean): void {
    this.typing.hidden = !on;
    if (on) this.scrollToEnd();
  }

  scrollToEnd(): void {
    this.element.scrollTop = this.element.scrollHeight;
  }

  private put(item: Item): HTMLElement {
    const shown = item.who === "bot" ? this.answer(item) : this.said(item);
    this.messages.append(shown.element);
    this.shown.set(item.id, shown);
    const questions = item.who === "bot" ? item.bubble.buttons : [];
    this.questions.replaceChildren(...questions.map((text) => this.question(text)));
    return shown.element;
  }

  private answer(item: BotItem): Shown {
    const answer = new Answer(item, this.pages, this.actions.vote, this.strings);
    return { element: answer.element, answer };
  }

  private said(item: ClientItem): Shown {
    return { element: clientMessage(item, this.actions, this.strings), answer: null };
  }

  private question(text: string): HTMLButtonElement {
    const send = (): void => this.actions.send(text);
    return el("button", { type: "button", class: "question", click: send }, text, icon("send"));
  }

  /** Show a new message from its beginning, where it is longer than what can be seen. */
  private scrollTo(message: HTMLElement): void {
    const { clientHeight, scrollHeight } = this.element;
    const before = message.previousElementSibling;
    const isShort = before instanceof HTMLElement && before.offsetHeight < clientHeight / 4;
    const first = isShort && before.classList.contains("client") ? before : message;
    this.element.scrollTop = Math.min(first.offsetTop - MARGIN, scrollHeight - clientHeight);
  }
}
