/**
 * The Model Context Protocol's TypeScript SDK, unmodified, at both ends: a client that nobody has set up finds the hub by the
 * metadata of a protected resource (RFC 9728), registers (RFC 7591) or is named by its document, signs a person in with PKCE for that
 * resource (RFC 8707), calls a tool, and refreshes.
 */
import { createServer } from "node:http";
import { type OAuthClientProvider, UnauthorizedError } from "@modelcontextprotocol/sdk/client/auth.js";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import type {
  OAuthClientInformationMixed,
  OAuthClientMetadata,
  OAuthTokens,
} from "@modelcontextprotocol/sdk/shared/auth.js";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { setRegistrationPolicy } from "../../src/hub/clients/registration-policy.ts";
import { ensureFirstOrganization } from "../../src/hub/organizations/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { authorize, signedInBrowser } from "../ground/oauth-client.ts";

const DOCUMENT = "https://editor.example.com/client.json";
const CALLBACK = "http://127.0.0.1:33418/callback";

interface Resource {
  readonly url: string;
  close(): Promise<void>;
}

/** An MCP server that takes access tokens of the hub for itself alone, and tells whose they are. */
async function serveResource(hub: TestHub): Promise<Resource> {
  const keys = createRemoteJWKSet(new URL(`${hub.url}/.well-known/jwks`));
  let origin = "";
  const server = createServer(async (request, response) => {
    const resource = `${origin}/mcp`;
    if (request.url?.startsWith("/.well-known/oauth-protected-resource")) {
      response.setHeader("content-type", "application/json");
      response.end(
        JSON.stringify({ resource, authorization_servers: [hub.url], scopes_supported: ["openid", "offline_access"] }),
      );
      return;
    }
    const [, token = ""] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
    const who = await jwtVerify(token, keys, {
      issuer: hub.url,
      audience: resource,
      typ: "at+jwt",
      currentDate: new Date(hub.hub.clock()),
    }).catch(() => undefined);
    if (!who) {
      const metadata = `${origin}/.well-known/oauth-protected-resource/mcp`;
      response.writeHead(401, { "www-authenticate": `Bearer resource_metadata="${metadata}"` }).end();
      return;
    }
    const tools = new McpServer({ name: "resource", version: "1.0.0" });
    tools.registerTool("whoami", { description: "Whose token it is" }, () => ({
      content: [{ type: "text", text: String(who.payload.sub) }],
    }));
    const transport = new StreamableHTTPServerTransport({});
    response.on("close", () => void transport.close());
    await tools.connect(transport as Parameters<McpServer["connect"]>[0]);
    await transport.handleRequest(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  origin = `http://localhost:${address && typeof address === "object" ? address.port : 0}`;
  return {
    url: `${origin}/mcp`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What an editor keeps of a server, in memory; the browser is opened by the test. */
class Kept implements OAuthClientProvider {
  readonly redirectUrl = CALLBACK;
  readonly clientMetadata: OAuthClientMetadata = {
    client_name: "Editor",
    redirect_uris: [CALLBACK],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
  };
  readonly clientMetadataUrl?: string;
  information: OAuthClientInformationMixed | undefined;
  kept: OAuthTokens | undefined;
  verifier = "";
  asked: URL | undefined;

  constructor(clientMetadataUrl?: string) {
    if (clientMetadataUrl !== undefined) this.clientMetadataUrl = clientMetadataUrl;
  }
  clientInformation() {
    return this.information;
  }
  saveClientInformation(information: OAuthClientInformationMixed) {
    this.information = information;
  }
  tokens() {
    return this.kept;
  }
  saveTokens(tokens: OAuthTokens) {
    this.kept = tokens;
  }
  redirectToAuthorization(url: URL) {
    this.asked = url;
  }
  saveCodeVerifier(verifier: string) {
    this.verifier = verifier;
  }
  codeVerifier() {
    return this.verifier;
  }
}

eachDatabase((fresh) => {
  let hub: TestHub;
  let resource: Resource;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    resource = await serveResource(hub);
    await hub.hub.db.write(async (tx) => {
      const { id } = await ensureFirstOrganization(tx, hub.hub);
      await setRegistrationPolicy(tx, hub.hub, {}, id, {
        mode: "open",
        resources: [resource.url],
        metadataHosts: ["editor.example.com"],
      });
    });
    Object.assign(hub.hub, {
      toApplications: async (url: string) => {
        expect(url).toBe(DOCUMENT);
        const document = { client_id: DOCUMENT, ...new Kept().clientMetadata };
        return new Response(JSON.stringify(document), { headers: { "content-type": "application/json" } });
      },
    });
  });
  afterAll(async () => {
    await resource?.close();
    await hub?.close();
  });

  const connect = async (kept: Kept) => {
    const transport = new StreamableHTTPClientTransport(new URL(resource.url), { authProvider: kept });
    const client = new Client({ name: "editor", version: "1.0.0" });
    return { transport, client, connected: client.connect(transport as Parameters<Client["connect"]>[0]) };
  };
  const whoami = async (kept: Kept) => {
    const { client, connected } = await connect(kept);
    await connected;
    const { content } = await client.callTool({ name: "whoami" });
    await client.close();
    return content;
  };

  test.each([
    ["registers itself", undefined],
    ["is named by its document", DOCUMENT],
  ])("a client that nobody set up %s, signs a person in and calls a tool", async (_how, document) => {
    const kept = new Kept(document);
    const first = await connect(kept);
    await expect(first.connected).rejects.toBeInstanceOf(UnauthorizedError);
    expect(kept.asked?.searchParams.get("resource")).toBe(resource.url);
    if (document !== undefined) expect(kept.information?.client_id).toBe(document);

    const person = await hub.makeUser();
    const callback = await authorize(await signedInBrowser(hub, person), kept.asked?.href ?? "");
    expect(callback.href.startsWith(CALLBACK)).toBe(true);
    await first.transport.finishAuth(callback.searchParams.get("code") ?? "");
    expect(await whoami(kept)).toEqual([{ type: "text", text: person.id }]);

    // Another token for the same resource, by the refresh token, once the first is not taken any more.
    const before = kept.kept;
    kept.kept = { ...(before as OAuthTokens), access_token: "spent" };
    expect(await whoami(kept)).toEqual([{ type: "text", text: person.id }]);
    expect(kept.kept.refresh_token).not.toBe(before?.refresh_token);
  });
});
