/** The sign-in page and its form: `GET|POST /sign-in`. */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { type SignInError, type SignInNotice, SignInPage } from "../../pages/hub/sign-in.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { isMailOn } from "../mail/settings.ts";
import { FIRST_ORGANIZATION, findOrganization } from "../organizations/store.ts";
import { admit } from "../sessions/admit.ts";
import { isSamePassword, provePassword } from "../users/prove-password.ts";
import type { PageContext } from "../web/route.ts";
import { applicationOf, providerChoices } from "./choices.ts";
import { type Destination, readDestination } from "./destination.ts";
import { allowsEmail, EMAIL_SIGN_IN } from "./email-code.tsx";
import { PASSKEY_SIGN_IN, signInOptions } from "./passkey-proof.ts";
import { RECOVER } from "./recover.tsx";
import { arrivalOf, goOn } from "./second-factor.ts";

/** What a refusal is called on the page; anything else gets the error page. */
const ON_PAGE: Readonly<Partial<Record<Refusal["code"], SignInError>>> = {
  credentials_wrong: "invalid_credentials",
  passkey_refused: "passkey_refused",
  too_many_attempts: "too_many_attempts",
  account_disabled: "account_disabled",
};
const FROM_ADDRESS: readonly SignInError[] = [
  "access_denied",
  "provider_failed",
  "provider_repeated",
  "provider_unknown",
  "sign_up_closed",
  "expired",
  "account_disabled",
];
const NOTICES: readonly SignInNotice[] = ["signed_out", "session_ended", "password_changed"];

interface Shown {
  readonly username?: string;
  readonly error?: SignInError | null;
  readonly status?: number;
}

export async function showSignIn(context: PageContext): Promise<Answer> {
  const destination = await readDestination(context);
  const { signedIn, query } = context;
  if (signedIn && !destination.flow && !query.has("confirm")) return context.redirect(destination.path);
  return draw(context, destination, { error: FROM_ADDRESS.find((error) => error === query.get("error")) ?? null });
}

async function draw(
  context: PageContext,
  destination: Destination,
  { username, error = null, status = 200 }: Shown,
): Promise<Answer> {
  const { hub, t, csrf, query, form, signedIn } = context;
  const { flow, client, look, assets } = destination;
  const mail = await isMailOn(hub.db, hub);
  const confirming =
    signedIn !== null &&
    (query.has("confirm") || form.has("confirm") || flow?.request.prompt.includes("login") === true);
  const reference = /^\w{1,40}$/.exec(query.get("request") ?? "")?.[0] ?? null;
  const page = (
    <SignInPage
      t={t}
      assets={assets}
      application={applicationOf(destination)}
      providers={await providerChoices(hub, destination)}
      passwordEnabled={client?.allowPassword ?? true}
      passkeyOptions={look.allowPasskey ? signInOptions(context) : null}
      passkeyAction={PASSKEY_SIGN_IN}
      emailHref={mail && allowsEmail(destination) ? destination.carriedTo(EMAIL_SIGN_IN) : null}
      recoverHref={mail ? destination.carriedTo(RECOVER) : null}
      signUpHref={client?.allowSignUp ? destination.carriedTo("/sign-up") : null}
      first={look.waysIn}
      username={username ?? (confirming ? signedIn.user.name : (flow?.request.loginHint ?? ""))}
      confirming={confirming}
      error={error}
      reference={reference}
      inspectHref={reference !== null && signedIn?.user.isAdmin ? `/admin/flows/${reference}` : null}
      notice={NOTICES.find((notice) => notice === query.get("notice")) ?? null}
      action="/sign-in"
      csrf={csrf}
      hidden={{ flow: flow?.value ?? null, next: flow ? null : destination.path, confirm: confirming ? "1" : null }}
    />
  );
  return context.html(renderPage(page), { status, formLeavesOrigin: flow !== null });
}

export async function signIn(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const destination = await readDestination(context);
  const { client } = destination;
  const username = form.get("username");
  try {
    if (client && !client.allowPassword) throw new Refusal("forbidden");
    const organizationId = client?.organizationId ?? (await findOrganization(hub.db, FIRST_ORGANIZATION))?.id ?? "";
    const user = await provePassword(hub, organizationId, username, form.get("password"), occasion);
    const proven = { userId: user.id, amr: ["pwd"], way: "password" };
    const admission = await hub.db.write(async (tx) => {
      if (!(await isSamePassword(tx, user))) throw new Refusal("credentials_wrong");
      return admit(tx, hub, arrivalOf(context, destination, proven));
    });
    return goOn(context, admission, destination.path);
  } catch (error) {
    return showFailedSignIn(context, destination, error, username);
  }
}

/** The page again, saying what went wrong; what it has no words for is thrown on. */
export async function showFailedSignIn(
  context: PageContext,
  destination: Destination,
  error: unknown,
  username?: string,
): Promise<Answer> {
  const shown = error instanceof Refusal ? ON_PAGE[error.code] : undefined;
  if (!(error instanceof Refusal) || shown === undefined) throw error;
  const named = username === undefined ? {} : { username };
  const answer = await draw(context, destination, { ...named, error: shown, status: error.status });
  return error.retryAfter === undefined
    ? answer
    : { ...answer, headers: { ...answer.headers, "retry-after": String(error.retryAfter) } };
}
