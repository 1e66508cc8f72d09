/** Where somebody is signed in: browsers and API tokens. Ends one (`id`), or all but this one. */
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { Card } from "../parts/card.tsx";
import { PostForm } from "../parts/form.tsx";
import { Said } from "../parts/said.tsx";
import { Time } from "../parts/time.tsx";
import type { Text } from "../text/index.ts";
import type { ProfileActions } from "./profile.tsx";

export interface SessionRow {
  readonly id: string;
  readonly kind: "cookie" | "token";
  readonly isThis: boolean;
  /** Of the request that began it. */
  readonly address: string;
  readonly userAgent: string;
  /** Unix seconds. */
  readonly createdAt: number;
}

interface SessionsProps {
  readonly t: Text;
  readonly csrf: string;
  readonly now: number;
  readonly sessions: readonly SessionRow[];
  readonly actions: ProfileActions;
}

export const Sessions = ({ t, csrf, now, sessions, actions }: SessionsProps) => {
  const text = t.files.sessions;
  return (
    <Card id="sessions" title={text.title} lead={text.lead}>
      <ul class="items">
        {sessions.map(({ id, kind, isThis, address, userAgent, createdAt }) => (
          <li class="item">
            <div class="item-head">
              <div class="item-words">
                <p>{kind === "cookie" ? text.browser : text.token}</p>
                <p class="small muted">
                  <Said>{address}</Said> · <Time t={t} at={createdAt} now={now} />
                </p>
                {userAgent !== "" && (
                  <p class="small muted">
                    <Said>{userAgent}</Said>
                  </p>
                )}
              </div>
              <span class="item-end">
                {isThis ? (
                  <Badge kind="good">{text.current}</Badge>
                ) : (
                  <PostForm action={actions.endSession} csrf={csrf} hidden={{ id }}>
                    <Button small label={`${text.end}: ${address}`}>
                      {text.end}
                    </Button>
                  </PostForm>
                )}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <PostForm action={actions.endOthers} csrf={csrf}>
          <Button>{text.endOthers}</Button>
        </PostForm>
      )}
    </Card>
  );
};
