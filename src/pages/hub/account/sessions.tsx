/**
 * Where I am signed in, and how I end it. Fields: `session` (one session) or none (all others); hidden: `csrf`.
 */
import { Badge } from "../../parts/badge.tsx";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { describeDevice, deviceIcon, deviceName } from "../../parts/device.tsx";
import { Fact, Facts } from "../../parts/facts.tsx";
import { PostForm } from "../../parts/form.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Code } from "../../parts/said.tsx";
import { Time } from "../../parts/time.tsx";
import { Way } from "../../parts/way.tsx";
import { AccountFrame, type AccountPageProps } from "./frame.tsx";

export interface SessionRow {
  readonly id: string;
  /** The `User-Agent` header of the sign-in. */
  readonly userAgent: string | null;
  readonly ip: string | null;
  /** By which way its person came in, as the audit log has it; empty where that is not known. */
  readonly way: string;
  /** Unix seconds. */
  readonly startedAt: number;
  /** Unix seconds. */
  readonly lastSeenAt: number;
  /** The session that this page is shown in. */
  readonly current: boolean;
}

export interface AccountSessionsProps extends AccountPageProps {
  /** Unix seconds. */
  readonly now: number;
  readonly sessions: readonly SessionRow[];
  readonly endAction: string;
  readonly endOthersAction: string;
}

type ItemProps = Pick<AccountSessionsProps, "t" | "csrf" | "now" | "endAction"> & { readonly session: SessionRow };

const Session = ({ t, csrf, now, endAction, session }: ItemProps) => {
  const text = t.account.sessions;
  const device = describeDevice(session.userAgent);
  const name = deviceName(t, device);
  return (
    <li class="item">
      <div class="item-head">
        <span class="item-icon">
          <Icon name={deviceIcon(device)} />
        </span>
        <h3>{name}</h3>
        {session.current && <Badge kind="good">{text.current}</Badge>}
        {!session.current && (
          <div class="item-end">
            <PostForm action={endAction} csrf={csrf}>
              <Button name="session" value={session.id} small label={`${text.end}: ${name}`}>
                {text.end}
              </Button>
            </PostForm>
          </div>
        )}
      </div>
      <Facts>
        <Fact name={text.lastSeen}>
          <Time t={t} at={session.lastSeenAt} now={now} />
        </Fact>
        <Fact name={text.started}>
          <Time t={t} at={session.startedAt} now={now} />
        </Fact>
        {session.way !== "" && (
          <Fact name={text.way}>
            <Way t={t} way={session.way} />
          </Fact>
        )}
        <Fact name={text.address}>{session.ip === null ? t.common.unknown : <Code>{session.ip}</Code>}</Fact>
      </Facts>
    </li>
  );
};

export const AccountSessionsPage = (props: AccountSessionsProps) => {
  const { t, csrf, now, sessions, endAction, endOthersAction } = props;
  const text = t.account.sessions;
  const others = sessions.filter((session) => !session.current).length;
  return (
    <AccountFrame page={props} section="sessions" title={text.title} lead={text.lead}>
      <Card
        id="sessions"
        title={text.open}
        lead={others === 0 ? text.only : undefined}
        aside={
          others > 0 && (
            <Confirm
              t={t}
              id="end-others"
              label={text.endOthers}
              title={text.endOthersTitle}
              body={text.endOthersBody}
              action={endOthersAction}
              csrf={csrf}
              small
            />
          )
        }
      >
        <ul class="items">
          {sessions.map((session) => (
            <Session t={t} csrf={csrf} now={now} endAction={endAction} session={session} />
          ))}
        </ul>
      </Card>
    </AccountFrame>
  );
};
