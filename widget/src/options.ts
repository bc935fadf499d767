/** What a webmaster sets with data attributes of the script element. docs/webmaster.md lists them. */

import { toUrl } from "./addresses";
import { type Rgb, parse } from "./colours";

export interface Options {
  server: string;
  title: string | null;
  accent: Rgb;
  greeting: string | null;
  position: "left" | "right";
  language: string;
  theme: "auto" | "light" | "dark";
  open: boolean;
  emergency: string | null;
  privacy: string | null;
}

const DEFAULT_ACCENT: Rgb = [31, 107, 101];

/**
 * Read the options. What cannot be used is named on the console and left at its default.
 *
 * @param script the element that brought the widget
 * @returns null where no server is known
 */
export function readOptions(script: HTMLScriptElement): Options | null {
  const { dataset } = script;
  const server = url(dataset.server ?? script.src);
  if (!server) {
    warn("data-server is no address of a server");
    return null;
  }
  return {
    server: server.origin,
    title: dataset.title || null,
    accent: colour(dataset.accent) ?? DEFAULT_ACCENT,
    greeting: dataset.greeting || null,
    position: oneOf("position", dataset.position, ["right", "left"]),
    language: dataset.language || "en",
    theme: oneOf("theme", dataset.theme, ["auto", "light", "dark"]),
    open: dataset.open !== undefined && dataset.open !== "false",
    emergency: dataset.emergency || null,
    privacy: dataset.privacy ? (url(dataset.privacy)?.href ?? null) : null,
  };
}

function url(address: string): URL | null {
  const found = toUrl(address, location.href);
  return found?.protocol.startsWith("http") ? found : null;
}

function oneOf<T extends string>(name: string, given: string | undefined, allowed: [T, ...T[]]): T {
  const found = allowed.find((value) => value === given);
  if (given && !found) warn(`data-${name} must be one of ${allowed.join(", ")}`);
  return found ?? allowed[0];
}

/** Let the browser read a colour in whatever notation CSS knows. */
function colour(given: string | undefined): Rgb | null {
  if (!given) return null;
  const probe = document.createElement("span");
  probe.style.setProperty("color", given, "important");
  document.documentElement.append(probe);
  const found = probe.style.color ? parse(getComputedStyle(probe).color) : null;
  probe.remove();
  if (!found) warn("data-accent is no opaque CSS colour");
  return found;
}

function warn(message: string): void {
  console.warn(`Footnote: ${message}.`);
}
