/**
 * The identities elsewhere that open my account: `GET /account/identities`, `POST /account/identities/unlink`. A new link
 * starts at the provider's own route of sign-in (`POST /accounts/<slug>/login/`) and comes back here with what it led to.
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import {
  AccountIdentitiesPage,
  type LinkableProvider,
  type LinkedIdentity,
} from "../../pages/hub/account/identities.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { recordEvent } from "../audit/audit.ts";
import { type Identity, listIdentities, unlinkIdentity } from "../identities/store.ts";
import { listProviders, type ProviderRow } from "../providers/store.ts";
import type { User } from "../users/store.ts";
import type { PageContext } from "../web/route.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

const UNLINK = `${SECTIONS.identities}/unlink`;

interface Ways {
  readonly user: User;
  readonly identities: readonly Identity[];
  readonly providers: ReadonlyMap<string, ProviderRow>;
}

const isOpen = (row: ProviderRow | undefined): boolean => row !== undefined && row.disabledAt === null;

/** Whether the person could still sign in without it: the same rule by which `unlinkIdentity` decides. */
const isRemovable = ({ user, identities, providers }: Ways, identity: Identity): boolean =>
  user.passwordHash !== null ||
  identities.some((other) => other.id !== identity.id && isOpen(providers.get(other.providerId)));

function linked(context: PageContext, ways: Ways): LinkedIdentity[] {
  const sandbox = context.hub.upstream.sandbox !== undefined;
  return ways.identities.map((identity) => {
    const row = ways.providers.get(identity.providerId);
    return {
      id: identity.id,
      provider: {
        name: row?.displayName ?? context.t.common.unknown,
        colour: row?.entry.colour ?? null,
        sandbox,
      },
      username: identity.username,
      email: identity.email,
      emailVerified: identity.emailVerified,
      subject: identity.subject,
      linkedAt: identity.createdAt,
      lastUsedAt: identity.lastUsedAt,
      removable: isRemovable(ways, identity),
    };
  });
}

function linkable(context: PageContext, { identities, providers }: Ways): LinkableProvider[] {
  const sandbox = context.hub.upstream.sandbox !== undefined;
  const known = new Set(identities.map(({ providerId }) => providerId));
  return [...providers.values()]
    .filter((row) => isOpen(row) && row.entry.status !== "closed" && !known.has(row.id))
    .map((row) => ({
      id: row.slug,
      name: row.displayName,
      colour: row.entry.colour ?? null,
      sandbox,
      action: `/accounts/${row.slug}/login/`,
    }));
}

export async function showIdentities(context: PageContext): Promise<Answer> {
  const { hub, csrf } = context;
  const { user } = requireSignedIn(context);
  const rows = await listProviders(hub.db);
  const ways = {
    user,
    identities: await listIdentities(hub.db, user.id),
    providers: new Map(rows.map((row) => [row.id, row])),
  };
  const frame = accountPage(context, {
    notices: ["linked", "unlinked"],
    errors: ["linked_elsewhere", "last_way_in", "provider_failed", "access_denied"],
  });
  const page = (
    <AccountIdentitiesPage
      {...frame}
      csrf={csrf}
      now={seconds(hub.clock)}
      identities={linked(context, ways)}
      linkable={linkable(context, ways)}
      unlinkAction={UNLINK}
    />
  );
  // The forms that link end in a redirect to the provider.
  return context.html(renderPage(page), { formLeavesOrigin: true });
}

/** @throws Refusal `not_found` */
export async function unlink(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user } = requireSignedIn(context);
  const rows = await listProviders(hub.db);
  try {
    await hub.db.write(async (tx) => {
      const identity = await unlinkIdentity(tx, hub, user.id, form.get("identity"));
      await recordEvent(tx, hub, {
        action: "identity.unlinked",
        actorId: user.id,
        subject: { kind: "identity", id: identity.id },
        occasion,
        detail: {
          provider: rows.find((row) => row.id === identity.providerId)?.slug ?? identity.providerId,
          subject: identity.subject,
        },
      });
    });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "identity_last") throw error;
    return context.redirect(`${SECTIONS.identities}?error=last_way_in`);
  }
  return context.redirect(`${SECTIONS.identities}?notice=unlinked`);
}
