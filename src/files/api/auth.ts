/**
 * `/api/auth`: a token for a username and a password, and its end. `login` has the password as typed, `login/hash` AList's
 * static hash of it. In order: the try is counted, the password checked, the second factor asked for, and only then is anything begun.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { beginSession, endSession } from "../sessions/store.ts";
import { type Proof, proven, provePassword } from "../users/prove-password.ts";
import { proveSecondFactor } from "../users/second-factor.ts";
import { bind, may, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";

const fields = { username: must("text"), password: must("text"), otp_code: may("text") } as const;

const login =
  (proofOf: (password: string) => Proof) =>
  async (context: Context): Promise<Answer> => {
    const { files, occasion } = context;
    const { username, password, otp_code } = await bind(context, "LoginReq", fields);
    const user = await provePassword(files, username, proofOf(password), occasion.address);
    await proveSecondFactor(files, user, otp_code);
    await proven(files, user, occasion.address);
    const token = await files.db.write((tx) => beginSession(tx, files, user, "token", occasion));
    return envelope({ token });
  };

const notHere = (): Answer => {
  throw new Refusal("forbidden", "ldap is not enabled");
};

async function logout({ files, session }: Context): Promise<Answer> {
  if (session) await files.db.write((tx) => endSession(tx, session.id));
  return envelope(null);
}

export const authRoutes: readonly Route[] = [
  {
    methods: ["POST"],
    path: "/api/auth/login",
    access: "public",
    errors: "api",
    answer: login((password) => ({ password })),
  },
  {
    methods: ["POST"],
    path: "/api/auth/login/hash",
    access: "public",
    errors: "api",
    answer: login((staticHash) => ({ staticHash })),
  },
  { methods: ["POST"], path: "/api/auth/login/ldap", access: "public", errors: "api", answer: notHere },
  { methods: ["GET"], path: "/api/auth/logout", access: "anyone", errors: "api", answer: logout },
];
