/** All checks, in the order in which they need each other: what an earlier one found broken, later ones leave alone. */
import type { Database } from "../../db/database.ts";
import { HUB_PORT } from "../../hub/open-hub.ts";
import { type Configuration, isLocalHost } from "../../lib/configuration.ts";
import { Failure } from "../failure.ts";
import { hubAddress } from "../serving/hub.ts";
import { knownIssuer } from "../with-hub.ts";
import { certificate, issuer } from "./address.ts";
import { administrator } from "./administrator.ts";
import { dataDirectory } from "./data-directory.ts";
import { database, databaseTrouble, openAsItIs } from "./database.ts";
import { encryptionKey } from "./encryption-key.ts";
import { allowPrivate, sandbox, trustedProxies } from "./exposure.ts";
import type { Finding, OpenPatient, Patient } from "./finding.ts";
import { port } from "./listening.ts";
import { clock, node } from "./machine.ts";
import { providers } from "./providers.ts";

type Found = readonly (Finding | null)[];

async function lookInside(patient: Patient, db: Database, now: number): Promise<Found> {
  const { finding, isCurrent } = await database(db);
  const key = await encryptionKey(patient.configuration, isCurrent ? db : null, now);
  if (!isCurrent) return [finding, key.finding];
  const open: OpenPatient = { ...patient, db, vault: key.vault, now };
  return [finding, key.finding, await clock(open), ...(await providers(open)), await administrator(open)];
}

/** The database and everything that is kept in it. */
async function stored(patient: Patient, now: number): Promise<Found> {
  let db: Database | null = null;
  try {
    db = openAsItIs(patient.configuration);
    if (db) return await lookInside(patient, db, now);
    const key = await encryptionKey(patient.configuration, null, now);
    return [{ check: "database", status: "ok", message: "There is none yet; the first start makes it." }, key.finding];
  } catch (error) {
    return [databaseTrouble(error)];
  } finally {
    await db?.close().catch(() => {});
  }
}

/** Whom the settings speak of: where they say nothing of the address, the hub that `alldoor start` last served from this data. */
function patientOf(configuration: Configuration): Patient {
  const served = servedBefore(configuration);
  const local = served !== null && isLocalHost(served.hostname) && served.port !== "" ? Number(served.port) : HUB_PORT;
  const port = configuration.port ?? local;
  return { configuration, port, issuer: served ?? new URL(hubAddress(configuration, port)) };
}

/** A record that can't be read is nobody's address; the commands that need it say so. */
function servedBefore(configuration: Configuration): URL | null {
  try {
    return URL.parse(knownIssuer(configuration) ?? "");
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

export async function examine(
  configuration: Configuration,
  now = Math.floor(Date.now() / 1000),
): Promise<readonly Finding[]> {
  const patient = patientOf(configuration);
  const found: Found = [
    node(),
    ...dataDirectory(patient),
    ...(await stored(patient, now)),
    issuer(patient),
    certificate(patient),
    await port(patient),
    sandbox(patient),
    trustedProxies(patient),
    allowPrivate(patient),
  ];
  return found.filter((finding) => finding !== null);
}
