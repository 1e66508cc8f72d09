/** `/@manage/metas`: rules of folders, for administrators. A password is never sent back to a page. */
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { withQuery } from "../../lib/redirect-uri.ts";
import type { FilesNotice } from "../../pages/files/frame.tsx";
import { MetaPage, type MetaPart, type MetaProps, MetasPage, type MetaValues } from "../../pages/files/metas.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { Meta } from "../metas/rules.ts";
import type { MetaFields } from "../metas/store.ts";
import type { Context, Route } from "../web/route.ts";
import { MANAGE } from "./addresses.ts";
import { byMethod } from "./by-method.ts";
import { errorOf, frameOf } from "./frame.ts";

const LIST = `${MANAGE}/metas`;
const EDIT = `${LIST}/edit`;

const partsOf = ({ password, write, hide, header, readme }: Meta): readonly MetaPart[] => {
  const said = { password: password !== "", write, hide: hide !== "", header: header !== "", readme: readme !== "" };
  return (Object.keys(said) as MetaPart[]).filter((part) => said[part]);
};

async function list(context: Context): Promise<Answer> {
  const all = await context.files.metas.list();
  const page = MetasPage({
    ...(await frameOf(context)),
    metas: all.map((meta) => ({
      path: meta.path,
      href: withQuery(EDIT, { id: String(meta.id) }),
      parts: partsOf(meta),
    })),
    newHref: EDIT,
  });
  return context.html(renderPage(page));
}

/** The rule that is meant; null for a new one. @throws Refusal `not_found` */
async function meant({ files }: Context, id: string): Promise<Meta | null> {
  if (id === "") return null;
  const meta = /^\d{1,15}$/.test(id) ? await files.metas.find(Number(id)) : null;
  if (!meta) throw new Refusal("not_found");
  return meta;
}

const valuesOf = (meta: Meta | null): MetaValues => ({
  path: meta?.path ?? "",
  hide: meta?.hide ?? "",
  readme: meta?.readme ?? "",
  header: meta?.header ?? "",
  write: meta?.write ?? false,
  password_sub: meta?.passwordSub ?? false,
  write_sub: meta?.writeSub ?? false,
  hide_sub: meta?.hideSub ?? false,
  readme_sub: meta?.readmeSub ?? false,
  header_sub: meta?.headerSub ?? false,
});

async function editPage(context: Context, meta: Meta | null, shown: Partial<MetaProps> = {}): Promise<Answer> {
  const page = MetaPage({
    ...(await frameOf(context)),
    id: meta === null ? null : String(meta.id),
    values: valuesOf(meta),
    hasPassword: meta !== null && meta.password !== "",
    metasHref: LIST,
    action: EDIT,
    removeAction: `${LIST}/remove`,
    ...shown,
  });
  return context.html(renderPage(page), shown.error ? { status: 422 } : {});
}

const edit = async (context: Context): Promise<Answer> =>
  editPage(context, await meant(context, context.query.get("id") ?? ""));

function valuesIn({ form }: Context): MetaValues {
  const isOn = (name: string): boolean => form.get(name) === "true";
  // Forms break lines with CR LF; patterns are one a line.
  const lines = (name: string): string => form.get(name).replaceAll("\r\n", "\n");
  return {
    path: form.get("path"),
    hide: lines("hide"),
    readme: lines("readme"),
    header: lines("header"),
    write: isOn("write"),
    password_sub: isOn("password_sub"),
    write_sub: isOn("write_sub"),
    hide_sub: isOn("hide_sub"),
    readme_sub: isOn("readme_sub"),
    header_sub: isOn("header_sub"),
  };
}

const fieldsOf = (values: MetaValues, password: string): MetaFields => ({
  path: values.path,
  password,
  passwordSub: values.password_sub,
  write: values.write,
  writeSub: values.write_sub,
  hide: values.hide,
  hideSub: values.hide_sub,
  readme: values.readme,
  readmeSub: values.readme_sub,
  header: values.header,
  headerSub: values.header_sub,
});

async function save(context: Context): Promise<Answer> {
  const { files, form, redirect, t } = context;
  const meta = await meant(context, form.get("id"));
  const values = valuesIn(context);
  const typed = form.get("password");
  const password = typed !== "" ? typed : form.get("no_password") === "true" ? "" : (meta?.password ?? "");
  try {
    if (values.path.trim() === "") throw new Refusal("bad_request");
    const fields = fieldsOf(values, password);
    if (meta) await files.metas.update(meta.id, fields);
    else await files.metas.create(fields);
  } catch (error) {
    return editPage(context, meta, { values, error: errorOf(t, error) });
  }
  const notice: FilesNotice = "saved";
  return redirect(withQuery(LIST, { notice }));
}

async function remove(context: Context): Promise<Answer> {
  const meta = await meant(context, context.form.get("id"));
  if (!meta) throw new Refusal("not_found");
  await context.files.metas.remove(meta.id);
  const notice: FilesNotice = "saved";
  return context.redirect(withQuery(LIST, { notice }));
}

const admin = { access: "admin", errors: "page" } as const;

export const metaPageRoutes: readonly Route[] = [
  { methods: ["GET", "HEAD"], path: LIST, ...admin, answer: list },
  { methods: ["GET", "HEAD", "POST"], path: EDIT, ...admin, answer: byMethod(edit, save) },
  { methods: ["POST"], path: `${LIST}/remove`, ...admin, answer: remove },
];
