/**
 * The Markdown that bubbles use: paragraphs and lists. Addresses become links by an extension.
 * The build puts this in place of micromark's own list of constructs, so that what is left out, such
 * as HTML, is not bundled either.
 */

import { lineEnding, list } from "micromark-core-commonmark";
import type { ConstructRecord, Extension } from "micromark-util-types";

export const document: ConstructRecord = Object.fromEntries(
  [..."*+-0123456789"].map((start) => [start.charCodeAt(0), list]),
);
export const contentInitial: ConstructRecord = {};
export const flowInitial: ConstructRecord = {};
export const flow: ConstructRecord = {};
export const string: ConstructRecord = {};
export const text: ConstructRecord = {
  // micromark's codes of the line endings CR, LF and CRLF
  [-5]: lineEnding,
  [-4]: lineEnding,
  [-3]: lineEnding,
};
export const insideSpan: Extension["insideSpan"] = { null: [] };
export const attentionMarkers: Extension["attentionMarkers"] = { null: [] };
export const disable: Extension["disable"] = { null: [] };
