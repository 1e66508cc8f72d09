/**
 * A provider's picture becomes a person's own, where their organization wants that: fetched once, when somebody first comes,
 * through the one way out and within its bounds, read and written anew like a picture that they bring themselves. The address
 * that the provider told is kept nowhere else and never asked for by a page. Whatever goes wrong, the sign-in goes on without.
 */
import type { Hub } from "../hub.ts";
import { findOrganizationById } from "../organizations/store.ts";
import { readAvatar, setAvatar } from "./store.ts";

/** Milliseconds for which a first sign-in waits for it. */
const PATIENCE = 3000;

type Deps = Pick<Hub, "db" | "clock" | "ids" | "issuer" | "upstream" | "log">;

export interface ToldPicture {
  readonly userId: string;
  readonly organizationId: string;
  /** As the provider told it. */
  readonly address: string | undefined;
}

/** Takes it over, or lets it be. What takes longer than a person waits is finished behind their back. */
export async function takeOverPicture(hub: Deps, { userId, organizationId, address }: ToldPicture): Promise<void> {
  if (address === undefined || (await findOrganizationById(hub.db, organizationId))?.takePictures !== true) return;
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, PATIENCE);
  await Promise.race([take(hub, userId, address), late]);
  clearTimeout(timer);
}

async function take(hub: Deps, userId: string, address: string): Promise<void> {
  try {
    const files = await readAvatar(await bytesAt(hub, address));
    await hub.db.write(async (tx) => {
      const bare = await tx.query
        .selectFrom("users")
        .select("id")
        .where("id", "=", userId)
        .where("picture", "is", null)
        .executeTakeFirst();
      if (bare) await setAvatar(tx, hub, {}, userId, files);
    });
  } catch (error) {
    hub.log.info("avatar.not-taken-over", { user: userId, error });
  }
}

/** @throws OutboundError, or Error for an answer that is no picture */
async function bytesAt({ upstream }: Pick<Hub, "upstream">, address: string): Promise<Uint8Array> {
  const answer = await upstream.fetch(address, {
    headers: { accept: "image/webp, image/png, image/jpeg" },
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (answer.status !== 200) throw new Error(`status ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}
