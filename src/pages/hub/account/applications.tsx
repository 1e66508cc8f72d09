/** The applications that I have allowed to know me. Field: `application` (take the access back); hidden: `csrf`. */
import { ButtonLink } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Empty } from "../../parts/empty.tsx";
import { Fact, Facts } from "../../parts/facts.tsx";
import { Fill } from "../../parts/fill.tsx";
import { Code, Said } from "../../parts/said.tsx";
import { scopeText } from "../../parts/scope.tsx";
import { ApplicationTile } from "../../parts/tile.tsx";
import { Time } from "../../parts/time.tsx";
import { AccountFrame, type AccountPageProps } from "./frame.tsx";

export interface AllowedApplication {
  readonly id: string;
  readonly name: string;
  readonly logo: string | null;
  /** The host of its home page in ASCII, or null. */
  readonly host: string | null;
  /** Where it is opened, or null. */
  readonly openHref: string | null;
  readonly scopes: readonly string[];
  /** Unix seconds. */
  readonly grantedAt: number;
  /** Unix seconds, or null. */
  readonly lastUsedAt: number | null;
}

export interface AccountApplicationsProps extends AccountPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly applications: readonly AllowedApplication[];
  readonly revokeAction: string;
}

type ItemProps = Pick<AccountApplicationsProps, "t" | "csrf" | "now" | "revokeAction"> & {
  readonly application: AllowedApplication;
};

const Application = ({ t, csrf, now, revokeAction, application }: ItemProps) => {
  const text = t.account.applications;
  return (
    <li class="item">
      <div class="item-head">
        <ApplicationTile name={application.name} logo={application.logo} />
        <div class="item-words">
          <h3>
            <Said>{application.name}</Said>
          </h3>
          {application.host !== null && <Code>{application.host}</Code>}
        </div>
        <div class="item-end">
          {application.openHref !== null && (
            <ButtonLink href={application.openHref} label={`${text.open}: ${application.name}`} small>
              {text.open}
            </ButtonLink>
          )}
          <Confirm
            t={t}
            id={`revoke-${application.id}`}
            label={text.revoke}
            fullLabel={`${text.revoke}: ${application.name}`}
            title={<Fill text={text.revokeTitle} values={{ application: <Said>{application.name}</Said> }} />}
            body={text.revokeBody}
            action={revokeAction}
            csrf={csrf}
            hidden={{ application: application.id }}
            small
          />
        </div>
      </div>
      <Facts>
        <Fact name={text.can}>
          <ul class="plain-list">
            {application.scopes.map((scope) => (
              <li>{scopeText(t, scope)}</li>
            ))}
          </ul>
        </Fact>
        <Fact name={text.granted}>
          <Time t={t} at={application.grantedAt} now={now} />
        </Fact>
        <Fact name={text.lastUsed}>
          <Time t={t} at={application.lastUsedAt} now={now} />
        </Fact>
      </Facts>
    </li>
  );
};

export const AccountApplicationsPage = (props: AccountApplicationsProps) => {
  const { t, csrf, now, applications, revokeAction } = props;
  const text = t.account.applications;
  return (
    <AccountFrame page={props} section="applications" title={text.title} lead={text.lead}>
      <Card id="applications" title={text.allowed}>
        {applications.length === 0 ? (
          <Empty icon="applications" title={text.none} hint={text.noneHint} />
        ) : (
          <ul class="items">
            {applications.map((application) => (
              <Application t={t} csrf={csrf} now={now} revokeAction={revokeAction} application={application} />
            ))}
          </ul>
        )}
      </Card>
    </AccountFrame>
  );
};
