/**
 * Signing in through the hub, as any OpenID Connect client does (Core, 3.1): `GET /sign-in` sends the browser there with
 * state, nonce and PKCE; `GET /sign-in/callback` is where it comes back to. In order: this browser's own sign-in, for this
 * state, taken once; then the hub's answer, verified by the provider library; and only then a session, always a new one.
 */
import { seconds } from "../../lib/clock.ts";
import { type Answer, seeOther } from "../../lib/endpoint.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { FilesHomeProps } from "../../pages/files/home.tsx";
import { finishSignIn, ProviderError, startSignIn } from "../../providers/library.ts";
import { beginSession, SESSION_SECONDS } from "../sessions/store.ts";
import type { Context } from "../web/route.ts";
import { accountFor, hubIssuer } from "./account.ts";
import { HUB_PLATFORM } from "./hub-platform.ts";

type Failure = NonNullable<FilesHomeProps["error"]>;

export const CALLBACK_PATH = "/sign-in/callback";

const calls = ({ files }: Context) => ({ fetch: files.hub.fetch, now: () => seconds(files.clock) });

/** Home again, where the person reads what happened; the details are for the log alone. */
function failed({ files, http }: Context, error: ProviderError): Answer {
  files.log.warn("sign-in.failed", { request: http.id, refusal: error.code, error: error.cause });
  const failure: Failure = error.code === "access_denied" ? "access_denied" : "failed";
  return seeOther(withQuery("/", { error: failure }), { "set-cookie": files.pending.clear() });
}

export async function start(context: Context): Promise<Answer> {
  const { files } = context;
  try {
    const { url, pending } = await startSignIn(files.hub.app, calls(context));
    return seeOther(url, { "set-cookie": files.pending.keep(pending) });
  } catch (error) {
    if (error instanceof ProviderError) return failed(context, error);
    throw error;
  }
}

export async function finish(context: Context): Promise<Answer> {
  const { files, http, query, session, occasion } = context;
  const pending = files.pending.take(http.headers.cookie, query.get("state"));
  if (!pending) {
    // The page was loaded again, or opened from the history: who is in stays in.
    const expired: Failure = "expired";
    return seeOther(session ? "/" : withQuery("/", { error: expired }));
  }
  try {
    const { profile } = await finishSignIn(files.hub.app, pending, query, calls(context));
    const user = await accountFor(files, profile);
    const origin = { platform: HUB_PLATFORM, issuer: hubIssuer(files), subject: profile.sub, sid: null };
    const value = await files.db.write((tx) => beginSession(tx, files, user, "cookie", occasion, origin));
    files.log.info("sign-in.completed", { request: http.id, subject: profile.sub, user: user.id });
    const cookie = files.browsers.session.write(value, { maxAge: SESSION_SECONDS.cookie });
    return seeOther("/", { "set-cookie": [cookie, files.pending.clear()] });
  } catch (error) {
    if (error instanceof ProviderError) return failed(context, error);
    throw error;
  }
}
