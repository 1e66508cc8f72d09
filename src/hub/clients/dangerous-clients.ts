/** Every client that has a protection taken away, a page at a time, with when each switch was last of use. */
import type { Reader } from "../../db/database.ts";
import { type DangerUse, listDangerUses } from "./dangers.ts";
import { type Client, readClient } from "./store.ts";

const PAGE = 50;

export interface DangerousClient {
  readonly client: Client;
  /** Each switch that is on; its use is `null` where it never was of any. */
  readonly dangers: readonly { readonly name: string; readonly use: DangerUse | null }[];
}

export interface DangerousPage {
  readonly clients: readonly DangerousClient[];
  /** Give it back as `after` to get the next page; `null` at the end. */
  readonly next: string | null;
}

/** @param only The organization whose clients are looked at; `null` for all. */
export async function listDangerousClients(
  reader: Reader,
  { after, only = null, size = PAGE }: { after?: string | undefined; only?: string | null; size?: number } = {},
): Promise<DangerousPage> {
  let query = reader.query
    .selectFrom("clients")
    .selectAll()
    .where("dangers", "!=", "[]")
    .orderBy("id")
    .limit(size + 1);
  if (after !== undefined) query = query.where("id", ">", after);
  if (only !== null) query = query.where("organization_id", "=", only);
  const found = await query.execute();
  const page = found.slice(0, size).map(readClient);
  const clients: DangerousClient[] = [];
  for (const client of page) {
    const uses = await listDangerUses(reader, client.id);
    const useOf = (name: string) => uses.find(({ danger }) => danger === name) ?? null;
    clients.push({ client, dangers: client.dangers.map((name) => ({ name, use: useOf(name) })) });
  }
  return { clients, next: found.length > size ? (page.at(-1)?.id ?? null) : null };
}
