/** Somebody is signed in, and the application that sent them is not open to them. Hidden: `csrf`, `flow`. */
import type { PageProps } from "../layout.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { Named, Said } from "../parts/said.tsx";
import { ApplicationTile } from "../parts/tile.tsx";

export interface NotAdmittedProps extends PageProps {
  readonly application: { readonly name: string; readonly logo: string | null };
  readonly displayName: string;
  /** Where somebody else signs in instead. */
  readonly switchHref: string;
  readonly action: string;
  readonly csrf: string;
  /** What the form carries unseen: the waiting request. */
  readonly hidden: Readonly<Record<string, string | null>>;
}

export const NotAdmittedPage = (props: NotAdmittedProps) => {
  const { t, assets, application, displayName, switchHref, action, csrf, hidden } = props;
  const text = t.notAdmitted;
  return (
    <DoorFrame t={t} assets={assets} title={text.titlePlain(application.name)} failed>
      <DoorTitle
        title={<Fill text={text.title} values={{ application: <Said>{application.name}</Said> }} />}
        above={<ApplicationTile name={application.name} logo={application.logo} large />}
        lead={<Fill text={text.lead} values={{ person: <Named>{displayName}</Named> }} />}
      />
      <p>{text.next}</p>
      <PostForm action={action} csrf={csrf} hidden={hidden} class="stack">
        <ButtonLink href={switchHref} wide>
          {text.switchAccount}
        </ButtonLink>
        <Button kind="primary" wide>
          {text.back}
        </Button>
      </PostForm>
    </DoorFrame>
  );
};
