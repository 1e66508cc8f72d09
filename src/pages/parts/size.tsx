/** Sizes of files: in the unit that says them shortly, with the exact number of bytes in the tooltip. */
import type { Text } from "../text/index.ts";

const units = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

const formats = new Map<string, Intl.NumberFormat>();

const formatOf = (locale: string, unit: string): Intl.NumberFormat => {
  const key = `${locale} ${unit}`;
  const known = formats.get(key);
  if (known) return known;
  const options = { style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short" } as const;
  const made = new Intl.NumberFormat(locale, { ...options, maximumFractionDigits: 1 });
  formats.set(key, made);
  return made;
};

/** In steps of 1000, as the units' names have it. */
const sizeWords = (bytes: number, locale: string): string => {
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return formatOf(locale, units[step] ?? "byte").format(bytes / 1000 ** step);
};

interface SizeProps {
  readonly t: Text;
  readonly bytes: number;
}

export const Size = ({ t, bytes }: SizeProps) => (
  <span class="brief" title={formatOf(t.dateLocale, "byte").format(bytes)}>
    {sizeWords(bytes, t.dateLocale)}
  </span>
);
