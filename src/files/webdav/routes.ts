/** WebDAV as a route: every method below `/dav` is answered here, and who asks is proven here, not by a session. */
import type { Files } from "../files.ts";
import { usernameKey } from "../users/names.ts";
import { proven, provePassword } from "../users/prove-password.ts";
import { findUser } from "../users/store.ts";
import type { Route } from "../web/route.ts";
import type { Accounts } from "./authenticate.ts";
import { dav } from "./dav.ts";
import { DAV_ROOT } from "./href.ts";
import { createRecentProofs } from "./recent-proofs.ts";

const accountsOf = (files: Files): Accounts => ({
  byId: async (id) => (await findUser(files.db, id)) ?? null,
  isNamed: (user, username) => usernameKey(user.username) === usernameKey(username),
  async prove(username, password, address) {
    const user = await provePassword(files, username, { password }, address);
    // With a second factor the password alone proves nobody, and its tries stay counted.
    if (!user.hasOtp) await proven(files, user, address);
    return user;
  },
});

export function webdavRoutes(files: Files): readonly Route[] {
  const { db, clock, address, fs, attachments } = files;
  const proofs = createRecentProofs(clock);
  const services = { db, clock, address, fs, attachments, proofs, accounts: accountsOf(files) };
  return [
    {
      methods: null,
      path: `${DAV_ROOT}/*`,
      access: "public",
      errors: "status",
      answer: ({ http }) => dav(services, http),
    },
  ];
}
