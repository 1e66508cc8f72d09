/**
 * Fills a new hub for upstream sign-ins: the first organization, one provider as the sandbox knows it, and a client whose
 * sign-in page lets new people in.
 */
import { REDIRECT_URI } from "../driver/target.ts";
import { answerDriver, argument, say } from "./child.ts";
import { loadDomain, loadSandbox } from "./hub-build.ts";
import { type HubPlace, settingsOf } from "./hub-place.ts";
import type { SandboxFacts } from "./sandbox-server.ts";

export interface UpstreamSeed extends HubPlace {
  readonly provider: string;
  readonly app: SandboxFacts;
}

export interface UpstreamFacts {
  readonly clientId: string;
}

const wish = argument<UpstreamSeed>();
const domain = await loadDomain(wish.build);
const { loadProvider } = await loadSandbox(wish.build);
const entry = await loadProvider(wish.provider);
if (!entry) throw new Error(`there is no provider ${wish.provider}`);
const { hub, close } = await domain.openHub({ configuration: domain.readConfiguration({}, settingsOf(wish)) });
const clientId = await hub.db.write(async (tx) => {
  await domain.closeSetUp(tx, hub);
  const { id } = await domain.ensureFirstOrganization(tx, hub);
  await domain.createProvider(tx, hub, entry, {
    displayName: entry.name,
    clientId: wish.app.clientId,
    clientSecret: wish.app.clientSecret,
    settings: wish.app.settings,
    scope: null,
    allowSignUp: true,
    enabled: true,
  });
  const settings = domain.readClientSettings({
    name: "Measured",
    redirectUris: [REDIRECT_URI],
    consent: "first-party",
    allowSignUp: true,
  });
  return (await domain.createClient(tx, hub, id, settings)).client.clientId;
});
await close();
say({ kind: "facts", facts: { clientId } satisfies UpstreamFacts });
// Stays until it is ended, so that the message is heard before its end is.
answerDriver();
