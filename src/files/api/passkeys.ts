/**
 * `/api/authn`: passkeys over AList's API. `session`, which begin gives out and finish takes in a header, is a random value that
 * the signed challenge is bound to, and not the state of anything; the challenge counts once. Begin answers alike whoever is
 * named, so it tells nobody who has passkeys.
 */
import { createHash } from "node:crypto";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { bodyText } from "../../lib/parameters.ts";
import { randomToken } from "../../lib/random.ts";
import { arePasskeysOn, signInByPasskey, signInOptions } from "../passkeys/prove.ts";
import { demandOwnSession, register, registrationOptions } from "../passkeys/register.ts";
import { listPasskeys, type Passkey, removePasskey } from "../passkeys/store.ts";
import { bind, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";

const PATH = "/api/authn";
/** What a passkey is called that a client of AList's API made: it sends no name. */
const UNNAMED = "Passkey";

const whereOn =
  (answer: (context: Context) => Promise<Answer>) =>
  async (context: Context): Promise<Answer> => {
    if (!(await arePasskeysOn(context.files))) throw new Refusal("forbidden", "WebAuthn is not enabled");
    return answer(context);
  };

/** The value that went out with the challenge. @throws Refusal `passkey_refused` */
function askerOf({ http }: Context): string {
  const { session } = http.headers;
  if (typeof session !== "string" || !/^[A-Za-z0-9_-]{43}$/.test(session)) throw new Refusal("passkey_refused");
  return session;
}

const credentialIn = async ({ http }: Context): Promise<string> => bodyText(await http.body());

async function beginLogin({ files }: Context): Promise<Answer> {
  const session = randomToken(32);
  return envelope({ options: { publicKey: signInOptions(files, session) }, session });
}

async function finishLogin(context: Context): Promise<Answer> {
  const asker = askerOf(context);
  const username = context.query.get("username") ?? "";
  const credential = await credentialIn(context);
  const { value } = await signInByPasskey(context, { asker, credential, username }, "token");
  return envelope({ token: value });
}

async function beginRegistration(context: Context): Promise<Answer> {
  demandOwnSession(context);
  const session = randomToken(32);
  return envelope({
    options: { publicKey: await registrationOptions(context.files, context.user, session) },
    session,
  });
}

async function finishRegistration(context: Context): Promise<Answer> {
  const asker = askerOf(context);
  await register(context, { asker, credential: await credentialIn(context), name: UNNAMED });
  return envelope("Registered Successfully");
}

/** By which a person tells their passkeys apart, in AList's spelling of bytes. */
const fingerprint = ({ publicKey }: Passkey): string =>
  createHash("sha256")
    .update(Buffer.from(publicKey, "base64url"))
    .digest("hex")
    .slice(0, 32)
    .toUpperCase()
    .replace(/..(?=.)/g, "$& ");

async function credentials({ files, user }: Context): Promise<Answer> {
  const passkeys = await listPasskeys(files.db, user.id);
  return envelope(
    passkeys.map((passkey) => ({
      id: passkey.credentialId,
      fingerprint: fingerprint(passkey),
      name: passkey.name,
      created_at: passkey.createdAt,
      last_used_at: passkey.lastUsedAt,
    })),
  );
}

async function remove(context: Context): Promise<Answer> {
  const { files, http, user } = context;
  demandOwnSession(context);
  const { id } = await bind(context, "DeleteAuthnReq", { id: must("text") });
  await files.db.write((tx) => removePasskey(tx, user.id, id));
  files.log.info("passkey.removed", { request: http.id, user: user.id });
  return envelope("Deleted Successfully");
}

const open = { access: "public", errors: "api" } as const;
const own = { access: "signed-in", errors: "api" } as const;

export const passkeyRoutes: readonly Route[] = [
  { methods: ["GET"], path: `${PATH}/webauthn_begin_login`, ...open, answer: whereOn(beginLogin) },
  { methods: ["POST"], path: `${PATH}/webauthn_finish_login`, ...open, answer: whereOn(finishLogin) },
  { methods: ["GET"], path: `${PATH}/webauthn_begin_registration`, ...own, answer: whereOn(beginRegistration) },
  { methods: ["POST"], path: `${PATH}/webauthn_finish_registration`, ...own, answer: whereOn(finishRegistration) },
  { methods: ["GET"], path: `${PATH}/getcredentials`, ...own, answer: credentials },
  { methods: ["POST"], path: `${PATH}/delete_authn`, ...own, answer: remove },
];
