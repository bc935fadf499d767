/**
 * Text of a bubble as DOM nodes. micromark reads the Markdown; the nodes are built here, one by one,
 * so that no text can become markup, under Trusted Types too.
 */

import { parse, postprocess, preprocess } from "micromark";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";
import type { Event } from "micromark-util-types";
import { toUrl } from "./addresses";
import { el } from "./view/dom";

/** Returns what stands for a footnote mark such as `[1]`, null where there is no such source. */
export type MarkMaker = (number: number) => Node | null;

const EXTENSIONS = [gfmAutolinkLiteral()];
const WITH_MARK = "with-mark";
const MARK = /\[(\d{1,3})\]/;

const ELEMENTS: Partial<Record<string, keyof HTMLElementTagNameMap>> = {
  paragraph: "p",
  listOrdered: "ol",
  listUnordered: "ul",
};
const ADDRESSES: Partial<Record<string, string>> = {
  literalAutolinkEmail: "mailto:",
  literalAutolinkHttp: "",
  literalAutolinkWww: "http://",
};

/** @param newWindow what is added, for screen readers, to a link that leaves the page */
export function render(text: string, mark: MarkMaker, newWindow: string): DocumentFragment {
  const events = postprocess(
    parse({ extensions: EXTENSIONS }).document().write(preprocess()(text, undefined, true)),
  );
  return new Builder(mark, newWindow).build(events);
}

class Builder {
  private readonly result = document.createDocumentFragment();
  private readonly open: Node[] = [this.result];
  /** Text comes in pieces; a footnote mark may be spread over several. */
  private pending = "";

  constructor(
    private readonly mark: MarkMaker,
    private readonly newWindow: string,
  ) {}

  build(events: Event[]): DocumentFragment {
    for (const [step, { type, start, end }, context] of events) {
      const written = (): string => context.sliceSerialize({ start, end });
      if (step === "enter") this.enter(type, written);
      else this.exit(type, written);
    }
    this.flush();
    return this.result;
  }

  private enter(type: string, written: () => string): void {
    const tag = ELEMENTS[type];
    if (tag) this.push(el(tag));
    else if (type === "listItemPrefix") this.nextListItem();
    else if (type === "listItemValue") this.startAt(Number(written()));
  }

  private exit(type: string, written: () => string): void {
    const prefix = ADDRESSES[type];
    if (prefix !== undefined) this.link(prefix, written());
    else if (type === "data") this.pending += written();
    else if (type === "lineEnding" && this.isInline()) this.pending += "\n";
    else if (type in ELEMENTS) {
      if (type.startsWith("list")) this.closeListItem();
      this.pop();
    }
  }

  private push(node: Node): void {
    this.flush();
    this.open.push(node);
  }

  private pop(): void {
    this.flush();
    const node = this.open.pop();
    if (node) this.top().appendChild(node);
  }

  private top(): Node {
    return this.open[this.open.length - 1] ?? this.result;
  }

  private isInline(): boolean {
    return !["#document-fragment", "OL", "UL", "LI"].includes(this.top().nodeName);
  }

  private nextListItem(): void {
    this.closeListItem();
    this.push(el("li"));
  }

  private closeListItem(): void {
    if (this.top().nodeName === "LI") this.pop();
  }

  private startAt(value: number): void {
    const list = this.open[this.open.length - 2];
    if (list instanceof HTMLOListElement && !list.hasChildNodes()) list.start = value;
  }

  private link(prefix: string, written: string): void {
    this.flush();
    const url = toUrl(prefix + written);
    const isPage = url?.protocol.startsWith("http");
    const away = isPage ? { target: "_blank", rel: "noopener noreferrer" } : {};
    const hint = isPage && el("span", { class: "unseen" }, ` (${this.newWindow})`);
    this.top().appendChild(url ? el("a", { href: url.href, ...away }, written, hint) : text(written));
  }

  private flush(): void {
    const parts = this.pending.split(MARK);
    this.pending = "";
    parts.forEach((part, index) => {
      const isNumber = index % 2 === 1;
      const node = isNumber ? this.mark(Number(part)) : null;
      const written = isNumber ? `[${part}]` : part;
      if (node) this.attach(node);
      else if (written) this.top().appendChild(text(written));
    });
  }

  /** Put a mark behind the word it belongs to, so that no line begins with it. */
  private attach(mark: Node): void {
    const before = this.top().lastChild;
    if (before instanceof HTMLElement && before.className === WITH_MARK) {
      before.append(mark);
      return;
    }
    const [, rest = "", word = ""] = /^(.*?)(\S{0,30})\s*$/s.exec(before?.textContent ?? "") ?? [];
    const isText = before instanceof Text;
    if (isText) before.data = rest;
    this.top().appendChild(el("span", { class: WITH_MARK }, isText ? word : "", mark));
  }
}

function text(written: string): Text {
  return document.createTextNode(written);
}
