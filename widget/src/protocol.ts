/** What server and widget say to each other. The server's side is `footnote/channels/web/`. */

export type Urgency = "none" | "watch" | "doctor" | "urgent" | "emergency";

/** A source named beneath a bubble; `mark` is the number of its footnote mark in the text. */
export interface BubbleSource {
  id: string;
  title: string;
  section: string;
  mark: number | null;
}

export interface Contact {
  name: string;
  phone: string;
}

/** One message of the bot. */
export interface Bubble {
  text: string;
  more: string;
  note: string;
  sources: BubbleSource[];
  buttons: string[];
  urgency: Urgency;
  contact: Contact | null;
}

/** What is known of a source's page. */
export interface SourcePage {
  title: string;
  publisher: string;
  kind: string;
  date: string | null;
}

/** One line of the conversation so far. `time` is in seconds since 1970. */
export interface Entry {
  who: "client" | "bot";
  id: string;
  text: string;
  bubble: Bubble | null;
  time: number;
  helpful: boolean | null;
}

/** Said by the server whenever a connection belongs to a conversation. */
export interface Session {
  token: string;
  history: Entry[];
  sources: Record<string, SourcePage>;
  spa: { name: string; phone: string };
  emergency: { number: string };
  starters: string[];
  limits: { text: number };
}

/** The machine-readable envelope of a turn; docs/webmaster.md describes its keys. */
export interface Envelope {
  kind: string;
  topics: string[];
  urgency: Urgency;
  [key: string]: unknown;
}

export type Refusal = "too_long" | "too_fast" | "bad_message" | "unavailable";

export type Ack = { ok: true } | { ok: false; error: Refusal; retry_after?: number };

export interface ClientMessage {
  id: string;
  text: string;
}

export interface Feedback {
  answer: string;
  helpful: boolean;
  reason?: string;
}

export interface ServerEvents {
  session_confirm: (session: Session) => void;
  user_message: (message: { id: string; text: string; time: number }) => void;
  typing: (state: { on: boolean }) => void;
  bot_bubble: (message: { id: string; bubble: Bubble; time: number }) => void;
  turn_end: (turn: { envelope: Envelope; answer: string }) => void;
  forgotten: () => void;
}

export interface ClientEvents {
  user_message: (message: ClientMessage, ack: (answer: Ack) => void) => void;
  feedback: (vote: Feedback, ack: (answer: Ack) => void) => void;
  forget: (nothing: Record<string, never>, ack: (answer: Ack) => void) => void;
}
