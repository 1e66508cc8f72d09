/**
 * RFC 6749, 3.2 and 5.2: what the token endpoint refuses before any grant is looked at, and how it says so: always JSON with
 * a documented error, never cached, nothing stored, whatever was sent.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MadeClient } from "../../src/hub/clients/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, TOKEN } from "../ground/oauth-client.ts";
import { makeCode, makeTokens } from "./code-maker.ts";
import { FORM, JSON_BODY, type RawAnswer, type RawRequest, raw } from "./raw-http.ts";
import { grown, rowsOf } from "./rows.ts";

const MULTIPART = { "content-type": "multipart/form-data; boundary=x" };

/** What is sent with good credentials, and the error for it. */
const REFUSED: readonly (readonly [string, Omit<RawRequest, "path" | "method">, string])[] = [
  ["nothing", {}, "invalid_request"],
  ["an empty form", { headers: FORM, body: "" }, "invalid_request"],
  ["a form without content type", { body: "grant_type=client_credentials" }, "invalid_request"],
  [
    "a form that is called text",
    { headers: { "content-type": "text/plain" }, body: "grant_type=client_credentials" },
    "invalid_request",
  ],
  ["multipart", { headers: MULTIPART, body: "--x\r\n\r\n--x--" }, "invalid_request"],
  ["JSON that is called a form", { headers: FORM, body: '{"grant_type":"client_credentials"}' }, "invalid_request"],
  ["a form that is called JSON", { headers: JSON_BODY, body: "grant_type=client_credentials" }, "invalid_request"],
  ["half a JSON object", { headers: JSON_BODY, body: '{"grant_type":' }, "invalid_request"],
  ["JSON that is a list", { headers: JSON_BODY, body: '["client_credentials"]' }, "invalid_request"],
  ["JSON that is a text", { headers: JSON_BODY, body: '"client_credentials"' }, "invalid_request"],
  [
    "JSON with a comma too many",
    { headers: JSON_BODY, body: '{"grant_type":"client_credentials",}' },
    "invalid_request",
  ],
  [
    "JSON with something behind it",
    { headers: JSON_BODY, body: '{"grant_type":"client_credentials"}{}' },
    "invalid_request",
  ],
  [
    "JSON with an object inside",
    { headers: JSON_BODY, body: '{"grant_type":{"a":"client_credentials"}}' },
    "invalid_request",
  ],
  ["JSON with a list inside", { headers: JSON_BODY, body: '{"grant_type":["client_credentials"]}' }, "invalid_request"],
  [
    "a parameter twice in a form",
    { headers: FORM, body: "grant_type=client_credentials&scope=a&scope=a" },
    "invalid_request",
  ],
  [
    "the grant type twice, once empty",
    { headers: FORM, body: "grant_type=client_credentials&grant_type=" },
    "invalid_request",
  ],
  [
    "a parameter twice in JSON",
    { headers: JSON_BODY, body: '{"grant_type":"client_credentials","scope":"a","scope":"a"}' },
    "invalid_request",
  ],
  [
    "a parameter twice in JSON, once in escapes",
    { headers: JSON_BODY, body: '{"grant_type":"client_credentials","\\u0067rant_type":"x"}' },
    "invalid_request",
  ],
  ["a NUL in a form", { headers: FORM, body: "grant_type=client_credentials&scope=%00" }, "invalid_request"],
  [
    "a NUL in JSON",
    { headers: JSON_BODY, body: '{"grant_type":"client_credentials","scope":"\\u0000"}' },
    "invalid_request",
  ],
  [
    "a form that is not UTF-8",
    { headers: FORM, body: Buffer.from([...Buffer.from("grant_type=client_credentials&x="), 0xff, 0xfe]) },
    "invalid_request",
  ],
  [
    "JSON that is not UTF-8",
    { headers: JSON_BODY, body: Buffer.from([...Buffer.from('{"grant_type":"'), 0xc3, 0x28, 0x22, 0x7d]) },
    "invalid_request",
  ],
  [
    "too many parameters",
    {
      headers: FORM,
      body: `grant_type=client_credentials${Array.from({ length: 120 }, (_, at) => `&p${at}=x`).join("")}`,
    },
    "invalid_request",
  ],
  [
    "a parameter that is too long",
    { headers: FORM, body: `grant_type=client_credentials&x=${"x".repeat(40_000)}` },
    "invalid_request",
  ],
  [
    "a body that is too large",
    { headers: FORM, body: `grant_type=client_credentials&x=${"x".repeat(200_000)}` },
    "invalid_request",
  ],
  [
    "an unknown grant type",
    { headers: FORM, body: "grant_type=password&username=a&password=b" },
    "unsupported_grant_type",
  ],
  ["the implicit grant type", { headers: FORM, body: "grant_type=implicit" }, "unsupported_grant_type"],
  ["a grant type in capitals", { headers: FORM, body: "grant_type=CLIENT_CREDENTIALS" }, "unsupported_grant_type"],
  [
    "a grant type named like a property of every object",
    { headers: FORM, body: "grant_type=constructor" },
    "unsupported_grant_type",
  ],
  [
    "a grant type named __proto__",
    { headers: JSON_BODY, body: '{"grant_type":"__proto__","__proto__":"x"}' },
    "unsupported_grant_type",
  ],
  ["a code grant without code", { headers: FORM, body: "grant_type=authorization_code" }, "invalid_request"],
  ["a refresh without token", { headers: FORM, body: "grant_type=refresh_token&refresh_token=" }, "invalid_request"],
  [
    "client credentials where they are not enabled",
    { headers: FORM, body: "grant_type=client_credentials" },
    "unauthorized_client",
  ],
];

const DESCRIPTION = /^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/;

eachDatabase((fresh) => {
  let hub: TestHub;
  let made: MadeClient;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    made = await hub.makeClient();
  });
  afterAll(() => hub.close());

  const send = (
    { headers, ...rest }: Omit<RawRequest, "path" | "method">,
    path = TOKEN,
    by = made,
  ): Promise<RawAnswer> => raw(hub, { method: "POST", path, headers: { ...headers, ...basic(by) }, ...rest });

  function expectError(answer: RawAnswer, status: number, error: string): void {
    expect([answer.status, answer.json().error]).toEqual([status, error]);
    expect(answer.json().error_description).toMatch(DESCRIPTION);
    expect(Object.keys(answer.json()).sort()).toEqual(["error", "error_description"]);
    expect(answer.header("content-type")).toBe("application/json; charset=utf-8");
    expect(answer.header("cache-control")).toBe("no-store");
  }

  test.each(REFUSED)("%s is refused with its error, and nothing is stored", async (_what, request, error) => {
    const before = await rowsOf(hub);
    expectError(await send(request), 400, error);
    expect(grown(before, await rowsOf(hub))).toEqual({});
  });

  test("the name of a doubled parameter, which anybody may choose, does not break the error's form", async () => {
    for (const name of ['a"b', "a\\b", "é", "a\nb", "<script>"]) {
      const doubled = new URLSearchParams([
        ["grant_type", "x"],
        [name, "1"],
        [name, "2"],
      ]);
      expectError(await send({ headers: FORM, body: doubled.toString() }), 400, "invalid_request");
    }
  });

  test("parameters in the address are refused, beside a body or instead of one", async () => {
    const able = await hub.makeClient({ grantTypes: ["client_credentials"] });
    const body = "grant_type=client_credentials";
    expect((await send({ headers: FORM, body }, TOKEN, able)).status).toBe(200);
    expectError(await send({ headers: FORM, body }, `${TOKEN}?scope=openid`, able), 400, "invalid_request");
    expectError(await send({ headers: FORM, body: "" }, `${TOKEN}?${body}`, able), 400, "invalid_request");
  });

  test("only POST is answered", async () => {
    for (const method of ["GET", "HEAD", "PUT", "DELETE", "PATCH"]) {
      const answer = await raw(hub, { method, path: TOKEN, headers: basic(made) });
      expect(answer.status).toBe(405);
      expect(answer.header("allow")).toBe("POST");
    }
  });

  test("form and JSON say the same, with parameters of the content type and numbers as text", async () => {
    const able = await hub.makeClient({ grantTypes: ["client_credentials"] });
    const bodies: Pick<RawRequest, "headers" | "body">[] = [
      { headers: FORM, body: "grant_type=client_credentials&unknown=1" },
      {
        headers: { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" },
        body: "grant_type=client%5Fcredentials",
      },
      {
        headers: JSON_BODY,
        body: ' { "grant_type" : "client_credentials" , "n" : 1.5e3 , "b" : true , "z" : null }\n',
      },
      {
        headers: { "content-type": "Application/JSON;charset=utf-8" },
        body: '{"grant_type":"client\\u005fcredentials"}',
      },
    ];
    for (const sent of bodies) {
      const answer = await send(sent, TOKEN, able);
      expect([answer.status, answer.json().token_type]).toEqual([200, "Bearer"]);
    }
  });

  test("a grant that the client may not use is refused before what it is given is looked at", async () => {
    const user = await hub.makeUser();
    const codeOnly = await hub.makeClient({ grantTypes: ["authorization_code"] });
    const { code, verifier } = await makeCode(hub, made, user);
    const refreshable = String((await makeTokens(hub, made, user)).body.refresh_token);
    const machine = await hub.makeClient({ grantTypes: ["client_credentials"] });
    const asked = [
      [machine, `grant_type=authorization_code&code=${code}&code_verifier=${verifier}`],
      [machine, `grant_type=refresh_token&refresh_token=${refreshable}`],
      [codeOnly, `grant_type=refresh_token&refresh_token=${refreshable}`],
    ] as const;
    for (const [client, body] of asked)
      expectError(await send({ headers: FORM, body }, TOKEN, client), 400, "unauthorized_client");
    const first = await makeTokens(hub, codeOnly, user);
    expect(first.body).not.toHaveProperty("refresh_token");
  });

  test("a token of a client's own has no refresh token, no ID Token and no scope of a person", async () => {
    const able = await hub.makeClient({ grantTypes: ["client_credentials"] });
    const before = await rowsOf(hub);
    const answer = await send(
      { headers: FORM, body: "grant_type=client_credentials&scope=openid+profile+email+offline_access" },
      TOKEN,
      able,
    );
    expect(answer.json()).toEqual({
      access_token: expect.any(String),
      token_type: "Bearer",
      expires_in: 600,
      scope: "",
    });
    expect(grown(before, await rowsOf(hub))).toEqual({});
    expectError(
      await send({ headers: FORM, body: "grant_type=client_credentials&scope=%22" }, TOKEN, able),
      400,
      "invalid_scope",
    );
  });

  test("the refresh address takes refresh tokens and nothing else", async () => {
    const user = await hub.makeUser();
    const token = String((await makeTokens(hub, made, user)).body.refresh_token);
    const path = "/api/login/oauth/refresh_token";
    const { code, verifier } = await makeCode(hub, made, user);
    const codeBody = `grant_type=authorization_code&code=${code}&code_verifier=${verifier}`;
    expectError(await send({ headers: FORM, body: codeBody }, path), 400, "unsupported_grant_type");
    expect((await send({ headers: FORM, body: `grant_type=refresh_token&refresh_token=${token}` }, path)).status).toBe(
      200,
    );
    expect((await send({ headers: FORM, body: codeBody })).status).toBe(200);
  });
});
