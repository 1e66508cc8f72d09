/** Whom a list of sessions or grants is about: `q` finds people as the list of people does, `user` names one, `application` one of those. */

import type { Filter } from "../../../pages/parts/filters.tsx";
import type { Client } from "../../clients/store.ts";
import { listClients } from "../../clients/store.ts";
import { listUsers } from "../../users/list.ts";
import { findUser } from "../../users/store.ts";
import type { PageContext } from "../../web/route.ts";

/** People whose things are shown together; who finds more of them searches for more letters. */
const MOST_PEOPLE = 100;
/** Applications that are offered in the choice; the others are reached from their own pages. */
const MOST_OFFERED = 200;

export interface PeopleFilter {
  readonly q: string;
  /** What `q` or `user` finds; left out where neither narrows. */
  readonly userIds: readonly string[] | undefined;
  readonly client: Client | undefined;
  readonly narrowed: boolean;
  readonly filters: readonly Filter[];
  /** What stays in the addresses of other pages of the list. */
  readonly query: Readonly<Record<string, string | undefined>>;
}

export async function readPeopleFilter({ hub, query, t }: PageContext): Promise<PeopleFilter> {
  const user = query.get("user");
  const named = user === undefined ? undefined : await findUser(hub.db, user);
  const q = named?.name ?? query.get("q")?.trim() ?? "";
  const found =
    named === undefined && q !== "" ? (await listUsers(hub.db, { search: q, size: MOST_PEOPLE })).users : undefined;
  const clients = await listClients(hub.db);
  const client = clients.find(({ id }) => id === query.get("application"));
  const offered = clients.slice(0, MOST_OFFERED);
  const choices = client === undefined || offered.includes(client) ? offered : [client, ...offered];
  const text = t.admin.grants;
  return {
    q,
    userIds: named === undefined ? found?.map(({ id }) => id) : [named.id],
    client,
    narrowed: q !== "" || client !== undefined,
    filters: [
      {
        name: "application",
        label: text.application,
        value: client?.id ?? "",
        choices: [
          { value: "", label: t.admin.users.everything },
          ...choices.map(({ id, name }) => ({ value: id, label: name })),
        ],
      },
    ],
    query: { q: named === undefined && q !== "" ? q : undefined, user: named?.id, application: client?.id },
  };
}
