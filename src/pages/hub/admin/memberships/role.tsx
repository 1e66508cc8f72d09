/**
 * One role, while it is made and afterwards. Fields: those of `tag-fields.tsx`, and `application` (a client id) while it is made;
 * for the groups that have it `group`, a name to give it to, hidden an id to take it from.
 */
import { Button } from "../../../parts/button.tsx";
import { type Choice, type FieldErrors, TextField } from "../../../parts/field.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { safeHref } from "../../../parts/href.ts";
import { Code, Said } from "../../../parts/said.tsx";
import { type Column, Table } from "../../../parts/table.tsx";
import type { AdminPageProps } from "../frame.tsx";
import { ListCard, Members, type MembersProps } from "./members.tsx";
import { TagForm, type TagValues } from "./tag-fields.tsx";
import { TagFrame } from "./tag-frame.tsx";

export interface RoleValues extends TagValues {
  readonly application: string;
}

interface HoldingGroup {
  readonly id: string;
  readonly name: string;
  readonly href: string;
}

interface ExistingRole {
  readonly name: string;
  readonly displayName: string;
  /** The application whose role it is; `null` for one of the organization. */
  readonly application: string | null;
  readonly groups: readonly HoldingGroup[];
  readonly addGroupAction: string;
  readonly takeGroupAction: string;
  readonly members: Omit<MembersProps, "t" | "csrf">;
  readonly removeAction: string;
}

export interface AdminRoleProps extends AdminPageProps {
  readonly values: RoleValues;
  readonly fieldErrors: FieldErrors<string>;
  readonly organizations: readonly Choice[];
  readonly action: string;
  /** `null` while it is made. */
  readonly existing: ExistingRole | null;
}

const Groups = ({ t, csrf, existing }: Pick<AdminRoleProps, "t" | "csrf"> & { readonly existing: ExistingRole }) => {
  const text = t.admin.memberships.roles;
  const columns: Column<HoldingGroup>[] = [
    {
      title: text.group,
      cell: ({ name, href }) => (
        <a href={safeHref(href)}>
          <Code>{name}</Code>
        </a>
      ),
    },
    {
      title: text.takeGroup,
      unseen: true,
      cell: ({ id, name }) => (
        <PostForm action={existing.takeGroupAction} csrf={csrf} hidden={{ group: id }}>
          <Button small label={text.takeGroupFull(name)}>
            {text.takeGroup}
          </Button>
        </PostForm>
      ),
    },
  ];
  return (
    <ListCard id="groups" title={text.groups} lead={text.groupsLead}>
      <PostForm action={existing.addGroupAction} csrf={csrf} class="stack">
        <TextField t={t} name="group" label={text.group} hint={text.groupHint} autocomplete="off" />
        <div class="row">
          <Button icon="plus">{text.addGroup}</Button>
        </div>
      </PostForm>
      {existing.groups.length === 0 ? (
        <p class="muted">{text.groupsNone}</p>
      ) : (
        <Table caption={text.groups} columns={columns} rows={existing.groups} />
      )}
    </ListCard>
  );
};

export const AdminRolePage = (props: AdminRoleProps) => {
  const { t, csrf, values, fieldErrors, organizations, action, existing } = props;
  const text = t.admin.memberships.roles;
  return (
    <TagFrame
      page={props}
      section="roles"
      existing={existing}
      besides={
        existing && (
          <>
            {" · "}
            {existing.application === null ? text.everyApplication : <Said>{existing.application}</Said>}
          </>
        )
      }
    >
      <TagForm
        t={t}
        csrf={csrf}
        action={action}
        values={values}
        errors={fieldErrors}
        organizations={organizations}
        creating={existing === null}
      >
        {existing === null && (
          <TextField
            t={t}
            name="application"
            label={text.application}
            hint={text.applicationHint}
            value={values.application}
            error={fieldErrors["application"]}
            autocomplete="off"
            optional
          />
        )}
      </TagForm>
      {existing && (
        <>
          <Groups t={t} csrf={csrf} existing={existing} />
          <Members t={t} csrf={csrf} {...existing.members} />
        </>
      )}
    </TagFrame>
  );
};
