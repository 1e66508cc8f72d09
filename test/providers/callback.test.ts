/** What the browser brings back: in which order it is believed, and what is never believed. */
import { describe, expect, test } from "vitest";
import {
  finishSignIn,
  type PendingSignIn,
  type Provider,
  type ProviderFetch,
  startSignIn,
} from "../../src/providers/index.ts";
import { appFor, connectEntry, metadata, NOW, plainEntry } from "./entries.ts";
import { json, scriptedFetch } from "./scripted-fetch.ts";

const pending: PendingSignIn = { state: "s".repeat(43), nonce: "n".repeat(43), codeVerifier: "v".repeat(43) };
const now = () => NOW;

const untouched = () => scriptedFetch({});

async function finish(
  callback: string,
  entry: Provider = plainEntry(),
  kept: PendingSignIn = pending,
  fetch?: ProviderFetch,
) {
  const scripted = untouched();
  const error: unknown = await finishSignIn(appFor(entry), kept, new URLSearchParams(callback), {
    fetch: fetch ?? scripted.fetch,
    now,
  }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, asked: scripted.asked };
}

const STATE = `state=${pending.state}`;

describe("before anything is sent", () => {
  test.each([
    ["no parameters", "", "state_mismatch"],
    ["no state", "code=c", "state_mismatch"],
    ["an empty state", "code=c&state=", "state_mismatch"],
    ["another state", `code=c&state=${"t".repeat(43)}`, "state_mismatch"],
    ["a state with a tail", `code=c&${STATE}x`, "state_mismatch"],
    ["a state twice", `code=c&${STATE}&${STATE}`, "bad_answer"],
    ["a code twice", `code=c&code=d&${STATE}`, "bad_answer"],
    ["an unknown parameter twice", `code=c&x=1&x=1&${STATE}`, "bad_answer"],
    ["an error of somebody else's sign-in", "error=access_denied&state=other", "state_mismatch"],
    ["no code", STATE, "bad_answer"],
    ["an empty code", `code=&${STATE}`, "bad_answer"],
    ["a denial", `error=access_denied&${STATE}`, "access_denied"],
    ["a denial beside a code", `code=c&error=access_denied&${STATE}`, "access_denied"],
    ["another error", `error=server_error&${STATE}`, "provider_error"],
    ["a value of nine thousand characters", `x=${"y".repeat(9000)}&${STATE}`, "bad_answer"],
    ["a hundred parameters", `${Array.from({ length: 100 }, (_, n) => `p${n}=`).join("&")}&${STATE}`, "bad_answer"],
  ])("%s", async (_, callback, code) => {
    const { error, asked } = await finish(callback);
    expect(error).toMatchObject({ name: "ProviderError", code });
    expect(asked).toEqual([]);
  });

  test("a pending sign-in without its parts matches nothing", async () => {
    expect((await finish("code=c&state=", plainEntry(), { state: "" })).error).toMatchObject({
      code: "state_mismatch",
    });
    const { error, asked } = await finish(`code=c&${STATE}`, plainEntry(), { state: pending.state });
    expect(error).toMatchObject({ code: "state_mismatch" });
    expect(asked).toEqual([]);
  });

  test("what the provider says of an error never reaches the message", async () => {
    const { error } = await finish(`error=x%3Cscript%3E&error_description=${"d".repeat(500)}%00%1b&${STATE}`);
    expect(error).toMatchObject({ code: "provider_error", message: "The provider could not complete the sign-in." });
    const cause = String((error as Error).cause);
    expect(cause).toContain("x<script>");
    expect(cause.length).toBeLessThan(300);
    expect(/\p{Cc}/u.test(cause)).toBe(false);
  });
});

describe("iss (RFC 9207)", () => {
  const refused = async (callback: string, document: Readonly<Record<string, unknown>>) => {
    const scripted = scriptedFetch({
      "https://connect.test/.well-known/openid-configuration": json(document),
      "https://connect.test/token": json({ error: "invalid_grant" }, 400),
    });
    const { error } = await finish(callback, connectEntry(), pending, scripted.fetch);
    return { error, sent: scripted.asked.some(({ url }) => url === "https://connect.test/token") };
  };

  test("names this server", async () => {
    const { error, sent } = await refused(`code=c&${STATE}&iss=https%3A%2F%2Fconnect.test`, metadata());
    expect(error).toMatchObject({ code: "token_refused" });
    expect(sent).toBe(true);
  });

  test.each(["https://evil.test", "https://connect.test/", "HTTPS://connect.test", ""])(
    "%j: the code is not sent",
    async (iss) => {
      const { error, sent } = await refused(`code=c&${STATE}&iss=${encodeURIComponent(iss)}`, metadata());
      expect(error).toMatchObject({ code: "state_mismatch" });
      expect(sent).toBe(false);
    },
  );

  test("must be there where the server has promised it, for errors too", async () => {
    const promised = metadata({ authorization_response_iss_parameter_supported: true });
    for (const callback of [`code=c&${STATE}`, `error=access_denied&${STATE}`]) {
      const { error, sent } = await refused(callback, promised);
      expect(error).toMatchObject({ code: "state_mismatch" });
      expect(sent).toBe(false);
    }
  });

  test("may be missing where it was not promised", async () => {
    expect((await refused(`code=c&${STATE}`, metadata())).error).toMatchObject({ code: "token_refused" });
  });

  test("is compared for OAuth 2.0 where the entry knows the server's name", async () => {
    const named = plainEntry({ issuer: "https://plain.test" });
    const { error } = await finish(`code=c&${STATE}&iss=https%3A%2F%2Fother.test`, named);
    expect(error).toMatchObject({ code: "state_mismatch" });
  });
});

test("each start has its own state, nonce and verifier", async () => {
  const fetch = scriptedFetch({ "https://connect.test/.well-known/openid-configuration": json(metadata()) }).fetch;
  const starts = await Promise.all(
    Array.from({ length: 50 }, () =>
      startSignIn(appFor(connectEntry()), { fetch, now }).then((start) => start.pending),
    ),
  );
  const values = starts.flatMap(({ state, nonce, codeVerifier }) => [state, nonce, codeVerifier]);
  expect(new Set(values).size).toBe(150);
});
