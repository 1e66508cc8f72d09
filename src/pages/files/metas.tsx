/**
 * Rules of folders, and one of them. Fields: `path`, `password`, `hide`, `readme`, `header`, `write`, and for each of the five whether
 * it reaches into folders below (`password_sub` …); hidden: `csrf`, and `id` of one that is there.
 */
import { Badge } from "../parts/badge.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Switch } from "../parts/choice.tsx";
import { Empty } from "../parts/empty.tsx";
import { TextArea, TextField } from "../parts/field.tsx";
import { PostForm } from "../parts/form.tsx";
import { safeHref } from "../parts/href.ts";
import { Code } from "../parts/said.tsx";
import { Table } from "../parts/table.tsx";
import type { Text } from "../text/index.ts";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";
import { RemoveCard } from "./remove-card.tsx";

export type MetaPart = keyof Text["files"]["metas"]["states"];

export interface MetaRow {
  readonly path: string;
  readonly href: string;
  /** What the rule says something about. */
  readonly parts: readonly MetaPart[];
}

export interface MetasProps extends FilesPageProps {
  readonly metas: readonly MetaRow[];
  readonly newHref: string;
}

export const MetasPage = (props: MetasProps) => {
  const { t, metas, newHref } = props;
  const text = t.files.metas;
  return (
    <FilesFrame
      page={props}
      section="metas"
      title={text.title}
      lead={text.lead}
      headAction={
        <ButtonLink href={newHref} kind="primary" icon="plus">
          {text.add}
        </ButtonLink>
      }
    >
      <section class="card card-flush" aria-label={text.title}>
        {metas.length === 0 ? (
          <Empty icon="lock" title={text.none} hint={text.noneHint} />
        ) : (
          <Table
            caption={text.title}
            rows={metas}
            columns={[
              {
                title: text.path,
                cell: ({ path, href }) => (
                  <a href={safeHref(href)}>
                    <Code>{path}</Code>
                  </a>
                ),
              },
              {
                title: text.says,
                cell: ({ parts }) => (
                  <span class="row row-near">
                    {parts.map((part) => (
                      <Badge kind="muted">{text.states[part]}</Badge>
                    ))}
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

export interface MetaValues {
  readonly path: string;
  readonly hide: string;
  readonly readme: string;
  readonly header: string;
  readonly write: boolean;
  readonly password_sub: boolean;
  readonly write_sub: boolean;
  readonly hide_sub: boolean;
  readonly readme_sub: boolean;
  readonly header_sub: boolean;
}

export interface MetaProps extends FilesPageProps {
  /** Null for a new one. */
  readonly id: string | null;
  readonly values: MetaValues;
  readonly hasPassword: boolean;
  readonly metasHref: string;
  readonly action: string;
  readonly removeAction: string;
}

const Fields = ({ t, values, hasPassword }: Pick<MetaProps, "t" | "values" | "hasPassword">) => {
  const text = t.files.metas;
  const sub = (name: keyof MetaValues & `${string}_sub`, what: MetaPart) => (
    <Switch name={name} label={text.below(text.states[what])} on={values[name]} />
  );
  return (
    <>
      <TextField t={t} name="path" label={text.path} hint={text.pathHint} value={values.path} autocomplete="off" />
      <TextField
        t={t}
        name="password"
        type="password"
        label={text.states.password}
        hint={hasPassword ? text.passwordKept : text.passwordHint}
        autocomplete="new-password"
        optional
      />
      {hasPassword && <Switch name="no_password" label={text.noPassword} on={false} />}
      {sub("password_sub", "password")}
      <Switch name="write" label={text.write} on={values.write} />
      {sub("write_sub", "write")}
      <TextArea t={t} name="hide" label={text.states.hide} hint={text.hideHint} value={values.hide} rows={3} optional />
      {sub("hide_sub", "hide")}
      <TextArea t={t} name="header" label={text.states.header} value={values.header} rows={4} optional />
      {sub("header_sub", "header")}
      <TextArea t={t} name="readme" label={text.states.readme} value={values.readme} rows={6} optional />
      {sub("readme_sub", "readme")}
    </>
  );
};

export const MetaPage = (props: MetaProps) => {
  const { t, id, values, hasPassword, csrf, metasHref, action, removeAction } = props;
  const text = t.files.metas;
  return (
    <FilesFrame
      page={props}
      section="metas"
      title={id === null ? text.add : values.path}
      up={{ title: text.title, href: metasHref }}
    >
      <Card id="meta" title={text.rule} lead={text.ruleLead}>
        <PostForm action={action} csrf={csrf} hidden={{ id }} class="stack">
          <Fields t={t} values={values} hasPassword={hasPassword} />
          <Button kind="primary">{id === null ? text.create : t.common.save}</Button>
        </PostForm>
      </Card>
      {id !== null && <RemoveCard t={t} text={text} action={removeAction} csrf={csrf} id={id} />}
    </FilesFrame>
  );
};
