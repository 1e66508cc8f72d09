/**
 * A folder: where it is, what it holds, and what may be done there. Search field: `q` (GET). Forms: upload (multipart: `csrf`,
 * `dir`, `replace`, then `file`), new folder (`dir`, `name`), and those of `entries.tsx`. Without a script an upload is a form; with
 * one it shows how far it is, and files can be dropped anywhere on the page.
 */
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { TextField } from "../parts/field.tsx";
import { PostForm } from "../parts/form.tsx";
import { formAction, ownPath, safeHref } from "../parts/href.ts";
import { Icon } from "../parts/icon.tsx";
import { type Paging, PagingLinks } from "../parts/paging.tsx";
import { Said } from "../parts/said.tsx";
import { Search } from "../parts/search.tsx";
import type { Text } from "../text/index.ts";
import { type Arrangement, Entries, type EntryRow } from "./entries.tsx";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";

export interface Crumb {
  readonly title: string;
  readonly href: string;
}

export interface BrowseProps extends FilesPageProps {
  /** Unix seconds. */
  readonly now: number;
  /** The folder's own path. */
  readonly path: string;
  readonly searchAction: string;
  /** The folders above it and itself, without the root. */
  readonly crumbs: readonly Crumb[];
  readonly entries: readonly EntryRow[];
  /** All that the folder holds, or that was found. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly paging: Paging;
  readonly view: "list" | "grid";
  readonly otherViewHref: string;
  readonly sorts: readonly {
    readonly by: keyof Text["files"]["browse"]["sorts"];
    readonly href: string;
    readonly current: boolean;
  }[];
  /** What was searched for; null where there is no search. */
  readonly q: string | null;
  readonly canWrite: boolean;
  /** Scripts upload by the API, which knows no password of folders. */
  readonly uploadsByScript: boolean;
  readonly actions: readonly Arrangement[];
  readonly uploadAction: string;
  readonly folderAction: string;
  readonly arrangeAction: string;
  /** Documents of their own, to be framed; null where there is none. */
  readonly announcementHref: string | null;
  readonly headerHref: string | null;
  readonly readmeHref: string | null;
}

const Crumbs = ({ t, crumbs }: Pick<BrowseProps, "t" | "crumbs">) => (
  <nav class="crumbs" aria-label={t.files.browse.crumbs}>
    <ol>
      <li>
        <a href="/">{t.files.browse.root}</a>
      </li>
      {crumbs.map(({ title, href }) => (
        <li>
          <a href={safeHref(href)}>
            <Said>{title}</Said>
          </a>
        </li>
      ))}
    </ol>
  </nav>
);

export { Crumbs };

const Upload = ({ t, path, csrf, uploadAction, uploadsByScript }: BrowseProps) => (
  <form
    method="post"
    action={formAction(uploadAction)}
    enctype="multipart/form-data"
    class="stack"
    data-upload={uploadsByScript ? path : undefined}
    data-uploading={t.files.browse.uploading}
    data-failed={t.files.errors.upload_incomplete}
  >
    <input type="hidden" name="csrf" value={csrf} />
    <input type="hidden" name="dir" value={path} />
    <div class="switch">
      <input type="checkbox" role="switch" id="replace" name="replace" value="true" />
      <label for="replace">{t.files.browse.replace}</label>
    </div>
    <div class="field">
      <label for="file">{t.files.browse.files}</label>
      <input type="file" id="file" name="file" multiple required autocomplete="off" aria-describedby="file-hint" />
      <p class="field-hint" id="file-hint">
        {uploadsByScript ? t.files.browse.dropHint : t.files.browse.uploadHint}
      </p>
    </div>
    <Button kind="primary" icon="upload">
      {t.files.browse.upload}
    </Button>
    <ul class="plain-list" data-upload-list role="status" />
  </form>
);

const Tools = (props: BrowseProps) => {
  const { t, csrf, path, folderAction } = props;
  return (
    <div class="folder-tools">
      <details class="card fold-card">
        <summary>
          <Icon name="upload" />
          {t.files.browse.uploadTitle}
        </summary>
        <Upload {...props} />
      </details>
      <details class="card fold-card">
        <summary>
          <Icon name="plus" />
          {t.files.browse.newFolder}
        </summary>
        <PostForm action={folderAction} csrf={csrf} hidden={{ dir: path }} class="stack">
          <TextField t={t} name="name" label={t.files.browse.folderName} autocomplete="off" prose />
          <Button kind="primary">{t.files.browse.makeFolder}</Button>
        </PostForm>
      </details>
    </div>
  );
};

const Sorting = ({ t, sorts, view, otherViewHref, total, page, pages }: BrowseProps) => (
  <div class="row row-between">
    <p class="small muted">
      {t.files.browse.count(total)}
      {pages > 1 && ` · ${t.files.browse.page(page, pages)}`}
    </p>
    <nav class="row row-near small" aria-label={t.files.browse.sort}>
      {sorts.map(({ by, href, current }) => (
        <a href={safeHref(href)} aria-current={current ? "true" : undefined}>
          {t.files.browse.sorts[by]}
        </a>
      ))}
      <a href={safeHref(otherViewHref)}>{view === "list" ? t.files.browse.asGrid : t.files.browse.asList}</a>
    </nav>
  </div>
);

const Framed = ({ href, title }: { readonly href: string | null; readonly title: string }) =>
  href === null ? null : <iframe class="framed-text" src={ownPath(href)} title={title} loading="lazy" />;

export const BrowsePage = (props: BrowseProps) => {
  const { t, assets, path, searchAction, crumbs, entries, q, canWrite, uploadsByScript, actions, csrf, now, view } =
    props;
  const text = t.files.browse;
  const title = crumbs.at(-1)?.title ?? text.root;
  return (
    <FilesFrame
      page={props}
      section="browse"
      title={title}
      heading={<Said>{title}</Said>}
      {...(canWrite && uploadsByScript ? { script: assets.uploadScript } : {})}
    >
      {crumbs.length > 0 && <Crumbs t={t} crumbs={crumbs} />}
      <Framed href={props.announcementHref} title={text.announcement} />
      <Framed href={props.headerHref} title={text.header} />
      {q !== null && <Search t={t} label={text.search} action={searchAction} q={q} />}
      {canWrite && <Tools {...props} />}
      {entries.length === 0 ? (
        <section class="card">
          <Empty
            icon="folder"
            title={q ? text.nothingFound : text.empty}
            hint={q ? text.nothingFoundHint : canWrite ? text.emptyHint : text.emptyReadOnly}
          />
        </section>
      ) : (
        <>
          <Sorting {...props} />
          <Entries
            t={t}
            now={now}
            caption={title}
            entries={entries}
            view={view}
            actions={actions}
            action={props.arrangeAction}
            dir={path}
            csrf={csrf}
          />
          <PagingLinks t={t} paging={props.paging} />
        </>
      )}
      <Framed href={props.readmeHref} title={text.readme} />
    </FilesFrame>
  );
};
