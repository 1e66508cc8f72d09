/** Discovery (OpenID Connect Discovery 1.0, 4): the document is there, is this issuer's, and says what the entry says. */

import type { Context } from "../../providers/engines/engine.ts";
import { templateInForce } from "../../providers/engines/issuer.ts";
import { isJsonObject, parseJson } from "../../providers/json.ts";
import type { Json, OidcProvider } from "../../providers/provider.ts";
import { fillTemplate, placeholders } from "../../providers/template.ts";
import { type Finding, failed, ok, warning } from "../doctor/finding.ts";
import { isAnswered, troubleInWords, type Witness } from "./witness.ts";

const CHECK = "discovery";
const NAMES = { authorize: "authorization_endpoint", token: "token_endpoint", jwks: "jwks_uri" } as const;

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** Endpoints of the entry that the document calls otherwise. */
function others(
  provider: OidcProvider,
  { parts }: Context,
  document: Readonly<Record<string, Json>>,
): readonly string[] {
  return Object.entries(NAMES).flatMap(([key, name]) => {
    const own = provider[key as keyof typeof NAMES];
    if (own === undefined || placeholders(own).some((each) => parts[each] === undefined)) return [];
    const [mine, theirs] = [fillTemplate(own, parts), document[name]];
    return theirs === undefined || theirs === mine ? [] : [`${name} is ${String(theirs)}, and not ${mine}`];
  });
}

/** @returns Nothing where the entry names every endpoint and the provider publishes no document. */
export async function discovery(provider: OidcProvider, context: Context, witness: Witness): Promise<Finding | null> {
  const issuer = fillTemplate(provider.issuer, context.parts);
  const address = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const needed = provider.authorize === undefined || provider.token === undefined || provider.jwks === undefined;
  const fix = "Look at the address in the registration's settings: it has to be the issuer's own, to the letter.";
  await witness.fetch(address, { headers: { accept: "application/json" }, redirect: "error" }).catch(() => undefined);
  const answer = witness.seen.at(-1);
  if (!isAnswered(answer)) {
    const trouble = answer === undefined ? "can't be reached" : troubleInWords[answer.trouble];
    return needed ? failed(CHECK, `${address} ${trouble}.`, fix) : null;
  }
  const document = parsed(answer.text);
  if (answer.status !== 200 || !isJsonObject(document)) {
    return needed
      ? failed(CHECK, `${address} answers ${answer.status}, and not with a discovery document.`, fix)
      : null;
  }
  const isOfMany = templateInForce(provider, context.settings) !== undefined;
  if (!isOfMany && document.issuer !== issuer && !(provider.issuerAliases ?? []).includes(String(document.issuer))) {
    return failed(
      CHECK,
      `The document calls its issuer ${String(document.issuer)}, and the registration ${issuer}.`,
      fix,
    );
  }
  const different = others(provider, context, document);
  if (different.length > 0) {
    return warning(
      CHECK,
      `The document disagrees with the entry: ${different.join("; ")}.`,
      "Tell whoever keeps the entry.",
    );
  }
  const { scopes_supported: known } = document;
  const unknown = Array.isArray(known)
    ? (context.app.scope ?? provider.scope).filter((each) => !known.includes(each))
    : [];
  if (unknown.length > 0) {
    return warning(
      CHECK,
      `The document does not list these scopes: ${unknown.join(", ")}.`,
      "Allow them for the client, or ask without them.",
    );
  }
  return ok(CHECK, `${issuer} describes itself as the registration expects.`);
}
