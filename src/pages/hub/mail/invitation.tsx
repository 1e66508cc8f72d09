/** What the link of an invitation opens: whose account it is, and a button (hidden `csrf`, `link`). */
import type { PageProps } from "../../layout.tsx";
import { Button } from "../../parts/button.tsx";
import { DoorFrame, DoorTitle, LookTile } from "../../parts/door-frame.tsx";
import { Fill } from "../../parts/fill.tsx";
import { PostForm } from "../../parts/form.tsx";
import { Named } from "../../parts/said.tsx";

export interface InvitationProps extends PageProps {
  readonly username: string;
  readonly action: string;
  readonly csrf: string;
  readonly hidden: Readonly<Record<string, string | null>>;
}

export const InvitationPage = ({ t, assets, username, action, csrf, hidden }: InvitationProps) => {
  const text = t.mail.invitation;
  return (
    <DoorFrame t={t} assets={assets} title={text.title}>
      <DoorTitle
        title={text.title}
        lead={<Fill text={text.lead} values={{ username: <Named>{username}</Named> }} />}
        above={<LookTile assets={assets} />}
      />
      <PostForm action={action} csrf={csrf} hidden={hidden} class="stack">
        <Button kind="primary" wide>
          {text.submit}
        </Button>
      </PostForm>
    </DoorFrame>
  );
};
