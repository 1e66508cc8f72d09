/** The signing keys by their public halves (RFC 7517), and their rotation: publish first, sign later, retire last. */
import { Badge, type BadgeKind } from "../../../parts/badge.tsx";
import { Card } from "../../../parts/card.tsx";
import { Confirm } from "../../../parts/confirm.tsx";
import { Copyable } from "../../../parts/copyable.tsx";
import { Code } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export type KeyState = keyof Text["admin"]["keys"]["states"];

export interface KeyRow {
  readonly kid: string;
  readonly alg: string;
  readonly state: KeyState;
  /** Unix seconds. */
  readonly createdAt: number;
  /** Unix seconds from which it signs. */
  readonly activatesAt: number | null;
  /** Unix seconds until which it is published. */
  readonly retiresAt: number | null;
}

export interface AdminKeysProps extends AdminPageProps {
  readonly keys: readonly KeyRow[];
  /** The address of the key set. */
  readonly jwksUri: string;
  readonly rotateAction: string;
}

const kinds: Readonly<Record<KeyState, BadgeKind>> = {
  published: "brass",
  active: "good",
  retiring: "muted",
  retired: "muted",
};

const columnsOf = (t: Text): Column<KeyRow>[] => {
  const text = t.admin.keys;
  const moment = (at: number | null) => (at === null ? <span class="muted">–</span> : <Time t={t} at={at} />);
  return [
    { title: text.kid, cell: ({ kid }) => <Code>{kid}</Code> },
    { title: text.alg, cell: ({ alg }) => alg },
    { title: text.state, cell: ({ state }) => <Badge kind={kinds[state]}>{text.states[state]}</Badge> },
    { title: text.created, cell: ({ createdAt }) => moment(createdAt) },
    { title: text.activates, cell: ({ activatesAt }) => moment(activatesAt) },
    { title: text.retires, cell: ({ retiresAt }) => moment(retiresAt) },
  ];
};

export const AdminKeysPage = (props: AdminKeysProps) => {
  const { t, csrf, keys, jwksUri, rotateAction } = props;
  const text = t.admin.keys;
  const rotate = (
    <Confirm
      t={t}
      id="rotate"
      label={text.rotate}
      title={text.rotateTitle}
      body={text.rotateBody}
      action={rotateAction}
      csrf={csrf}
      kind="primary"
    />
  );
  return (
    <AdminFrame page={props} section="keys" title={text.title} lead={text.lead} headAction={rotate} copies>
      <section class="card card-flush" aria-label={text.title}>
        <Table caption={text.title} columns={columnsOf(t)} rows={keys} />
      </section>
      <Card id="published" title={text.jwks}>
        <Copyable t={t} id="jwks-uri" name={text.jwks} value={jwksUri} />
      </Card>
    </AdminFrame>
  );
};
