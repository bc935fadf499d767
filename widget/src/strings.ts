/** Every word that the widget itself says. Another language is another object in `LANGUAGES`. */

import type { Refusal, Urgency } from "./protocol";

export interface Strings {
  launcher: string;
  title: string;
  subtitle: string;
  open: (title: string) => string;
  unread: (count: number) => string;
  close: string;
  greetingTitle: string;
  greeting: string;
  starters: string;
  conversation: string;
  you: string;
  bot: string;
  typing: string;
  placeholder: string;
  message: string;
  send: string;
  charactersLeft: (count: number) => string;
  person: string;
  /** Sent as the client's message, so the server must understand it. */
  personMessage: string;
  privacy: string;
  privacyLink: string;
  forget: string;
  forgetTitle: string;
  forgetText: string;
  forgetConfirm: string;
  forgetCancel: string;
  forgetFailed: string;
  forgotten: string;
  more: string;
  less: string;
  source: (mark: number, title: string) => string;
  sources: (count: number) => string;
  sourceFrom: string;
  publisher: (name: string) => string;
  published: (date: string) => string;
  suggestions: string;
  helpful: string;
  yes: string;
  no: string;
  reasonLabel: string;
  reasonSend: string;
  thanks: string;
  voteFailed: string;
  headings: Partial<Record<Urgency, string>>;
  call: (phone: string) => string;
  callName: (name: string, phone: string) => string;
  dismiss: string;
  alertTitle: string;
  waiting: string;
  refusals: Record<Refusal, string>;
  retry: string;
  discard: string;
  connecting: string;
  offline: string;
  refused: string;
  emergency: string;
  emergencyWithoutNumber: string;
  newWindow: string;
}

const en: Strings = {
  launcher: "Ask a question",
  title: "Ask us",
  subtitle: "Answers that name their source",
  open: (title) => `Open the chat: ${title}`,
  unread: (count) => (count === 1 ? "1 new message" : `${count} new messages`),
  close: "Close the chat",
  greetingTitle: "Hello, and welcome.",
  greeting: "Ask me anything about foot massage, or about the spa. I name the source of every answer.",
  starters: "Questions to begin with",
  conversation: "Conversation",
  you: "You said:",
  bot: "Answer:",
  typing: "An answer is on its way",
  placeholder: "Type your question",
  message: "Your message",
  send: "Send",
  charactersLeft: (count) => (count === 1 ? "1 character left" : `${count} characters left`),
  person: "Talk to a person",
  personMessage: "Can I talk to a person?",
  privacy: "No names needed. Chats are deleted after a while.",
  privacyLink: "Privacy",
  forget: "Forget me",
  forgetTitle: "Forget this conversation?",
  forgetText: "Everything you wrote here is deleted, on this device and on our side. Nobody can bring it back.",
  forgetConfirm: "Yes, forget me",
  forgetCancel: "Keep it",
  forgetFailed: "That did not work, because the server cannot be reached. Please try again later.",
  forgotten: "The conversation is deleted.",
  more: "More",
  less: "Less",
  source: (mark, title) => `Source ${mark}: ${title}`,
  sources: (count) => (count === 1 ? "1 source" : `${count} sources`),
  sourceFrom: "Source:",
  publisher: (name) => `Publisher: ${name}`,
  published: (date) => `Date: ${date}`,
  suggestions: "You could ask next",
  helpful: "Was this helpful?",
  yes: "Yes, helpful",
  no: "No, not helpful",
  reasonLabel: "What was missing? (optional)",
  reasonSend: "Send",
  thanks: "Thank you. We read every note.",
  voteFailed: "That could not be sent. Please try again later.",
  headings: {
    doctor: "Please see a doctor",
    urgent: "Get medical care today",
    emergency: "Please get help now",
  },
  call: (phone) => `Call ${phone}`,
  callName: (name, phone) => `Call ${name}: ${phone}`,
  dismiss: "Hide this notice",
  alertTitle: "Urgent:",
  waiting: "Waiting to be sent",
  refusals: {
    too_long: "Not sent: this is too long. Please shorten it.",
    too_fast: "Not sent: that was too quick. Please try again in a moment.",
    bad_message: "Not sent: this could not be read. Please put it in other words.",
    unavailable: "Not sent: something on our side does not work just now.",
  },
  retry: "Send again",
  discard: "Take back",
  connecting: "Connecting",
  offline: "No connection. We keep trying.",
  refused: "The chat does not work on this website.",
  emergency: "In an emergency:",
  emergencyWithoutNumber: "In an emergency, call the emergency number.",
  newWindow: "opens in a new tab",
};

const LANGUAGES: Record<string, Strings> = { en };

/** Return the words of a language, and which it is: English where there are none of that one. */
export function stringsFor(language: string): { language: string; strings: Strings } {
  const [wanted = ""] = language.toLowerCase().split("-", 1);
  const strings = LANGUAGES[wanted];
  return strings ? { language: wanted, strings } : { language: "en", strings: en };
}
