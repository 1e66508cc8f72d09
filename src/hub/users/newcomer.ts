/**
 * A new person who came with a proof from elsewhere (a provider, a code by mail) instead of filling in a form: nobody is there
 * to choose another name, and an address that they have proven is theirs or somebody else's, never left unproven.
 */
import type { Writer } from "../../db/database.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Hub } from "../hub.ts";
import { withRandomEnd } from "./names.ts";
import { createUser, type NewUser, type User } from "./store.ts";

/**
 * Makes the user; where the name is taken, with a random end to it.
 * @throws Refusal `email_taken` where another user has proven the address since it was looked up
 */
export async function createNewcomer(tx: Writer, hub: Pick<Hub, "clock">, wish: NewUser): Promise<User> {
  const user = await createUser(tx, hub, wish).catch((error: unknown) => {
    if (!(error instanceof Refusal) || error.code !== "username_taken") throw error;
    return createUser(tx, hub, { ...wish, name: withRandomEnd(wish.name) });
  });
  // The addresses are asked for again as the row is made: by then there may be an owner who is to be asked, not passed by.
  if (wish.emailVerified && !user.emailVerified) throw new Refusal("email_taken");
  return user;
}
