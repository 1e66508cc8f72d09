/** Ways in are changed only soon after a sign-in: a token that was found somewhere is not enough. */
import { seconds } from "../../lib/clock.ts";
import { Refusal } from "../../lib/errors.ts";
import { RECENT_SECONDS } from "../sessions/store.ts";
import type { Context } from "../web/route.ts";

/** @throws Refusal `recent_sign_in_required` */
export function demandRecent({ files, session }: Context): void {
  if (session && session.authenticatedAt + RECENT_SECONDS < seconds(files.clock))
    throw new Refusal("recent_sign_in_required");
}
