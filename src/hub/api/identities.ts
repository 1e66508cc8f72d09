/** `/api/v1/users/:id/identities`: who a person is at sign-in providers. Links are made by their person alone, and taken back here. */
import { z } from "zod";
import { Refusal } from "../../lib/errors.ts";
import { unlinkFrom } from "../admin/access/access.ts";
import { type Identity, listIdentities } from "../identities/store.ts";
import type { ApiRoute } from "./route.ts";
import { changing, id, Nothing, reading, seconds } from "./schema.ts";
import { requireUser } from "./users.ts";

const IdentityShape = z.strictObject({
  id,
  provider_id: id,
  issuer: z.string(),
  subject: z.string(),
  username: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  email_verified: z.boolean(),
  linked_at: seconds,
  last_used_at: seconds,
});

const show = (identity: Identity): z.output<typeof IdentityShape> => ({
  id: identity.id,
  provider_id: identity.providerId,
  issuer: identity.issuer,
  subject: identity.subject,
  username: identity.username,
  name: identity.displayName,
  email: identity.email,
  email_verified: identity.emailVerified,
  linked_at: identity.createdAt,
  last_used_at: identity.lastUsedAt,
});

export const identityRoutes: readonly ApiRoute[] = [
  reading({
    id: "listIdentitiesOfUser",
    path: "/api/v1/users/:id/identities",
    summary: "Whom a person is linked to at sign-in providers, all of them.",
    scope: "alldoor:users:read",
    reach: "organization",
    query: Nothing,
    answer: z.strictObject({ data: z.array(IdentityShape) }),
    async read({ hub, caller, params }) {
      const user = await requireUser(hub.db, caller, params.id);
      return { data: (await listIdentities(hub.db, user.id)).map(show) };
    },
  }),
  changing({
    id: "unlinkIdentity",
    method: "DELETE",
    path: "/api/v1/users/:id/identities/:identity",
    summary: "Unlinks an identity, unless it is the person's only way in. They are told by mail.",
    scope: "alldoor:users:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    change:
      ({ hub, caller, params }) =>
      async (tx) => {
        const user = await requireUser(tx, caller, params.id);
        if (caller.client !== null && user.isAdmin) throw new Refusal("forbidden");
        await unlinkFrom(tx, hub, caller.actor, user.id, params.identity ?? "");
      },
  }),
];
