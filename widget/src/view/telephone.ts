/** Links that a telephone can dial. Built from fields: a number in running text is no link. */

import type { Contact } from "../protocol";
import type { Strings } from "../strings";
import { el, icon } from "./dom";

/** Return a button-like link; a contact's name stands small beside the number. */
export function callLink({ name, phone }: Contact, strings: Strings): HTMLAnchorElement {
  return el(
    "a",
    { class: "call", href: dial(phone), "aria-label": strings.callName(name, phone) },
    icon("phone"),
    el("span", {}, el("b", {}, strings.call(phone)), el("small", {}, name)),
  );
}

/** Return the number as a link within a line. */
export function numberLink(phone: string, strings: Strings): HTMLAnchorElement {
  return el("a", { class: "number", href: dial(phone) }, strings.call(phone));
}

function dial(phone: string): string {
  return `tel:${phone.replace(/(?!^\+)\D/g, "")}`;
}
