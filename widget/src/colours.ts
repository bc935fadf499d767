/**
 * Colours that follow from the website's accent colour. Whatever it is, text on it and text in it
 * reach the contrast that WCAG 2.2 AA asks for: 4.5 for text, 3 for what marks a control.
 */

export type Rgb = readonly [red: number, green: number, blue: number];

/** - `accent`: the website's colour, as it is
 *  - `onAccent`: text on it
 *  - `accentEdge`: an edge that sets it off from the surfaces
 *  - `accentText`: the accent as colour of text on the surfaces and on `accentSoft`
 *  - `accentSoft`: a tint of it to lay beneath `accentText`
 */
export type Palette = Record<
  "accent" | "onAccent" | "accentEdge" | "accentText" | "accentSoft",
  Rgb
>;

export type Theme = "light" | "dark";

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];
const TEXT_CONTRAST = 4.5;
/** The accent as text is thin and small: somewhat more than must be. */
const ACCENT_TEXT_CONTRAST = 5.5;
const EDGE_CONTRAST = 3;
const TINTS: Record<Theme, number> = { light: 0.1, dark: 0.2 };
const STEP = 0.04;

/** What the accent stands on, as in styles/tokens.css. */
export const SURFACES: Record<Theme, readonly Rgb[]> = {
  light: [WHITE, [247, 246, 242]],
  dark: [
    [31, 37, 39],
    [21, 26, 28],
  ],
};

/** Return the colours for a theme. */
export function palette(accent: Rgb, theme: Theme): Palette {
  const surfaces = SURFACES[theme];
  const [surface = WHITE] = surfaces;
  const away = theme === "light" ? BLACK : WHITE;
  const accentSoft = mix(surface, accent, TINTS[theme]);
  return {
    accent,
    onAccent: contrast(accent, WHITE) >= TEXT_CONTRAST ? WHITE : readable(accent),
    accentEdge: until(EDGE_CONTRAST, accent, away, surfaces),
    accentText: until(ACCENT_TEXT_CONTRAST, accent, away, [...surfaces, accentSoft]),
    accentSoft,
  };
}

/** Return the contrast of two colours as WCAG 2 defines it, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** Return a colour that a browser's computed style names as `rgb(...)`, null for other notations. */
export function parse(computed: string): Rgb | null {
  const found = /^rgba?\((\d+), (\d+), (\d+)(?:, 1)?\)$/.exec(computed);
  return found && [Number(found[1]), Number(found[2]), Number(found[3])];
}

export function css(colour: Rgb): string {
  return `rgb(${colour.join(" ")})`;
}

function readable(background: Rgb): Rgb {
  return contrast(background, BLACK) > contrast(background, WHITE) ? BLACK : WHITE;
}

/** Return the colour, moved towards another until it stands out from every surface. */
function until(wanted: number, colour: Rgb, towards: Rgb, surfaces: readonly Rgb[]): Rgb {
  for (let share = 0; share < 1; share += STEP) {
    const mixed = mix(colour, towards, share);
    if (surfaces.every((surface) => contrast(mixed, surface) >= wanted)) return mixed;
  }
  return towards;
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2): number =>
    Math.round(one[index] + (other[index] - one[index]) * share);
  return [part(0), part(1), part(2)];
}

function luminance(colour: Rgb): number {
  const [red = 0, green = 0, blue = 0] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
