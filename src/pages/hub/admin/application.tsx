/**
 * One application: registering it and changing it. Fields: `name`, `type` (`confidential`, `public`, `native`; at creation
 * only), `enabled` (editing only), `homepage`, `redirect_uris` (one a line), `grant_types` (repeated), `password_sign_in`,
 * `sign_up`, `consent` (`ask_once`, `always`, `trusted`), `scopes` (repeated), `signing_alg`, `access_token_seconds`,
 * `refresh_token_seconds`, and each dangerous switch by its own name; hidden: `csrf`, `template`
 * (at creation only). A switch or box that is off sends
 * nothing, a switch that is on `true`.
 */
import { Button, ButtonLink } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { Fill } from "../../parts/fill.tsx";
import { PostForm } from "../../parts/form.tsx";
import { Said } from "../../parts/said.tsx";
import { ApplicationTile } from "../../parts/tile.tsx";
import type { Text } from "../../text/index.ts";
import { ApplicationCredentials, type ShownCredentials } from "./application-credentials.tsx";
import {
  type ApplicationErrors,
  type ApplicationLimits,
  type ApplicationValues,
  GeneralFields,
  SignInFields,
  TokenFields,
} from "./application-fields.tsx";
import { type DangerousSwitch, DangerousSwitches } from "./dangerous.tsx";
import { AdminFrame, type AdminPageProps } from "./frame.tsx";

export type TemplateName = keyof Text["admin"]["application"]["templates"];

export interface AdminApplicationProps extends AdminPageProps {
  /** Null while the application is being created. */
  readonly existing: {
    readonly name: string;
    readonly logo: string | null;
    readonly credentials: ShownCredentials;
    readonly rotateAction: string;
    readonly removeAction: string;
  } | null;
  readonly values: ApplicationValues;
  readonly fieldErrors: ApplicationErrors;
  readonly limits: ApplicationLimits;
  /** The switches that this server has, each with its state. */
  readonly dangerous: readonly DangerousSwitch[];
  /** What a new application begins with; field `template`. */
  readonly template?: {
    readonly chosen: TemplateName;
    /** Where the form is shown with another one. */
    readonly hrefs: Readonly<Record<TemplateName, string>>;
  };
  /** Where the form is posted: creates or saves. */
  readonly action: string;
}

const Templates = ({
  t,
  template,
}: Pick<AdminApplicationProps, "t"> & { readonly template: NonNullable<AdminApplicationProps["template"]> }) => {
  const text = t.admin.application;
  return (
    <Card id="template" title={text.template} lead={text.templateHint}>
      <p class="row">
        {(Object.keys(template.hrefs) as TemplateName[]).map((name) => (
          <ButtonLink href={template.hrefs[name]} kind={name === template.chosen ? "primary" : "plain"}>
            {text.templates[name]}
          </ButtonLink>
        ))}
      </p>
    </Card>
  );
};

const Remove = ({
  t,
  csrf,
  existing,
}: Pick<AdminApplicationProps, "t" | "csrf"> & {
  readonly existing: NonNullable<AdminApplicationProps["existing"]>;
}) => {
  const text = t.admin.application;
  return (
    <Card
      id="remove"
      title={text.remove}
      lead={text.removeLead}
      danger
      aside={
        <Confirm
          t={t}
          id="remove-confirm"
          label={text.remove}
          title={<Fill text={text.removeTitle} values={{ application: <Said>{existing.name}</Said> }} />}
          body={text.removeBody}
          action={existing.removeAction}
          csrf={csrf}
        />
      }
    />
  );
};

export const AdminApplicationPage = (props: AdminApplicationProps) => {
  const { t, csrf, existing, values, fieldErrors, limits, dangerous, template, action } = props;
  const text = t.admin.application;
  const creating = existing === null;
  const fields = { t, values, errors: fieldErrors, limits, creating };
  return (
    <AdminFrame
      page={props}
      section="applications"
      title={existing?.name ?? text.createTitle}
      heading={existing ? <Said>{existing.name}</Said> : text.createTitle}
      before={existing && <ApplicationTile name={existing.name} logo={existing.logo} large />}
      below
      copies={!creating}
    >
      {existing && (
        <ApplicationCredentials
          t={t}
          csrf={csrf}
          credentials={existing.credentials}
          rotateAction={existing.rotateAction}
        />
      )}
      {template && <Templates t={t} template={template} />}
      <PostForm action={action} csrf={csrf} class="cards">
        {template && <input type="hidden" name="template" value={template.chosen} />}
        <Card id="general" title={text.general}>
          <GeneralFields {...fields} />
        </Card>
        <Card id="sign-in" title={text.signIn}>
          <SignInFields {...fields} />
        </Card>
        <Card id="tokens" title={text.tokens}>
          <TokenFields {...fields} />
        </Card>
        <DangerousSwitches t={t} lead={text.dangerLead} switches={dangerous} />
        <div class="form-end">
          <Button kind="primary">{creating ? text.submitCreate : t.common.save}</Button>
        </div>
      </PostForm>
      {existing && <Remove t={t} csrf={csrf} existing={existing} />}
    </AdminFrame>
  );
};
