/** The panel: header, notices, conversation, where to type, and what is to know beneath. */

import type { Strings } from "../strings";
import { Composer } from "./composer";
import { el, icon, newElementId } from "./dom";
import { keepFocusInside } from "./focus";
import { ForgetDialog } from "./forget";
import { Log, type LogActions } from "./log";
import { Notices } from "./notices";

export interface PanelActions extends LogActions {
  forget(): Promise<boolean>;
  close(): void;
}

export interface PanelTexts {
  title: string;
  greeting: string;
  privacy: string | null;
}

/** As in styles/panel.css. */
const COVERS_PAGE = "(max-width: 520px), (max-height: 480px)";
const HAS_TOUCH_KEYBOARD = "(pointer: coarse)";

export class Panel {
  readonly element: HTMLElement;
  readonly log: Log;
  readonly composer: Composer;
  readonly notices: Notices;
  private readonly heading: HTMLElement;
  private readonly forgetDialog: ForgetDialog;
  private readonly rest: HTMLElement;
  private readonly forgetButton: HTMLButtonElement;
  private readonly status = el("p", { class: "unseen", role: "status" });
  private readonly coversPage = matchMedia(COVERS_PAGE);

  constructor(
    texts: PanelTexts,
    private readonly actions: PanelActions,
    private readonly strings: Strings,
  ) {
    this.heading = el("h2", { id: newElementId() }, texts.title);
    this.notices = new Notices(strings);
    const ask = (text: string): void => this.ask(text);
    this.log = new Log(texts.greeting, { ...actions, send: ask }, strings);
    this.composer = new Composer((text) => actions.send(text), strings);
    this.forgetButton = el("button", { type: "button", class: "link" }, strings.forget);
    this.forgetButton.addEventListener("click", () => this.askToForget());
    this.forgetDialog = new ForgetDialog(
      () => actions.forget(),
      (isForgotten) => this.asked(isForgotten),
      strings,
    );
    this.rest = el(
      "div",
      { class: "rest" },
      this.header(),
      this.notices.element,
      this.log.element,
      this.footer(texts.privacy),
    );
    this.element = el(
      "div",
      {
        class: "panel",
        role: "dialog",
        "aria-labelledby": this.heading.id,
        tabindex: -1,
        hidden: true,
        keydown: (event) => this.key(event as KeyboardEvent),
      },
      this.rest,
      this.forgetDialog.element,
      this.status,
    );
    this.coversPage.addEventListener("change", this.fit);
    visualViewport?.addEventListener("resize", this.fit);
    visualViewport?.addEventListener("scroll", this.fit);
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  setTitle(title: string): void {
    this.heading.textContent = title;
  }

  open(): void {
    this.element.hidden = false;
    this.fit();
    this.log.scrollToEnd();
  }

  /** Where the client types; with a touch keyboard, which would cover half of it, the panel. */
  focus(): void {
    if (matchMedia(HAS_TOUCH_KEYBOARD).matches) this.element.focus({ preventScroll: true });
    else this.composer.focus();
  }

  close(): void {
    if (this.forgetDialog.isOpen) this.forgetDialog.close(false);
    this.element.hidden = true;
  }

  destroy(): void {
    this.notices.close();
    this.coversPage.removeEventListener("change", this.fit);
    visualViewport?.removeEventListener("resize", this.fit);
    visualViewport?.removeEventListener("scroll", this.fit);
  }

  private header(): HTMLElement {
    const { strings } = this;
    const close = { type: "button", class: "icon-button", "aria-label": strings.close };
    return el(
      "div",
      { class: "header" },
      el("span", { class: "emblem" }, icon("mark")),
      el("div", { class: "titles" }, this.heading, el("p", {}, strings.subtitle)),
      el("button", { ...close, click: () => this.actions.close() }, icon("close")),
    );
  }

  private footer(privacy: string | null): HTMLElement {
    const { strings } = this;
    const ask = (): void => this.ask(strings.personMessage);
    const link = { href: privacy ?? "", target: "_blank", rel: "noopener" };
    return el(
      "div",
      { class: "footer" },
      this.composer.element,
      el(
        "div",
        { class: "links" },
        el("button", { type: "button", class: "link", click: ask }, icon("person"), strings.person),
        this.forgetButton,
      ),
      el(
        "p",
        { class: "privacy" },
        strings.privacy,
        privacy && " ",
        privacy && el("a", link, strings.privacyLink),
      ),
    );
  }

  /** Send what the client tapped; what was tapped may be gone then, so the focus moves on. */
  private ask(text: string): void {
    this.actions.send(text);
    this.focus();
  }

  private askToForget(): void {
    this.rest.inert = true;
    this.status.textContent = "";
    this.forgetDialog.open();
  }

  private asked(isForgotten: boolean): void {
    this.rest.inert = false;
    if (isForgotten) {
      this.status.textContent = this.strings.forgotten;
      this.composer.focus();
    } else this.forgetButton.focus();
  }

  private key(event: KeyboardEvent): void {
    // The website must not act on what is typed here.
    event.stopPropagation();
    if (event.key === "Escape") {
      if (this.forgetDialog.isOpen) this.forgetDialog.close(false);
      else this.actions.close();
    } else if (this.coversPage.matches) keepFocusInside(this.element, event);
  }

  /** Where the panel covers the page, keep it clear of a touch keyboard. */
  private readonly fit = (): void => {
    const { style } = this.element;
    const covers = this.coversPage.matches;
    const viewport = covers && visualViewport?.scale === 1 ? visualViewport : null;
    style.height = viewport ? `${viewport.height}px` : "";
    style.top = viewport ? `${viewport.offsetTop}px` : "";
    this.element.setAttribute("aria-modal", String(covers));
    this.composer.fit();
  };
}
