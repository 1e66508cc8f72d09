/**
 * The groups and roles of one person, on their page of the console: each with a button that takes them out (hidden `group` or
 * `role`) where they are in it themselves, and a form that puts them into another (field `group` or `role`).
 */
import { Badge } from "../../../parts/badge.tsx";
import { Button } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { type Choice, SelectField } from "../../../parts/field.tsx";
import { Fill } from "../../../parts/fill.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { safeHref } from "../../../parts/href.ts";
import { Code, Said } from "../../../parts/said.tsx";
import type { Text } from "../../../text/index.ts";

export interface UserMembership {
  readonly id: string;
  readonly name: string;
  /** By itself, and not only through a group. */
  readonly direct: boolean;
  /** The application whose role it is. */
  readonly application: string | null;
  readonly href: string;
}

/** Of groups, or of roles. */
export interface HeldMemberships {
  readonly held: readonly UserMembership[];
  /** What else there is in the person's organization, as far as it fits into a list. */
  readonly others: readonly Choice[];
  readonly addAction: string;
  readonly takeAction: string;
}

export interface UserMembershipsProps {
  readonly t: Text;
  readonly csrf: string;
  readonly groups: HeldMemberships;
  readonly roles: HeldMemberships;
}

interface KindProps extends Pick<UserMembershipsProps, "t" | "csrf"> {
  readonly kind: "group" | "role";
  readonly of: HeldMemberships;
}

const Others = ({ t, csrf, kind, of: { others, addAction } }: KindProps) => {
  const text = t.admin.memberships.user;
  if (others.length === 0) return null;
  return (
    <PostForm action={addAction} csrf={csrf} class="stack">
      <SelectField
        t={t}
        name={kind}
        label={text.another[kind]}
        value=""
        choices={[{ value: "", label: text.choose }, ...others]}
      />
      <div class="row">
        <Button icon="plus">{text.add[kind]}</Button>
      </div>
    </PostForm>
  );
};

const List = ({ t, csrf, kind, of: { held, takeAction } }: KindProps) => {
  const text = t.admin.memberships.user;
  if (held.length === 0) return <span class="muted">{text.none}</span>;
  return (
    <ul class="plain-list">
      {held.map(({ id, name, direct, application, href }) => (
        <li class="row row-near">
          <a href={safeHref(href)}>
            <Code>{name}</Code>
          </a>
          {application !== null && (
            <span class="small muted">
              <Fill text={text.ofApplication} values={{ application: <Said>{application}</Said> }} />
            </span>
          )}
          {direct ? (
            <PostForm action={takeAction} csrf={csrf} hidden={{ [kind]: id }}>
              <Button small label={text.takeFull(name)}>
                {text.take}
              </Button>
            </PostForm>
          ) : (
            <Badge kind="muted">{text.through}</Badge>
          )}
        </li>
      ))}
    </ul>
  );
};

export const UserMemberships = ({ t, csrf, groups, roles }: UserMembershipsProps) => {
  const text = t.admin.memberships.user;
  return (
    <Card id="memberships" title={text.title}>
      <Facts>
        <Fact name={text.groups}>
          <List t={t} csrf={csrf} kind="group" of={groups} />
        </Fact>
        <Fact name={text.roles}>
          <List t={t} csrf={csrf} kind="role" of={roles} />
        </Fact>
      </Facts>
      <Others t={t} csrf={csrf} kind="group" of={groups} />
      <Others t={t} csrf={csrf} kind="role" of={roles} />
    </Card>
  );
};
