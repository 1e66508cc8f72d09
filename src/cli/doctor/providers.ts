/** Each registration with a sign-in provider: complete, its secret readable, and meant for where the sign-ins are sent. */
import { checkProviderSettings, listProviders, type ProviderRow, providerApp } from "../../hub/providers/store.ts";
import { Refusal } from "../../lib/errors.ts";
import { Failure } from "../failure.ts";
import { firstOf } from "../output.ts";
import { sandboxRows } from "../serving/sandbox-providers.ts";
import { type Finding, failed, type OpenPatient, ok, warning } from "./finding.ts";

const CHECK = "providers";

/** Rows whose entry the catalogue has no more; the store leaves them out. */
async function orphans({ db }: OpenPatient, known: readonly ProviderRow[]): Promise<readonly Finding[]> {
  const rows = await db.query.selectFrom("providers").select(["id", "slug", "entry"]).execute();
  return rows
    .filter(({ id }) => !known.some((row) => row.id === id))
    .map(({ slug, entry }) =>
      warning(
        CHECK,
        `${slug} is set up with the provider ${entry}, which this version does not have. Nobody can sign in with it.`,
        "Run a version that has it, or set another one up.",
      ),
    );
}

/** Held to the very reading that a registration goes through when it is made. */
function settingsTrouble(row: ProviderRow): Finding | null {
  const { entry, slug } = row;
  try {
    checkProviderSettings(entry, { ...row, clientSecret: undefined, enabled: true }, row);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const fix = `Set it right in the console, or anew with alldoor provider add ${entry.id}.`;
    return failed(CHECK, `${slug} is not set up completely: ${error.message}`, fix);
  }
}

/** Whether a provider of this kind gives its applications a secret. */
const givesSecret = ({ entry }: ProviderRow): boolean =>
  (entry.protocol === "oauth2" || entry.protocol === "oidc") && entry.tokenAuth !== "none";

function secretTrouble({ vault, issuer }: OpenPatient, row: ProviderRow): Finding | null {
  if (row.sealedClientSecret === null && givesSecret(row)) {
    const fix = "Set it in the console, if the provider gave one.";
    return warning(CHECK, `${row.slug} has no client secret. Few providers go without.`, fix);
  }
  if (!vault) return null;
  try {
    providerApp({ vault, issuer: issuer.origin }, row);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return failed(
      CHECK,
      `A secret of ${row.slug} can't be read: it was sealed with another key or for another row.`,
      "Set it again in the console.",
    );
  }
}

function closed(rows: readonly ProviderRow[]): readonly Finding[] {
  const gone = rows.filter(({ entry }) => entry.status === "closed");
  return gone.map(({ slug, entry }) =>
    warning(CHECK, `${slug}: ${entry.name} is closed. Nobody can sign in with it.`, "Disable it."),
  );
}

/** Rows that were made up by the sandbox in this data directory, where sign-ins go to the real providers. */
async function misdirected({ db, configuration }: OpenPatient): Promise<readonly Finding[]> {
  if (configuration.sandbox !== undefined) return [];
  try {
    const rows = await sandboxRows({ db }, configuration.dataDirectory);
    if (rows.length === 0) return [];
    const slugs = firstOf(rows.map(({ slug }) => slug));
    return [
      warning(
        CHECK,
        `Registered with the sandbox: ${slugs}. Without --sandbox the real providers get these sign-ins and don't know them. (alldoor start has the sandbox on by itself.)`,
        "Register them for real with alldoor provider add, or disable them in the console.",
      ),
    ];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [warning(CHECK, error.message, "Remove it if the sandbox is of no use any more.")];
  }
}

export async function providers(patient: OpenPatient): Promise<readonly Finding[]> {
  const rows = await listProviders(patient.db);
  const enabled = rows.filter(({ disabledAt }) => disabledAt === null);
  const troubles = [
    ...(await orphans(patient, rows)),
    ...enabled.flatMap((row) => settingsTrouble(row) ?? secretTrouble(patient, row) ?? []),
    ...closed(enabled),
    ...(await misdirected(patient)),
  ];
  if (troubles.length > 0) return troubles;
  if (enabled.length === 0) return [ok(CHECK, "None is set up: people sign in with passwords.")];
  return [ok(CHECK, `${enabled.length} set up, each complete.`)];
}
