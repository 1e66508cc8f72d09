/** `/api/auth/2fa`: turning codes of an authenticator application on. Only an administrator turns them off. */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { totpAddress } from "../../lib/totp.ts";
import { reserveAttempt } from "../attempts/attempts.ts";
import { acceptSecret, offerSecret } from "../users/second-factor.ts";
import { bind, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";
import { qrPng } from "./qr-png.ts";
import { demandRecent } from "./recent.ts";

const ISSUER = "Alldoor Files";
/** Codes that may be tried against a secret that was just shown. */
const TRIES = { most: 10, window: 900 };

const demandPerson = ({ user }: Context): void => {
  if (user.role === "guest") throw new Refusal("forbidden", "Guest user can not generate 2FA code");
};

async function generate(context: Context): Promise<Answer> {
  demandPerson(context);
  demandRecent(context);
  const { files, user } = context;
  const secret = await offerSecret(files, user);
  const png = qrPng(totpAddress({ issuer: ISSUER, account: user.username, secret }));
  return envelope({ qr: `data:image/png;base64,${png.toString("base64")}`, secret });
}

async function verify(context: Context): Promise<Answer> {
  demandPerson(context);
  demandRecent(context);
  const { files, user } = context;
  const { code, secret } = await bind(context, "Verify2FAReq", { code: must("text"), secret: must("text") });
  await reserveAttempt(files, [{ key: `2fa:${user.id}`, ...TRIES }]);
  await acceptSecret(files, user, code, secret);
  return envelope(null);
}

export const twoFactorRoutes: readonly Route[] = [
  { methods: ["POST"], path: "/api/auth/2fa/generate", access: "anyone", errors: "api", answer: generate },
  { methods: ["POST"], path: "/api/auth/2fa/verify", access: "anyone", errors: "api", answer: verify },
];
