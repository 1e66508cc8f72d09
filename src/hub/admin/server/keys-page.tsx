/** The signing keys: `GET /admin/keys`, and their rotation, `POST /admin/keys/rotate`. */
import { seconds } from "../../../lib/clock.ts";
import type { Answer } from "../../../lib/endpoint.ts";
import { AdminKeysPage, type KeyRow } from "../../../pages/hub/admin/server/keys.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import type { SigningKey } from "../../keys/store.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, adminPage, SECTIONS } from "../frame.ts";
import { makeKeys, rotateKeys, signingNow } from "./keys.ts";

function rowOf(key: SigningKey, signing: readonly SigningKey[], now: number): KeyRow {
  const state = key.activeAt > now ? "published" : signing.includes(key) ? "active" : "retiring";
  const { kid, alg, createdAt, activeAt, withdrawnAt } = key;
  return { kid, alg, state, createdAt, activatesAt: activeAt, retiresAt: withdrawnAt };
}

export function showKeys(context: PageContext): Answer {
  const { hub } = context;
  const now = seconds(hub.clock);
  const keys = hub.keys.list();
  const signing = signingNow(keys, now);
  const page = (
    <AdminKeysPage
      {...adminPage(context, { notices: ["keys_rotated"], errors: ["rotation_waiting"] })}
      keys={keys.map((key) => rowOf(key, signing, now))}
      jwksUri={`${hub.issuer}/.well-known/jwks`}
      rotateAction={`${SECTIONS.keys}/rotate`}
    />
  );
  return context.html(renderPage(page));
}

export async function rotate(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const fresh = await makeKeys();
  const rotated = await hub.db.write((tx) => rotateKeys(tx, hub, actorOf(context), fresh));
  if (rotated === 0) return context.redirect(`${SECTIONS.keys}?error=rotation_waiting`);
  await hub.keys.reload();
  return context.redirect(`${SECTIONS.keys}?notice=keys_rotated`);
}
