/** The groups and roles of one person, on their page of the console. */
import { Badge } from "../../../parts/badge.tsx";
import { Card } from "../../../parts/card.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Fill } from "../../../parts/fill.tsx";
import { safeHref } from "../../../parts/href.ts";
import { Code, Said } from "../../../parts/said.tsx";
import type { Text } from "../../../text/index.ts";

export interface UserMembership {
  readonly name: string;
  /** By itself, and not only through a group. */
  readonly direct: boolean;
  /** The application whose role it is. */
  readonly application: string | null;
  readonly href: string;
}

export interface UserMembershipsProps {
  readonly t: Text;
  readonly groups: readonly UserMembership[];
  readonly roles: readonly UserMembership[];
}

const List = ({ t, held }: { readonly t: Text; readonly held: readonly UserMembership[] }) => {
  const text = t.admin.memberships.user;
  if (held.length === 0) return <span class="muted">{text.none}</span>;
  return (
    <ul class="plain-list">
      {held.map(({ name, direct, application, href }) => (
        <li class="row row-near">
          <a href={safeHref(href)}>
            <Code>{name}</Code>
          </a>
          {application !== null && (
            <span class="small muted">
              <Fill text={text.ofApplication} values={{ application: <Said>{application}</Said> }} />
            </span>
          )}
          {!direct && <Badge kind="muted">{text.through}</Badge>}
        </li>
      ))}
    </ul>
  );
};

export const UserMemberships = ({ t, groups, roles }: UserMembershipsProps) => {
  const text = t.admin.memberships.user;
  return (
    <Card id="memberships" title={text.title}>
      <Facts>
        <Fact name={text.groups}>
          <List t={t} held={groups} />
        </Fact>
        <Fact name={text.roles}>
          <List t={t} held={roles} />
        </Fact>
      </Facts>
    </Card>
  );
};
