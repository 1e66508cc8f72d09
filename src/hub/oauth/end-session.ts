/**
 * RP-initiated log-out (OpenID Connect RP-Initiated Logout 1.0): `GET|POST /api/logout`. An application asks for the person to
 * be signed out. Where it shows an ID Token of this very session, that is done at once; anything less could be a link that
 * anybody made, so the person is asked (`/sign-out`). The browser goes on only to an address that is registered, byte for byte,
 * for the application that is named.
 */
import { type Answer, type EndpointRequest, seeOther } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { bodyText, mediaType } from "../../lib/parameters.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Browsers } from "../browser/browser.ts";
import { type Client, findClient } from "../clients/store.ts";
import type { Hub } from "../hub.ts";
import { SIGNED_OUT, signedOutAddress } from "../logout/signed-out.ts";
import { endSessions, findSignedIn, type SignedIn } from "../sessions/store.ts";
import { readIdTokenHint } from "./id-token-hint.ts";
import { RawParameters } from "./raw-parameters.ts";
import { sessionIdOf, subjectOf } from "./subject.ts";
import { occasionOf } from "./token.ts";

const LONGEST_STATE = 2048;

interface Asked {
  readonly client: Client | null;
  /** Proven to be the client's. */
  readonly redirectUri: string | null;
  readonly state: string | null;
  readonly hint: { readonly sub: string; readonly sid: string | null } | null;
}

/** @param answerCaller Answers what no browser asks: `null` where it is one. */
export const endSession =
  (hub: Hub, browsers: Browsers, answerCaller: (http: EndpointRequest) => Promise<Answer | null>) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const answer = await answerCaller(http);
    if (answer) return answer;
    const text = http.method === "POST" ? await formText(http) : http.query;
    const asked = await readRequest(hub, new RawParameters(text));
    // The session's cookie does not come with another site's POST, but with the GET that follows it.
    if (http.method === "POST") return seeOther(`/api/logout?${new URLSearchParams(text)}`);
    const signedIn = await findSignedIn(hub, browsers.session.read(http.headers.cookie));
    if (!signedIn) return seeOther(onwardAddress(asked) ?? SIGNED_OUT);
    if (!isOfSession(hub, asked, signedIn)) return seeOther(confirmAddress(asked));
    await hub.db.write(async (tx) => {
      const { user, session } = signedIn;
      await endSessions(tx, hub, user.id, { only: session.id });
      await recordEvent(tx, hub, {
        action: "user.signed-out",
        actorId: user.id,
        subject: { kind: "user", id: user.id },
        clientId: asked.client?.id,
        occasion: occasionOf(http),
      });
    });
    const frames = await signedOutAddress(hub, signedIn.session.id, askedFields(asked));
    return seeOther(frames ?? onwardAddress(asked) ?? SIGNED_OUT, { "set-cookie": browsers.session.clear() });
  };

async function formText(http: EndpointRequest): Promise<string> {
  if (mediaType(http.headers["content-type"]) !== "application/x-www-form-urlencoded")
    throw new Refusal("content_type_unsupported");
  return bodyText(await http.body());
}

/** @throws Refusal `client_unknown`, `redirect_uri_unknown`, `parameter_repeated`, `bad_request`: shown, never redirected */
async function readRequest(hub: Hub, raw: RawParameters): Promise<Asked> {
  const fault = raw.fault();
  if (fault !== null) throw new Refusal("bad_request", fault);
  const token = raw.once("id_token_hint");
  const hint = token === undefined ? null : readIdTokenHint(hub, token, null);
  if (token !== undefined && hint === null)
    throw new Refusal("bad_request", "id_token_hint is not an ID Token of this server.");
  const clientId = raw.once("client_id") ?? hint?.clientId;
  if (hint !== null && clientId !== hint.clientId)
    throw new Refusal("bad_request", "id_token_hint was issued to another application.");
  const client = clientId === undefined ? null : await findClient(hub.db, clientId);
  if (client === undefined) throw new Refusal("client_unknown");
  const redirectUri = raw.once("post_logout_redirect_uri") ?? null;
  if (redirectUri !== null && !client?.postLogoutRedirectUris.includes(redirectUri))
    throw new Refusal("redirect_uri_unknown");
  const state = raw.once("state") ?? null;
  if ((state?.length ?? 0) > LONGEST_STATE) throw new Refusal("bad_request", "state is too long.");
  return { client, redirectUri, state, hint };
}

/** Whether the ID Token was issued in the session that this browser has. */
function isOfSession(hub: Hub, { client, hint }: Asked, { user, session }: SignedIn): boolean {
  if (!client || !hint || hint.sub !== subjectOf(hub, client, user.id)) return false;
  return hint.sid === null || hint.sid === sessionIdOf(hub, session.id);
}

const onwardAddress = ({ redirectUri, state }: Asked): string | null =>
  redirectUri === null ? null : withQuery(redirectUri, { state: state ?? undefined });

/** What pages carry on of the request: they look at it again. */
const askedFields = ({ client, redirectUri, state }: Asked) => ({
  client_id: client?.clientId,
  post_logout_redirect_uri: redirectUri ?? undefined,
  state: redirectUri === null ? undefined : (state ?? undefined),
});

const confirmAddress = (asked: Asked): string => withQuery("/sign-out", askedFields(asked));
