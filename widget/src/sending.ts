/** Sends what is unsent: in order, from one tab at a time, again where the server was not ready. */

import type { Connection } from "./connection";
import type { Ack } from "./protocol";
import type { Queue, Unsent } from "./queue";

/** Told what becomes of a message. */
export interface Sent {
  sent(id: string): void;
  refused(message: Unsent): void;
}

const LOCK = "footnote-queue";
const PAUSE_SECONDS = 5;
/** A server that just started is not ready for a while. */
const MOST_TRIES = 20;

export class Sender {
  private connection: Connection | null = null;
  private isSending = false;
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly queue: Queue,
    private readonly told: Sent,
  ) {}

  use(connection: Connection): void {
    this.connection = connection;
  }

  /** Send all that waits, now or once that is possible. */
  async sendAll(): Promise<void> {
    clearTimeout(this.pause);
    if (this.isSending) return;
    this.isSending = true;
    try {
      // Without TLS there are no locks; then the server alone sees to it that none counts twice.
      if (navigator.locks) await navigator.locks.request(LOCK, () => this.sendWaiting());
      else await this.sendWaiting();
    } finally {
      this.isSending = false;
    }
  }

  close(): void {
    clearTimeout(this.pause);
  }

  private async sendWaiting(): Promise<void> {
    for (let next = this.queue.next(); next && this.connection?.isOnline; next = this.queue.next()) {
      const tried = { ...next, tries: next.tries + 1 };
      this.queue.put(tried);
      const pause = await this.send(this.connection, tried);
      if (pause > 0) {
        this.pause = setTimeout(() => void this.sendAll(), pause * 1000);
        return;
      }
    }
  }

  /** @returns the seconds to wait before going on; 0 where this message is done with */
  private async send(connection: Connection, message: Unsent): Promise<number> {
    const { id, text, tries } = message;
    let ack: Ack;
    try {
      ack = await connection.send({ id, text });
    } catch {
      // Not acknowledged: the connection is lost, or the server hangs. The id keeps it single.
      return PAUSE_SECONDS;
    }
    if (ack.ok) {
      this.queue.remove(id);
      this.told.sent(id);
      return 0;
    }
    if (ack.retry_after !== undefined) return ack.retry_after;
    if (ack.error === "unavailable" && tries < MOST_TRIES) return PAUSE_SECONDS;
    const refused = { ...message, error: ack.error };
    this.queue.put(refused);
    this.told.refused(refused);
    return 0;
  }
}
