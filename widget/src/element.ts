/** The custom element: a shadow root that the website's styles cannot reach, and its life. */

import { type Theme, css, palette } from "./colours";
import { Connection } from "./connection";
import { type Announce, Conversation } from "./conversation";
import type { Options } from "./options";
import { Screen } from "./screen";
import { Store } from "./store";
import { stringsFor } from "./strings";
import styles from "./styles/all.css";
import { el } from "./view/dom";

export const TAG = "footnote-chat";

/** Whether this tab had the panel open, so that it is there again on the next page. */
const OPEN = "footnote:open";

export class FootnoteChat extends HTMLElement {
  private readonly root: HTMLElement;
  private readonly colours = new CSSStyleSheet();
  private readonly prefersDark = matchMedia("(prefers-color-scheme: dark)");
  private readonly screenView: Screen;
  private readonly conversation: Conversation;
  private readonly connection: Connection;

  constructor(private readonly options: Options) {
    super();
    const { language, strings } = stringsFor(options.language);
    const store = new Store(options.server);
    this.screenView = new Screen(options, strings, store, (isOpen) => this.toggled(isOpen));
    this.conversation = new Conversation(store, this.screenView, this.announce);
    this.screenView.use(this.conversation);
    this.connection = new Connection(
      options.server,
      () => this.conversation.claim(),
      this.conversation,
    );
    this.conversation.use(this.connection);
    this.root = el(
      "div",
      { class: `root ${options.position}`, lang: language },
      this.screenView.launcher.element,
      this.screenView.panel.element,
    );
    for (const type of ["keydown", "keyup", "keypress"]) {
      // What is typed here is none of the website's shortcuts.
      this.root.addEventListener(type, (event) => event.stopPropagation());
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    const shadow = this.attachShadow({ mode: "open" });
    shadow.adoptedStyleSheets = [sheet, this.colours];
    shadow.append(this.root);
    this.paint();
    this.prefersDark.addEventListener("change", this.paint);
  }

  connectedCallback(): void {
    // In the top layer neither a transformed ancestor nor a high z-index can displace or cover it.
    if ("showPopover" in this.root) {
      this.root.popover = "manual";
      this.root.showPopover();
    }
    const wasOpen = sessionValue();
    if (wasOpen === null ? this.options.open : wasOpen === "true") this.screenView.open(false);
    else if (this.conversation.hasBegun) this.connection.open();
    this.dispatch("ready", {});
  }

  get isOpen(): boolean {
    return this.screenView.panel.isOpen;
  }

  open(): void {
    this.screenView.open();
  }

  close(): void {
    this.screenView.close();
  }

  /** Send a text as the client's. @throws TypeError where there is no text */
  send(text: string): void {
    if (typeof text !== "string" || !text.trim()) throw new TypeError("Footnote.send needs a text");
    this.connection.open();
    this.conversation.send(text.trim());
  }

  /** Take the widget off the page. */
  destroy(): void {
    this.connection.close();
    this.conversation.close();
    this.screenView.destroy();
    this.prefersDark.removeEventListener("change", this.paint);
    this.remove();
  }

  private readonly announce: Announce = (name, detail) => this.dispatch(name, detail);

  private toggled(isOpen: boolean): void {
    if (isOpen) this.connection.open();
    keepSessionValue(String(isOpen));
    this.dispatch(isOpen ? "open" : "close", {});
  }

  private dispatch(name: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(`footnote:${name}`, { detail, bubbles: true }));
  }

  private readonly paint = (): void => {
    const { theme, accent } = this.options;
    const shown: Theme = theme === "auto" ? (this.prefersDark.matches ? "dark" : "light") : theme;
    this.root.dataset.theme = shown;
    const colours = Object.entries(palette(accent, shown));
    const rules = colours.map(([name, colour]) => `--${name}:${css(colour)}`).join(";");
    this.colours.replaceSync(`.root{${rules}}`);
  };
}

function sessionValue(): string | null {
  try {
    return sessionStorage.getItem(OPEN);
  } catch {
    return null;
  }
}

function keepSessionValue(value: string): void {
  try {
    sessionStorage.setItem(OPEN, value);
  } catch {
    // Storage is forbidden: the next page begins as the website says.
  }
}
