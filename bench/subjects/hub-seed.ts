/**
 * Fills a new hub through its own domain: the first organization, the clients, and people who are signed in. The
 * browsers' cookies go to the driver; the hub that is measured has never seen how they were made.
 */

import type { Credentials } from "../driver/request.ts";
import { REDIRECT_URI } from "../driver/target.ts";
import { answerDriver, argument, say } from "./child.ts";
import { loadDomain } from "./hub-build.ts";
import { type HubPlace, settingsOf } from "./hub-place.ts";
import { storeGrants } from "./hub-stored-grants.ts";

export interface HubSeed extends HubPlace {
  /** How many people are signed in. */
  readonly people: number;
  /** How many grants of other people are stored already. */
  readonly grants: number;
}

export interface HubFacts {
  readonly clients: { readonly ES256: Credentials; readonly RS256: Credentials };
  /** One `Cookie` header a person. */
  readonly cookies: readonly string[];
}

async function seed(wish: HubSeed): Promise<HubFacts> {
  const domain = await loadDomain(wish.build);
  const { hub, close } = await domain.openHub({ configuration: domain.readConfiguration({}, settingsOf(wish)) });
  try {
    const facts = await hub.db.write(async (tx) => {
      await domain.closeSetUp(tx, hub);
      const { id } = await domain.ensureFirstOrganization(tx, hub);
      const client = async (signingAlg: "ES256" | "RS256") => {
        const settings = domain.readClientSettings({
          name: `Measured by ${signingAlg}`,
          redirectUris: [REDIRECT_URI],
          grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
          signingAlg,
          consent: "first-party",
        });
        const made = await domain.createClient(tx, hub, id, settings);
        return { clientId: made.client.clientId, clientSecret: made.clientSecret ?? "", rowId: made.client.id };
      };
      const clients = { ES256: await client("ES256"), RS256: await client("RS256") };
      const { session } = domain.createBrowsers(hub);
      const cookies: string[] = [];
      for (let number = 0; number < wish.people; number += 1) {
        const user = await domain.createUser(tx, hub, {
          organizationId: id,
          name: `person-${number}`,
          displayName: `Person ${number}`,
          email: `person-${number}@example.com`,
          emailVerified: true,
          passwordHash: null,
          isAdmin: false,
        });
        const value = await domain.completeLogin(tx, hub, {
          userId: user.id,
          amr: ["pwd"],
          way: "password",
          previousSession: undefined,
          occasion: { address: "127.0.0.1", requestId: "seed", userAgent: "alldoor-bench" },
        });
        cookies.push(`${session.name}=${value}`);
      }
      return { clients, cookies };
    });
    await storeGrants(hub.db, facts.clients.ES256.rowId, wish.grants, domain.firstIdAt);
    return facts;
  } finally {
    await close();
  }
}

say({ kind: "facts", facts: await seed(argument<HubSeed>()) });
// Stays until it is ended, so that the message is heard before its end is.
answerDriver();
