/**
 * Mail: the server, a test letter, what became of the latest ones. Fields: `smtp_url` (holds a password, so it is never shown
 * again), `smtp_from`, `remove_server`, `new_browsers`; of the test `test_to`.
 */
import { Button } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { Switch } from "../../../parts/choice.tsx";
import { Empty } from "../../../parts/empty.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { type FieldErrors, TextField } from "../../../parts/field.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Notice } from "../../../parts/notice.tsx";
import { Code } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface MailTestResult {
  readonly delivered: boolean;
  /** Codes of what went wrong; empty where nothing did. */
  readonly why: string;
}

interface Row {
  readonly id: string;
  readonly kind: string;
  /** Unix seconds. */
  readonly dueAt: number;
  readonly doneAt: number | null;
  readonly attempts: number;
  readonly outcome: keyof Text["admin"]["mail"]["outcomes"] | null;
}

export interface AdminMailProps extends AdminPageProps {
  readonly now: number;
  readonly source: "configuration" | "console" | "none";
  /** Without its password; null where there is none. */
  readonly server: string | null;
  readonly values: { readonly smtp_from: string; readonly new_browsers: boolean; readonly test_to: string };
  readonly fieldErrors: FieldErrors<"smtp_url" | "smtp_from" | "test_to">;
  readonly tested: MailTestResult | null;
  readonly mails: readonly Row[];
  readonly action: string;
  readonly testAction: string;
}

const Server = ({ t, csrf, source, server, values, fieldErrors, action }: AdminMailProps) => {
  const text = t.admin.mail;
  return (
    <Card id="server" title={text.server} lead={text.sources[source]}>
      {server !== null && (
        <Facts>
          <Fact name={text.address}>
            <Code>{server}</Code>
          </Fact>
        </Facts>
      )}
      <PostForm action={action} csrf={csrf} class="stack">
        {source !== "configuration" && (
          <>
            <TextField
              t={t}
              name="smtp_url"
              type="password"
              label={text.url}
              hint={text.urlHint}
              error={fieldErrors.smtp_url}
              autocomplete="off"
              optional
            />
            <TextField
              t={t}
              name="smtp_from"
              label={text.from}
              hint={text.fromHint}
              value={values.smtp_from}
              error={fieldErrors.smtp_from}
              autocomplete="off"
              optional
            />
          </>
        )}
        {source === "console" && <Switch name="remove_server" label={text.remove} on={false} />}
        <Switch name="new_browsers" label={text.newBrowsers} on={values.new_browsers} />
        <div class="form-end">
          <Button kind="primary">{t.common.save}</Button>
        </div>
      </PostForm>
    </Card>
  );
};

const Test = ({ t, csrf, values, fieldErrors, tested, testAction }: AdminMailProps) => {
  const text = t.admin.mail;
  return (
    <Card id="test" title={text.test} lead={text.testLead}>
      {tested !== null && (
        <Notice kind={tested.delivered ? "success" : "error"}>
          {tested.delivered ? text.testTaken : text.testFailed} {tested.why !== "" && <Code>{tested.why}</Code>}
        </Notice>
      )}
      <PostForm action={testAction} csrf={csrf} class="stack">
        <TextField
          t={t}
          name="test_to"
          type="email"
          label={text.testTo}
          value={values.test_to}
          error={fieldErrors.test_to}
          autocomplete="email"
        />
        <div class="form-end">
          <Button kind="plain">{text.testSubmit}</Button>
        </div>
      </PostForm>
    </Card>
  );
};

const columnsOf = ({ t, now }: AdminMailProps): readonly Column<Row>[] => {
  const text = t.admin.mail;
  return [
    { title: text.kind, cell: ({ kind }) => <Code>{kind}</Code> },
    { title: text.outcome, cell: ({ outcome }) => (outcome === null ? text.waiting : text.outcomes[outcome]) },
    { title: text.attempts, cell: ({ attempts }) => String(attempts) },
    { title: text.when, cell: ({ doneAt, dueAt }) => <Time t={t} at={doneAt ?? dueAt} now={now} /> },
  ];
};

export const AdminMailPage = (props: AdminMailProps) => {
  const { t, server, mails } = props;
  const text = t.admin.mail;
  return (
    <AdminFrame
      page={props}
      section="mail"
      title={text.title}
      lead={text.lead}
      failed={props.tested?.delivered === false}
    >
      <Server {...props} />
      {server !== null && <Test {...props} />}
      <Card id="letters" title={text.latest} lead={text.latestLead}>
        {mails.length === 0 ? (
          <Empty icon="mail" title={text.none} hint={text.latestLead} />
        ) : (
          <Table caption={text.latest} columns={columnsOf(props)} rows={mails} />
        )}
      </Card>
    </AdminFrame>
  );
};
