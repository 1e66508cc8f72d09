/**
 * A call that describes a person by their id, for whoever has registered: OpenID 2.0 gives no access token. The key is the
 * application's secret.
 */
import { people } from "../../people.ts";
import { Rejection } from "../../rejection.ts";
import { respond } from "../../wire.ts";
import type { Call } from "../../world.ts";
import { rejected } from "../../world.ts";
import { textsOf } from "../texts.ts";
import { claimedIdOf, personContext } from "./assertion.ts";

function describe(call: Call) {
  const { world, match, request, query, body } = call;
  const { provider, shape } = match.emulation;
  const texts = textsOf(request, query, body);
  const needsKey = JSON.stringify([provider.quirks, "userinfo" in provider && provider.userinfo]).includes(
    "{clientSecret}",
  );
  const app = world.apps.of(provider.id).find(({ clientSecret }) => texts.has(clientSecret));
  if (needsKey && !app) throw new Rejection("wrong_secret", "The key is not an application's.");
  for (const person of people) {
    const context = personContext(call, person, app?.clientId ?? "");
    const claimed = claimedIdOf(call, context);
    const id = claimed.slice(claimed.lastIndexOf("/") + 1);
    if (!texts.has(id) && !texts.has(claimed)) continue;
    const latest = world.associations.lastUnder(claimed) ?? person;
    return shape.profile?.(personContext(call, latest, app?.clientId ?? "")) ?? {};
  }
  throw new Rejection("invalid_request", "Nobody has this id.");
}

export function describedById(call: Call): Response {
  try {
    return respond({ status: 200, json: describe(call) });
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    call.remark(error.message);
    return respond(rejected(call, error, "api", ""));
  }
}
