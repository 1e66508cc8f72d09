/**
 * The developer's pages: the home page and one page a provider. They show what is registered and what was asked;
 * secrets only to who looks from this machine.
 */
import { isFullyDerived } from "../answers/derived.ts";
import { RegistrationError } from "../apps.ts";
import { checksOf } from "../checks.ts";
import type { Emulation } from "../emulation.ts";
import { isFromOwnPage } from "../own-page.ts";
import { HomePage } from "../pages/home.tsx";
import { brandClass, page } from "../pages/layout.tsx";
import type { Endpoint, Sample } from "../pages/provider.tsx";
import { ProviderPage } from "../pages/provider.tsx";
import { formParameters } from "../parameters.ts";
import { people } from "../people.ts";
import { Rejection } from "../rejection.ts";
import type { World } from "../world.ts";
import { sampleContext, subjectOf } from "../world.ts";

const HOME_REQUESTS = 20;
const PROVIDER_REQUESTS = 30;

const hostOf = (emulation: Emulation): string => {
  const url = emulation.url("authorize", emulation.settings({}) ?? {});
  return url !== null && URL.canParse(url) ? new URL(url).host : "";
};

export function home(world: World, search: string): Promise<Response> {
  const wanted = search.trim().toLowerCase().slice(0, 80);
  const rows = world.directory.emulations.map((emulation) => ({
    id: emulation.provider.id,
    name: emulation.provider.name,
    brand: brandClass(emulation.provider.id),
    protocol: emulation.provider.protocol,
    host: hostOf(emulation),
    isDerived: emulation.isDerived,
  }));
  const found = rows
    .filter((row) => [row.id, row.name, row.host].some((text) => text.toLowerCase().includes(wanted)))
    .sort((left, right) => left.name.localeCompare(right.name, "en"));
  const requests = world.log.latest(HOME_REQUESTS);
  return page(
    <HomePage
      origin={world.origin}
      providers={found}
      total={rows.length}
      search={search}
      people={people}
      requests={requests}
    />,
  );
}

const endpointNames: Readonly<Record<string, string>> = {
  requestToken: "Request token",
  openid: "OpenID server",
  identity: "Server's identifier",
  person: "A person's identifier",
  exchange: "Code exchange",
  verifier: "Verifier",
  authorize: "Authorization",
  token: "Token",
  profile: "Profile",
  revoke: "Revocation",
  jwks: "Key set",
  discovery: "Discovery",
};

function endpointsOf(emulation: Emulation): readonly Endpoint[] {
  const settings = emulation.settings({}) ?? {};
  return [...emulation.addresses].map(([endpoint, { template }]) => ({
    name: endpointNames[endpoint] ?? `Further: ${endpoint.slice("extra:".length)}`,
    address: emulation.url(endpoint, settings) ?? template,
  }));
}

function samplesOf(world: World, emulation: Emulation, clientId: string): readonly Sample[] {
  const { provider, shape } = emulation;
  return people.map((person) => {
    const context = sampleContext(world, emulation, person, clientId);
    const answers: [string, unknown][] = [["Profile", shape.profile?.(context) ?? {}]];
    for (const [name, answer] of Object.entries(shape.extra ?? {})) {
      answers.push([`Further call: ${name}`, answer(context)]);
    }
    if (provider.protocol === "oidc") {
      answers.push([
        "ID Token",
        { iss: context.issuer, aud: clientId, ...shape.idToken?.(context), sub: subjectOf(emulation, context) },
      ]);
    }
    return { person, answers: answers.map(([title, json]) => [title, JSON.stringify(json, null, 2)] as const) };
  });
}

function derivation({ isDerived, provider }: Emulation): "no" | "wholly" | "partly" {
  if (!isDerived) return "no";
  return isFullyDerived(provider) ? "wholly" : "partly";
}

export function providerPage(
  world: World,
  emulation: Emulation,
  showSecrets: boolean,
  error: string | null = null,
): Promise<Response> {
  const { provider } = emulation;
  const first = world.apps.first(provider.id);
  const props = {
    id: provider.id,
    name: provider.name,
    brand: brandClass(provider.id),
    origin: world.origin,
    docs: provider.docs,
    derived: derivation(emulation),
    apps: showSecrets ? world.apps.of(provider.id) : null,
    tryHref: showSecrets ? `/_sandbox/try/${provider.id}` : null,
    endpoints: endpointsOf(emulation),
    checks: checksOf(emulation),
    samples: samplesOf(world, emulation, first.clientId),
    requests: world.log.latest(PROVIDER_REQUESTS, provider.id),
    error,
  };
  return page(<ProviderPage {...props} />, { status: error === null ? 200 : 422 });
}

/** The form that registers a redirect address; a page of ours must have posted it. */
export async function registerRedirectUri(
  world: World,
  emulation: Emulation,
  request: Request,
  body: Uint8Array<ArrayBuffer> | null,
): Promise<Response> {
  const { id } = emulation.provider;
  try {
    if (!isFromOwnPage(request)) throw new RegistrationError("The form was posted by another site.");
    const form = body === null ? null : formParameters(body);
    world.apps.addRedirectUri(id, form?.get("client_id") ?? "", form?.get("redirect_uri") ?? "");
  } catch (error) {
    if (error instanceof RegistrationError || error instanceof Rejection) {
      return providerPage(world, emulation, true, error.message);
    }
    throw error;
  }
  return new Response(null, {
    status: 303,
    headers: { Location: `/_sandbox/providers/${id}`, "Cache-Control": "no-store" },
  });
}
