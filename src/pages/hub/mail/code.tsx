/**
 * The code from a letter, typed in (fields `code`; hidden `csrf`, `proof` and where the person is on the way to), and what its link
 * opens: a button in the browser that asked (hidden `link`), the code itself in any other. Opening a link changes nothing, because
 * mail programs open links by themselves.
 */
import type { PageProps } from "../../layout.tsx";
import { Button } from "../../parts/button.tsx";
import { DoorFrame, DoorTitle, LookTile } from "../../parts/door-frame.tsx";
import { TextField } from "../../parts/field.tsx";
import { Fill } from "../../parts/fill.tsx";
import { PostForm } from "../../parts/form.tsx";
import { safeHref } from "../../parts/href.ts";
import { FormError, formErrorId, Notice } from "../../parts/notice.tsx";
import { Code, Named } from "../../parts/said.tsx";
import type { Text } from "../../text/index.ts";
import type { MailError } from "./ask.tsx";

export type MailPurpose = keyof Text["mail"]["code"]["leads"];

interface PurposeProps extends PageProps {
  readonly purpose: MailPurpose;
  /** Shown only where it is the person's own to see: at the proof of an address. */
  readonly address: string | null;
  readonly action: string;
  readonly csrf: string;
  readonly hidden: Readonly<Record<string, string | null>>;
}

export interface MailCodeProps extends PurposeProps {
  readonly error: MailError | null;
  readonly againHref: string;
}

const Lead = ({ text, address }: { readonly text: string; readonly address: string | null }) => (
  <Fill text={text} values={address === null ? {} : { address: <Named>{address}</Named> }} />
);

export const MailCodePage = (props: MailCodeProps) => {
  const { t, assets, purpose, address, error, againHref, action, csrf, hidden } = props;
  const text = t.mail.code;
  return (
    <DoorFrame
      t={t}
      assets={assets}
      title={text.titles[purpose]}
      failed={error !== null}
      below={
        <p>
          <a href={safeHref(againHref)}>{text.again}</a>
        </p>
      }
    >
      <DoorTitle
        title={text.titles[purpose]}
        lead={<Lead text={text.leads[purpose]} address={address} />}
        above={<LookTile assets={assets} />}
      />
      <FormError text={error && text.errors[error]} />
      <PostForm action={action} csrf={csrf} hidden={hidden} class="stack">
        <TextField
          t={t}
          name="code"
          label={text.field}
          hint={text.hint}
          autocomplete="one-time-code"
          inputmode="numeric"
          describedBy={error === null ? undefined : formErrorId}
        />
        <Button kind="primary" wide>
          {text.submit}
        </Button>
      </PostForm>
    </DoorFrame>
  );
};

/** The link, in the browser that asked. */
export const MailOpenPage = ({ t, assets, purpose, address, action, csrf, hidden }: PurposeProps) => {
  const text = t.mail.open;
  return (
    <DoorFrame t={t} assets={assets} title={text.titles[purpose]}>
      <DoorTitle title={text.titles[purpose]} lead={<Lead text={text.leads[purpose]} address={address} />} />
      <PostForm action={action} csrf={csrf} hidden={hidden} class="stack">
        <Button kind="primary" wide>
          {text.submits[purpose]}
        </Button>
      </PostForm>
    </DoorFrame>
  );
};

export interface MailElsewhereProps extends PageProps {
  readonly code: string;
}

/** The link, in any other browser. */
export const MailElsewherePage = ({ t, assets, code }: MailElsewhereProps) => (
  <DoorFrame t={t} assets={assets} title={t.mail.open.otherTitle}>
    <DoorTitle title={t.mail.open.otherTitle} lead={t.mail.open.otherLead} />
    <p class="mail-code">
      <Code>{code}</Code>
    </p>
    <Notice kind="warning">{t.mail.open.otherWarning}</Notice>
  </DoorFrame>
);
