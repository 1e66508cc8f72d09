/**
 * `GET /api/get-cert`: a public signing key of ours in the shape of Casdoor's certificates, by its `kid`; and as `cert-built-in`, the
 * name that applications know from their settings, the one that signs for the application now. What an application pastes
 * into its settings is the PEM (SPKI); there is no private key in it.
 */
import type { KeyObject } from "node:crypto";
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import type { Client } from "../clients/store.ts";
import type { Hub } from "../hub.ts";
import type { SigningKey } from "../keys/store.ts";
import { ok } from "./envelope.ts";
import { type ManagementRead, mayRead, ownerAndName, time, unauthorized } from "./management.ts";

const BUILT_IN = "cert-built-in";
const YEAR = 31_536_000;

/** The key that signs for this application now. */
export function signingKeyOf({ keys, clock }: Pick<Hub, "keys" | "clock">, client: Client): SigningKey | undefined {
  const now = seconds(clock);
  return keys
    .list()
    .filter((key) => key.alg === client.signingAlg && key.activeAt <= now)
    .sort((one, other) => other.activeAt - one.activeAt || other.createdAt - one.createdAt)[0];
}

export const pemOf = ({ publicKey }: SigningKey): string =>
  publicKey.export({ type: "spki", format: "pem" }).toString().trim();

const bitsOf = ({ asymmetricKeyDetails }: KeyObject): number => asymmetricKeyDetails?.modulusLength ?? 256;

export async function getCert(context: ManagementRead): Promise<Answer> {
  const { hub, client, query } = context;
  const named = ownerAndName(query.get("id"));
  if (!named || !mayRead(context, named.owner)) return unauthorized();
  const key =
    named.name === BUILT_IN ? signingKeyOf(hub, client) : hub.keys.list().find(({ kid }) => kid === named.name);
  if (!key) return ok({ data: null });
  return ok({
    data: {
      owner: "admin",
      name: named.name,
      createdTime: time(key.createdAt),
      displayName: key.kid,
      scope: "JWT",
      type: "x509",
      cryptoAlgorithm: key.alg,
      bitSize: bitsOf(key.publicKey),
      expireInYears:
        key.withdrawnAt === null ? 0 : Math.max(0, Math.ceil((key.withdrawnAt - seconds(hub.clock)) / YEAR)),
      certificate: pemOf(key),
      privateKey: "",
    },
  });
}
