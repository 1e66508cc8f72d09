/**
 * An administrator tries an application: a sign-in of their own through its real settings, whose answer comes back to the console.
 *
 *   console ─▶ request made here, stored as a flow ─▶ continue ─▶ sign-in, consent … ─▶ trial address ─▶ code redeemed, grant revoked
 *
 * The address is registered for no client, and no request from outside can name it: only a stored request that was made here passes
 * (`authorize.ts`). The state is an MAC over client, person and browser, so an answer counts for whoever began it, and the verifier
 * (RFC 7636) is derived from it by our key, so nothing but this redeems the code, once. What it bought is taken back in the same call.
 */
import { createHmac, hash } from "node:crypto";
import { openedBy, sameSecret } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { randomToken } from "../../lib/random.ts";
import type { Client } from "../clients/store.ts";
import { isTriable } from "../clients/triable.ts";
import { continueAddress, startFlow } from "../flows/store.ts";
import { findCode, revokeGrant } from "../grants/grants.ts";
import type { Hub, Occasion } from "../hub.ts";
import { findUser, type User } from "../users/store.ts";
import { authorizationCode } from "./grants/authorization-code.ts";
import { subjectOf } from "./subject.ts";
import { readAccessToken } from "./tokens.ts";
import { trialAddress } from "./trial-address.ts";
import { userinfoClaims } from "./userinfo.ts";

type Claims = Readonly<Record<string, unknown>>;

/** Who tries, in which browser. */
export interface Trier {
  readonly user: User;
  readonly browser: string;
}

const SEED = /^[A-Za-z0-9_-]{43}$/;

const macOf = (hub: Pick<Hub, "vault">, purpose: string, parts: readonly string[]): string =>
  createHmac("sha256", hub.vault.derive(`trial-${purpose}`))
    .update(JSON.stringify(parts))
    .digest("base64url");

const stateOf = (hub: Pick<Hub, "vault">, seed: string, client: Client, { user, browser }: Trier): string =>
  `${seed}.${macOf(hub, "state", [seed, client.id, user.id, browser])}`;
const verifierOf = (hub: Pick<Hub, "vault">, seed: string): string => macOf(hub, "verifier", [seed]);
const nonceOf = (hub: Pick<Hub, "vault">, seed: string): string => macOf(hub, "nonce", [seed]);

/** Begins a trial. @returns the own path where it goes on. @throws Refusal `client_unknown` for one that can't be tried */
export async function beginTrial(hub: Hub, client: Client, trier: Trier): Promise<string> {
  if (!isTriable(client)) throw new Refusal("client_unknown");
  const seed = randomToken(32);
  const handle = await startFlow(
    hub,
    {
      clientId: client.clientId,
      redirectUri: trialAddress(hub.issuer, client.id),
      state: stateOf(hub, seed, client, trier),
      responseType: ["code"],
      responseMode: "query",
      scope: [...client.scopes, ...client.customScopes.map(({ name }) => name)],
      resource: [],
      nonce: nonceOf(hub, seed),
      codeChallenge: hash("sha256", verifierOf(hub, seed), "base64url"),
      prompt: [],
      maxAge: client.defaultMaxAge,
      loginHint: trier.user.name,
      idTokenHint: null,
      acrValues: [],
      claims: null,
      uiLocales: null,
      dpopJkt: null,
      isTrial: true,
    },
    trier.browser,
  );
  return continueAddress(handle);
}

/** What came back to the trial's address. */
export interface TrialAnswer {
  readonly state: string | undefined;
  readonly iss: string | undefined;
  readonly code: string | undefined;
}

export interface TrialOutcome {
  readonly idToken: Claims | null;
  readonly accessToken: Claims;
  readonly userinfo: Claims;
  readonly scopes: readonly string[];
  /** Whether a refresh token came too; it is never shown. */
  readonly refreshable: boolean;
  /** What a client checks, and whether it held. */
  readonly nonceSame: boolean | null;
}

/** The seed of a state that was made for this client, person and browser; `null` for any other. */
export function seedOf(
  hub: Pick<Hub, "vault">,
  client: Client,
  trier: Trier,
  state: string | undefined,
): string | null {
  const [seed = ""] = (state ?? "").split(".", 1);
  return SEED.test(seed) && sameSecret(stateOf(hub, seed, client, trier), state ?? "") ? seed : null;
}

/**
 * Redeems the code of a trial, reads its tokens, and takes back what it bought, whatever comes of it.
 * @throws Refusal `flow_expired` for an answer that belongs to no trial of theirs
 * @throws OAuthError `invalid_grant` for a code that is spent or late
 */
export async function finishTrial(
  hub: Hub,
  client: Client,
  trier: Trier,
  { state, iss, code }: TrialAnswer,
  occasion: Occasion,
): Promise<TrialOutcome> {
  const seed = seedOf(hub, client, trier, state);
  if (seed === null || code === undefined || iss !== hub.issuer) throw new Refusal("flow_expired");
  const parameters = new Map([
    ["code", code],
    ["redirect_uri", trialAddress(hub.issuer, client.id)],
    ["code_verifier", verifierOf(hub, seed)],
  ]);
  try {
    const answer = await authorizationCode.issue({ hub, client, parameters, occasion, jkt: null });
    const idToken = answer.id_token === undefined ? null : hub.keys.verify(answer.id_token, "JWT");
    const accessToken = hub.keys.verify(answer.access_token, "at+jwt");
    const token = readAccessToken(hub, answer.access_token);
    const user = await findUser(hub.db, trier.user.id);
    if (accessToken === null || token === null || !user) throw new Refusal("unexpected");
    // Somebody else signed in on the way: their claims are not for this page.
    if (token.sub !== subjectOf(hub, client, user.id)) throw new Refusal("flow_expired");
    const userinfo = await userinfoClaims(hub, user, { ...token, grant: null, tokenFormat: client.tokenFormat });
    return {
      idToken,
      accessToken,
      userinfo,
      scopes: answer.scope.split(" "),
      refreshable: (answer.refresh_token ?? "") !== "",
      nonceSame: idToken === null ? null : idToken.nonce === nonceOf(hub, seed),
    };
  } finally {
    await takeBack(hub, code);
  }
}

/** Whatever the code bought ends here. */
async function takeBack(hub: Hub, code: string): Promise<void> {
  const now = seconds(hub.clock);
  await hub.db.write(async (tx) => {
    const found = await openedBy(
      code,
      (id) => findCode(tx, id, now),
      (each) => each.code.value_hash,
    );
    const grantId = found?.code.grant_id ?? null;
    if (grantId !== null) await revokeGrant(tx, grantId, now, "revoked-by-administrator");
  });
}
