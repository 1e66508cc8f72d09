/**
 * Whether a session counts for an application, by the way in which its person last came in: one that began elsewhere, by a way
 * that this application does not take, is none to it.
 */
import type { Reader } from "../../db/database.ts";
import { statement } from "../../db/statement.ts";
import type { Client } from "../clients/store.ts";
import type { Session } from "../sessions/store.ts";

const closed = statement<{ clientId: string; slug: string }>()((db, p) =>
  db
    .selectFrom("client_providers")
    .innerJoin("providers", "providers.id", "client_providers.provider_id")
    .select("providers.id")
    .where("client_providers.client_id", "=", p("clientId"))
    .where("client_providers.can_sign_in", "=", 0)
    .where("providers.slug", "=", p("slug")),
);

const withoutPasskeys = statement<{ clientId: string }>()((db, p) =>
  db
    .selectFrom("client_looks")
    .select("client_id")
    .where("client_id", "=", p("clientId"))
    .where("allow_passkey", "=", 0),
);

/** `provider:<slug>`, and a plus sign with the second step where there was one. */
const PROVIDER = /^provider:([^+]+)/;

export async function admitsSession(
  reader: Reader,
  client: Pick<Client, "id" | "allowPassword" | "allowEmail">,
  { amr, way }: Pick<Session, "amr" | "way">,
): Promise<boolean> {
  if (!client.allowPassword && amr.includes("pwd")) return false;
  if (!client.allowEmail && amr.includes("email")) return false;
  if (way === "passkey") return (await reader.first(withoutPasskeys, { clientId: client.id })) === undefined;
  const [, slug] = PROVIDER.exec(way) ?? [];
  if (slug === undefined) return true;
  return (await reader.first(closed, { clientId: client.id, slug })) === undefined;
}
