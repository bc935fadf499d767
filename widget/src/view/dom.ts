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
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5c.6-3.6 3.6-5.5 7.500-5.500s6.900 1.900 7.500 5.500",
  up: "M7.500 11v9.500H4V11zM7.500 11l4-7.500c1.800 0 2.800 1.300 2.500 3L13.500 9.500h4.700a2 2 0 0 1 2 2.400l-1.300 6.900a2 2 0 0 1-2 1.700H7.500",
  down: "M7.500 13V3.500H4V13zM7.500 13l4 7.500c1.800 0 2.800-1.300 2.500-3l-.5-3h4.700a2 2 0 0 0 2-2.400L18.900 5.200a2 2 0 0 0-2-1.700H7.500",
  alert: "M12 9v4.500M12 16.800v.2M10.300 4.300 2.800 17.500a2 2 0 0 0 1.700 3h15a2 2 0 0 0 1.700-3L13.700 4.300a2 2 0 0 0-3.400 0z",
  phone: "M5 4h3.500l1.700 4.300-2.200 1.600a12 12 0 0 0 6.100 6.100l1.600-2.200L20 15.500V19a1.500 1.500 0 0 1-1.600 1.500C10.500 20 4 13.500 3.500 5.600A1.500 1.500 0 0 1 5 4z",
  down_small: "M7 10l5 5 5-5",
  book: "M12 6.500C10 5 7.500 4.500 4 4.500v13.500c3.500 0 6 .5 8 2 2-1.500 4.500-2 8-2V4.500c-3.500 0-6 .5-8 2zM12 6.500V20",
  shield: "M12 3.500l7.500 2.500v5.500c0 4.500-3 7.500-7.500 9-4.500-1.500-7.500-4.500-7.500-9V6zM9 12l2.200 2.200L15.200 10",
  clock: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17zM12 8v4.500l3 1.800",
  cloud: "M3 3l18 18M8.500 8a6 6 0 0 0-1.700 2.100A4.500 4.500 0 0 0 7.500 19H17M12 6.500a6 6 0 0 1 5.600 4A4.200 4.200 0 0 1 20.300 17",
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
