/** The applications that have access to me: `GET /account/applications`, and taking it back, `POST /account/applications/revoke`. */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { AccountApplicationsPage } from "../../pages/hub/account/applications.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { recordEvent } from "../audit/audit.ts";
import { findLogos } from "../clients/look.ts";
import { STANDARD_SCOPES } from "../clients/settings.ts";
import { type Access, listAccess, takeAccessBack } from "../grants/access.ts";
import { logoPath } from "../web/dress.ts";
import type { PageContext } from "../web/route.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

const REVOKE = `${SECTIONS.applications}/revoke`;

const hostOf = (address: string | null): string | null =>
  address !== null && URL.canParse(address) ? new URL(address).host : null;

/** Where the person opens it: it begins a sign-in here by itself (OpenID Connect Core, 4), or shows its home page. */
const openAddress = ({ initiateLoginUri, homepage }: Access, iss: string): string | null =>
  initiateLoginUri === null ? homepage : withQuery(initiateLoginUri, { iss });

const RANK: readonly string[] = STANDARD_SCOPES;

/** The standard's own scopes first and in its order. */
const inOrder = (scopes: readonly string[]): string[] => [
  ...RANK.filter((scope) => scopes.includes(scope)),
  ...scopes.filter((scope) => !RANK.includes(scope)),
];

export async function showApplications(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const { user } = requireSignedIn(context);
  const access = await listAccess(hub.db, hub, user.id);
  const logos = await findLogos(
    hub.db,
    access.map(({ clientRowId }) => clientRowId),
  );
  const page = (
    <AccountApplicationsPage
      {...accountPage(context, { notices: ["application_revoked"] })}
      now={seconds(hub.clock)}
      applications={access.map((each) => ({
        id: each.clientRowId,
        name: each.clientName,
        logo: logoPath(logos.get(each.clientRowId) ?? null),
        host: hostOf(each.homepage),
        openHref: openAddress(each, hub.issuer),
        scopes: inOrder(each.scopes),
        grantedAt: each.since,
        lastUsedAt: each.lastUsedAt,
      }))}
      revokeAction={REVOKE}
    />
  );
  return context.html(renderPage(page));
}

export async function revokeApplication(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user } = requireSignedIn(context);
  const clientId = form.get("application");
  const taken = await hub.db.write(async (tx) => {
    const any = await takeAccessBack(tx, hub, user.id, clientId);
    if (any) {
      await recordEvent(tx, hub, {
        action: "consent.revoked",
        actorId: user.id,
        subject: { kind: "client", id: clientId },
        clientId,
        occasion,
      });
    }
    return any;
  });
  return context.redirect(taken ? `${SECTIONS.applications}?notice=application_revoked` : SECTIONS.applications);
}
