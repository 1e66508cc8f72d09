/** Every sign-in platform, and the catalogue that one is added from. The search field is `q` (GET). */
import { Badge, EnabledBadge } from "../parts/badge.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { Empty } from "../parts/empty.tsx";
import { safeHref } from "../parts/href.ts";
import { Said } from "../parts/said.tsx";
import { Search } from "../parts/search.tsx";
import { Table } from "../parts/table.tsx";
import { ProviderMark } from "../parts/tile.tsx";
import type { Text } from "../text/index.ts";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";

/** What comes of whoever has no account. */
export type NewcomerPolicy = keyof Text["files"]["platforms"]["policies"];

export interface PlatformRow {
  readonly id: string;
  readonly label: string;
  readonly href: string;
  readonly newcomers: NewcomerPolicy;
  readonly disabled: boolean;
  /** AList's settings are for it. */
  readonly isPrimary: boolean;
}

export interface PlatformsProps extends FilesPageProps {
  readonly platforms: readonly PlatformRow[];
  readonly settingsHref: string;
  readonly addHref: string;
}

export const PlatformsPage = (props: PlatformsProps) => {
  const { t, platforms, settingsHref, addHref } = props;
  const text = t.files.platforms;
  return (
    <FilesFrame
      page={props}
      section="settings"
      title={text.title}
      lead={text.lead}
      up={{ title: t.files.settings.title, href: settingsHref }}
      headAction={
        <ButtonLink href={addHref} kind="primary" icon="plus">
          {text.add}
        </ButtonLink>
      }
    >
      <section class="card card-flush" aria-label={text.title}>
        {platforms.length === 0 ? (
          <Empty icon="link" title={text.none} hint={text.noneHint} />
        ) : (
          <Table
            caption={text.title}
            rows={platforms}
            columns={[
              {
                title: text.platform,
                cell: ({ id, label, href }) => (
                  <>
                    <a href={safeHref(href)}>
                      <Said>{label}</Said>
                    </a>{" "}
                    <span class="small muted">
                      <Said>{id}</Said>
                    </span>
                  </>
                ),
              },
              { title: text.newcomers, cell: ({ newcomers }) => text.policies[newcomers] },
              {
                title: text.state,
                cell: ({ disabled, isPrimary }) => (
                  <span class="row row-near">
                    <EnabledBadge t={t} enabled={!disabled} />
                    {isPrimary && <Badge kind="muted">{text.primary}</Badge>}
                  </span>
                ),
              },
            ]}
          />
        )}
      </section>
    </FilesFrame>
  );
};

export interface PlatformPickProps extends FilesPageProps {
  readonly q: string;
  readonly searchAction: string;
  readonly platformsHref: string;
  /** Those that fit `q`. */
  readonly entries: readonly { readonly id: string; readonly name: string; readonly href: string }[];
}

export const PlatformPickPage = (props: PlatformPickProps) => {
  const { t, q, searchAction, platformsHref, entries } = props;
  const text = t.admin.pick;
  return (
    <FilesFrame
      page={props}
      section="settings"
      title={t.files.platforms.add}
      lead={text.lead}
      up={{ title: t.files.platforms.title, href: platformsHref }}
    >
      <Search t={t} label={text.search} action={searchAction} q={q} />
      <p class="small muted" role="status">
        {text.found(entries.length)}
      </p>
      {entries.length === 0 ? (
        <section class="card">
          <Empty icon="search" title={text.none} hint={text.noneHint} />
        </section>
      ) : (
        <ul class="picks">
          {entries.map(({ id, name, href }) => (
            <li>
              <a class="pick" href={safeHref(href)}>
                <ProviderMark name={name} colour={null} />
                <span class="pick-words">
                  <span class="pick-name">
                    <Said>{name}</Said>
                  </span>
                  <span class="small muted">
                    <Said>{id}</Said>
                  </span>
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </FilesFrame>
  );
};
