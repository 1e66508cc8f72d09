/** The sandbox: its own pages, and what the emulated providers show. */
import { begin } from "../ground/upstream.ts";
import type { Seeded } from "./seeded.ts";
import type { NoPage, Visit } from "./visit.ts";

const open = (name: string, route: string, path = route): Visit => ({
  name: `sandbox-${name}`,
  program: "sandbox",
  route,
  arrive: (town) => ({ browser: town.stranger(), url: `${town.hub.sandbox.url}${path}` }),
});

/** The page of an emulated provider that asks who is there. */
const consentOf = (slug: string): Visit => ({
  name: `sandbox-consent-${slug}`,
  program: "sandbox",
  route: "/*",
  async arrive(town: Seeded) {
    const browser = town.stranger();
    const { start } = await begin(town.hub, browser, slug, town.application);
    const { url } = await browser.open(start);
    return { browser, url };
  },
});

export const sandboxVisits: readonly Visit[] = [
  open("home", "/"),
  open("home-search", "/", "/?q=git"),
  open("home-found-none", "/", "/?q=qqqqqq"),
  open("provider", "/_sandbox/providers/:id", "/_sandbox/providers/github"),
  open("provider-none", "/_sandbox/providers/:id", "/_sandbox/providers/nothing"),
  open("provider-address-none", "/*", "/github.com/login/oauth/authorize"),
  consentOf("github"),
  consentOf("google"),
  consentOf("feishu"),
];

export const sandboxNoPages: readonly NoPage[] = [
  { program: "sandbox", route: "/_sandbox/style.css", why: "the style" },
  { program: "sandbox", route: "/_sandbox/dialog.js", why: "the script" },
  { program: "sandbox", route: "/_sandbox/icon.svg", why: "the mark" },
  { program: "sandbox", route: "/_sandbox/elsewhere", why: "where the fault `redirect` points: JSON" },
  { program: "sandbox", route: "/_sandbox/*", why: "the control interface: JSON" },
  {
    program: "sandbox",
    route: "/_sandbox/try/:id{[a-z0-9_-]+}/:step{callback}?",
    why: "goes to the provider's page and back",
  },
];
