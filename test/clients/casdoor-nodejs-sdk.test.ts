/**
 * casdoor-nodejs-sdk, unmodified: it knows no PKCE, sends `scope=read`, its credentials twice, JSON bodies, no redirect_uri at
 * the token endpoint, and verifies RS256 against a pasted key.
 */
import { createPublicKey } from "node:crypto";
import { SDK } from "casdoor-nodejs-sdk";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClientSettingsInput } from "../../src/hub/clients/settings.ts";
import { templateSettings } from "../../src/hub/clients/template.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, signedInBrowser } from "../ground/oauth-client.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub(await fresh());
  });
  afterAll(() => hub.close());

  const pastedKey = (): string => {
    const key = hub.hub.keys.list().find((each) => each.alg === "RS256");
    if (!key) throw new Error("no RS256 key");
    return createPublicKey({ key: key.publicJwk as never, format: "jwk" })
      .export({ type: "spki", format: "pem" })
      .toString();
  };

  test("signs a person in, verifies the token, introspects it and refreshes it", async () => {
    const { client, clientSecret } = await hub.makeClient({
      signingAlg: "RS256",
      consent: "first-party",
      dangers: ["dangerouslyAllowCodeWithoutPkce"],
    });
    const person = await hub.makeUser();
    const sdk = new SDK({
      endpoint: hub.url,
      clientId: client.clientId,
      clientSecret: clientSecret ?? "",
      certificate: pastedKey(),
      orgName: "main",
      appName: client.name,
    });
    const address = sdk.getSignInUrl(client.redirectUris[0] ?? "");
    const callback = await authorize(await signedInBrowser(hub, person), address);
    expect(callback.searchParams.get("state")).toBe(client.name);

    const tokens = await sdk.getAuthToken(callback.searchParams.get("code") ?? "");
    expect(sdk.parseJwtToken(tokens.access_token)).toMatchObject({ sub: person.id, iss: hub.url });
    const { data } = await sdk.introspect(tokens.access_token, "access_token");
    expect(data).toMatchObject({ active: true, username: person.name, client_id: client.clientId });

    const again = await sdk.refreshToken(tokens.refresh_token);
    expect(sdk.parseJwtToken(again.access_token)).toMatchObject({ sub: person.id });
    expect(again.refresh_token).not.toBe(tokens.refresh_token);
  });

  test("without the switch a code without PKCE is refused, and with it the use is audited", async () => {
    const { client } = await hub.makeClient({ signingAlg: "RS256", consent: "first-party" });
    const person = await hub.makeUser();
    const sdk = new SDK({
      endpoint: hub.url,
      clientId: client.clientId,
      clientSecret: "x",
      certificate: "x",
      orgName: "main",
      appName: "app",
    });
    const callback = await authorize(
      await signedInBrowser(hub, person),
      sdk.getSignInUrl(client.redirectUris[0] ?? ""),
    );
    expect(callback.searchParams.get("error")).toBe("invalid_request");
    const used = await hub.hub.db.query
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "client.danger-used")
      .execute();
    expect(used.map((event) => event.client_id)).not.toContain(client.id);
    expect(used.map((event) => JSON.parse(event.detail))).toContainEqual({ danger: "dangerouslyAllowCodeWithoutPkce" });
  });

  test("an application from the template: the person stands in the token, and the application knows itself and no other", async () => {
    const { client, clientSecret } = await hub.makeClient({
      ...(templateSettings("casdoor-compatible") as Partial<ClientSettingsInput>),
      name: "sdk-app",
    });
    const other = await hub.makeClient({ name: "other-app" });
    const person = await hub.makeUser();
    const config = {
      endpoint: hub.url,
      clientId: client.clientId,
      certificate: pastedKey(),
      orgName: "main",
      appName: client.name,
    };
    const sdk = new SDK({ ...config, clientSecret: clientSecret ?? "" });
    const callback = await authorize(
      await signedInBrowser(hub, person),
      sdk.getSignInUrl(client.redirectUris[0] ?? ""),
    );
    const { access_token } = await sdk.getAuthToken(callback.searchParams.get("code") ?? "");
    const user = sdk.parseJwtToken(access_token);
    expect(user).toMatchObject({
      owner: "main",
      name: person.name,
      id: person.id,
      displayName: person.displayName,
      email: person.email,
    });
    expect(user).toMatchObject({
      password: "",
      passwordSalt: "",
      hash: "",
      totpSecret: "",
      address: [],
      score: 0,
      isForbidden: false,
    });

    const { data } = await sdk.getApplication(client.name);
    expect(data).toMatchObject({
      status: "ok",
      data: { clientId: client.clientId, clientSecret: "***", organization: "main" },
    });
    for (const refused of [
      sdk.getApplication(other.client.name),
      new SDK({ ...config, clientSecret: "wrong" }).getApplication(client.name),
    ]) {
      expect((await refused).data).toMatchObject({ status: "error", msg: "Unauthorized operation", data: null });
    }
  });
});
