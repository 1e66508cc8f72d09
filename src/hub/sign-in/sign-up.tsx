/**
 * Sign-up: `GET|POST /sign-up`, for people on the way to an application that allows it. The new person is signed in by the
 * same transaction and goes straight on to the application.
 */
import type { Writer } from "../../db/database.ts";
import { readBearer } from "../../lib/bearer.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { networkOf } from "../../lib/network.ts";
import { passwordRules } from "../../lib/passwords.ts";
import { type SignUpError, SignUpPage } from "../../pages/hub/sign-up.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { PersonErrors, PersonValues } from "../../pages/parts/person-fields.tsx";
import { recordEvent } from "../audit/audit.ts";
import type { Client } from "../clients/store.ts";
import { reserveAttempt } from "../limits/attempts.ts";
import { hasRoom, reserveLetter } from "../mail/letter-budgets.ts";
import { askProof } from "../mail/proofs.ts";
import { isMailOn } from "../mail/settings.ts";
import { admit } from "../sessions/admit.ts";
import { createUser, type User, updateUser } from "../users/store.ts";
import type { PageContext } from "../web/route.ts";
import { applicationOf, providerChoices } from "./choices.ts";
import { type Destination, readDestination } from "./destination.ts";
import { allowsEmail, EMAIL_SIGN_IN } from "./email-code.tsx";
import { noPerson, readPerson } from "./person-form.ts";
import { arrivalOf, goOn } from "./second-factor.ts";

/** Accounts that one network may open in an hour. */
const PER_NETWORK = { most: 30, window: 3600 };

/** @throws Refusal `sign_up_closed` */
async function openDestination(context: PageContext): Promise<Destination & { readonly client: Client }> {
  const destination = await readDestination(context);
  const { client } = destination;
  if (!client?.allowSignUp) throw new Refusal("sign_up_closed");
  return { ...destination, client };
}

interface Shown {
  readonly values?: PersonValues;
  readonly errors?: PersonErrors;
  readonly error?: SignUpError | null;
  readonly status?: number;
}

async function draw(
  context: PageContext,
  destination: Destination & { readonly client: Client },
  { values = noPerson, errors = {}, error = null, status = 200 }: Shown,
): Promise<Answer> {
  const { hub, t, csrf } = context;
  const { assets } = destination;
  const mail = await isMailOn(hub.db, hub);
  const page = (
    <SignUpPage
      t={t}
      assets={assets}
      application={applicationOf(destination)}
      providers={await providerChoices(hub, destination, true)}
      passwordEnabled={destination.client.allowPassword}
      values={values}
      fieldErrors={errors}
      error={error}
      passwordMinimum={passwordRules.shortest}
      emailHref={mail && allowsEmail(destination) ? destination.carriedTo(EMAIL_SIGN_IN) : null}
      signInHref={destination.carriedTo("/sign-in")}
      action="/sign-up"
      csrf={csrf}
      hidden={{ flow: destination.flow?.value ?? null }}
    />
  );
  return context.html(renderPage(page), { status, formLeavesOrigin: true });
}

export async function showSignUp(context: PageContext): Promise<Answer> {
  return draw(context, await openDestination(context), {});
}

/** Whether a letter goes to the address that was typed: mail is set up, and the address has not had its share of letters. */
async function mayTell(context: PageContext, email: string | null): Promise<boolean> {
  const { hub } = context;
  if (email === null || !(await isMailOn(hub.db, hub))) return false;
  return reserveLetter(hub, email, context).then(
    () => hasRoom(hub, email, context, null),
    (error: unknown) => {
      if (error instanceof Refusal && error.code === "too_many_attempts") return false;
      throw error;
    },
  );
}

/** Sends the letter that proves the address of a new account; its link counts in this browser and this session. */
async function askFirstProof(tx: Writer, context: PageContext, user: User, session: string): Promise<void> {
  if (user.email === null) return;
  await askProof(tx, context.hub, {
    purpose: "verify",
    userId: user.id,
    address: user.email,
    language: context.t.lang,
    browser: context.browser,
    sessionId: readBearer(session)?.id ?? null,
    returnTo: "/account",
    sent: true,
  });
}

export async function signUp(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const destination = await openDestination(context);
  const { client } = destination;
  if (!client.allowPassword) throw new Refusal("sign_up_closed");
  const { person, values, errors } = readPerson(form, true);
  if (!person) return draw(context, destination, { values, errors, error: "invalid", status: 422 });
  try {
    await reserveAttempt(hub, [{ key: `sign-up:network:${networkOf(occasion.address)}`, ...PER_NETWORK }]);
    const isTold = await mayTell(context, person.email);
    const passwordHash = await hub.passwords.hash(person.password);
    const admission = await hub.db.write(async (tx) => {
      const user = await createUser(tx, hub, {
        organizationId: client.organizationId,
        name: person.username,
        displayName: person.displayName,
        email: person.email,
        emailVerified: false,
        passwordHash,
        isAdmin: false,
      });
      const subject = { kind: "user", id: user.id };
      await recordEvent(tx, hub, {
        action: "user.signed-up",
        actorId: user.id,
        subject,
        clientId: client.id,
        occasion,
        detail: { way: "password" },
      });
      await updateUser(tx, hub, user.id, { locale: context.t.lang });
      const proven = { userId: user.id, amr: ["pwd"], way: "sign-up" };
      const admitted = await admit(tx, hub, arrivalOf(context, destination, proven));
      if (isTold && admitted.step === "done") await askFirstProof(tx, context, user, admitted.session);
      return admitted;
    });
    return goOn(context, admission, destination.path);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === "username_taken") {
      return draw(context, destination, {
        values,
        errors: { username: "taken" },
        error: "invalid",
        status: error.status,
      });
    }
    if (error.code === "too_many_attempts")
      return draw(context, destination, { values, error: "too_many_attempts", status: error.status });
    throw error;
  }
}
