/**
 * The one question before every issue of a code or a token, whatever the grant: may this client have it for this person
 * now? Each grant is a door of its own, and each goes through here (incidents: a disabled account refreshed, a grant that
 * forgot a check the others had).
 */
import type { Reader } from "../../db/database.ts";
import type { Danger, GrantType } from "../clients/settings.ts";
import type { Client } from "../clients/store.ts";
import { isAdmitted } from "../roles/memberships.ts";

/** What is known of the person at this very moment, read with the issue. */
export interface Standing {
  readonly userId: string;
  readonly organizationId: string;
  readonly userDisabledAt: number | null;
  readonly organizationDisabledAt: number | null;
  /** When the sign-in that the grant hangs on ended, by hand or by its age; a grant of its own (`offline_access`) has none. */
  readonly sessionEndedAt: number | null;
}

export type IssueRefusal =
  | "client_disabled"
  | "grant_type_not_allowed"
  | "user_unknown"
  | "user_disabled"
  | "other_organization"
  | "session_ended"
  /** The client asks for a group or role that the person does not have. */
  | "not_admitted";

/** Grants that are no grant type of their own to register, but a switch, or what a response type asks for. */
export type SwitchedGrant = "implicit" | "password";

const SWITCHES: Readonly<Record<SwitchedGrant, Danger | null>> = {
  implicit: null,
  password: "dangerouslyAllowPasswordGrant",
};

const isSwitched = (grantType: GrantType | SwitchedGrant): grantType is SwitchedGrant =>
  Object.hasOwn(SWITCHES, grantType);

/** Whether the client is registered for the grant. That it may ask for tokens in a redirect is decided by its response types. */
const isAllowed = (client: Client, grantType: GrantType | SwitchedGrant): boolean => {
  if (!isSwitched(grantType)) return client.grantTypes.includes(grantType);
  const danger = SWITCHES[grantType];
  return danger === null || client.dangers.includes(danger);
};

/**
 * @param standing `null` for a client's own token; `undefined` when the person is not there any more.
 * @returns why not, or `null`.
 */
export async function mayIssue(
  reader: Reader,
  client: Client,
  grantType: GrantType | SwitchedGrant,
  standing: Standing | null | undefined,
): Promise<IssueRefusal | null> {
  if (client.disabledAt !== null) return "client_disabled";
  if (!isAllowed(client, grantType)) return "grant_type_not_allowed";
  if (standing === null) return null;
  if (standing === undefined) return "user_unknown";
  if (standing.userDisabledAt !== null || standing.organizationDisabledAt !== null) return "user_disabled";
  if (standing.organizationId !== client.organizationId) return "other_organization";
  if (standing.sessionEndedAt !== null) return "session_ended";
  return (await isAdmitted(reader, client, standing.userId)) ? null : "not_admitted";
}
