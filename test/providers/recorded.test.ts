/** Every entry of the allauth page, and what else has one, against its recording: what is asked, what is answered, who it is. */
import { createHash, createHmac, generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { accessTokenHash } from "../../src/providers/engines/at-hash.ts";
import { s256 } from "../../src/providers/engines/random.ts";
import {
  allauthProviders,
  catalogue,
  findProvider,
  finishSignIn,
  type Json,
  type PendingSignIn,
  type Provider,
  type ProviderApp,
  ProviderError,
  type ProviderFetch,
  startSignIn,
} from "../../src/providers/index.ts";
import {
  type Exchange,
  expectRequest,
  filled,
  type RecordedSignIn,
  type Recording,
  readRecording,
} from "./recording.ts";
import { createSigner } from "./signer.ts";

const NOW = 1_790_000_000;
const signer = await createSigner();
const { privateKey } = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

function appOf(provider: Provider, recording: Recording, signIn: RecordedSignIn): ProviderApp {
  return {
    provider,
    clientId: "the-client",
    clientSecret: recording.clientSecret === "key" ? privateKey : "the-secret-of-the-client",
    redirectUri: `https://hub.example/callback/${provider.id}?keep=1`,
    settings: signIn.settings ?? recording.settings ?? {},
  };
}

const filledClaims = (claims: Readonly<Record<string, Json>>, words: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, filled(value, words, NOW)]));

const startWords = (app: ProviderApp, pending: PendingSignIn): Readonly<Record<string, string>> => ({
  client_id: app.clientId,
  redirect_uri: app.redirectUri,
  state: pending.state,
  callback_address: `${app.redirectUri}&state=${pending.state}`,
  callback_hash: createHash("md5").update(`${app.clientSecret}${app.redirectUri}&state=${pending.state}`).digest("hex"),
});

/** Answers the recorded calls in their order, each once. @param document What may be asked for at any time. */
function answering(
  waiting: Exchange[],
  words: Readonly<Record<string, string>>,
  document: (url: string) => unknown = () => undefined,
): ProviderFetch {
  return async (url, init) => {
    const found = document(url);
    if (found !== undefined) return Response.json(found);
    const exchange = waiting.shift();
    if (exchange === undefined) throw new TypeError(`a call that was not recorded: ${init.method} ${url}`);
    expectRequest(exchange.request, (value) => filled(value, words, NOW), url, init);
    const { status = 200, type = "application/json", json, text } = exchange.answer;
    const body = json === undefined ? (text ?? "") : JSON.stringify(filled(json, words, NOW));
    return new Response(body, { status, headers: { "content-type": type } });
  };
}

async function play(app: ProviderApp, recording: Recording, signIn: RecordedSignIn, pending: PendingSignIn) {
  const [first] = signIn.exchanges;
  const issued = first?.answer.json as { access_token?: string } | undefined;
  const words: Record<string, string> = {
    ...startWords(app, pending),
    client_secret: app.clientSecret ?? "",
    code_verifier: pending.codeVerifier ?? "",
    nonce: pending.nonce ?? "",
    code: signIn.callback.code ?? "",
    at_hash: await accessTokenHash(issued?.access_token ?? "", "RS256"),
  };
  if (signIn.idToken !== undefined) words.id_token = await signer.sign(filledClaims(signIn.idToken, words));

  const waiting = [...signIn.exchanges];
  const fetch = answering(waiting, words, (url) =>
    url === (signIn.keys ?? recording.keys) ? signer.jwks(signIn.keyMembers ?? recording.keyMembers) : undefined,
  );
  const callback = new URLSearchParams({
    ...(filled(signIn.callback, words, NOW) as Record<string, string>),
    state: pending.state,
  });
  if (signIn.signs !== undefined) {
    callback.sort();
    const query = [...callback].map(([name, value]) => `${name}=${value}`).join("&");
    callback.set(
      signIn.signs,
      createHmac("sha256", app.clientSecret ?? "")
        .update(query)
        .digest("hex"),
    );
  }
  return { words, waiting, result: finishSignIn(app, pending, callback, { fetch, now: () => NOW }) };
}

/** The first half, with the calls that the protocol makes before the browser is sent away. */
async function begin(app: ProviderApp, recording: Recording, signIn: RecordedSignIn) {
  const waiting = [...(signIn.start ?? recording.start ?? [])];
  const started = await startSignIn(app, { fetch: answering(waiting, {}), now: () => NOW });
  expect(waiting).toEqual([]);
  return started;
}

test("every entry of the page has a recording", () => {
  expect(allauthProviders.filter(({ id }) => readRecording(id) === undefined).map(({ id }) => id)).toEqual([]);
  expect(findProvider("nobody")).toBeUndefined();
});

const recordings = catalogue.flatMap((provider) => {
  const recording = readRecording(provider.id);
  return recording === undefined ? [] : [[provider.id, provider, recording] as const];
});

describe.each(recordings)("%s", (id, provider, recording) => {
  test("is found by its id", () => {
    expect(findProvider(id)).toBe(provider);
  });

  test.each(recording.signIns)("signs in: $name", async (signIn) => {
    const app = appOf(provider, recording, signIn);
    const { url, pending } = await begin(app, recording, signIn);
    const {
      address,
      parameters = {},
      omit = [],
      only = false,
      fragment = "",
    } = { ...recording.authorize, ...signIn.authorize };
    expect(url.split("?", 1)[0]).toBe(address);
    expect(new URL(url).hash).toBe(fragment);
    const standard = {
      response_type: "code",
      client_id: app.clientId,
      redirect_uri: app.redirectUri,
      state: pending.state,
      ...(pending.nonce === undefined ? {} : { nonce: pending.nonce }),
      ...(pending.codeVerifier === undefined
        ? {}
        : { code_challenge: await s256(pending.codeVerifier), code_challenge_method: "S256" }),
    };
    const sent = Object.fromEntries(Object.entries(standard).filter(([name]) => !only && !omit.includes(name)));
    const common = only ? {} : recording.authorize.parameters;
    const own = filled({ ...common, ...parameters }, startWords(app, pending), NOW);
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({ ...sent, ...(own as Record<string, string>) });

    const { words, waiting, result } = await play(app, recording, signIn, pending);
    const { profile, tokens } = await result;
    const { raw, ...claims } = profile;
    expect(claims).toEqual(signIn.profile);
    expect(tokens).toEqual(filled(signIn.tokens, words, NOW));
    expect(waiting).toEqual([]);
    const kept = JSON.stringify(raw);
    expect(kept).toContain(JSON.stringify(signIn.inRaw ?? claims.name ?? claims.sub).slice(1, -1));
    for (const secret of [tokens.accessToken, tokens.refreshToken, tokens.idToken, ...(signIn.neverInRaw ?? [])]) {
      if (secret) expect(kept).not.toContain(secret);
    }
  });

  test.each(recording.refusals)("refuses: $name", async (signIn) => {
    const app = appOf(provider, recording, signIn);
    const { pending } = await begin(app, recording, signIn);
    const { words, waiting, result } = await play(app, recording, signIn, pending);
    const error = await result.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(ProviderError);
    expect((error as ProviderError).code).toBe(signIn.code);
    expect(waiting).toEqual([]);
    for (const secret of [words.client_secret, words.code_verifier, words.id_token, signIn.callback.code]) {
      if (secret !== undefined && secret.length > 3) expect(String((error as Error).cause)).not.toContain(secret);
    }
  });
});
