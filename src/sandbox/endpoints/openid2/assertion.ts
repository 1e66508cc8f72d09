/** A positive assertion (OpenID Authentication 2.0, 10.1) with what is asked of the person, all of it signed. */

import { seconds } from "../../../lib/clock.ts";
import { randomToken } from "../../../lib/random.ts";
import type { OpenId2Provider } from "../../../providers/provider.ts";
import type { AnswerContext } from "../../answers/shape.ts";
import type { SandboxApp } from "../../apps.ts";
import type { FaultId } from "../../faults.ts";
import { type Association, assertionSignature } from "../../openid2-associations.ts";
import type { Parameters } from "../../parameters.ts";
import { type Person, people } from "../../people.ts";
import type { Call } from "../../world.ts";
import { answerContext } from "../../world.ts";

const NS = "http://specs.openid.net/auth/2.0";
const AX = "http://openid.net/srv/ax/1.0";

export interface Asserted {
  readonly query: Parameters;
  readonly returnTo: string;
  readonly app: SandboxApp;
  readonly person: Person;
  readonly association: Association;
  readonly fault: FaultId | null;
}

/** A person at this server. */
export const personContext = (call: Call, person: Person, clientId: string): AnswerContext =>
  answerContext(call, { clientId, person, scope: new Set(), authTime: seconds(call.world.clock) }, call.match.settings);

/** The identifier that the server gives a person. */
export function claimedIdOf(call: Call, context: AnswerContext): string {
  const { provider, shape } = call.match.emulation;
  const own = shape.claimedId?.(context);
  if (own !== undefined) return own;
  const { claimedId } = provider as OpenId2Provider;
  if (claimedId === undefined) return `https://${provider.id}.sandbox.test/id/${context.ids.hex(24, "person")}`;
  return claimedId
    .replace(/\(\?<id>[^()]*\)/, context.ids.digits(17))
    .replace("https?", "https")
    .replaceAll("\\", "");
}

function sregAnswer({ query, person }: Asserted): readonly (readonly [string, string])[] {
  const alias = "sreg";
  if (!query.has(`openid.ns.${alias}`)) return [];
  const asked = [query.get("openid.sreg.required"), query.get("openid.sreg.optional")].join(",").split(",");
  const known = new Map([
    ["email", person.email],
    ["fullname", person.name],
    ["nickname", person.username],
    ["language", person.locale.slice(0, 2)],
  ]);
  const given = asked.flatMap((name) =>
    known.get(name) ? [[`${alias}.${name}`, known.get(name) ?? ""] as const] : [],
  );
  return [[`ns.${alias}`, query.get(`openid.ns.${alias}`) ?? ""], ...given];
}

/** The attribute types that are about, at either of the two places where they were published. */
function attribute(type: string, person: Person): string | null {
  const [, name] = /^https?:\/\/(?:axschema\.org|openid\.net\/schema|schema\.openid\.net)\/(.+)$/.exec(type) ?? [];
  switch (name) {
    case "contact/email":
      return person.email;
    case "namePerson":
      return person.name;
    case "namePerson/first":
      return person.givenName;
    case "namePerson/last":
      return person.familyName;
    case "namePerson/friendly":
      return person.username;
    case "pref/language":
    case "language/pref":
      return person.locale;
    default:
      return null;
  }
}

/** The aliases are the server's own: an application that trusts in its own ones reads nothing. */
function axAnswer({ query, person }: Asserted): readonly (readonly [string, string])[] {
  if (query.get("openid.ns.ax") !== AX) return [];
  const asked = [query.get("openid.ax.required"), query.get("openid.ax.if_available")].join(",").split(",");
  const given = asked.flatMap((alias, index) => {
    const type = query.get(`openid.ax.type.${alias}`);
    const value = type === undefined ? null : attribute(type, person);
    if (type === undefined || value === null) return [];
    return [[`ext1.type.a${index}`, type] as const, [`ext1.value.a${index}`, value] as const];
  });
  return [["ns.ext1", AX], ["ext1.mode", "fetch_response"], ...given];
}

/** The callback's fields, by their full names. */
export function positiveAssertion(call: Call, asserted: Asserted): Readonly<Record<string, string>> {
  const { app, returnTo, association, fault, person: chosen } = asserted;
  const other = people.find(({ subject }) => subject !== chosen.subject) ?? chosen;
  const claimed = claimedIdOf(call, personContext(call, chosen, app.clientId));
  call.world.associations.remember(claimed, chosen);
  const now = new Date(call.world.clock()).toISOString().replace(/\.\d+Z$/, "Z");
  const { emulation, settings } = call.match;
  const fields = new Map<string, string>([
    ["op_endpoint", emulation.url("openid", settings) ?? ""],
    ["claimed_id", claimed],
    ["identity", claimed],
    ["return_to", returnTo],
    ["response_nonce", `${now}${randomToken(9)}`],
    ["assoc_handle", association.handle],
    ...sregAnswer(asserted),
    ...axAnswer(asserted),
  ]);
  const names = [...fields.keys()];
  const signature = assertionSignature(association, names, fields);
  if (fault === "other_subject") {
    // Somebody else's identifier under a signature that was made for this person.
    const somebody = claimedIdOf(call, personContext(call, other, app.clientId));
    for (const name of ["claimed_id", "identity"]) fields.set(name, somebody);
  }
  return {
    "openid.ns": NS,
    "openid.mode": "id_res",
    ...Object.fromEntries([...fields].map(([name, value]) => [`openid.${name}`, value])),
    "openid.signed": names.join(","),
    "openid.sig": signature,
  };
}
