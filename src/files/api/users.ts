/** `/api/admin/user`: the people, for administrators. */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { changePerson, deletePerson, makePerson } from "../users/administer.ts";
import { ssoIds } from "../users/identities.ts";
import { cancelSecondFactor } from "../users/second-factor.ts";
import { findUser, listUsers } from "../users/store.ts";
import { roleNumber, type User } from "../users/user.ts";
import { type Bound, bind, may, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";
import { idOf } from "./id.ts";
import { personJson } from "./person.ts";

const paging = { page: may("integer"), per_page: may("integer") } as const;

async function list(context: Context): Promise<Answer> {
  const { files } = context;
  const { page, per_page } = await bind(context, "PageReq", paging);
  const { content, total } = await listUsers(files.db, Math.max(1, page), per_page);
  const ids = await ssoIds(
    files.db,
    content.map(({ id }) => id),
  );
  return envelope({ content: content.map((user) => personJson(user, ids.get(user.id) ?? "")), total });
}

async function found(context: Context, id: number): Promise<User> {
  const user = await findUser(context.files.db, id);
  if (!user) throw new Refusal("not_found", "failed find user: record not found");
  return user;
}

async function get(context: Context): Promise<Answer> {
  const user = await found(context, idOf(context));
  const ids = await ssoIds(context.files.db, [user.id]);
  return envelope(personJson(user, ids.get(user.id) ?? ""));
}

const person = {
  id: may("integer"),
  username: must("text"),
  password: may("text"),
  base_path: may("text"),
  role: may("integer"),
  disabled: may("flag"),
  permission: may("integer"),
  sso_id: may("optionalText"),
} as const;

const fieldsOf = ({ username, password, base_path, permission, disabled }: Bound<typeof person>) => ({
  username,
  password,
  basePath: base_path,
  permission,
  disabled,
});

async function create(context: Context): Promise<Answer> {
  const body = await bind(context, "User", person);
  if (body.role !== roleNumber.general) throw new Refusal("bad_request", "admin or guest user can not be created");
  if (body.sso_id) throw new Refusal("field_invalid", "sso_id can only be set by signing in at the platform");
  await makePerson(context.files, fieldsOf(body));
  return envelope(null);
}

async function update(context: Context): Promise<Answer> {
  const { files } = context;
  const body = await bind(context, "User", person);
  const user = await found(context, body.id);
  if (roleNumber[user.role] !== body.role) throw new Refusal("bad_request", "role can not be changed");
  await changePerson(files, body.id, { ...fieldsOf(body), ssoId: body.sso_id });
  return envelope(null);
}

async function remove(context: Context): Promise<Answer> {
  await deletePerson(context.files, idOf(context));
  return envelope(null);
}

async function cancelOtp(context: Context): Promise<Answer> {
  const user = await found(context, idOf(context));
  await context.files.db.write((tx) => cancelSecondFactor(tx, context.files, user.id));
  return envelope(null);
}

const admin = { access: "admin", errors: "api" } as const;

export const userRoutes: readonly Route[] = [
  { methods: ["GET"], path: "/api/admin/user/list", ...admin, answer: list },
  { methods: ["GET"], path: "/api/admin/user/get", ...admin, answer: get },
  { methods: ["POST"], path: "/api/admin/user/create", ...admin, answer: create },
  { methods: ["POST"], path: "/api/admin/user/update", ...admin, answer: update },
  { methods: ["POST"], path: "/api/admin/user/delete", ...admin, answer: remove },
  { methods: ["POST"], path: "/api/admin/user/cancel_2fa", ...admin, answer: cancelOtp },
  // Nothing is cached here that a person could lose; clients call it all the same.
  { methods: ["POST"], path: "/api/admin/user/del_cache", ...admin, answer: () => envelope(null) },
];
