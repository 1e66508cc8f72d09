/**
 * App passwords over the API, in AList's envelope, for whoever is signed in. AList has no such thing; names and shapes follow its
 * own of this kind.
 */
import { bind, may, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";
import { makeAppPassword, revokeAppPassword } from "./manage.ts";
import { type AppPassword, listAppPasswords } from "./store.ts";

const PATH = "/api/me/app_passwords";

const time = (seconds: number | null): string | null =>
  seconds === null ? null : new Date(seconds * 1000).toISOString();

const shown = ({ id, name, access, path, createdAt, lastUsedAt, expiresAt }: AppPassword) => ({
  id,
  name,
  access,
  path,
  created_at: time(createdAt),
  last_used_at: time(lastUsedAt),
  expires_at: time(expiresAt),
});

async function list({ files, user }: Context) {
  return envelope((await listAppPasswords(files.db, user.id)).map(shown));
}

async function create(context: Context) {
  const { files, user, session } = context;
  const wish = await bind(context, "AppPasswordReq", {
    name: must("text"),
    access: must("text"),
    path: may("text"),
    expires_in: may("integer"),
  });
  const { appPassword, value } = await makeAppPassword(
    files,
    { user, session },
    { name: wish.name, access: wish.access, path: wish.path, expiresIn: wish.expires_in },
  );
  return envelope({ ...shown(appPassword), username: user.username, password: value });
}

async function remove(context: Context) {
  const { id } = await bind(context, "AppPasswordReq", { id: must("integer") });
  await revokeAppPassword(context.files, context.user, id);
  return envelope(null);
}

export const appPasswordRoutes: readonly Route[] = [
  { methods: ["GET"], path: PATH, access: "signed-in", errors: "api", answer: list },
  { methods: ["POST"], path: `${PATH}/create`, access: "signed-in", errors: "api", answer: create },
  { methods: ["POST"], path: `${PATH}/delete`, access: "signed-in", errors: "api", answer: remove },
];
