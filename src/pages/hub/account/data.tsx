/** My data: taken along, or deleted with the account. Field: `username` (typed, to delete); hidden: `csrf`. */
import type { PageProps } from "../../layout.tsx";
import { Button } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { DoorFrame, DoorTitle } from "../../parts/door-frame.tsx";
import { type FieldError, TextField } from "../../parts/field.tsx";
import { PostForm } from "../../parts/form.tsx";
import { Icon } from "../../parts/icon.tsx";
import { AccountFrame, type AccountPageProps } from "./frame.tsx";

export interface AccountDataProps extends AccountPageProps {
  readonly username: string;
  readonly downloadAction: string;
  /** `null` where the organization does not let its people do it. */
  readonly deleteAction: string | null;
  /** What is wrong with the username that was typed. */
  readonly fault?: FieldError | undefined;
}

const Words = ({ title, words }: { readonly title: string; readonly words: readonly string[] }) => (
  <div>
    <h3>{title}</h3>
    <ul class="plain-list dotted">
      {words.map((each) => (
        <li>{each}</li>
      ))}
    </ul>
  </div>
);

export const AccountDataPage = (props: AccountDataProps) => {
  const { t, csrf, username, downloadAction, deleteAction, fault } = props;
  const text = t.account.data;
  return (
    <AccountFrame page={props} section="data" title={text.title} lead={text.lead}>
      <Card id="download" title={text.download} lead={text.downloadLead}>
        <PostForm action={downloadAction} csrf={csrf}>
          <Button kind="plain">{text.downloadSubmit}</Button>
        </PostForm>
      </Card>
      <Card id="delete" title={text.delete} lead={deleteAction === null ? text.deleteOff : text.deleteLead} danger>
        {deleteAction !== null && (
          <div class="stack">
            <Words title={text.goes} words={text.whatGoes} />
            <Words title={text.stays} words={text.whatStays} />
            <PostForm action={deleteAction} csrf={csrf} class="stack">
              <TextField
                t={t}
                name="username"
                label={text.type}
                hint={text.typeHint(username)}
                error={fault}
                autocomplete="off"
              />
              <Button kind="danger">{text.deleteSubmit}</Button>
            </PostForm>
          </div>
        )}
      </Card>
    </AccountFrame>
  );
};

export interface AccountDeletedProps extends PageProps {
  /** Addresses of applications that sign the person out when they are loaded here (OpenID Connect Front-Channel Logout, 3). */
  readonly frames: readonly string[];
}

/** What is said when there is no account any more. */
export const AccountDeletedPage = ({ t, assets, frames }: AccountDeletedProps) => (
  <DoorFrame t={t} assets={assets} title={t.account.data.deletedTitle}>
    <DoorTitle
      title={t.account.data.deletedTitle}
      lead={t.account.data.deletedLead}
      above={
        <span class="badge-round">
          <Icon name="check" />
        </span>
      }
    />
    {frames.map((src) => (
      <iframe src={src} title={t.signOut.frame} sandbox="allow-scripts allow-same-origin allow-forms" hidden></iframe>
    ))}
  </DoorFrame>
);
