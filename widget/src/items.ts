/** What stands in the conversation, in order. */

import type { Bubble, Entry, Refusal } from "./protocol";
import type { Unsent } from "./queue";

/** `state` is `waiting` until the server has acknowledged it, `refused` where it would not. */
export interface ClientItem {
  who: "client";
  id: string;
  text: string;
  time: number;
  state: "sent" | "waiting" | "refused";
  error?: Refusal;
}

/** `helpful` is the client's vote. */
export interface BotItem {
  who: "bot";
  id: string;
  bubble: Bubble;
  time: number;
  helpful: boolean | null;
}

export type Item = ClientItem | BotItem;

export function plainBubble(text: string): Bubble {
  const urgency = "none";
  return { text, more: "", note: "", sources: [], buttons: [], urgency, contact: null };
}

/** Return the item of a line of the history. */
export function fromEntry({ who, id, text, bubble, time, helpful }: Entry): Item {
  if (who === "client") return { who, id, text, time, state: "sent" };
  return { who, id, bubble: bubble ?? plainBubble(text), time, helpful: helpful ?? null };
}

export function fromUnsent({ id, text, time, error }: Unsent): ClientItem {
  if (error) return { who: "client", id, text, time, state: "refused", error };
  return { who: "client", id, text, time, state: "waiting" };
}

/** Return whether a bubble gets a card of its own, which stays in sight. */
export function isAlarming({ urgency }: Bubble): boolean {
  return urgency === "urgent" || urgency === "emergency";
}

/** Return whether clients may say if it helped: what rests on sources, but no alarm. */
export function isAnswer(bubble: Bubble): boolean {
  return !isAlarming(bubble) && (bubble.note !== "" || bubble.sources.length > 0);
}

/** The history has ids of its own for what clients wrote. */
export function isSame(one: Item, other: Item): boolean {
  if (one.id === other.id) return true;
  return one.who === "client" && other.who === "client" && one.text === other.text;
}
