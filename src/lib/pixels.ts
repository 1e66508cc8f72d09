/**
 * A decoded picture, and making it smaller: every new pixel is the mean of the area that it covers, each old pixel counted by its
 * share and by how much of it can be seen, so that clear edges of a logo take no colour from what is invisible beside them.
 */

export interface Pixels {
  /** 8-bit red, green, blue and alpha of each pixel, line by line; the colours are not multiplied by alpha. */
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** The same picture with no side longer than `side` pixels; one that is small enough is left as it is. */
export function shrink(pixels: Pixels, side: number): Pixels {
  const scale = side / Math.max(pixels.width, pixels.height);
  if (scale >= 1) return pixels;
  const width = Math.max(1, Math.round(pixels.width * scale));
  const height = Math.max(1, Math.round(pixels.height * scale));
  const across = shares(pixels.width, width);
  const down = shares(pixels.height, height);

  const data = new Uint8Array(width * height * 4);
  const line = new Float64Array(width * 4);
  for (const [row, { first, weights }] of down.entries()) {
    line.fill(0);
    for (const [i, weight] of weights.entries()) addLine(line, pixels, first + i, weight, across);
    for (let at = 0; at < line.length; at += 4) {
      const alpha = line[at + 3] ?? 0;
      const to = row * width * 4 + at;
      for (let channel = 0; channel < 3 && alpha > 0; channel += 1) {
        data[to + channel] = Math.round((line[at + channel] ?? 0) / alpha);
      }
      data[to + 3] = Math.round(alpha);
    }
  }
  return { data, width, height };
}

interface Share {
  readonly first: number;
  /** How much each old pixel from `first` on counts; together 1. */
  readonly weights: Float64Array;
}

/** Which of `many` old pixels each of `few` new ones covers, and how far. */
function shares(many: number, few: number): Share[] {
  const step = many / few;
  return Array.from({ length: few }, (_, index) => {
    const from = index * step;
    const to = Math.min(many, from + step);
    const first = Math.floor(from);
    const weights = new Float64Array(Math.max(1, Math.ceil(to) - first));
    for (let i = 0; i < weights.length; i += 1) {
      weights[i] = (Math.min(to, first + i + 1) - Math.max(from, first + i)) / step;
    }
    return { first, weights };
  });
}

/** Adds one old line to a new one, with colours multiplied by alpha. */
function addLine(line: Float64Array, { data, width }: Pixels, row: number, weight: number, across: Share[]): void {
  for (let column = 0; column < across.length; column += 1) {
    const share = across[column];
    if (share === undefined) continue;
    let red = 0;
    let green = 0;
    let blue = 0;
    let alpha = 0;
    for (let i = 0; i < share.weights.length; i += 1) {
      const from = (row * width + share.first + i) * 4;
      const seen = (share.weights[i] ?? 0) * (data[from + 3] ?? 0);
      red += seen * (data[from] ?? 0);
      green += seen * (data[from + 1] ?? 0);
      blue += seen * (data[from + 2] ?? 0);
      alpha += seen;
    }
    const at = column * 4;
    line[at] = (line[at] ?? 0) + red * weight;
    line[at + 1] = (line[at + 1] ?? 0) + green * weight;
    line[at + 2] = (line[at + 2] ?? 0) + blue * weight;
    line[at + 3] = (line[at + 3] ?? 0) + alpha * weight;
  }
}
