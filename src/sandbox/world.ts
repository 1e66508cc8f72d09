/**
 * Everything that one sandbox holds, and what its endpoints share: who is meant, what is known, what has been given
 * out.
 */
import { randomUUID } from "node:crypto";
import type { Clock } from "../lib/clock.ts";
import { seconds } from "../lib/clock.ts";
import type { AnswerContext } from "./answers/shape.ts";
import type { Apps } from "./apps.ts";
import type { ArmedFaults } from "./armed-faults.ts";
import type { Directory, Match } from "./directory.ts";
import type { Emulation } from "./emulation.ts";
import type { Grant, Grants } from "./grants.ts";
import { identifiersOf } from "./identifiers.ts";
import type { Keys } from "./keys.ts";
import type { OAuth1Tokens } from "./oauth1-tokens.ts";
import type { Associations } from "./openid2-associations.ts";
import type { Person } from "./people.ts";
import type { Place, Rejection, WireAnswer } from "./rejection.ts";
import { standardAnswer } from "./rejection.ts";
import type { RequestLog } from "./request-log.ts";
import type { Sessions } from "./sessions.ts";

export interface World {
  readonly origin: string;
  readonly clock: Clock;
  readonly seed: string;
  readonly directory: Directory;
  readonly apps: Apps;
  readonly grants: Grants;
  readonly oauth1: OAuth1Tokens;
  readonly associations: Associations;
  readonly keys: Keys;
  readonly sessions: Sessions;
  readonly armed: ArmedFaults;
  readonly log: RequestLog;
  /** How long the fault `slow` waits. Milliseconds. */
  readonly slowMs: number;
  /** Aborted when the sandbox closes. */
  readonly closing: AbortSignal;
}

/** One request on its way through an endpoint. */
export interface Call {
  readonly world: World;
  readonly match: Match;
  readonly request: Request;
  /** The request's query, doubled parameters included. */
  readonly query: URLSearchParams;
  /** `null` where it is larger than the cap. */
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** Notes for the developer why the answer is what it is. */
  readonly remark: (text: string) => void;
}

/** What an answer about a person is made from. @param settings All settings of the provider. */
export function answerContext(
  { world, match }: { world: World; match: { emulation: Emulation } },
  { clientId, person, scope, authTime }: Pick<Grant, "clientId" | "person" | "scope" | "authTime">,
  settings: Match["settings"],
): AnswerContext {
  const { provider, shape } = match.emulation;
  const context: AnswerContext = {
    provider,
    settings,
    issuer: match.emulation.issuer(settings),
    clientId,
    scope,
    now: seconds(world.clock),
    authTime,
    person,
    ids: identifiersOf(world.seed, provider.id, person.subject),
    shared: identifiersOf(world.seed, provider.id, ""),
  };
  return shape.issuer ? { ...context, issuer: shape.issuer(context) } : context;
}

/** The subject of a person at a provider, in its ID Tokens and its userinfo. */
export const subjectOf = ({ shape }: Emulation, context: AnswerContext): string =>
  shape.subject?.(context) ?? context.ids.uuid();

/** A person at a provider, outside of any sign-in: what the provider's page shows as an example. */
export const sampleContext = (world: World, emulation: Emulation, person: Person, clientId: string): AnswerContext =>
  answerContext(
    { world, match: { emulation } },
    { clientId, person, scope: new Set(emulation.provider.scope), authTime: seconds(world.clock) },
    emulation.settings({}) ?? {},
  );

/** An objection in the provider's own words. */
export function rejected({ world, match }: Call, rejection: Rejection, place: Place, clientId: string): WireAnswer {
  const context = { now: seconds(world.clock), requestId: randomUUID(), clientId };
  return match.emulation.shape.reject?.(rejection, place, context) ?? standardAnswer(rejection, place);
}
