/**
 * The control interface, JSON under `/_sandbox/`, for programs of the developer's own (a test, a set-up script). It is
 * answered only on this machine, and a browser can call it from no other site: a body must be JSON, which no foreign
 * form can send.
 *
 *     GET    /_sandbox/apps            what is registered            { apps: [SandboxApp] }
 *     POST   /_sandbox/apps            register; what is left out is made up
 *                                      { providerId, clientId?, clientSecret?, redirectUris?, settings? }
 *     POST   /_sandbox/redirect-uris   register one address          { providerId, clientId, redirectUri }
 *     GET    /_sandbox/faults          what can go wrong, and what is armed    { faults, armed }
 *     POST   /_sandbox/faults          arm                           { providerId, fault, endpoint?, times? }
 *     DELETE /_sandbox/faults          disarm all
 *     GET    /_sandbox/requests        the latest requests           { requests }
 *     DELETE /_sandbox/requests        forget them
 *     GET    /_sandbox/people          who there is                  { people }
 */
import { z } from "zod";
import type { SandboxApp } from "./apps.ts";
import { RegistrationError } from "./apps.ts";
import type { EndpointName } from "./emulation.ts";
import { faults, isFaultId } from "./faults.ts";
import { bodyKind } from "./parameters.ts";
import { people } from "./people.ts";
import { respond } from "./wire.ts";
import type { World } from "./world.ts";

const text = z.string().min(1).max(2000);
const registration = z.strictObject({
  providerId: text,
  clientId: text.optional(),
  clientSecret: text.optional(),
  redirectUris: z.array(text).max(100).default([]),
  settings: z.record(z.string().max(60), z.string().max(2000)).optional(),
});
const redirectUri = z.strictObject({ providerId: text, clientId: text, redirectUri: text });
const arming = z.strictObject({
  providerId: text,
  fault: text.refine(isFaultId, "no such fault"),
  endpoint: text.default("token"),
  times: z.int().min(1).max(1000).default(1),
});

/** A request that can't be done, told to the developer. */
class ControlError extends Error {
  override readonly name = "ControlError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

function read<T>(schema: z.ZodType<T>, request: Request, body: Uint8Array<ArrayBuffer> | null): T {
  if (bodyKind(request) !== "json") throw new ControlError(415, "The body must be application/json.");
  if (body === null) throw new ControlError(413, "The body is too large.");
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new ControlError(400, "The body is not JSON.");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ControlError(422, z.prettifyError(parsed.error));
  return parsed.data;
}

/** Without the members that were left out. */
const defined = ({ clientId, clientSecret, settings, ...rest }: z.infer<typeof registration>): Registration => ({
  ...rest,
  ...(clientId === undefined ? {} : { clientId }),
  ...(clientSecret === undefined ? {} : { clientSecret }),
  ...(settings === undefined ? {} : { settings }),
});

type Registration = Partial<SandboxApp> & Pick<SandboxApp, "providerId">;

function arm({ armed, directory }: World, given: z.infer<typeof arming>): void {
  const emulation = directory.get(given.providerId);
  const endpoint = given.endpoint as EndpointName;
  if (!emulation?.addresses.has(endpoint)) throw new ControlError(422, "The provider or its endpoint is not known.");
  armed.arm({ ...given, fault: given.fault, endpoint });
}

function handle(world: World, request: Request, path: string, body: Uint8Array<ArrayBuffer> | null): WireJson {
  switch (`${request.method} ${path}`) {
    case "GET /_sandbox/apps":
      return { status: 200, json: { apps: world.apps.all() } };
    case "POST /_sandbox/apps":
      return { status: 201, json: world.apps.create(defined(read(registration, request, body))) };
    case "POST /_sandbox/redirect-uris": {
      const given = read(redirectUri, request, body);
      return { status: 200, json: world.apps.addRedirectUri(given.providerId, given.clientId, given.redirectUri) };
    }
    case "GET /_sandbox/faults":
      return { status: 200, json: { faults, armed: world.armed.all() } };
    case "POST /_sandbox/faults":
      arm(world, read(arming, request, body));
      return { status: 201, json: { armed: world.armed.all() } };
    case "DELETE /_sandbox/faults":
      world.armed.clear();
      return { status: 200, json: { armed: [] } };
    case "GET /_sandbox/requests":
      return { status: 200, json: { requests: world.log.latest() } };
    case "DELETE /_sandbox/requests":
      world.log.clear();
      return { status: 200, json: { requests: [] } };
    case "GET /_sandbox/people":
      return { status: 200, json: { people } };
    default:
      throw new ControlError(404, "There is nothing at this address.");
  }
}

interface WireJson {
  readonly status: number;
  readonly json: object;
}

export function control(world: World, request: Request, path: string, body: Uint8Array<ArrayBuffer> | null): Response {
  try {
    const { status, json } = handle(world, request, path, body);
    return Response.json(json, { status, headers: { "Cache-Control": "no-store" } });
  } catch (error) {
    if (error instanceof RegistrationError) return respond({ status: 422, json: { error: error.message } });
    if (error instanceof ControlError) return respond({ status: error.status, json: { error: error.message } });
    throw error;
  }
}
