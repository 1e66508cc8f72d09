/** My password: `GET|POST /account/password`, in a fresh sign-in. Where there is one it is proven again first. */
import type { Answer } from "../../lib/endpoint.ts";
import { type FieldFaults, fieldRefusal, Refusal } from "../../lib/errors.ts";
import { passwordRules } from "../../lib/passwords.ts";
import type { AccountError } from "../../pages/hub/account/frame.tsx";
import { AccountPasswordPage } from "../../pages/hub/account/password.tsx";
import { renderPage } from "../../pages/layout.tsx";
import { proveOwnPassword } from "../users/prove-password.ts";
import type { PageContext } from "../web/route.ts";
import { changePassword, newPasswordFault } from "./change-password.ts";
import { accountPage, requireSignedIn, SECTIONS } from "./frame.ts";

interface Shown {
  readonly error?: AccountError;
  readonly fieldErrors?: FieldFaults;
  readonly status?: number;
}

function draw(context: PageContext, { error, fieldErrors = {}, status = 200 }: Shown): Answer {
  const { user } = requireSignedIn(context);
  const page = (
    <AccountPasswordPage
      {...accountPage(context, { notices: ["password_changed"] }, error)}
      hasPassword={user.passwordHash !== null}
      username={user.name}
      fieldErrors={fieldErrors}
      passwordMinimum={passwordRules.shortest}
      action={SECTIONS.password}
    />
  );
  return context.html(renderPage(page), { status });
}

export const showPassword = (context: PageContext): Answer => draw(context, {});

export async function savePassword(context: PageContext): Promise<Answer> {
  try {
    const session = await replacePassword(context);
    return context.redirect(`${SECTIONS.password}?notice=password_changed`, [context.cookies.signIn(session)]);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, retryAfter } = error;
    if (error.code === "field_invalid") return draw(context, { error: "invalid", fieldErrors: error.fields, status });
    if (error.code !== "too_many_attempts") throw error;
    const answer = draw(context, { error: "too_many_attempts", status });
    return { ...answer, headers: { ...answer.headers, "retry-after": String(retryAfter ?? 1) } };
  }
}

/** Proves first and stores last. @returns the session cookie's new value */
async function replacePassword(context: PageContext): Promise<string> {
  const { hub, form, occasion, sessionValue } = context;
  const signedIn = requireSignedIn(context);
  const { user } = signedIn;
  const current = form.get("current_password");
  const wish = form.get("new_password");
  if (user.passwordHash !== null) {
    if (current === "") throw fieldRefusal({ current_password: "required" });
    await proveOwnPassword(hub, user, current, occasion).catch((error: unknown) => {
      const wrong = error instanceof Refusal && error.code === "credentials_wrong";
      throw wrong ? fieldRefusal({ current_password: "wrong_password" }) : error;
    });
    if (wish.normalize("NFKC") === current.normalize("NFKC")) throw fieldRefusal({ new_password: "same_password" });
  }
  const fault = newPasswordFault(user, wish);
  if (fault) throw fieldRefusal({ new_password: fault });
  const passwordHash = await hub.passwords.hash(wish);
  return hub.db.write((tx) => changePassword(tx, hub, { signedIn, sessionValue, passwordHash, occasion }));
}
