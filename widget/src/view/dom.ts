/** Building elements without markup in strings. */

type Child = Node | string | null | undefined | false;
type Value = string | number | boolean | undefined | ((event: Event) => void);

/**
 * Return a new element.
 *
 * @param attributes set as they are; `true` as an empty one, `false` and undefined not at all; a
 *   function listens to the event of that name
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  element.append(...children.filter((child): child is Node | string => !!child || child === ""));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Drawn in a square of 24, with lines of the text's colour. */
const ICONS = {
  mark: "M12 5v14M6 8.5l12 7M18 8.5l-12 7",
  chat: "M5 4.5h14a2.5 2.5 0 0 1 2.5 2.5v7.5A2.5 2.5 0 0 1 19 17h-6.5L7.5 21v-4H5a2.5 2.5 0 0 1-2.5-2.5V7A2.5 2.5 0 0 1 5 4.5zM8 9.5h8M8 12.8h5",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  send: "M12 19V5.5M6 11l6-6 6 6",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-3.6 3.6-5.5 7.5-5.5s6.9 1.9 7.5 5.5",
  up: "M7.5 11v9.5H4V11zM7.5 11l4-7.5c1.8 0 2.8 1.3 2.5 3L13.5 9.5h4.7a2 2 0 0 1 2 2.4l-1.3 6.9a2 2 0 0 1-2 1.7H7.5",
  down: "M7.5 13V3.5H4V13zM7.5 13l4 7.5c1.8 0 2.8-1.3 2.5-3l-.5-3h4.7a2 2 0 0 0 2-2.4L18.9 5.2a2 2 0 0 0-2-1.7H7.5",
  alert: "M12 9v4.5M12 16.8v.2M10.3 4.3 2.8 17.5a2 2 0 0 0 1.7 3h15a2 2 0 0 0 1.7-3L13.7 4.3a2 2 0 0 0-3.4 0z",
  phone: "M5 4h3.5l1.7 4.3-2.2 1.6a12 12 0 0 0 6.1 6.1l1.6-2.2L20 15.5V19a1.5 1.5 0 0 1-1.6 1.5C10.5 20 4 13.5 3.5 5.6A1.5 1.5 0 0 1 5 4z",
  chevron: "M7 10l5 5 5-5",
  book: "M12 6.5C10 5 7.5 4.5 4 4.5v13.5c3.5 0 6 .5 8 2 2-1.5 4.5-2 8-2V4.5c-3.5 0-6 .5-8 2zM12 6.5V20",
  info: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 11v5.2M12 7.8v.2",
  clock: "M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 8v4.5l3 1.8",
  cloud: "M3 3l18 18M8.5 8a6 6 0 0 0-1.7 2.1A4.5 4.5 0 0 0 7.5 19H17M12 6.5a6 6 0 0 1 5.6 4A4.2 4.2 0 0 1 20.3 17",
} as const;

export type Icon = keyof typeof ICONS;

/** Return a drawing that only decorates. */
export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of Object.entries({ viewBox: "0 0 24 24", "aria-hidden": "true" })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

let count = 0;

/** Return an id that no other element of the page has. */
export function newElementId(): string {
  count += 1;
  return `footnote-${count}`;
}
