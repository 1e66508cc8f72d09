/**
 * An application's colour on the pages before its door: from one `#rrggbb` the paint of buttons and links in light and dark, each
 * moved towards black or white until it can be read and seen (WCAG 2.2, 1.4.3 and 1.4.11). Whatever colour is chosen, every pair
 * below meets AA; how far it was moved is told to whoever chose it.
 */

type Rgb = readonly [number, number, number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];

/** The grounds that the colour stands on, of `tokens.css`: surface, ground, sunk and hovered surface. */
const GROUNDS = {
  light: ["#ffffff", "#ecf1ed", "#f5f8f5", "#edf2ee"],
  dark: ["#151d1a", "#0b110f", "#101715", "#1d2723"],
} as const;
type Theme = keyof typeof GROUNDS;

const TEXT = 4.5;
const SHAPE = 3;

export const ACCENT = /^#[0-9a-f]{6}$/;

const read = (hex: string): Rgb => {
  const value = Number.parseInt(hex.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
};
const written = (rgb: Rgb): string => `#${rgb.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

const linear = (part: number): number => {
  const share = part / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
};
const luminance = ([red, green, blue]: Rgb): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);

/** Contrast of two colours `#rrggbb` (WCAG 2.2), 1 to 21. */
export const contrast = (one: string, other: string): number => {
  const [dim = 0, bright = 0] = [luminance(read(one)), luminance(read(other))].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
};

const mix = (from: Rgb, to: Rgb, share: number): Rgb => [
  Math.round(from[0] + (to[0] - from[0]) * share),
  Math.round(from[1] + (to[1] - from[1]) * share),
  Math.round(from[2] + (to[2] - from[2]) * share),
];

/** The colour nearest to `hex`, on the way to black or white, that has this contrast with every ground. */
function movedFor(hex: string, theme: Theme, least: number, grounds: readonly string[]): string {
  const end = theme === "light" ? BLACK : WHITE;
  for (let step = 0; step <= 50; step += 1) {
    const colour = written(mix(read(hex), end, step / 50));
    if (grounds.every((ground) => contrast(colour, ground) >= least)) return colour;
  }
  return written(end);
}

const inkOn = (fill: string): string => (contrast(fill, "#ffffff") >= TEXT ? "#ffffff" : "#000000");

export interface Paint {
  /** Links, icons, words. */
  readonly ink: string;
  /** A button, and one that is pointed at, with the words on either. */
  readonly fill: string;
  readonly fillHover: string;
  readonly onFill: string;
  /** A quiet ground of the colour. */
  readonly soft: string;
}

function paintIn(hex: string, theme: Theme): Paint {
  const grounds = GROUNDS[theme];
  const fill = movedFor(hex, theme, SHAPE, grounds);
  const onFill = inkOn(fill);
  // Away from the words on it, so that they stay readable.
  const fillHover = written(mix(read(fill), onFill === "#ffffff" ? BLACK : WHITE, 0.18));
  const soft = written(mix(read(grounds[0]), read(hex), theme === "light" ? 0.1 : 0.16));
  return { ink: movedFor(hex, theme, TEXT, [...grounds, soft]), fill, fillHover, onFill, soft };
}

/** @param hex `#rrggbb`, lower case. */
export const paintOf = (hex: string): Readonly<Record<Theme, Paint>> => ({
  light: paintIn(hex, "light"),
  dark: paintIn(hex, "dark"),
});

/** The style sheet that lays a colour over the design's own. @param hex `#rrggbb`, lower case. */
export function accentSheet(hex: string): string {
  const { light, dark } = paintOf(hex);
  const pair = (name: keyof Paint) => `light-dark(${light[name]}, ${dark[name]})`;
  return [
    ":root {",
    `  --door: ${pair("ink")};`,
    `  --door-fill: ${pair("fill")};`,
    `  --door-fill-hover: ${pair("fillHover")};`,
    `  --door-on-fill: ${pair("onFill")};`,
    `  --door-soft: ${pair("soft")};`,
    "}",
    "",
  ].join("\n");
}

/** In which themes buttons can't have the very colour that was chosen. */
export const movedIn = (hex: string): readonly Theme[] => {
  const paint = paintOf(hex);
  return (["light", "dark"] as const).filter((theme) => paint[theme].fill !== hex);
};
