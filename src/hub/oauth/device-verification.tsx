/**
 * Where a person answers a device: `/login/oauth/device` (RFC 8628, 3.3). A code is looked up only by a form of ours, from
 * somebody who is signed in, and every look-up is counted before it is made (5.1). Whoever looks first is the one who may
 * answer, and the page says what they are about to approve (5.4). `/login/oauth/device/qr` draws the address as a QR code for
 * a screen that has no keyboard; it looks nothing up.
 *
 *   code typed ──counted──▶ shown to this person ──approve──▶ the device gets its tokens
 *                                              └──deny─────▶ the device is told
 */
import type { Reader } from "../../db/database.ts";
import { bearerHash } from "../../lib/bearer.ts";
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { networkOf } from "../../lib/network.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { DeviceCodePage, DeviceOutcomePage, DeviceQrPage, DeviceRequestPage } from "../../pages/hub/device.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { recordEvent } from "../audit/audit.ts";
import { DEVICE_GRANT } from "../clients/settings.ts";
import { type Client, findClientByRowId } from "../clients/store.ts";
import {
  type Approver,
  DEVICE_CODE_SECONDS,
  type DeviceCodeRow,
  decideDeviceCode,
  findViewed,
  viewDeviceCode,
} from "../grants/device-codes.ts";
import { mayIssue } from "../grants/may-issue.ts";
import { findStanding } from "../grants/standing.ts";
import { readUserCode } from "../grants/user-code.ts";
import { reserveAttempt } from "../limits/attempts.ts";
import { admitsSession } from "../providers/admits-session.ts";
import type { SignedIn } from "../sessions/store.ts";
import type { PageContext, PageRoute } from "../web/route.ts";
import { DEVICE_PAGE } from "./device-authorization.ts";
import { storedResources } from "./resource.ts";
import { scopeDescriptions, scopeNames } from "./scope.ts";

/** Codes that one person, one browser and one network may try, right or wrong. */
const PER_PERSON = { most: 5, window: DEVICE_CODE_SECONDS };
const PER_BROWSER = { most: 5, window: DEVICE_CODE_SECONDS };
const PER_NETWORK = { most: 30, window: DEVICE_CODE_SECONDS };

function person({ signedIn }: PageContext): SignedIn {
  if (!signedIn) throw new Refusal("sign_in_required");
  return signedIn;
}

const approver = ({ user, session }: SignedIn): Approver => ({ userId: user.id, sessionId: session.id });

function codePage(context: PageContext, userCode: string, wrong: boolean): Answer {
  const { hub, t, assets, csrf } = context;
  const known = readUserCode(userCode);
  const page = (
    <DeviceCodePage
      t={t}
      assets={assets}
      userCode={known ?? userCode.slice(0, 40)}
      wrong={wrong}
      phoneAddress={known === null || wrong ? null : withQuery(`${hub.issuer}${DEVICE_PAGE}`, { user_code: known })}
      action={DEVICE_PAGE}
      csrf={csrf}
    />
  );
  return context.html(renderPage(page), { status: wrong ? 400 : 200 });
}

const showForm = (context: PageContext): Answer => codePage(context, context.query.get("user_code") ?? "", false);

async function answerForm(context: PageContext): Promise<Answer> {
  const { form } = context;
  const typed = form.get("user_code");
  const code = readUserCode(typed);
  const decision = form.get("decision");
  if (decision === "approve" || decision === "deny")
    return decide(context, code, decision === "approve" ? "approved" : "denied");
  return code === null ? codePage(context, typed, true) : look(context, code);
}

/** The client, as far as this person may use it here. @throws Refusal `client_unknown`, `forbidden` */
async function usableClient(tx: Reader, row: DeviceCodeRow, { user, session }: SignedIn): Promise<Client> {
  const client = await findClientByRowId(tx, row.client_id);
  if (!client || client.disabledAt !== null) throw new Refusal("client_unknown");
  if (await mayIssue(tx, client, DEVICE_GRANT, await findStanding(tx, user.id)))
    throw new Refusal("forbidden", "This account can't be used with this application.");
  if (!(await admitsSession(tx, client, session)))
    throw new Refusal("forbidden", "This application asks for another way of signing in. Sign out, and in by another.");
  return client;
}

async function look(context: PageContext, code: string): Promise<Answer> {
  const { hub, t, assets, csrf, occasion, browser } = context;
  const signedIn = person(context);
  const { user } = signedIn;
  await reserveAttempt(hub, [
    { key: `device-code:user:${user.id}`, ...PER_PERSON },
    { key: `device-code:browser:${bearerHash(browser)}`, ...PER_BROWSER },
    { key: `device-code:network:${networkOf(occasion.address)}`, ...PER_NETWORK },
  ]);
  const found = await hub.db.write(async (tx) => {
    const row = await viewDeviceCode(tx, hub, code, approver(signedIn));
    return row && { row, client: await usableClient(tx, row, signedIn) };
  });
  if (!found) return codePage(context, code, true);
  const { row, client } = found;
  const page = (
    <DeviceRequestPage
      t={t}
      assets={assets}
      application={{ name: client.name, type: client.type === "confidential" ? "confidential" : "public" }}
      account={{ displayName: user.displayName, username: user.name }}
      scopes={scopeNames(row.scope)}
      scopeDescriptions={scopeDescriptions(client)}
      resources={storedResources(row.resource)}
      userCode={code}
      address={row.address}
      askedAt={row.created_at}
      now={seconds(hub.clock)}
      action={DEVICE_PAGE}
      csrf={csrf}
    />
  );
  return context.html(renderPage(page));
}

async function decide(context: PageContext, code: string | null, decision: "approved" | "denied"): Promise<Answer> {
  const { hub, t, assets, occasion } = context;
  const signedIn = person(context);
  const client = await hub.db.write(async (tx) => {
    const by = approver(signedIn);
    const row = code === null ? undefined : await findViewed(tx, hub, code, by);
    if (!row) throw new Refusal("flow_expired");
    const asked = await usableClient(tx, row, signedIn);
    if (!(await decideDeviceCode(tx, row.id, decision, by, seconds(hub.clock)))) throw new Refusal("flow_expired");
    await recordEvent(tx, hub, {
      action: decision === "approved" ? "device.approved" : "device.denied",
      actorId: by.userId,
      subject: { kind: "client", id: asked.id },
      clientId: asked.id,
      occasion,
      detail: { scope: row.scope, device: row.address },
    });
    return asked;
  });
  return context.html(
    renderPage(<DeviceOutcomePage t={t} assets={assets} decision={decision} applicationName={client.name} />),
  );
}

function showQr(context: PageContext): Answer {
  const { hub, t, assets, query } = context;
  const code = readUserCode(query.get("user_code") ?? "");
  if (code === null) throw new Refusal("not_found");
  const page = `${hub.issuer}${DEVICE_PAGE}`;
  return context.html(
    renderPage(
      <DeviceQrPage
        t={t}
        assets={assets}
        userCode={code}
        shortAddress={page}
        address={withQuery(page, { user_code: code })}
      />,
    ),
  );
}

/** Casdoor's address of the same page, with the code in the path. */
const fromPath = (context: PageContext): Answer =>
  context.redirect(withQuery(DEVICE_PAGE, { user_code: context.params.userCode?.slice(0, 40) }));

export const deviceRoutes: readonly PageRoute[] = [
  { kind: "page", method: "GET", path: DEVICE_PAGE, access: "signed-in", page: showForm },
  { kind: "page", method: "POST", path: DEVICE_PAGE, access: "signed-in", page: answerForm },
  { kind: "page", method: "GET", path: `${DEVICE_PAGE}/qr`, access: "anyone", page: showQr },
  { kind: "page", method: "GET", path: `${DEVICE_PAGE}/:userCode`, access: "anyone", page: fromPath },
];
