/**
 * Points in time. The server does not know the reader's time zone, so what is near is told as a distance ("3 minutes
 * ago"), what is far as a date in UTC, and the exact time is always in `datetime` and the tooltip.
 */
import type { Text } from "../text/index.ts";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;
const week = 7 * day;

interface Formats {
  readonly date: Intl.DateTimeFormat;
  readonly exact: Intl.DateTimeFormat;
  readonly distance: Intl.RelativeTimeFormat;
}

const formats = new Map<string, Formats>();

// Building a format costs more than the page around it, so each language's are kept.
const formatsOf = (locale: string): Formats => {
  const known = formats.get(locale);
  if (known) return known;
  const made: Formats = {
    date: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }),
    exact: new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium", timeZone: "UTC" }),
    distance: new Intl.RelativeTimeFormat(locale, { numeric: "auto" }),
  };
  formats.set(locale, made);
  return made;
};

/** How far `at` is from `now`, both in Unix seconds; null where a date says more. */
export const distance = (at: number, now: number, locale: string): string | null => {
  const seconds = at - now;
  const size = Math.abs(seconds);
  const { distance: format } = formatsOf(locale);
  if (size < minute) return format.format(0, "second");
  if (size < hour) return format.format(Math.trunc(seconds / minute), "minute");
  if (size < day) return format.format(Math.trunc(seconds / hour), "hour");
  if (size < week) return format.format(Math.trunc(seconds / day), "day");
  return null;
};

interface TimeProps {
  readonly t: Text;
  /** Unix seconds, or null for never. */
  readonly at: number | null;
  /** Unix seconds; left out where the exact time matters more than the distance. */
  readonly now?: number;
}

export const Time = ({ t, at, now }: TimeProps) => {
  if (at === null) return <span class="muted">{t.common.never}</span>;
  const instant = new Date(at * 1000);
  const { date, exact } = formatsOf(t.dateLocale);
  const whole = `${exact.format(instant)} UTC`;
  return (
    <time class={now === undefined ? undefined : "brief"} datetime={instant.toISOString()} title={whole}>
      {now === undefined ? whole : (distance(at, now, t.dateLocale) ?? date.format(instant))}
    </time>
  );
};
