/**
 * The tree as pages: every address that is no other route is a path of it. A folder is listed, a file shown; what a person may not
 * do is not offered here, and refused where it is done (`files/fs`).
 */
import { seconds } from "../../lib/clock.ts";
import type { Answer } from "../../lib/endpoint.ts";
import { Refusal } from "../../lib/errors.ts";
import { BrowsePage, type Crumb } from "../../pages/files/browse.tsx";
import type { Arrangement } from "../../pages/files/entries.tsx";
import { FilePage } from "../../pages/files/file.tsx";
import { renderPage } from "../../pages/layout.tsx";
import type { Actor, Node } from "../fs/file-system.ts";
import { holds } from "../fs/operations.ts";
import { namesOf, parentOf, pathOf } from "../fs/paths.ts";
import { settingText } from "../settings/store.ts";
import { mediaType } from "../web/media-type.ts";
import type { Context } from "../web/route.ts";
import { below, isReserved, pageOf, pathIn } from "./addresses.ts";
import { PER_PAGE, readView, rowOf, sorted, sortKeys, type View, viewHref } from "./entries.ts";
import { lockedPage, withFolderPassword } from "./folder-password.ts";
import { frameOf } from "./frame.ts";
import { lookInto } from "./look.ts";
import { MARKDOWN } from "./markdown.ts";
import { RAW } from "./raw.ts";
import { signInPage } from "./sign-in.ts";

const ARRANGEMENTS = ["rename", "move", "copy", "remove"] as const satisfies readonly Arrangement[];

/** Pictures, sound, video and framed documents of our own origin may be loaded by these pages. */
const withPreviews = (answer: Answer): Answer => ({
  ...answer,
  headers: {
    ...answer.headers,
    "content-security-policy": `${String(answer.headers["content-security-policy"])}; media-src 'self'; frame-src 'self'; connect-src 'self'`,
  },
});

const allowed = (actor: Actor): readonly Arrangement[] => ARRANGEMENTS.filter((what) => holds(actor, what));

const crumbsOf = (path: string): readonly Crumb[] =>
  namesOf(path).map((title, index, names) => ({ title, href: pageOf(pathOf(names.slice(0, index + 1))) }));

/** Of a folder in its usual order only the page itself is looked at; of a search too; another order needs all of it. */
async function contentOf({ files }: Context, actor: Actor, path: string, view: View) {
  const start = (view.page - 1) * PER_PAGE;
  if (view.q !== "") {
    const listing = await files.fs.list(actor, path, { start: 0, count: 0 });
    const options = { keywords: view.q, kind: "all", page: view.page, perPage: PER_PAGE } as const;
    const found = await files.fs.search(actor, path, options);
    return { listing, nodes: sorted(found.content, view), total: found.total };
  }
  if (view.sort === "name" && !view.descending) {
    const listing = await files.fs.list(actor, path, { start, count: PER_PAGE, foldersFirst: true });
    return { listing, nodes: listing.content, total: listing.total };
  }
  const listing = await files.fs.list(actor, path);
  return { listing, nodes: sorted(listing.content, view).slice(start, start + PER_PAGE), total: listing.total };
}

async function folderPage(context: Context, actor: Actor, path: string): Promise<Answer> {
  const { files, query, html } = context;
  const canSearch = (await settingText(files, "search_index")) !== "none";
  const asked = readView(query);
  const view = canSearch ? asked : { ...asked, q: "" };
  const { listing, nodes, total } = await contentOf(context, actor, path, view);
  const announcement = await settingText(files, "announcement");
  const pages = Math.max(1, Math.ceil(total / PER_PAGE));
  const at = (page: number) => viewHref(path, { ...view, page });
  const textHref = (part: "header" | "readme") =>
    listing[part] === "" ? null : `${below(MARKDOWN, path)}?part=${part}`;
  const page = BrowsePage({
    ...(await frameOf(context)),
    now: seconds(files.clock),
    path,
    searchAction: pageOf(path),
    crumbs: crumbsOf(path),
    entries: nodes.map((node) => rowOf(node, view.q !== "")),
    total,
    page: view.page,
    pages,
    paging: {
      previousHref: view.page > 1 ? at(Math.min(view.page - 1, pages)) : null,
      nextHref: view.page < pages ? at(view.page + 1) : null,
    },
    view: view.view,
    otherViewHref: viewHref(path, { ...view, view: view.view === "list" ? "grid" : "list" }),
    sorts: sortKeys.map((by) => ({
      by,
      current: by === view.sort,
      href: viewHref(path, { ...view, sort: by, descending: by === view.sort && !view.descending, page: 1 }),
    })),
    q: canSearch ? view.q : null,
    canWrite: listing.canWrite,
    uploadsByScript: actor.folderPassword === "",
    // What was found lies in many folders, and is arranged in its own.
    actions: view.q === "" ? allowed(actor) : [],
    uploadAction: "/@upload",
    folderAction: "/@folder",
    arrangeAction: "/@arrange",
    announcementHref: announcement === "" || path !== "/" ? null : `${MARKDOWN}/?part=announcement`,
    headerHref: textHref("header"),
    readmeHref: textHref("readme"),
  });
  return withPreviews(html(renderPage(page)));
}

async function filePage(context: Context, actor: Actor, node: Node): Promise<Answer> {
  const { files, html } = context;
  const { name, path, size, modifiedAt } = node;
  const page = FilePage({
    ...(await frameOf(context)),
    name,
    dir: parentOf(path),
    crumbs: crumbsOf(path),
    size,
    modifiedAt: Math.floor(modifiedAt / 1000),
    mediaType: mediaType(name),
    downloadHref: `${below(RAW, path)}?d`,
    openHref: below(RAW, path),
    look: await lookInto(files, actor, node),
    actions: allowed(actor),
    arrangeAction: "/@arrange",
  });
  return withPreviews(html(renderPage(page)));
}

/** `GET /…` */
export async function browse(context: Context): Promise<Answer> {
  const { files, http, user } = context;
  if (isReserved(http.path)) throw new Refusal("not_found");
  if (user.role === "guest" && user.disabledAt !== null) {
    if (http.path === "/") return signInPage(context);
    throw new Refusal("sign_in_required");
  }
  const path = pathIn(http.path);
  const actor = withFolderPassword(context);
  try {
    const node = await files.fs.stat(actor, path);
    return await (node.isFolder ? folderPage(context, actor, path) : filePage(context, actor, node));
  } catch (error) {
    if (error instanceof Refusal && error.code === "folder_password_wrong") return lockedPage(context);
    throw error;
  }
}
