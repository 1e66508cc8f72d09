/**
 * The token formats of Casdoor (`tokenFormat`): which claims of the person the tokens of a client carry besides the registered
 * ones. Applications written for Casdoor read the person from the access token. The `standard` format carries none.
 *
 * Fields are filled as far as the client's scopes reach, whatever a request asked for: such clients ask for `read`. The
 * registered claims (RFC 9068, 2.2) are laid over these, so that nothing here can stand in for one of them.
 */
import { statement } from "../../db/statement.ts";
import type { Client } from "../clients/store.ts";
import type { GrantRow } from "../grants/grants.ts";
import type { Hub } from "../hub.ts";
import { organizationName } from "../organizations/store.ts";
import { casdoorMemberships, NO_MEMBERSHIPS } from "../roles/casdoor-memberships.ts";
import { tokenRoom } from "../roles/token-room.ts";
import { type CasdoorPerson, casdoorBasics, casdoorUser } from "../users/casdoor-user.ts";
import { findUser, type User } from "../users/store.ts";
import { subjectOf } from "./subject.ts";

export type FormatClaims = Readonly<Record<string, unknown>>;

/** What of a grant is told in claims of its own. */
export type FormatGrant = Pick<GrantRow, "user_id" | "nonce" | "amr">;

const lastUsed = statement<{ userId: string }>()((db, p) =>
  db
    .selectFrom("identities")
    .innerJoin("providers", "providers.id", "identities.provider_id")
    .select("providers.slug")
    .where("identities.user_id", "=", p("userId"))
    .orderBy("identities.last_used_at", "desc")
    .limit(1),
);

const SIGN_IN_METHODS: Readonly<Record<string, string>> = { pwd: "Password", hwk: "WebAuthn", swk: "WebAuthn" };

/**
 * @param tokenType `access-token` or `id-token`: Casdoor's libraries tell its tokens apart by that.
 * @param user Where the caller has read them already.
 */
export async function formatClaims(
  hub: Hub,
  client: Client,
  grant: FormatGrant | null,
  scope: string,
  tokenType: "access-token" | "id-token",
  user?: User,
): Promise<FormatClaims> {
  if (client.tokenFormat === "standard") return {};
  if (grant === null)
    return { owner: "admin", name: client.name, type: "application", tokenType, azp: client.clientId };
  const known = user ?? (await findUser(hub.db, grant.user_id));
  if (!known) return {};
  const owner = await organizationName(hub.db, known.organizationId);
  const person: CasdoorPerson = {
    user: known,
    sub: subjectOf(hub, client, known.id),
    owner,
    scopes: client.scopes,
    application: client.name,
    memberships: holdsMemberships(client)
      ? await casdoorMemberships(hub.db, {
          userId: known.id,
          owner,
          clientId: client.id,
          scopes: client.scopes,
          room: tokenRoom(),
        })
      : NO_MEMBERSHIPS,
  };
  const methods = grant.amr.split(" ");
  const sign = {
    signinMethod: methods.map((method) => SIGN_IN_METHODS[method]).find((name) => name !== undefined) ?? "",
    provider: methods.includes("fed") ? ((await hub.db.first(lastUsed, { userId: known.id }))?.slug ?? "") : "",
  };
  const shared = { tokenType, azp: client.clientId, nonce: grant.nonce ?? "", scope };
  return shapes[client.tokenFormat](person, { ...shared, ...sign }, client.tokenFields);
}

/** Formats with the whole user object, or with what is picked out of it. */
const holdsMemberships = ({ tokenFormat, tokenFields }: Client): boolean =>
  tokenFormat === "JWT" ||
  (tokenFormat === "JWT-Custom" && tokenFields.some((field) => /^(?:roles|groups)$/i.test(field)));

interface Shared {
  readonly tokenType: string;
  readonly azp: string;
  readonly nonce: string;
  readonly scope: string;
  readonly signinMethod: string;
  readonly provider: string;
}

const said = (claims: Shared): FormatClaims =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== ""));

const shapes: Readonly<
  Record<
    Exclude<Client["tokenFormat"], "standard">,
    (person: CasdoorPerson, shared: Shared, fields: readonly string[]) => FormatClaims
  >
> = {
  JWT: (person, shared) => ({ ...casdoorUser(person), ...said(shared) }),
  "JWT-Empty": (person, shared) => ({ ...casdoorBasics(person), ...said(shared) }),
  "JWT-Custom": (person, { signinMethod, provider, ...shared }, fields) => {
    const offered: FormatClaims = {
      ...casdoorUser(person),
      emailVerified: person.user.emailVerified,
      signinMethod,
      provider,
    };
    const named = fields
      .map((field) => `${field.slice(0, 1).toLowerCase()}${field.slice(1)}`)
      .filter((name) => Object.hasOwn(offered, name));
    return { ...Object.fromEntries(named.map((name) => [name, offered[name]])), ...shared };
  },
  "JWT-Standard": (person, { signinMethod: _, ...shared }) => {
    const { owner, name, id, displayName, avatar, email, email_verified, phone } = casdoorBasics(person);
    const { address, phoneVerified } = person.user;
    return {
      owner,
      id,
      preferred_username: name,
      name: displayName,
      picture: avatar,
      email,
      email_verified,
      ...(phone === "" ? {} : { phone_number: phone, phone_number_verified: phoneVerified }),
      address: person.scopes.includes("address") ? (address ?? {}) : {},
      ...said({ ...shared, signinMethod: "" }),
    };
  },
};
