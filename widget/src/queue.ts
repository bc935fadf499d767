/** Messages that the server has not acknowledged. They outlive the page; every tab sees them. */

import type { ClientMessage, Refusal } from "./protocol";
import type { Store } from "./store";

/**
 * `tries` counts before each attempt, so that a lost acknowledgement is known. `error` says why the
 * server refused it; then only the client sends it again.
 */
export interface Unsent extends ClientMessage {
  time: number;
  tries: number;
  error?: Refusal;
}

const KEY = "unsent";

export class Queue {
  constructor(private readonly store: Store) {}

  all(): Unsent[] {
    return this.store.read<Unsent[]>(KEY) ?? [];
  }

  /** The next to send; refused ones wait for the client. */
  next(): Unsent | undefined {
    return this.all().find((message) => message.error === undefined);
  }

  /** Add a message, or replace the one with its id. */
  put(message: Unsent): void {
    const others = this.all();
    const at = others.findIndex((other) => other.id === message.id);
    if (at < 0) others.push(message);
    else others[at] = message;
    this.store.write(KEY, others);
  }

  remove(id: string): void {
    this.store.write(
      KEY,
      this.all().filter((message) => message.id !== id),
    );
  }

  clear(): void {
    this.store.remove(KEY);
  }

  /** Call back when another tab adds or removes one. Returns a function that ends this. */
  onChange(changed: () => void): () => void {
    return this.store.onChange(KEY, changed);
  }
}
