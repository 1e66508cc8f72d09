/**
 * The client id and secret of an application (RFC 6749, section 2.3.1). A new secret is shown once, on the answer to
 * the form that made it, and never again: the server keeps only its hash.
 */
import { Card } from "../../../parts/card.tsx";
import { Confirm } from "../../../parts/confirm.tsx";
import { Copyable } from "../../../parts/copyable.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { Notice } from "../../../parts/notice.tsx";
import type { Text } from "../../../text/index.ts";

export interface ShownCredentials {
  readonly clientId: string;
  /** `none` for a public application; `kept` when there is one that cannot be shown; the new secret itself, once. */
  readonly secret: "none" | "kept" | { readonly shownOnce: string };
}

interface ApplicationCredentialsProps {
  readonly t: Text;
  readonly csrf: string;
  readonly credentials: ShownCredentials;
  readonly rotateAction: string;
}

const Secret = ({ t, secret }: { readonly t: Text; readonly secret: ShownCredentials["secret"] }) => {
  const text = t.admin.application;
  if (secret === "none") return <span class="muted">{text.publicNoSecret}</span>;
  if (secret === "kept") return <span class="muted">{text.secretKept}</span>;
  return <Copyable t={t} id="client-secret" name={text.clientSecret} value={secret.shownOnce} />;
};

export const ApplicationCredentials = ({ t, csrf, credentials, rotateAction }: ApplicationCredentialsProps) => {
  const text = t.admin.application;
  const { clientId, secret } = credentials;
  return (
    <Card
      id="credentials"
      title={text.credentials}
      aside={
        secret !== "none" && (
          <Confirm
            t={t}
            id="rotate-confirm"
            label={text.rotate}
            title={text.rotateTitle}
            body={text.rotateBody}
            action={rotateAction}
            csrf={csrf}
            small
          />
        )
      }
    >
      {typeof secret === "object" && (
        <Notice kind="warning" title={text.secretOnceTitle}>
          {text.secretOnce}
        </Notice>
      )}
      <Facts>
        <Fact name={text.clientId}>
          <Copyable t={t} id="client-id" name={text.clientId} value={clientId} />
        </Fact>
        <Fact name={text.clientSecret}>
          <Secret t={t} secret={secret} />
        </Fact>
      </Facts>
    </Card>
  );
};
