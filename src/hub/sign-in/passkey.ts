/**
 * Sign-in with a passkey: `POST /sign-in/passkey`. It says itself whose it is, which has to be somebody of the application's
 * organization, and counts as two factors.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { admit } from "../sessions/admit.ts";
import { findUser } from "../users/store.ts";
import type { PageContext } from "../web/route.ts";
import { readDestination } from "./destination.ts";
import { amrOf, noteRefused, provePasskey } from "./passkey-proof.ts";
import { arrivalOf, goOn } from "./second-factor.ts";
import { showFailedSignIn } from "./sign-in.tsx";

export async function signInWithPasskey(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const destination = await readDestination(context);
  try {
    if (!destination.look.allowPasskey) throw new Refusal("forbidden");
    const proven = await provePasskey(context, { purpose: "sign-in", userId: null });
    const { passkey } = proven;
    const user = await findUser(hub.db, passkey.userId);
    const { client } = destination;
    if (!user || (client && client.organizationId !== user.organizationId)) throw new Refusal("passkey_refused");
    const arrival = arrivalOf(context, destination, { userId: user.id, amr: amrOf(passkey), way: "passkey" });
    try {
      const admission = await hub.db.write(async (tx) => {
        await proven.spend(tx);
        return admit(tx, hub, arrival);
      });
      return goOn(context, admission, destination.path);
    } catch (error) {
      if (error instanceof Refusal) await noteRefused(context, proven, error);
      throw error;
    }
  } catch (error) {
    return showFailedSignIn(context, destination, error);
  }
}
