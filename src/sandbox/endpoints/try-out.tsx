/**
 * A sign-in from the sandbox's own pages, with the library that the hub uses and the sandbox as its only network: what
 * an application would get, before there is one.
 */
import { bearerHash } from "../../lib/bearer.ts";
import type { Cookie } from "../../lib/cookies.ts";
import { cookie } from "../../lib/cookies.ts";
import { randomToken } from "../../lib/random.ts";
import { sandboxRewrite } from "../../lib/sandbox-rewrite.ts";
import type { PendingSignIn, ProviderApp, ProviderFetch } from "../../providers/library.ts";
import { finishSignIn, ProviderError, startSignIn } from "../../providers/library.ts";
import { BoundedMap } from "../bounded.ts";
import type { Emulation } from "../emulation.ts";
import { brandClass, page } from "../pages/layout.tsx";
import type { OutcomeProps } from "../pages/outcome.tsx";
import { OutcomePage } from "../pages/outcome.tsx";
import type { World } from "../world.ts";

export interface TryOut {
  /** Sends the browser to the emulated provider. */
  start(emulation: Emulation, request: Request): Promise<Response>;
  /** Where the provider sends it back to. */
  finish(emulation: Emulation, request: Request, posted: URLSearchParams): Promise<Response>;
}

const MOST_PENDING = 1000;
/** How long the library waits for an answer. Milliseconds. */
const PATIENCE = 5000;

function causeOf(error: ProviderError): string {
  const texts: string[] = [];
  for (let cause = error.cause; cause instanceof Error && texts.length < 4; cause = cause.cause) {
    texts.push(cause.message);
  }
  return texts.join(": ");
}

export function createTryOut(world: World, serve: (request: Request) => Promise<Response>): TryOut {
  const pendingSignIns = new BoundedMap<string, { readonly providerId: string; readonly pending: PendingSignIn }>(
    MOST_PENDING,
  );
  const jar: Cookie = cookie("sandbox_try", world.origin.startsWith("https:"));
  const rewrite = sandboxRewrite(world.origin);

  const fetch: ProviderFetch = (url, init) => {
    const signal = AbortSignal.timeout(PATIENCE);
    const request = new Request(rewrite(new URL(url)), { ...init, signal });
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
    });
    return Promise.race([serve(request), late]);
  };

  /** Under the name that the browser has called, so that its cookie comes back. */
  function registration(emulation: Emulation, request: Request): ProviderApp {
    const { provider, demo } = emulation;
    const redirectUri = `${new URL(request.url).origin}/_sandbox/try/${provider.id}/callback`;
    const first = world.apps.first(provider.id);
    const app = first.redirectUris.includes(redirectUri)
      ? first
      : world.apps.addRedirectUri(provider.id, first.clientId, redirectUri);
    return { provider, clientId: app.clientId, clientSecret: app.clientSecret, settings: demo, redirectUri };
  }

  function outcome({ provider }: Emulation, shown: OutcomeProps["outcome"]): Promise<Response> {
    const hrefs = { providerHref: `/_sandbox/providers/${provider.id}`, againHref: `/_sandbox/try/${provider.id}` };
    const headers = { "Set-Cookie": jar.clear() };
    return page(
      <OutcomePage providerName={provider.name} brand={brandClass(provider.id)} {...hrefs} outcome={shown} />,
      { headers },
    );
  }

  function failed(emulation: Emulation, error: unknown): Promise<Response> {
    if (!(error instanceof ProviderError)) throw error;
    return outcome(emulation, { code: error.code, message: error.message, cause: causeOf(error) });
  }

  return {
    async start(emulation, request) {
      try {
        const { url, pending } = await startSignIn(registration(emulation, request), { fetch });
        const handle = randomToken();
        pendingSignIns.set(bearerHash(handle), { providerId: emulation.provider.id, pending });
        const headers = new Headers({
          Location: sandboxRewrite(new URL(request.url).origin)(new URL(url)).href,
          "Cache-Control": "no-store",
        });
        headers.set("Set-Cookie", jar.write(handle, { maxAge: 600 }));
        return new Response(null, { status: 302, headers });
      } catch (error) {
        return failed(emulation, error);
      }
    },
    async finish(emulation, request, posted) {
      const handle = bearerHash(jar.read(request.headers.get("cookie") ?? undefined) ?? "");
      const kept = pendingSignIns.get(handle);
      pendingSignIns.delete(handle);
      try {
        if (kept?.providerId !== emulation.provider.id) {
          throw new ProviderError("state_mismatch", "no sign-in is pending in this browser");
        }
        const callback = new URLSearchParams([...new URL(request.url).searchParams, ...posted]);
        const { profile } = await finishSignIn(registration(emulation, request), kept.pending, callback, { fetch });
        const { raw, ...claims } = profile;
        return outcome(emulation, { profile: JSON.stringify(claims, null, 2), answers: JSON.stringify(raw, null, 2) });
      } catch (error) {
        return failed(emulation, error);
      }
    },
  };
}
