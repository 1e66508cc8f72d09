/**
 * Who calls. A page is called by its session cookie; AList's API by the token in `Authorization` (raw, or after `Bearer`), by the
 * API's own token, or by our own page with its cookie. Nobody: the guest. What a route asks for is checked here, before it runs.
 */
import type { EndpointRequest } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Files } from "../files.ts";
import { findSignedIn, type Session, signedInBy } from "../sessions/store.ts";
import { isApiToken } from "../settings/store.ts";
import { findAdministrators, findGuest } from "../users/store.ts";
import type { User } from "../users/user.ts";
import type { Route } from "./route.ts";

export interface Caller {
  readonly user: User;
  readonly session: Session | null;
}

const asGuest = async (files: Files): Promise<Caller> => ({ user: await findGuest(files.db), session: null });

/** @throws Refusal `sign_in_required`, `account_disabled` */
async function byToken(files: Files, token: string): Promise<Caller> {
  if (await isApiToken(files, token)) {
    const [first] = await findAdministrators(files.db);
    if (!first) throw new Refusal("sign_in_required", "failed find user: record not found");
    return { user: first, session: null };
  }
  return signedInBy(files, token, "token");
}

async function byCookie(files: Files, { headers }: EndpointRequest): Promise<Caller> {
  return (await findSignedIn(files, files.browsers.session.read(headers.cookie), "cookie")) ?? asGuest(files);
}

async function identify(files: Files, http: EndpointRequest, { errors, access }: Route): Promise<Caller> {
  if (errors === "status") return asGuest(files);
  if (errors === "page") return byCookie(files, http);
  const token = (http.headers.authorization ?? "").replace(/^Bearer /i, "").trim();
  if (token !== "") return access === "public" ? asGuest(files) : byToken(files, token);
  return files.browsers.isOwnPage(http.headers) ? byCookie(files, http) : asGuest(files);
}

/**
 * The caller, if the route is for such.
 * @throws Refusal `sign_in_required`, `account_disabled`, `forbidden`
 */
export async function admit(files: Files, http: EndpointRequest, route: Route): Promise<Caller> {
  const caller = await identify(files, http, route);
  const { user } = caller;
  if (route.access === "public") return caller;
  if (user.role === "guest" && user.disabledAt !== null) throw new Refusal("sign_in_required");
  if (route.access === "signed-in" && user.role === "guest") throw new Refusal("sign_in_required", "login please");
  if (route.access !== "admin" || user.role === "admin") return caller;
  throw new Refusal(user.role === "guest" && route.errors === "page" ? "sign_in_required" : "forbidden");
}
