/**
 * What every journey by mail has in common: whether mail is there at all, the page that takes the code, what a link opens
 * (`GET /mail/open?link=…`), and the reading of either as a proof. What the proof buys is each journey's own.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import { type MailError, MailOffPage } from "../../pages/hub/mail/ask.tsx";
import { MailCodePage, MailElsewherePage, MailOpenPage } from "../../pages/hub/mail/code.tsx";
import { type PageAssets, renderPage } from "../../pages/layout.tsx";
import { findClientByRowId } from "../clients/store.ts";
import { continueAddress } from "../flows/store.ts";
import type { ProofLetter } from "../mail/outbox.ts";
import { openLink, type Proof, proveByCode, proveByLink, requireProof } from "../mail/proofs.ts";
import { isMailOn } from "../mail/settings.ts";
import { dressed } from "../web/dress.ts";
import type { PageContext } from "../web/route.ts";

/** Where each journey takes its code or link. */
export const CODE_PATHS = {
  "sign-in": "/sign-in/email/code",
  recover: "/recover/code",
  verify: "/verify-email",
} as const satisfies Record<ProofLetter, string>;

/** What a refusal is called on the pages of mail. */
const SHOWN: Readonly<Partial<Record<Refusal["code"], MailError>>> = {
  mail_code_wrong: "wrong",
  mail_code_spent: "too_many",
  too_many_attempts: "too_many_attempts",
  flow_expired: "expired",
  email_taken: "taken",
};
export const shownAs = (error: unknown): MailError | undefined =>
  error instanceof Refusal ? SHOWN[error.code] : undefined;

/** The page that says that there is no mail, or `null` where there is. */
export async function mailOff({ hub, t, assets, html }: PageContext): Promise<Answer | null> {
  if (await isMailOn(hub.db, hub)) return null;
  return html(renderPage(<MailOffPage t={t} assets={assets} backHref="/sign-in" />), { status: 404 });
}

/** Where a proof leads to, in the fields that `readDestination` reads. */
export function destinationFields(returnTo: string): { readonly flow: string | null; readonly next: string | null } {
  const flow = new URLSearchParams(returnTo.split("?")[1] ?? "").get("flow");
  return flow !== null && continueAddress(flow) === returnTo ? { flow, next: null } : { flow: null, next: returnTo };
}

/** The assets of a page of a journey that began on the way to an application. */
export async function dressedFor({ hub, assets }: PageContext, clientRowId: string | null): Promise<PageAssets> {
  const client = clientRowId === null ? undefined : await findClientByRowId(hub.db, clientRowId);
  return dressed(hub.db, assets, client ?? null);
}

interface CodeStep {
  readonly purpose: ProofLetter;
  readonly againHref: string;
}

/** The page that takes the code. @throws Refusal `flow_expired` */
export async function drawCode(
  context: PageContext,
  { purpose, againHref }: CodeStep,
  handle: string,
  error: MailError | null = null,
  status = 200,
): Promise<Answer> {
  const { hub, t, csrf, browser } = context;
  const isOver = error === "expired";
  const proof = isOver ? null : await requireProof(hub.db, hub, handle, browser, purpose);
  const assets = await dressedFor(context, proof?.clientRowId ?? null);
  const page = (
    <MailCodePage
      t={t}
      assets={assets}
      purpose={purpose}
      address={purpose === "verify" ? (proof?.address ?? "") : null}
      error={error}
      againHref={againHref}
      action={CODE_PATHS[purpose]}
      csrf={csrf}
      hidden={{ proof: handle, ...(proof ? destinationFields(proof.returnTo) : {}) }}
    />
  );
  return context.html(renderPage(page), { status, formLeavesOrigin: proof !== null && proof.clientRowId !== null });
}

/** A code or a link that came back. @throws Refusal `flow_expired`, `mail_code_wrong`, `mail_code_spent` */
export function readProven({ hub, form, browser }: PageContext, purpose: ProofLetter): Promise<Proof> {
  return form.has("link")
    ? proveByLink(hub, form.get("link"), browser, purpose)
    : proveByCode(hub, form.get("proof"), browser, purpose, form.get("code"));
}

/** Draws the code's page again where the code or what it should have bought was refused. */
export async function drawRefused(context: PageContext, step: CodeStep, error: unknown): Promise<Answer> {
  const shown = shownAs(error);
  if (!(error instanceof Refusal) || shown === undefined || context.form.has("link")) throw error;
  return drawCode(context, step, context.form.get("proof"), shown, error.status);
}

/** `GET /mail/open`. @throws Refusal `flow_expired` */
export async function showLink(context: PageContext): Promise<Answer> {
  const { hub, t, csrf, browser, query } = context;
  const link = query.get("link") ?? "";
  const proof = await openLink(hub.db, hub, link, browser);
  if (!proof.isHere)
    return context.html(renderPage(<MailElsewherePage t={t} assets={context.assets} code={proof.code} />));
  const assets = await dressedFor(context, proof.clientRowId);
  const page = (
    <MailOpenPage
      t={t}
      assets={assets}
      purpose={proof.purpose}
      address={proof.purpose === "verify" ? proof.address : null}
      action={CODE_PATHS[proof.purpose]}
      csrf={csrf}
      hidden={{ link, ...destinationFields(proof.returnTo) }}
    />
  );
  return context.html(renderPage(page), { formLeavesOrigin: proof.clientRowId !== null });
}

/** An own path with the proof's handle. */
export const withProof = (path: string, handle: string): string => withQuery(path, { proof: handle });
