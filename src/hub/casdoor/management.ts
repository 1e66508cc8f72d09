/**
 * The reads by which an application looks after its organization: `/api/get-<things>` with the application's credentials (Basic).
 * They are for applications that an administrator gave the permission `management`, and show nothing of any other
 * organization: whatever is not there and whatever is somebody else's is answered alike.
 *
 * Things are named `owner/name`. What belongs to the server and not to an organization is owned by `admin`.
 */
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { type Parameters, parseForm } from "../../lib/parameters.ts";
import type { Client } from "../clients/store.ts";
import type { Hub } from "../hub.ts";
import { organizationName } from "../organizations/store.ts";
import { permissionsOf } from "../permissions/client-permissions.ts";
import type { CasdoorDeps } from "./caller.ts";
import { failed } from "./envelope.ts";

/** An application that may look after its organization. */
export interface Manager {
  readonly client: Client;
  readonly organization: string;
}

/** The application whose good credentials a call has, where it may; `null` for any other. */
export async function findManager(
  { hub, findProvenClient }: CasdoorDeps,
  http: EndpointRequest,
): Promise<Manager | null> {
  const client = await findProvenClient(http);
  if (!client || !(await permissionsOf(hub.db, client.id)).includes("management")) return null;
  return { client, organization: await organizationName(hub.db, client.organizationId) };
}

export interface ManagementRead extends Manager {
  readonly hub: Hub;
  readonly query: Parameters;
  readonly deps: CasdoorDeps;
}

export const unauthorized = (): Answer => failed("Unauthorized operation");

/** @throws Refusal `parameter_repeated` */
export const managed =
  (deps: CasdoorDeps, read: (context: ManagementRead) => Promise<Answer>) =>
  async (http: EndpointRequest): Promise<Answer> => {
    const query = parseForm(http.query);
    const manager = await findManager(deps, http);
    return manager ? read({ ...manager, hub: deps.hub, query, deps }) : unauthorized();
  };

/** The two halves of `owner/name`; `null` where it is not of that form. */
export function ownerAndName(id: string | undefined): { readonly owner: string; readonly name: string } | null {
  const [, owner, name] = /^([^/]+)\/([^/]+)$/.exec(id ?? "") ?? [];
  return owner === undefined || name === undefined ? null : { owner, name };
}

/** Whether things of that owner are the application's to see: its organization's, and the server's. */
export const mayRead = ({ organization }: Manager, owner: string | undefined): boolean =>
  owner === organization || owner === "admin";

/** Rows that are given at once: a list that is longer has to be asked for in pages. */
export const MOST_ROWS = 1000;

export interface Window {
  readonly offset: number;
  readonly limit: number;
  readonly paged: boolean;
}

/** `p` (from 1) and `pageSize`. `null` where they are not numbers. */
export function windowOf(query: Parameters): Window | null {
  const [page, size] = [query.get("p"), query.get("pageSize")];
  // One more than is given, to see that there are more.
  if (page === undefined && size === undefined) return { offset: 0, limit: MOST_ROWS + 1, paged: false };
  const isNumber = (text: string | undefined): text is string => /^[1-9]\d{0,5}$/.test(text ?? "");
  if (!isNumber(page) || !isNumber(size)) return null;
  const limit = Math.min(Number(size), MOST_ROWS);
  return { offset: (Number(page) - 1) * limit, limit, paged: true };
}

export const badWindow = (): Answer => failed("p and pageSize are whole numbers from 1 on.");
export const tooMany = (): Answer =>
  failed(`There are more than ${MOST_ROWS}: ask for them in pages, by p and pageSize.`);

export const time = (at: number): string => new Date(at * 1000).toISOString().replace(".000Z", "Z");
