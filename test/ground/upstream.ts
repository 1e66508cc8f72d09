/** A browser's way through a provider of the sandbox, as an application's people go it: from its request to its callback. */
import type { MadeClient } from "../../src/hub/clients/store.ts";
import type { Provider, SignInAction } from "../../src/providers/provider.ts";
import { BrowserClient, type Shown } from "./browser-client.ts";
import { authorizeUrl, pkce, redeem, userinfo } from "./oauth-client.ts";
import { choosePerson, type SandboxedHub } from "./sandbox.ts";

export const upstreamBrowser = (hub: SandboxedHub): BrowserClient => new BrowserClient(hub.url, hub.sandbox.url);

/** Start address of a sign-in for an authorization request of the client. */
export interface Begun {
  readonly start: string;
  readonly flow: string;
  readonly verifier: string;
}

export async function begin(
  hub: SandboxedHub,
  browser: BrowserClient,
  slug: string,
  made: MadeClient,
  more: Readonly<Record<string, string>> & { readonly action?: SignInAction } = {},
): Promise<Begun> {
  const { verifier, challenge } = pkce();
  const signIn = await browser.open(authorizeUrl(hub, made, challenge));
  const flow = new URL(signIn.url).searchParams.get("flow") ?? "";
  return { start: `${hub.url}/accounts/${slug}/login/?${new URLSearchParams({ flow, ...more })}`, flow, verifier };
}

/** Chooses a person, and presses the button of a provider that comes back by a form. */
export async function through(browser: BrowserClient, page: Shown, person: string, fault?: string): Promise<Shown> {
  const shown = await choosePerson(browser, page, person, fault);
  return shown.html.includes('id="form-back"') ? browser.submit(shown, {}) : shown;
}

/** Brings what the provider answered to the callback, as its page would. */
export function comeBack(browser: BrowserClient, back: URL, by: Provider["callbackBy"] = "query"): Promise<Shown> {
  if (by !== "form") return browser.open(back.href);
  return browser.open(`${back.origin}${back.pathname}`, {
    method: "POST",
    body: back.searchParams.toString(),
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      origin: "https://provider.example",
      "sec-fetch-site": "cross-site",
    },
  });
}

/** What the client learns of whoever came back to it. */
export async function claimsOf(hub: SandboxedHub, made: MadeClient, shown: Shown, verifier: string) {
  const answer = await redeem(hub, made, {
    code: shown.leftTo?.searchParams.get("code") ?? "",
    code_verifier: verifier,
  });
  if (answer.status !== 200) throw new Error(`no code at ${shown.url} (${shown.status}): ${shown.html.slice(0, 2000)}`);
  return (await userinfo(hub, String(answer.body.access_token))).body;
}

/** Signs a person in to a client through a provider. */
export async function signInThrough(hub: SandboxedHub, slug: string, person: string, made: MadeClient) {
  const browser = upstreamBrowser(hub);
  const { start, verifier } = await begin(hub, browser, slug, made);
  return claimsOf(hub, made, await through(browser, await browser.open(start), person), verifier);
}
