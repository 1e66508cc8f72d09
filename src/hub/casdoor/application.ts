/**
 * `GET /api/get-application`: what an application may know of itself, by its own credentials (Basic); and, with the permission
 * `management`, of the others of its organization. Nobody is shown a secret. With `withKey=1` comes the public key by which
 * its tokens are verified.
 */
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { parseForm } from "../../lib/parameters.ts";
import { type Client, readClient } from "../clients/store.ts";
import type { Hub } from "../hub.ts";
import { organizationName } from "../organizations/store.ts";
import { permissionsOf } from "../permissions/client-permissions.ts";
import { listProviders } from "../providers/store.ts";
import type { CasdoorDeps } from "./caller.ts";
import { pemOf, signingKeyOf } from "./certificates.ts";
import { failed, ok } from "./envelope.ts";

const HIDDEN = "***";
const HOUR = 3600;

/** Another application of the caller's organization, for a caller that looks after it. */
async function findManaged(hub: Hub, caller: Client, name: string): Promise<Client | undefined> {
  if (!(await permissionsOf(hub.db, caller.id)).includes("management")) return undefined;
  const row = await hub.db.query
    .selectFrom("clients")
    .selectAll()
    .where("organization_id", "=", caller.organizationId)
    .where("name", "=", name)
    .executeTakeFirst();
  return row && readClient(row);
}

export const getApplication =
  ({ hub, findProvenClient }: CasdoorDeps) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const query = parseForm(http.query);
    const caller = await findProvenClient(http);
    const [, name = ""] = /^[^/]*\/(.+)$/s.exec(query.get("id") ?? "") ?? [];
    const client = caller && (name === caller.name ? caller : await findManaged(hub, caller, name));
    // The same for an application that is not there and one that is somebody else's.
    if (!client) return failed("Unauthorized operation");
    const key = query.get("withKey") === "1" ? signingKeyOf(hub, client) : undefined;
    const providers = (await listProviders(hub.db)).filter(({ disabledAt }) => disabledAt === null);
    const application = {
      owner: "admin",
      name: client.name,
      displayName: client.name,
      createdTime: new Date(client.createdAt * 1000).toISOString(),
      homepageUrl: client.homepage ?? "",
      organization: await organizationName(hub.db, client.organizationId),
      clientId: client.clientId,
      clientSecret: HIDDEN,
      certPublicKey: key ? pemOf(key) : "",
      redirectUris: client.redirectUris,
      grantTypes: client.grantTypes,
      tokenFormat: client.tokenFormat,
      tokenSigningMethod: client.signingAlg,
      tokenFields: client.tokenFields,
      expireInHours: client.accessTokenSeconds / HOUR,
      refreshExpireInHours: client.refreshTokenSeconds / HOUR,
      enablePassword: client.allowPassword,
      enableSignUp: client.allowSignUp,
      providers: providers.map(({ slug, displayName, allowSignUp }) => ({
        owner: "admin",
        name: slug,
        displayName,
        canSignIn: true,
        canSignUp: allowSignUp,
      })),
    };
    return ok({ data: application });
  };
