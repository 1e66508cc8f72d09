/** The end of a linking that was begun on the account page: only for the very session that asked, still alive. */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { linkAndTell } from "../identities/link.ts";
import { finishLinking } from "../identities/upstream-state.ts";
import type { Back } from "./upstream-enter.tsx";

export async function link({ context, row, state, profile, tokens }: Back): Promise<Answer> {
  const { hub, signedIn, occasion } = context;
  if (!signedIn || signedIn.session.id !== state.sessionId) throw new Refusal("flow_expired");
  try {
    await hub.db.write(async (tx) => {
      await finishLinking(tx, state.id);
      const ground = "asked-by-owner";
      await linkAndTell(tx, hub, { userId: signedIn.user.id, provider: row, profile, tokens, ground, occasion });
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "identity_linked_elsewhere") throw error;
    return context.redirect(withQuery(state.returnTo, { error: "linked_elsewhere" }));
  }
  return context.redirect(withQuery(state.returnTo, { notice: "linked" }));
}
