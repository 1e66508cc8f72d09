/**
 * A real Chromium for the tests: the system's own, else the one inside the npm package `@sparticuz/chromium`, which needs
 * neither X11 nor NSS on the machine.
 *
 * `ALLDOOR_TEST_CHROMIUM` names a binary, or is `npm` to take the package's.
 */
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { unpackChromium } from "./chromium-package.ts";

/** Nothing but what the tests ask for goes over the network, and no machine's oddities into the pictures. */
const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--font-render-hinting=none",
];

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const APPLICATIONS = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** @throws Error that says what to install, when no Chromium starts. Close it when done. */
export async function launchChromium(
  options: Pick<LaunchOptions, "args" | "headless" | "slowMo"> = {},
): Promise<Browser> {
  const { executablePath, env } = await findChromium();
  try {
    return await chromium.launch({
      ...options,
      executablePath,
      env: { ...process.env, ...env },
      args: [...FLAGS, ...(options.args ?? [])],
      // Neither root nor a container can set it up, and what is opened here are our own pages.
      chromiumSandbox: false,
    });
  } catch (cause) {
    throw new Error(`Chromium does not start: ${executablePath}. ${WHAT_TO_INSTALL}`, { cause });
  }
}

const WHAT_TO_INSTALL =
  "Install Chromium (Debian: apt install chromium; macOS: brew install --cask chromium), or set " +
  "ALLDOOR_TEST_CHROMIUM to a Chromium or Chrome that starts, or to npm to take the one in node_modules.";

interface FoundChromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

async function findChromium(): Promise<FoundChromium> {
  const wish = process.env.ALLDOOR_TEST_CHROMIUM ?? "";
  if (wish !== "" && wish !== "npm") return { executablePath: wish, env: {} };
  const found = wish === "npm" ? undefined : onThisSystem();
  if (found !== undefined) return { executablePath: found, env: {} };
  if (process.platform === "linux" && ["x64", "arm64"].includes(process.arch)) return unpackChromium();
  throw new Error(`The browser tests need Chromium, and this machine has none. ${WHAT_TO_INSTALL}`);
}

function onThisSystem(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const named = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...named, ...APPLICATIONS].find(isExecutable);
}

function isExecutable(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
