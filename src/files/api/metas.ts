/** `/api/admin/meta`: rules of folders, for administrators, passwords among them. */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Meta } from "../metas/rules.ts";
import type { MetaFields } from "../metas/store.ts";
import { type Bound, bind, may, must } from "../web/binding.ts";
import { envelope } from "../web/envelope.ts";
import type { Context, Route } from "../web/route.ts";
import { idOf, pageOf } from "./id.ts";

const body = {
  id: may("integer"),
  path: must("text"),
  password: may("text"),
  p_sub: may("flag"),
  write: may("flag"),
  w_sub: may("flag"),
  hide: may("text"),
  h_sub: may("flag"),
  readme: may("text"),
  r_sub: may("flag"),
  header: may("text"),
  header_sub: may("flag"),
} as const;

const fieldsOf = (sent: Bound<typeof body>): MetaFields => ({
  path: sent.path,
  password: sent.password,
  passwordSub: sent.p_sub,
  write: sent.write,
  writeSub: sent.w_sub,
  hide: sent.hide,
  hideSub: sent.h_sub,
  readme: sent.readme,
  readmeSub: sent.r_sub,
  header: sent.header,
  headerSub: sent.header_sub,
});

const metaJson = (meta: Meta) => ({
  id: meta.id,
  path: meta.path,
  password: meta.password,
  p_sub: meta.passwordSub,
  write: meta.write,
  w_sub: meta.writeSub,
  hide: meta.hide,
  h_sub: meta.hideSub,
  readme: meta.readme,
  r_sub: meta.readmeSub,
  header: meta.header,
  header_sub: meta.headerSub,
});

async function list(context: Context): Promise<Answer> {
  const { page, per_page } = await bind(context, "PageReq", { page: may("integer"), per_page: may("integer") });
  const all = await context.files.metas.list();
  return envelope({ content: pageOf(all, page, per_page).map(metaJson), total: all.length });
}

async function get(context: Context): Promise<Answer> {
  const meta = await context.files.metas.find(idOf(context));
  if (!meta) throw new Refusal("not_found", "failed find meta: record not found");
  return envelope(metaJson(meta));
}

async function create(context: Context): Promise<Answer> {
  await context.files.metas.create(fieldsOf(await bind(context, "Meta", body)));
  return envelope(null);
}

async function update(context: Context): Promise<Answer> {
  const sent = await bind(context, "Meta", body);
  await context.files.metas.update(sent.id, fieldsOf(sent));
  return envelope(null);
}

async function remove(context: Context): Promise<Answer> {
  await context.files.metas.remove(idOf(context));
  return envelope(null);
}

const admin = { access: "admin", errors: "api" } as const;

export const metaRoutes: readonly Route[] = [
  { methods: ["GET"], path: "/api/admin/meta/list", ...admin, answer: list },
  { methods: ["GET"], path: "/api/admin/meta/get", ...admin, answer: get },
  { methods: ["POST"], path: "/api/admin/meta/create", ...admin, answer: create },
  { methods: ["POST"], path: "/api/admin/meta/update", ...admin, answer: update },
  { methods: ["POST"], path: "/api/admin/meta/delete", ...admin, answer: remove },
];
