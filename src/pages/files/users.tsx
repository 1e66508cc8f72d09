/** Everybody with an account here, for administrators. */
import { Badge } from "../parts/badge.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { safeHref } from "../parts/href.ts";
import { type Paging, PagingLinks } from "../parts/paging.tsx";
import { Code, Said } from "../parts/said.tsx";
import { Table } from "../parts/table.tsx";
import type { Text } from "../text/index.ts";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";

export interface UserRow {
  readonly username: string;
  readonly href: string;
  readonly role: keyof Text["files"]["user"]["statuses"];
  readonly basePath: string;
  readonly permission: number;
  readonly disabled: boolean;
}

export interface UsersProps extends FilesPageProps {
  readonly users: readonly UserRow[];
  readonly paging: Paging;
  readonly newHref: string;
}

export const UsersPage = (props: UsersProps) => {
  const { t, users, paging, newHref } = props;
  const text = t.files.user;
  return (
    <FilesFrame
      page={props}
      section="users"
      title={text.title}
      lead={text.lead}
      headAction={
        <ButtonLink href={newHref} kind="primary" icon="plus">
          {text.add}
        </ButtonLink>
      }
    >
      <section class="card card-flush" aria-label={text.title}>
        <Table
          caption={text.title}
          rows={users}
          columns={[
            {
              title: t.fields.username,
              cell: ({ username, href }) => (
                <a href={safeHref(href)}>
                  <Said>{username}</Said>
                </a>
              ),
            },
            {
              title: text.role,
              cell: ({ role, disabled }) => (
                <span class="row row-near">
                  <Badge kind={role === "admin" ? "brass" : "muted"}>{text.statuses[role]}</Badge>
                  {disabled && <Badge kind="danger">{t.common.disabled}</Badge>}
                </span>
              ),
            },
            { title: text.basePath, cell: ({ basePath }) => <Code>{basePath}</Code> },
            { title: text.sum, cell: ({ permission }) => permission },
          ]}
        />
      </section>
      <PagingLinks t={t} paging={paging} />
    </FilesFrame>
  );
};
