/**
 * One webhook: making and changing it, its secret, and what became of its messages. Fields: `name`, `url`, `listens` (`every` or
 * `only`), `actions` (repeated), and `enabled`, which is no field while it is being made. A secret is shown once, on the answer to
 * the form that made it.
 */
import { Badge, type BadgeKind } from "../../../parts/badge.tsx";
import { Button } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { OneOf, SomeOf, Switch } from "../../../parts/choice.tsx";
import { Confirm } from "../../../parts/confirm.tsx";
import { Copyable } from "../../../parts/copyable.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { type FieldErrors, TextField } from "../../../parts/field.tsx";
import { Fill } from "../../../parts/fill.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Notice } from "../../../parts/notice.tsx";
import { type Paging, PagingLinks } from "../../../parts/paging.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { Fold } from "../fold.tsx";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";
import { RemoveCard } from "../remove-card.tsx";
import { WebhookBadge, type WebhookState } from "./webhooks.tsx";

export interface WebhookValues {
  readonly name: string;
  readonly url: string;
  readonly listens: "every" | "only";
  readonly actions: readonly string[];
  readonly enabled: boolean;
}

export interface WebhookMessageEntry {
  readonly event: string;
  readonly outcome: keyof Text["console"]["webhooks"]["outcomes"];
  readonly attempts: number;
  readonly answer: string | null;
  /** Unix seconds: when it ended, or is tried next. */
  readonly at: number;
  /** Null while it waits. */
  readonly replayAction: string | null;
  /** Unique among them. */
  readonly id: string;
}

export interface AdminWebhookProps extends AdminPageProps {
  /** Unix seconds. */
  readonly now: number;
  /** Null while it is being made. */
  readonly existing: {
    readonly name: string;
    readonly state: WebhookState;
    readonly messages: readonly WebhookMessageEntry[];
    readonly paging: Paging;
    readonly replaceAction: string;
    readonly removeAction: string;
  } | null;
  /** A secret that was made just now. */
  readonly secret: string | null;
  readonly values: WebhookValues;
  readonly fieldErrors: FieldErrors<keyof WebhookValues>;
  /** Every event's code. */
  readonly actions: readonly string[];
  readonly action: string;
}

type Existing = NonNullable<AdminWebhookProps["existing"]>;

/** What they are about: the word before the dot. */
const groupsOf = (actions: readonly string[]): readonly (readonly [string, readonly string[]])[] => {
  const groups = new Map<string, string[]>();
  for (const action of actions) {
    const [group = ""] = action.split(".");
    groups.set(group, [...(groups.get(group) ?? []), action]);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1));
};

const Form = ({ t, csrf, existing, values, fieldErrors, actions, action }: AdminWebhookProps) => {
  const text = t.console.webhooks;
  return (
    <PostForm action={action} csrf={csrf} class="cards">
      <Card id="general" title={t.console.organizations.general}>
        <TextField
          t={t}
          name="name"
          label={text.name}
          value={values.name}
          error={fieldErrors.name}
          autocomplete="off"
          prose
        />
        <TextField
          t={t}
          name="url"
          type="url"
          label={text.url}
          hint={text.urlHint}
          value={values.url}
          error={fieldErrors.url}
          autocomplete="off"
        />
        {existing && <Switch name="enabled" label={text.enabled} hint={text.enabledHint} on={values.enabled} />}
        <OneOf
          t={t}
          legend={text.events}
          name="listens"
          value={values.listens}
          choices={[
            { value: "every", label: text.every },
            { value: "only", label: text.only, hint: text.onlyHint },
          ]}
          error={fieldErrors.listens ?? fieldErrors.actions}
        />
      </Card>
      <Fold
        id="events"
        title={text.pick}
        lead={text.pickLead}
        open={values.listens === "only" || fieldErrors.actions !== undefined}
      >
        <div class="many-choices">
          {groupsOf(actions).map(([group, names]) => (
            <SomeOf
              t={t}
              legend={group}
              name="actions"
              choices={names.map((value) => ({ value, label: value }))}
              values={values.actions}
            />
          ))}
        </div>
      </Fold>
      <div class="form-end">
        <Button kind="primary">{existing === null ? text.submitCreate : t.common.save}</Button>
      </div>
    </PostForm>
  );
};

const Secret = ({ t, csrf, existing, secret }: AdminWebhookProps & { readonly existing: Existing }) => {
  const text = t.console.webhooks;
  return (
    <Card
      id="secret"
      title={text.secret}
      lead={text.secretLead}
      aside={
        <Confirm
          t={t}
          id="replace"
          label={text.replace}
          title={text.replaceTitle}
          body={text.replaceBody}
          action={existing.replaceAction}
          csrf={csrf}
          kind="plain"
        />
      }
    >
      {secret !== null && (
        <>
          <Notice kind="warning" title={text.secretOnceTitle}>
            {text.secretOnce}
          </Notice>
          <p>
            <Copyable t={t} id="webhook-secret" name={text.secret} value={secret} />
          </p>
        </>
      )}
    </Card>
  );
};

const outcomeKinds: Readonly<Record<WebhookMessageEntry["outcome"], BadgeKind>> = {
  waiting: "brass",
  delivered: "good",
  dead: "danger",
  void: "muted",
};

const columnsOf = ({ t, csrf, now }: AdminWebhookProps): Column<WebhookMessageEntry>[] => {
  const text = t.console.webhooks;
  return [
    {
      title: text.message,
      cell: ({ event, id }) => (
        <span class="two-lines">
          <Code>{event}</Code>
          <span class="small muted">
            <Code>{`msg_${id}`}</Code>
          </span>
        </span>
      ),
    },
    {
      title: text.outcome,
      cell: ({ outcome }) => <Badge kind={outcomeKinds[outcome]}>{text.outcomes[outcome]}</Badge>,
    },
    { title: text.attempts, cell: ({ attempts }) => String(attempts) },
    {
      title: text.answer,
      cell: ({ answer }) => (answer === null ? <span class="muted">–</span> : <Code>{answer}</Code>),
    },
    { title: text.when, cell: ({ at }) => <Time t={t} at={at} now={now} /> },
    {
      title: text.replay,
      unseen: true,
      cell: ({ replayAction, event, id }) =>
        replayAction !== null && (
          <PostForm action={replayAction} csrf={csrf}>
            <Button small label={`${text.replay}: ${event}, msg_${id}`}>
              {text.replay}
            </Button>
          </PostForm>
        ),
    },
  ];
};

const Messages = (props: AdminWebhookProps & { readonly existing: Existing }) => {
  const { t, existing } = props;
  const text = t.console.webhooks;
  return (
    <>
      <Card id="messages" title={text.messages} lead={text.messagesLead}>
        {existing.messages.length === 0 ? (
          <Empty icon="link" title={text.noMessages} hint={text.noMessagesHint} />
        ) : (
          <Table caption={text.messages} columns={columnsOf(props)} rows={existing.messages} />
        )}
      </Card>
      <PagingLinks t={t} paging={existing.paging} />
    </>
  );
};

const Remove = ({ t, csrf, existing }: AdminWebhookProps & { readonly existing: Existing }) => {
  const text = t.console.webhooks;
  return (
    <RemoveCard
      t={t}
      csrf={csrf}
      text={text}
      title={<Fill text={text.removeTitle} values={{ webhook: <Said>{existing.name}</Said> }} />}
      body={text.removeBody}
      action={existing.removeAction}
    />
  );
};

export const AdminWebhookPage = (props: AdminWebhookProps) => {
  const { t, existing, secret } = props;
  const text = t.console.webhooks;
  return (
    <AdminFrame
      page={props}
      section="webhooks"
      title={existing?.name ?? text.create}
      heading={existing ? <Said>{existing.name}</Said> : text.create}
      lead={existing ? <WebhookBadge t={t} state={existing.state} /> : undefined}
      below
      copies={secret !== null}
    >
      {existing && <Secret {...props} existing={existing} />}
      <Form {...props} />
      {existing && <Messages {...props} existing={existing} />}
      {existing && <Remove {...props} existing={existing} />}
    </AdminFrame>
  );
};
