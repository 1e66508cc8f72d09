/**
 * The first steps of a sign-in with one provider, in their order, with nobody signing in:
 *
 *   the registration ──> discovery ──> the start address ──> what the provider says to it ──> the credentials ──> the clock
 *
 * What an earlier step found broken, later ones leave alone. Nothing is stored, here or there.
 */
import type { ProviderRow } from "../../hub/providers/store.ts";
import type { ProviderFetch } from "../../providers/engines/engine.ts";
import type { ProviderApp } from "../../providers/provider.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { contextOf } from "../../providers/registration.ts";
import { startSignIn } from "../../providers/sign-in.ts";
import { chosenVariant } from "../../providers/variant.ts";
import { type Finding, failed } from "../doctor/finding.ts";
import { authorization } from "./authorization.ts";
import { clock } from "./clock.ts";
import { credentials } from "./credentials.ts";
import { discovery } from "./discovery.ts";
import { callback, causeOf, registration, scopes } from "./registration.ts";
import { createWitness, isAnswered, troubleInWords, type Witness } from "./witness.ts";

export interface ProviderPatient {
  readonly row: ProviderRow;
  readonly app: ProviderApp;
  /** The hub's way out, which leads to the sandbox where there is one. */
  readonly fetch: ProviderFetch;
  readonly isSandbox: boolean;
  /** Unix seconds. */
  readonly now: number;
}

/** Why no sign-in can be started: discovery, an association or a request token that failed. */
function startTrouble(error: ProviderError, witness: Witness): Finding {
  const last = witness.seen.at(-1);
  if (last !== undefined && !isAnswered(last)) {
    const fix = "Look at the address in the registration's settings, and at this machine's way out.";
    return failed("start", `${last.address} ${troubleInWords[last.trouble]}.`, fix);
  }
  const unknown = isAnswered(last) && (last.status === 400 || last.status === 401 || last.status === 403);
  return failed(
    "start",
    unknown
      ? `${last.address} refuses this application (${last.status}): its key, its secret or its callback address.`
      : `No sign-in can be started: ${causeOf(error)}.`,
    "Compare what is set up here with what the provider's console shows.",
  );
}

async function walk({ app, fetch, now }: ProviderPatient, witness: Witness): Promise<readonly (Finding | null)[]> {
  const provider = chosenVariant(app.provider, app.settings);
  const seconds = (): number => now;
  const context = contextOf(app, { fetch: witness.fetch, now: seconds });
  const described = provider.protocol === "oidc" ? await discovery(provider, context, witness) : null;
  if (described?.status === "failed") return [described, clock(witness, now)];
  try {
    const { url } = await startSignIn(app, { fetch: witness.fetch, now: seconds });
    const shown = await authorization(url, createWitness(fetch));
    const byCode = provider.protocol === "oauth2" || provider.protocol === "oidc";
    const taken = byCode && provider.tokenAuth !== "none" ? await credentials(context, witness) : null;
    return [described, shown, taken, clock(witness, now)];
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return [described, startTrouble(error, witness), clock(witness, now)];
  }
}

export async function examineProvider(patient: ProviderPatient): Promise<readonly Finding[]> {
  const { row, app, isSandbox } = patient;
  const complete = registration(row, app);
  if (complete.status === "failed") return [complete];
  const way = chosenVariant(app.provider, app.settings);
  const walked = await walk(patient, createWitness(patient.fetch));
  return [complete, callback(app, isSandbox), scopes(way, app), ...walked].filter((finding) => finding !== null);
}
