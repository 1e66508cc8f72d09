/** Numbers for the charts of the gallery: a day with a quiet night, and a server where nothing has happened yet. */
import type { ChartRange, ChartsProps } from "../../src/pages/hub/admin/overview/overview-charts.tsx";
import { day, hour, now } from "./samples.ts";

const hrefs = { day: "/admin", month: "/admin?range=month" };
const times = (range: ChartRange): number[] =>
  Array.from(
    { length: range === "day" ? 24 : 30 },
    (_, index) => now - index * (range === "day" ? hour : day),
  ).reverse();

export const charts = (range: ChartRange): Omit<ChartsProps, "t"> => ({
  range,
  hrefs,
  slots: times(range).map((at, index) => ({
    at,
    signIns: index % 24 < 7 ? 0 : 40 + ((index * 37) % 90),
    failures: index % 5 === 0 ? 3 : 0,
    tokens: 400 + ((index * 211) % 900),
  })),
  ways: [
    { name: "password", count: 812 },
    { name: "GitHub", count: 403 },
    { name: "passkey", count: 77 },
    { name: "email", count: 1 },
  ],
  grants: [
    { name: "refresh_token", count: 18_240 },
    { name: "authorization_code", count: 1290 },
    { name: "urn:ietf:params:oauth:grant-type:device_code", count: 4 },
  ],
});

export const noCharts: Omit<ChartsProps, "t"> = {
  range: "month",
  hrefs,
  slots: times("month").map((at) => ({ at, signIns: 0, failures: 0, tokens: 0 })),
  ways: [],
  grants: [],
};
