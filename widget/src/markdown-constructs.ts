/**
 * The Markdown that bubbles use: paragraphs, lists, emphasis. Addresses become links by an extension.
 * The build puts this in place of micromark's own list of constructs, so that what is left out, such
 * as HTML, is not bundled either.
 */

import { attention, characterEscape, lineEnding, list } from "micromark-core-commonmark";
import type { ConstructRecord, Extension } from "micromark-util-types";

function each<T>(characters: string, value: T): Record<number, T> {
  return Object.fromEntries([...characters].map((one) => [one.charCodeAt(0), value]));
}

export const document: ConstructRecord = each("*+-0123456789", list);
export const contentInitial: ConstructRecord = {};
export const flowInitial: ConstructRecord = {};
export const flow: ConstructRecord = {};
export const string: ConstructRecord = {};
export const text: ConstructRecord = {
  // micromark's codes of the line endings CR, LF and CRLF
  [-5]: lineEnding,
  [-4]: lineEnding,
  [-3]: lineEnding,
  ...each("*_", attention),
  ...each("\\", characterEscape),
};
export const insideSpan: Extension["insideSpan"] = { null: [attention] };
export const attentionMarkers: Extension["attentionMarkers"] = {
  null: ["*".charCodeAt(0), "_".charCodeAt(0)],
};
export const disable: Extension["disable"] = { null: [] };
