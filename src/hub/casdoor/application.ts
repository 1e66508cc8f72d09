/**
 * `GET /api/get-application`: what an application may know of itself, by its own credentials (Basic). It is told of no other,
 * and an application is no administrator: Casdoor's further reads and writes belong to the console.
 */
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { parseForm } from "../../lib/parameters.ts";
import { organizationName } from "../organizations/store.ts";
import { listProviders } from "../providers/store.ts";
import type { CasdoorDeps } from "./caller.ts";
import { failed, ok } from "./envelope.ts";

const HIDDEN = "***";
const HOUR = 3600;

export const getApplication =
  ({ hub, findProvenClient }: CasdoorDeps) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const client = await findProvenClient(http);
    const [, name] = /^[^/]*\/(.+)$/s.exec(parseForm(http.query).get("id") ?? "") ?? [];
    // The same for an application that is not there and one that is somebody else's.
    if (!client || name !== client.name) return failed("Unauthorized operation");
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
