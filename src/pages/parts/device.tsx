/**
 * What a person would call the device of a session, read from its `User-Agent` (RFC 9110, section 10.1.5). The header
 * is a claim of the client's and nothing more: it helps to recognise a session and decides nothing.
 */
import type { Text } from "../text/index.ts";
import type { IconName } from "./icon.tsx";

export interface Device {
  readonly browser: string | null;
  readonly system: string | null;
  readonly kind: "desktop" | "phone" | "program" | "unknown";
}

// Order matters: Edge, Opera and Samsung's browser name Chrome too, and Chrome names Safari.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOPT\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bMicroMessenger\//, "WeChat"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bChrome\/|\bCriOS\/|\bHeadlessChrome\//, "Chrome"],
  [/\bVersion\/[\d.]+.*\bSafari\//, "Safari"],
];

// iOS and Android name the systems that they grew from, so they come first.
const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b|\biPod\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bHarmonyOS\b|\bOpenHarmony\b/, "HarmonyOS"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b|\bMacintosh\b/, "macOS"],
  [/\bLinux\b|\bX11\b/, "Linux"],
];

const handheld = new Set(["iPhone", "iPad", "Android", "HarmonyOS"]);
const longest = 512;

const firstMatch = (table: readonly (readonly [RegExp, string])[], text: string): string | null =>
  table.find(([expression]) => expression.test(text))?.[1] ?? null;

/** @param userAgent the header as it was sent, or null */
export const describeDevice = (userAgent: string | null): Device => {
  const text = (userAgent ?? "").slice(0, longest);
  const browser = firstMatch(browsers, text);
  const system = firstMatch(systems, text);
  if (browser === null) {
    return { browser, system, kind: text === "" || text.startsWith("Mozilla/") ? "unknown" : "program" };
  }
  return { browser, system, kind: system !== null && handheld.has(system) ? "phone" : "desktop" };
};

/** The device in words: "Firefox on Windows". */
export const deviceName = (t: Text, { browser, system, kind }: Device): string => {
  if (browser !== null && system !== null) return t.device.on(browser, system);
  return browser ?? system ?? (kind === "program" ? t.device.program : t.device.unknown);
};

export const deviceIcon = ({ kind }: Device): IconName =>
  kind === "phone" ? "phone" : kind === "program" ? "code" : "desktop";
