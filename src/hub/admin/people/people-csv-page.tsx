/**
 * People as a file: `POST /admin/users/export`, and `GET|POST /admin/users/import`, where a file is looked at first and brought in
 * by the form that shows what it would do. Everything is for the administrator's own organization.
 */
import { Readable } from "node:stream";
import type { Answer } from "../../../lib/endpoint.ts";
import { Refusal } from "../../../lib/errors.ts";
import { pageHeaders } from "../../../lib/page-headers.ts";
import { AdminPeopleImportPage, type PeopleImportReport } from "../../../pages/hub/admin/people/people-import.tsx";
import { renderPage } from "../../../pages/layout.tsx";
import { isMailOn } from "../../mail/settings.ts";
import type { PageContext } from "../../web/route.ts";
import { actorOf, adminPage, requireAdministrator, SECTIONS } from "../frame.ts";
import { exportedPeople, type ImportPlan, importPeople, noteExport, planImport, textOfFile } from "./people-csv.ts";

export const PEOPLE_IMPORT = `${SECTIONS.users}/import`;
export const PEOPLE_EXPORT = `${SECTIONS.users}/export`;

/** Bytes of a file that comes by the page; the command line takes larger ones. */
export const MOST_BYTES = 262_144;
/** Faults that are shown. */
const SHOWN = 100;

export async function exportPeople(context: PageContext): Promise<Answer> {
  const { hub } = context;
  const { user } = requireAdministrator(context);
  await hub.db.write((tx) => noteExport(tx, hub, actorOf(context)));
  return {
    status: 200,
    headers: {
      ...pageHeaders(false),
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="people.csv"',
    },
    body: Readable.from(exportedPeople(hub.db, user.organizationId)),
  };
}

interface Shown {
  readonly report?: PeopleImportReport;
  readonly unreadable?: string;
  readonly missing?: boolean;
}

function draw(context: PageContext, { report, unreadable, missing = false }: Shown = {}): Answer {
  const isWrong = unreadable !== undefined || missing;
  const page = (
    <AdminPeopleImportPage
      {...adminPage(context, missing ? { error: "invalid" } : {})}
      action={PEOPLE_IMPORT}
      backHref={SECTIONS.users}
      unreadable={unreadable ?? null}
      fileError={missing ? "required" : undefined}
      report={report ?? null}
    />
  );
  return context.html(renderPage(page), isWrong ? { status: 422 } : {});
}

export const showImport = (context: PageContext): Answer => draw(context);

function reportOf({ rows }: ImportPlan, csv: string, mayInvite: boolean): PeopleImportReport {
  const count = (kind: (typeof rows)[number]["what"]): number => rows.filter(({ what }) => what === kind).length;
  const wrong = count("fault");
  const isOfUse = wrong === 0 && count("create") + count("change") > 0;
  return {
    creates: count("create"),
    changes: count("change"),
    same: count("same"),
    wrong,
    faults: rows
      .flatMap(({ line, username, faults }) =>
        Object.entries(faults).map(([column, fault]) => ({ line, username, column, fault })),
      )
      .slice(0, SHOWN),
    csv: isOfUse ? csv : null,
    mayInvite: mayInvite && count("create") > 0,
  };
}

export async function takeImport(context: PageContext): Promise<Answer> {
  const { hub, form } = context;
  const { user } = requireAdministrator(context);
  const file = form.file("file");
  try {
    const csv = file === null ? form.get("csv") : textOfFile(file);
    if (csv === "") return draw(context, { missing: true });
    const plan = await planImport(hub.db, user.organizationId, csv);
    const report = reportOf(plan, csv, await isMailOn(hub.db, hub));
    if (form.get("sure") !== "true" || report.csv === null) return draw(context, { report });
    await importPeople(hub, actorOf(context), user.organizationId, plan, form.get("invite") === "true");
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "bad_request") throw error;
    return draw(context, { unreadable: error.message });
  }
  return context.redirect(`${SECTIONS.users}?notice=people_imported`);
}
