/**
 * People from a file: first the file is looked at (`file`, multipart), then what it would do is shown, and brought in by a second
 * form that carries it (`csv`, with `sure`, and `invite` where new people get a letter). Hidden in both: `csrf`.
 */
import { Button, ButtonLink } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { Switch } from "../../../parts/choice.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { type FieldError, FileField } from "../../../parts/field.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Notice } from "../../../parts/notice.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { Table } from "../../../parts/table.tsx";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";

export interface FaultyLine {
  readonly line: number;
  readonly username: string;
  readonly column: string;
  readonly fault: FieldError;
}

export interface PeopleImportReport {
  readonly creates: number;
  readonly changes: number;
  readonly same: number;
  readonly wrong: number;
  /** The first of them. */
  readonly faults: readonly FaultyLine[];
  /** The file, where it can be brought in. */
  readonly csv: string | null;
  /** Whether letters can be sent, and there is somebody new. */
  readonly mayInvite: boolean;
}

export interface AdminPeopleImportProps extends AdminPageProps {
  readonly action: string;
  readonly backHref: string;
  /** Why the file can't be read at all, in English: it names the line. */
  readonly unreadable: string | null;
  readonly fileError: FieldError | undefined;
  readonly report: PeopleImportReport | null;
}

const Report = ({
  t,
  csrf,
  action,
  report,
}: Pick<AdminPeopleImportProps, "t" | "csrf" | "action"> & { readonly report: PeopleImportReport }) => {
  const text = t.admin.bulk;
  return (
    <Card id="report" title={text.report} lead={report.wrong > 0 ? text.reportWrong : text.reportRight}>
      <Facts>
        <Fact name={text.creates}>{String(report.creates)}</Fact>
        <Fact name={text.changes}>{String(report.changes)}</Fact>
        <Fact name={text.same}>{String(report.same)}</Fact>
        <Fact name={text.wrong}>{String(report.wrong)}</Fact>
      </Facts>
      {report.faults.length > 0 && (
        <Table
          caption={text.wrong}
          rows={report.faults}
          columns={[
            { title: text.line, cell: ({ line }) => String(line) },
            { title: t.admin.user.username, cell: ({ username }) => <Said>{username}</Said> },
            { title: text.column, cell: ({ column }) => <Code>{column}</Code> },
            { title: text.fault, cell: ({ fault }) => t.fieldErrors[fault] },
          ]}
        />
      )}
      {report.csv !== null && (
        <PostForm action={action} csrf={csrf} hidden={{ csv: report.csv, sure: "true" }} class="stack" upload>
          {report.mayInvite && <Switch name="invite" label={text.invite} on={false} />}
          <Button kind="primary">{text.bringIn}</Button>
        </PostForm>
      )}
    </Card>
  );
};

export const AdminPeopleImportPage = (props: AdminPeopleImportProps) => {
  const { t, csrf, action, backHref, unreadable, fileError, report } = props;
  const text = t.admin.bulk;
  return (
    <AdminFrame
      page={props}
      section="users"
      title={text.import}
      lead={text.importLead}
      failed={unreadable !== null}
      below
    >
      {unreadable !== null && <Notice kind="error">{`${text.unreadable} ${unreadable}`}</Notice>}
      {report && <Report t={t} csrf={csrf} action={action} report={report} />}
      <Card id="upload" title={report === null ? text.choose : text.chooseAnother} lead={text.columns}>
        <PostForm action={action} csrf={csrf} class="stack" upload>
          <FileField
            t={t}
            name="file"
            label={text.file}
            hint={text.fileHint}
            accept="text/csv,.csv,text/plain"
            error={fileError}
          />
          <div class="row">
            <Button kind={report === null ? "primary" : "plain"}>{text.look}</Button>
            <ButtonLink href={backHref} kind="quiet">
              {t.common.cancel}
            </ButtonLink>
          </div>
        </PostForm>
      </Card>
    </AdminFrame>
  );
};
