/**
 * `POST /api/unlink`: takes a link to a sign-in provider back. Only applications with the permission `management` may ask: with the
 * access token of the person whose link it is, or with their own credentials for somebody of their organization. A cookie
 * asks nothing here: people unlink on their own page, after a fresh sign-in.
 *
 * Of the person in the body nothing but the name is read, and it decides only for an application; what is kept by the rules of
 * the account page (the last way in, a link that an application needs) is kept here too.
 */
import { z } from "zod";
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { bodyText } from "../../lib/parameters.ts";
import { type Client, findClient } from "../clients/store.ts";
import { unlinkAndTell } from "../identities/link.ts";
import { listIdentities } from "../identities/store.ts";
import { permissionsOf } from "../permissions/client-permissions.ts";
import { rulesOfClient } from "../providers/rules.ts";
import { listProviders } from "../providers/store.ts";
import { findUser, type User } from "../users/store.ts";
import type { CasdoorDeps } from "./caller.ts";
import { failed, ok, pleaseLogIn } from "./envelope.ts";
import { findManager } from "./management.ts";
import { findByName } from "./people.ts";

/** PostgreSQL looks for no text with a NUL in it. */
const name = z
  .string()
  .max(200)
  .refine((text) => !text.includes("\u0000"))
  .default("");
const Wish = z.object({
  providerType: name,
  providerName: name,
  user: z.object({ owner: name, name }).optional(),
});
type Wish = z.infer<typeof Wish>;

/** Whatever the content type says: Casdoor's clients post JSON as text. */
async function readWish(http: EndpointRequest): Promise<Wish | null> {
  try {
    const parsed = Wish.safeParse(JSON.parse(bodyText(await http.body())));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

type Found = { readonly client: Client; readonly user: User } | { readonly answer: Answer };

async function byToken({ hub, findAccess }: CasdoorDeps, http: EndpointRequest, { user }: Wish): Promise<Found> {
  const access = await findAccess(http);
  const client = access?.person && (await findClient(hub.db, access.clientId));
  const person = access?.person && (await findUser(hub.db, access.person.id));
  if (!client || !person) return { answer: pleaseLogIn() };
  if (!(await permissionsOf(hub.db, client.id)).includes("management"))
    return { answer: failed("Unauthorized operation") };
  if (user && user.name !== "" && user.name !== person.name)
    return { answer: failed("You are not the global admin, you can't unlink other users") };
  return { client, user: person };
}

async function byApplication(deps: CasdoorDeps, http: EndpointRequest, { user: wish }: Wish): Promise<Found> {
  const manager = await findManager(deps, http);
  if (!manager) return { answer: failed("Unauthorized operation") };
  const { client, organization } = manager;
  const user =
    wish?.owner === organization ? await findByName(deps.hub.db, client.organizationId, wish.name) : undefined;
  // An administrator's ways in are no application's.
  if (!user || user.isAdmin) return { answer: failed("Unauthorized operation") };
  return { client, user };
}

/** @throws Refusal `body_too_large`, `bad_request` */
export const unlink =
  (deps: CasdoorDeps) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const { hub } = deps;
    // An address gets about: a token in it may read, but takes nothing away.
    if (http.headers.authorization === undefined) return pleaseLogIn();
    const wish = await readWish(http);
    if (!wish) return failed("The body is not what is expected here.");
    const isApplication = /^basic /i.test(http.headers.authorization);
    const found = await (isApplication ? byApplication : byToken)(deps, http, wish);
    if ("answer" in found) return found.answer;
    const { client, user } = found;
    const provider = (await listProviders(hub.db)).find(({ slug, entry }) =>
      wish.providerName === ""
        ? entry.name.toLowerCase() === wish.providerType.toLowerCase()
        : slug === wish.providerName,
    );
    const identities = await listIdentities(hub.db, user.id);
    const identity = provider && identities.find(({ providerId }) => providerId === provider.id);
    if (!provider || !identity) return failed("Please link first");
    const rule = (await rulesOfClient(hub.db, client.id))(provider.id);
    if (!rule.canUnlink) return failed("This provider can't be unlinked");
    const occasion = { address: http.address, requestId: http.id, userAgent: http.headers["user-agent"] ?? "" };
    try {
      await hub.db.write((tx) =>
        unlinkAndTell(tx, hub, { userId: user.id, identityId: identity.id, occasion, clientId: client.id }),
      );
    } catch (error) {
      const told = error instanceof Refusal && ["identity_last", "identity_kept", "not_found"].includes(error.code);
      if (!told) throw error;
      return failed(error.code === "not_found" ? "Please link first" : error.message);
    }
    return ok({});
  };
