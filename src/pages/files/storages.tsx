/**
 * What is mounted where, and one of it. Fields: `mount_path`, `root` (a folder of this machine), `position`, `read_only`, `disabled`;
 * hidden: `csrf`, and `id` of one that is there.
 */
import { Badge, EnabledBadge } from "../parts/badge.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { Switch } from "../parts/choice.tsx";
import { TextField } from "../parts/field.tsx";
import { PostForm } from "../parts/form.tsx";
import { safeHref } from "../parts/href.ts";
import { Code } from "../parts/said.tsx";
import { Table } from "../parts/table.tsx";
import { FilesFrame, type FilesPageProps } from "./frame.tsx";
import { RemoveCard } from "./remove-card.tsx";

export interface StorageRow {
  readonly mountPath: string;
  readonly href: string;
  readonly root: string;
  readonly readOnly: boolean;
  readonly disabled: boolean;
  /** It can't be opened. */
  readonly isFaulty: boolean;
}

export interface StoragesProps extends FilesPageProps {
  readonly storages: readonly StorageRow[];
  readonly newHref: string;
}

export const StoragesPage = (props: StoragesProps) => {
  const { t, storages, newHref } = props;
  const text = t.files.storages;
  return (
    <FilesFrame
      page={props}
      section="storages"
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
          rows={storages}
          columns={[
            {
              title: text.mountPath,
              cell: ({ mountPath, href }) => (
                <a href={safeHref(href)}>
                  <Code>{mountPath}</Code>
                </a>
              ),
            },
            { title: text.root, cell: ({ root }) => <Code>{root}</Code> },
            {
              title: text.state,
              cell: ({ disabled, isFaulty, readOnly }) => (
                <span class="row row-near">
                  <EnabledBadge t={t} enabled={!disabled} />
                  {isFaulty && <Badge kind="danger">{text.faulty}</Badge>}
                  {readOnly && <Badge kind="muted">{text.readOnly}</Badge>}
                </span>
              ),
            },
          ]}
        />
      </section>
    </FilesFrame>
  );
};

export interface StorageProps extends FilesPageProps {
  /** Null for a new one. */
  readonly id: string | null;
  readonly values: {
    readonly mount_path: string;
    readonly root: string;
    readonly position: string;
    readonly read_only: boolean;
    readonly disabled: boolean;
  };
  readonly storagesHref: string;
  readonly action: string;
  readonly removeAction: string;
}

export const StoragePage = (props: StorageProps) => {
  const { t, id, values, csrf, storagesHref, action, removeAction } = props;
  const text = t.files.storages;
  return (
    <FilesFrame
      page={props}
      section="storages"
      title={id === null ? text.add : values.mount_path}
      up={{ title: text.title, href: storagesHref }}
    >
      <Card id="storage" title={text.local} lead={text.localLead}>
        <PostForm action={action} csrf={csrf} hidden={{ id }} class="stack">
          <TextField
            t={t}
            name="mount_path"
            label={text.mountPath}
            hint={text.mountPathHint}
            value={values.mount_path}
            autocomplete="off"
          />
          <TextField t={t} name="root" label={text.root} hint={text.rootHint} value={values.root} autocomplete="off" />
          <TextField
            t={t}
            name="position"
            type="number"
            label={text.position}
            value={values.position}
            autocomplete="off"
          />
          <Switch name="read_only" label={text.readOnly} on={values.read_only} />
          <Switch name="disabled" label={text.disable} on={values.disabled} />
          <Button kind="primary">{id === null ? text.mount : t.common.save}</Button>
        </PostForm>
      </Card>
      {id !== null && <RemoveCard t={t} text={text} action={removeAction} csrf={csrf} id={id} />}
    </FilesFrame>
  );
};
