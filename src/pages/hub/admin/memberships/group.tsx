/** One group, while it is made and afterwards. Fields: those of `tag-fields.tsx`, and `parent`, the name of the group above it. */
import { Card } from "../../../parts/card.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { type Choice, type FieldErrors, TextField } from "../../../parts/field.tsx";
import { safeHref } from "../../../parts/href.ts";
import { Code } from "../../../parts/said.tsx";
import type { AdminPageProps } from "../frame.tsx";
import { Members, type MembersProps } from "./members.tsx";
import { TagForm, type TagValues } from "./tag-fields.tsx";
import { TagFrame } from "./tag-frame.tsx";

export interface GroupValues extends TagValues {
  readonly parent: string;
}

interface LinkedName {
  readonly name: string;
  readonly href: string;
}

export interface AdminGroupProps extends AdminPageProps {
  readonly values: GroupValues;
  readonly fieldErrors: FieldErrors<string>;
  readonly organizations: readonly Choice[];
  readonly action: string;
  /** `null` while it is made. */
  readonly existing: {
    readonly name: string;
    readonly displayName: string;
    readonly below: readonly LinkedName[];
    readonly roles: readonly LinkedName[];
    readonly members: Omit<MembersProps, "t" | "csrf">;
    readonly removeAction: string;
  } | null;
}

const Names = ({ names, none }: { readonly names: readonly LinkedName[]; readonly none: string }) =>
  names.length === 0 ? (
    <span class="muted">{none}</span>
  ) : (
    <span class="row row-near">
      {names.map(({ name, href }) => (
        <a href={safeHref(href)}>
          <Code>{name}</Code>
        </a>
      ))}
    </span>
  );

export const AdminGroupPage = (props: AdminGroupProps) => {
  const { t, csrf, values, fieldErrors, organizations, action, existing } = props;
  const text = t.admin.memberships.groups;
  return (
    <TagFrame page={props} section="groups" existing={existing}>
      <TagForm
        t={t}
        csrf={csrf}
        action={action}
        values={values}
        errors={fieldErrors}
        organizations={organizations}
        creating={existing === null}
      >
        <TextField
          t={t}
          name="parent"
          label={text.parent}
          hint={text.parentHint}
          value={values.parent}
          error={fieldErrors["parent"]}
          autocomplete="off"
          optional
        />
      </TagForm>
      {existing && (
        <>
          <Members t={t} csrf={csrf} {...existing.members} />
          <Card id="around" title={text.around}>
            <Facts>
              <Fact name={text.below}>
                <Names names={existing.below} none={t.common.none} />
              </Fact>
              <Fact name={text.roles}>
                <Names names={existing.roles} none={text.rolesNone} />
              </Fact>
            </Facts>
          </Card>
        </>
      )}
    </TagFrame>
  );
};
