/** Launcher and panel together: shows the conversation, and what of it must not be missed. */

import type { Status } from "./connection";
import type { Conversation, View } from "./conversation";
import { type BotItem, type Item, isAlarming } from "./items";
import type { Options } from "./options";
import type { Session } from "./protocol";
import type { Store } from "./store";
import type { Strings } from "./strings";
import { Launcher } from "./view/launcher";
import { Panel } from "./view/panel";

/** Kept from the last session, for when the server cannot be reached. */
interface Known {
  name: string;
  emergency: string;
}

const KNOWN = "known";
const HIDDEN_ALARM = "hidden-alarm";

export class Screen implements View {
  readonly launcher: Launcher;
  readonly panel: Panel;
  private conversation: Conversation | null = null;
  private alarms: BotItem[] = [];

  /** @param toggled called after the client, or the website, opened or closed the panel */
  constructor(
    private readonly options: Options,
    strings: Strings,
    private readonly store: Store,
    private readonly toggled: (isOpen: boolean) => void,
  ) {
    const known = store.read<Known>(KNOWN);
    const title = options.title ?? known?.name ?? strings.title;
    this.launcher = new Launcher(title, () => this.open(), strings);
    this.panel = new Panel(
      { title, greeting: options.greeting ?? strings.greeting, privacy: options.privacy },
      {
        send: (text) => this.conversation?.send(text),
        sendAgain: (id) => this.conversation?.sendAgain(id),
        takeBack: (id) => this.takeBack(id),
        vote: async (...vote) => (await this.conversation?.vote(...vote)) ?? false,
        forget: async () => (await this.conversation?.forget()) ?? false,
        close: () => this.close(),
      },
      strings,
    );
    this.panel.notices.setEmergency(known?.emergency ?? options.emergency);
  }

  /** Take the conversation that is shown. */
  use(conversation: Conversation): void {
    this.conversation = conversation;
  }

  /** @param withFocus false where nobody asked for it */
  open(withFocus = true): void {
    if (this.panel.isOpen) return;
    this.launcher.element.hidden = true;
    this.launcher.clearUnread();
    this.panel.open();
    if (withFocus) this.panel.focus();
    this.toggled(true);
  }

  close(): void {
    if (!this.panel.isOpen) return;
    const hadFocus = this.panel.element.matches(":focus-within");
    this.panel.close();
    this.launcher.element.hidden = false;
    if (hadFocus) this.launcher.element.focus();
    this.toggled(false);
  }

  destroy(): void {
    this.panel.destroy();
  }

  reset(items: readonly Item[]): void {
    this.panel.log.reset(items);
    this.alarms = items.filter(isAlarm);
    if (items.length === 0) this.store.remove(HIDDEN_ALARM);
    this.showAlarm();
  }

  add(item: Item): void {
    this.panel.log.add(item);
    if (item.who === "client") return;
    if (!this.panel.isOpen) this.launcher.addUnread();
    if (isAlarm(item)) {
      this.open(false);
      this.panel.notices.say(item.bubble.text.replace(/\[\d+\]/g, ""));
      this.alarms.push(item);
      this.showAlarm();
    }
  }

  change(item: Item): void {
    this.panel.log.change(item);
  }

  remove(id: string): void {
    this.panel.log.remove(id);
  }

  showTyping(on: boolean): void {
    this.panel.log.showTyping(on);
  }

  showStatus(status: Status): void {
    this.panel.notices.showStatus(status);
  }

  showSession({ sources, spa, emergency, starters, limits }: Session): void {
    this.store.write(KNOWN, { name: spa.name, emergency: emergency.number } satisfies Known);
    const title = this.options.title ?? spa.name;
    this.launcher.setTitle(title);
    this.panel.setTitle(title);
    this.panel.notices.setEmergency(emergency.number);
    this.panel.log.setPages(sources);
    this.panel.log.setStarters(starters);
    this.panel.composer.setLimit(limits.text);
  }

  private takeBack(id: string): void {
    this.panel.composer.restore(this.conversation?.takeBack(id) ?? "");
  }

  /** Keep the gravest alarm in sight that came after those which the client has hidden. */
  private showAlarm(): void {
    const hidden = this.store.read<string>(HIDDEN_ALARM);
    const newer = this.alarms.slice(this.alarms.findIndex(({ id }) => id === hidden) + 1);
    const newest = newer[newer.length - 1];
    const { notices } = this.panel;
    if (!newest) {
      notices.hideAlarm();
      return;
    }
    const gravest = newer.filter(({ bubble }) => bubble.urgency === "emergency").pop() ?? newest;
    notices.showAlarm(gravest.bubble, () => this.store.write(HIDDEN_ALARM, newest.id));
  }
}

function isAlarm(item: Item): item is BotItem {
  return item.who === "bot" && isAlarming(item.bubble);
}
