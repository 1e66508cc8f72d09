/** `/metrics`: there only where a token is configured, for whoever has it, with no word of any request in it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, codeFlow, post, signedInBrowser, TOKEN } from "../ground/oauth-client.ts";

const SECRET = "a-token-for-the-monitoring-system";

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub({ ...(await fresh()), environment: { ALLDOOR_METRICS_TOKEN: SECRET } });
  });
  afterAll(() => hub.close());

  const read = (authorization?: string) =>
    fetch(`${hub.url}/metrics`, authorization === undefined ? {} : { headers: { authorization } });
  /** Samples by their name with labels, as Prometheus reads them. */
  const samples = async (): Promise<Map<string, number>> => {
    const text = await (await read(`Bearer ${SECRET}`)).text();
    const lines = text.trimEnd().split("\n");
    for (const line of lines)
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) alldoor_\w+ .+|alldoor_\w+(?:\{(?:\w+="[^"]*",?)+\})? [\d.e+-]+)$/);
    return new Map(
      lines
        .filter((line) => !line.startsWith("#"))
        .map((line): [string, number] => [
          line.slice(0, line.lastIndexOf(" ")),
          Number(line.slice(line.lastIndexOf(" "))),
        ]),
    );
  };

  test("who has no token, or another one, reads nothing", async () => {
    for (const authorization of [undefined, "Bearer", `Bearer ${SECRET}x`, `Basic ${SECRET}`, SECRET]) {
      const answer = await read(authorization);
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain("alldoor_");
    }
  });

  test("sign-ins, tokens, requests and what waits are counted", async () => {
    const before = await samples();
    const made = await hub.makeClient({
      consent: "first-party",
      grantTypes: ["authorization_code", "client_credentials"],
    });
    const person = await hub.makeUser();
    await codeFlow(hub, await signedInBrowser(hub, person), made);
    await post(hub, TOKEN, { grant_type: "client_credentials" }, basic(made));
    await fetch(`${hub.url}/nowhere/${person.name}`);
    const after = await samples();
    const grown = (name: string) => (after.get(name) ?? 0) - (before.get(name) ?? 0);
    expect(grown('alldoor_events_total{action="user.signed-in"}')).toBe(1);
    expect(grown('alldoor_tokens_total{grant_type="authorization_code"}')).toBe(1);
    expect(grown('alldoor_tokens_total{grant_type="client_credentials"}')).toBe(1);
    expect(grown(`alldoor_requests_total{method="POST",route="${TOKEN}",status="200"}`)).toBe(2);
    expect(grown(`alldoor_request_seconds_count{route="${TOKEN}"}`)).toBe(2);
    expect(after.get(`alldoor_request_seconds_bucket{route="${TOKEN}",le="+Inf"}`)).toBe(2);
    expect(grown('alldoor_requests_total{method="GET",route="none",status="404"}')).toBe(1);
    expect(after.get("alldoor_logouts_waiting")).toBe(0);
    expect(after.get("alldoor_memory_resident_bytes")).toBeGreaterThan(1e7);
    // A pattern stands for every address of it: nobody's name is a label.
    expect([...after.keys()].join("\n")).not.toContain(person.name);
  });
});

test("without a token in the configuration there is no such address", async () => {
  const hub = await startHub();
  try {
    expect((await fetch(`${hub.url}/metrics`)).status).toBe(404);
  } finally {
    await hub.close();
  }
});
