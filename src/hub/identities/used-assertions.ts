/**
 * Assertions that have been used: nonces of OpenID 2.0 (section 11.3) and signatures of signed sign-ins. An assertion that was
 * seen on its way signs in once, whichever browser brings it; each registration has a memory of its own.
 */
import type { NonceStore } from "../../providers/engines/engine.ts";
import { spendProof } from "../grants/used-proofs.ts";
import type { Hub } from "../hub.ts";

export const usedAssertions = (hub: Pick<Hub, "db">, providerId: string): NonceStore => ({
  use: (endpoint, nonce, until) =>
    hub.db.write((tx) => spendProof(tx, `upstream:${providerId}:${endpoint}`, nonce, until)),
});
