/** The conversation as this tab knows it: what was said, what is still to be sent, what changes. */

import type { Connection, Listener, Status } from "./connection";
import { type BotItem, type Item, fromEntry, fromUnsent, isSame } from "./items";
import type { Ack, Bubble, Entry, Envelope, Session } from "./protocol";
import { Queue, type Unsent } from "./queue";
import { Sender } from "./sending";
import type { Store } from "./store";

/** Shows the conversation. */
export interface View {
  /** Show these items and no others. */
  reset(items: readonly Item[]): void;
  add(item: Item): void;
  /** An item that is shown has changed. */
  change(item: Item): void;
  remove(id: string): void;
  showTyping(on: boolean): void;
  showStatus(status: Status): void;
  showSession(session: Session): void;
}

/** Told to the website as DOM events. */
export interface Announcements {
  message: { id: string; text: string };
  reply: { bubbles: Bubble[]; envelope: Envelope };
  status: { status: Status };
  feedback: { answer: string; helpful: boolean };
  forgotten: Record<string, never>;
}

export type Announce = <K extends keyof Announcements>(name: K, detail: Announcements[K]) => void;

const TOKEN = "token";
const CLOCK_SECONDS = 60;

export class Conversation implements Listener {
  private items: Item[] = [];
  /** Said since the last turn was over. */
  private turn: Bubble[] = [];
  private readonly queue: Queue;
  private readonly sender: Sender;
  private readonly stopListening: (() => void)[];
  private isNew = false;
  private connection: Connection | null = null;

  constructor(
    private readonly store: Store,
    private readonly view: View,
    private readonly announce: Announce,
  ) {
    this.queue = new Queue(store);
    this.sender = new Sender(this.queue, {
      sent: (id) => this.markSent(id),
      refused: (message) => this.replace(fromUnsent(message)),
    });
    this.stopListening = [
      this.queue.onChange(() => this.showUnsent()),
      store.onChange(TOKEN, () => this.joinOtherTab()),
    ];
    this.showUnsent();
  }

  /** Begin to talk; the connection is not opened yet. */
  use(connection: Connection): void {
    this.connection = connection;
    this.sender.use(connection);
  }

  get token(): string | null {
    return this.store.read<string>(TOKEN);
  }

  /** Return the token to connect with, null to begin a conversation. */
  claim(): string | null {
    const { token } = this;
    this.isNew = token === null;
    return token;
  }

  /** Whether there is a reason to connect before the client opens the panel. */
  get hasBegun(): boolean {
    return this.token !== null || this.queue.all().length > 0;
  }

  send(text: string): void {
    const message = { id: newId(), text, time: Date.now() / 1000, tries: 0 };
    this.turn = [];
    this.queue.put(message);
    this.append(fromUnsent(message));
    this.announce("message", { id: message.id, text });
    void this.sender.sendAll();
  }

  /** Send a refused message again. */
  sendAgain(id: string): void {
    const found = this.queue.all().find((message) => message.id === id);
    if (!found) return;
    const message = { id, text: found.text, time: found.time, tries: 0 };
    this.queue.put(message);
    this.replace(fromUnsent(message));
    void this.sender.sendAll();
  }

  /** Take a message back that was not sent, and return its text. */
  takeBack(id: string): string {
    const text = this.queue.all().find((message) => message.id === id)?.text ?? "";
    this.queue.remove(id);
    this.items = this.items.filter((item) => item.id !== id);
    this.view.remove(id);
    return text;
  }

  /** @returns whether the server took the vote */
  async vote(item: BotItem, helpful: boolean, reason = ""): Promise<boolean> {
    const vote = { answer: item.id, helpful, ...(reason && { reason }) };
    const taken = await accepted(this.connection?.vote(vote));
    if (!taken) return false;
    item.helpful = helpful;
    this.announce("feedback", { answer: item.id, helpful });
    return true;
  }

  /** Have the conversation deleted. @returns whether the server did it */
  async forget(): Promise<boolean> {
    return this.connection?.isOnline === true && accepted(this.connection.forget());
  }

  close(): void {
    this.sender.close();
    for (const stop of this.stopListening) stop();
  }

  onStatus(status: Status): void {
    if (status !== "online") this.view.showTyping(false);
    this.view.showStatus(status);
    this.announce("status", { status });
  }

  onSession(session: Session): void {
    const { token, history } = session;
    this.store.write(TOKEN, token);
    this.view.showSession(session);
    // What the server may have taken is sent again all the same: it knows the id.
    const unsent = this.queue.all().filter((message) => !isAmong(history, message));
    this.update([...history.map(fromEntry), ...unsent.map(fromUnsent)]);
    void this.sender.sendAll();
  }

  onMessage({ id, text, time }: { id: string; text: string; time: number }): void {
    this.queue.remove(id);
    this.turn = [];
    const known = this.items.find((item) => item.id === id);
    if (known) this.markSent(id);
    else this.append({ who: "client", id, text, time, state: "sent" });
  }

  onTyping({ on }: { on: boolean }): void {
    this.view.showTyping(on);
  }

  onBubble({ id, bubble, time }: { id: string; bubble: Bubble; time: number }): void {
    if (this.items.some((item) => item.id === id)) return;
    this.turn.push(bubble);
    this.append({ who: "bot", id, bubble, time, helpful: null });
  }

  onTurnEnd({ envelope }: { envelope: Envelope }): void {
    this.view.showTyping(false);
    const bubbles = this.turn;
    this.turn = [];
    this.announce("reply", { bubbles, envelope });
  }

  onForgotten(): void {
    this.isNew = false;
    this.store.remove(TOKEN);
    this.queue.clear();
    this.turn = [];
    this.items = [];
    this.view.reset([]);
    this.announce("forgotten", {});
  }

  private markSent(id: string): void {
    const item = this.items.find((other) => other.id === id);
    if (item?.who !== "client" || item.state === "sent") return;
    this.replace({ who: "client", id, text: item.text, time: item.time, state: "sent" });
  }

  private replace(item: Item): void {
    this.items = this.items.map((other) => (other.id === item.id ? item : other));
    this.view.change(item);
  }

  private append(item: Item): void {
    this.items.push(item);
    this.view.add(item);
  }

  /** Show another state of the conversation, with as little change as that needs. */
  private update(items: Item[]): void {
    this.turn = [];
    const before = this.items;
    const goesOn = before.every((item, index) => {
      const now = items[index];
      return now !== undefined && isSame(item, now);
    });
    if (!goesOn) {
      this.items = items;
      this.view.reset(items);
      return;
    }
    this.items = items.map((item, index) => ({ ...item, id: before[index]?.id ?? item.id }));
    this.items.forEach((item, index) => {
      if (index >= before.length) this.view.add(item);
      else if (JSON.stringify(item) !== JSON.stringify(before[index])) this.view.change(item);
    });
  }

  /** Another tab wrote something, or found its message sent. */
  private showUnsent(): void {
    for (const message of this.queue.all()) {
      if (!this.items.some((item) => item.id === message.id)) this.append(fromUnsent(message));
    }
  }

  /** Two tabs began at the same time: the one where nothing was said joins the other. */
  private joinOtherTab(): void {
    if (!this.isNew || this.items.length > 0 || this.token === null) return;
    this.isNew = false;
    this.connection?.reopen();
  }
}

/** The history has another id for what is answered, and the server's clock. */
function isAmong(history: readonly Entry[], { id, text, time, tries }: Unsent): boolean {
  return history.some(
    (entry) =>
      entry.who === "client" &&
      (entry.id === id || (tries > 0 && entry.text === text && entry.time > time - CLOCK_SECONDS)),
  );
}

async function accepted(answer: Promise<Ack> | undefined): Promise<boolean> {
  try {
    return (await answer)?.ok ?? false;
  } catch {
    return false;
  }
}

/** `crypto.randomUUID` is there on encrypted pages only. */
function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
