/**
 * Links that were made elsewhere. A link says who may sign in as whom, so it is taken over only where it is certain to be the
 * one that this hub's own sign-in would find: the same subject, in the issuer that follows from the registration alone.
 */
import type { Writer } from "../../db/database.ts";
import { templateInForce } from "../../providers/engines/issuer.ts";
import type { Provider } from "../../providers/provider.ts";
import { ProviderError } from "../../providers/provider-error.ts";
import { addressParts, settingValues } from "../../providers/settings.ts";
import { fillAddress } from "../../providers/template.ts";
import { chosenVariant } from "../../providers/variant.ts";
import { recordEvent } from "../audit/audit.ts";
import type { Hub } from "../hub.ts";
import { linkIdentity } from "../identities/store.ts";
import type { ProviderRow } from "../providers/store.ts";

/** What sign-in by this registration calls the issuer, or `null` where only an answer of the provider can say it. */
export function issuerOf(entry: Provider, given: Readonly<Record<string, string>>): string | null {
  try {
    const provider = chosenVariant(entry, given);
    const settings = settingValues(provider, given);
    const parts = addressParts(provider, settings);
    if (provider.protocol === "oidc")
      return templateInForce(provider, settings) === undefined ? fillAddress(provider.issuer, parts) : null;
    if (provider.protocol !== "oauth2" || provider.claims.issuer !== undefined) return null;
    return provider.issuer === undefined
      ? new URL(fillAddress(provider.authorize, parts)).origin
      : fillAddress(provider.issuer, parts);
  } catch (error) {
    if (error instanceof ProviderError) return null;
    throw error;
  }
}

export interface ImportedIdentity {
  readonly from: string;
  readonly userId: string;
  readonly provider: ProviderRow;
  readonly issuer: string;
  readonly subject: string;
  readonly username: string | null;
  readonly displayName: string | null;
}

/** @throws Refusal `identity_linked_elsewhere` */
export async function importIdentity(
  tx: Writer,
  hub: Pick<Hub, "clock" | "ids">,
  { from, userId, provider, issuer, subject, username, displayName }: ImportedIdentity,
): Promise<void> {
  const identity = await linkIdentity(tx, hub, userId, provider.id, {
    sub: subject,
    issuer,
    email_verified: false,
    ...(username === null ? {} : { preferred_username: username }),
    ...(displayName === null ? {} : { name: displayName }),
    raw: null,
  });
  await recordEvent(tx, hub, {
    action: "identity.linked",
    // The person's own page tells of it.
    actorId: userId,
    subject: { kind: "identity", id: identity.id },
    detail: { provider: provider.slug, name: provider.displayName, subject, rule: "imported", imported_from: from },
  });
}
