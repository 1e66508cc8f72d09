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
import { recentLinkEvents, unlinkAndTell } from "../identities/link.ts";
import { type Identity, listIdentities } from "../identities/store.ts";
import { keptProviders, promptedProviders } from "../providers/rules.ts";
import { listProviders, type ProviderRow } from "../providers/store.ts";
import type { User } from "../users/store.ts";
import { findFactors } from "../ways/required-factor.ts";
import type { PageContext } from "../web/route.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

const UNLINK = `${SECTIONS.identities}/unlink`;

interface Ways {
  readonly user: User;
  readonly identities: readonly Identity[];
  readonly providers: ReadonlyMap<string, ProviderRow>;
  /** Providers whose links an application needs, and those that one asks for. */
  readonly kept: ReadonlySet<string>;
  readonly prompted: ReadonlySet<string>;
  readonly hasPasskey: boolean;
}

const isOpen = (row: ProviderRow | undefined): boolean => row !== undefined && row.disabledAt === null;

/** Why a link has to stay: the same rules by which `unlinkIdentity` decides. */
function keptBy({ user, identities, providers, kept, hasPasskey }: Ways, identity: Identity): LinkedIdentity["keptBy"] {
  if (kept.has(identity.providerId)) return "application";
  const couldSignIn =
    user.passwordHash !== null ||
    hasPasskey ||
    identities.some((other) => other.id !== identity.id && isOpen(providers.get(other.providerId)));
  return couldSignIn ? null : "last_way_in";
}

function linked(context: PageContext, ways: Ways): LinkedIdentity[] {
  const sandbox = context.hub.upstream.sandbox !== undefined;
  return ways.identities.map((identity) => {
    const row = ways.providers.get(identity.providerId);
    return {
      id: identity.id,
      provider: {
        name: row?.displayName ?? context.t.common.unknown,
        colour: row?.entry.colour ?? null,
        entry: row?.entry.id,
        sandbox,
      },
      username: identity.username,
      email: identity.email,
      emailVerified: identity.emailVerified,
      subject: identity.subject,
      linkedAt: identity.createdAt,
      lastUsedAt: identity.lastUsedAt,
      keptBy: keptBy(ways, identity),
    };
  });
}

function linkable(context: PageContext, { identities, providers, prompted }: Ways): LinkableProvider[] {
  const sandbox = context.hub.upstream.sandbox !== undefined;
  const known = new Set(identities.map(({ providerId }) => providerId));
  return [...providers.values()]
    .filter((row) => isOpen(row) && row.entry.status !== "closed" && !known.has(row.id))
    .map((row) => ({
      id: row.slug,
      name: row.displayName,
      colour: row.entry.colour ?? null,
      entry: row.entry.id,
      sandbox,
      action: `/accounts/${row.slug}/login/`,
      prompted: prompted.has(row.id),
    }))
    .sort((one, other) => Number(other.prompted) - Number(one.prompted));
}

export async function showIdentities(context: PageContext): Promise<Answer> {
  const { hub, csrf } = context;
  const { user } = requireSignedIn(context);
  const rows = await listProviders(hub.db);
  const ways = {
    user,
    identities: await listIdentities(hub.db, user.id),
    providers: new Map(rows.map((row) => [row.id, row])),
    kept: await keptProviders(hub.db),
    prompted: await promptedProviders(hub.db),
    hasPasskey: (await findFactors(hub.db, user.id)).passkeys,
  };
  const frame = accountPage(context, {
    notices: ["linked", "unlinked"],
    errors: ["linked_elsewhere", "last_way_in", "link_kept", "provider_failed", "provider_repeated", "access_denied"],
  });
  const page = (
    <AccountIdentitiesPage
      {...frame}
      csrf={csrf}
      now={seconds(hub.clock)}
      identities={linked(context, ways)}
      linkable={linkable(context, ways)}
      events={await recentLinkEvents(hub.db, user.id)}
      unlinkAction={UNLINK}
    />
  );
  // The forms that link end in a redirect to the provider.
  return context.html(renderPage(page), { formLeavesOrigin: true });
}

/** What a refusal to unlink is called on the page. */
const REFUSED: Readonly<Partial<Record<Refusal["code"], string>>> = {
  identity_last: "last_way_in",
  identity_kept: "link_kept",
};

/** @throws Refusal `not_found` */
export async function unlink(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user } = requireSignedIn(context);
  try {
    await hub.db.write((tx) => unlinkAndTell(tx, hub, { userId: user.id, identityId: form.get("identity"), occasion }));
  } catch (error) {
    const shown = error instanceof Refusal ? REFUSED[error.code] : undefined;
    if (shown === undefined) throw error;
    return context.redirect(`${SECTIONS.identities}?error=${shown}`);
  }
  return context.redirect(`${SECTIONS.identities}?notice=unlinked`);
}
