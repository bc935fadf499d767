/** Stands in for a package of 2,000 named characters: what Footnote says is written in plain ones. */
export function decodeNamedCharacterReference(): false {
  return false;
}
