/**
 * `/api/me`: who calls, and what they may change of themselves: name, password, and that they are linked to platforms. Base path
 * and permissions are the administrator's. Changing a way in needs a sign-in that is not older than a quarter of an hour.
 */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { hashPassword } from "../users/administer.ts";
import { applySsoId, ssoIds } from "../users/identities.ts";
import { readUsername } from "../users/names.ts";
import { findUser, setPasswordHash, updateUser } from "../users/store.ts";
import { bind, may, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";
import { personJson } from "./person.ts";
import { demandRecent } from "./recent.ts";

async function me({ files, user }: Context): Promise<Answer> {
  const ssoId = (await ssoIds(files.db, [user.id])).get(user.id) ?? "";
  return envelope({ ...personJson(user, ssoId), otp: user.hasOtp });
}

const fields = { username: must("text"), password: may("text"), sso_id: may("optionalText") } as const;

async function update(context: Context): Promise<Answer> {
  const { files, user: caller } = context;
  if (caller.role === "guest") throw new Refusal("forbidden", "Guest user can not update profile");
  const { username: wished, password, sso_id: ssoId } = await bind(context, "UpdateCurrentReq", fields);
  const username = readUsername(wished);
  const present = (await ssoIds(files.db, [caller.id])).get(caller.id) ?? "";
  if (password !== "" || (ssoId !== null && ssoId !== present)) demandRecent(context);
  const passwordHash = password === "" ? null : await hashPassword(files, password, username);
  await files.db.write(async (tx) => {
    const before = await findUser(tx, caller.id);
    if (!before) throw new Refusal("sign_in_required");
    await updateUser(tx, files, caller.id, { username });
    if (passwordHash !== null) await setPasswordHash(tx, files, before, passwordHash);
    const now = { ...before, hasPassword: before.hasPassword || passwordHash !== null };
    if (ssoId !== null) await applySsoId(tx, now, ssoId);
  });
  return envelope(null);
}

export const meRoutes: readonly Route[] = [
  { methods: ["GET"], path: "/api/me", access: "anyone", errors: "api", answer: me },
  { methods: ["POST"], path: "/api/me/update", access: "anyone", errors: "api", answer: update },
];
