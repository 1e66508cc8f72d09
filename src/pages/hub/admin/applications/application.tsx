/**
 * One application: registering it and changing it. Its fields are listed in `application-values.ts`; besides there are each
 * dangerous switch by its own name and, hidden, `csrf` and `template` (at creation only). `type` is a field at creation
 * alone, `enabled` when it is changed. A switch or box that is off sends nothing, a switch that is on `true`.
 */
import { Button, ButtonLink } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { Fill } from "../../../parts/fill.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Said } from "../../../parts/said.tsx";
import { ApplicationTile } from "../../../parts/tile.tsx";
import type { Text } from "../../../text/index.ts";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";
import { RemoveCard } from "../remove-card.tsx";
import { ApplicationCredentials, type ShownCredentials } from "./application-credentials.tsx";
import { GeneralFields, SignInFields, TokenFields } from "./application-fields.tsx";
import { ApplicationFolds } from "./application-folds.tsx";
import { RegistrationCard, type ShownRegistration } from "./application-registration.tsx";
import { type SnippetName, Snippets } from "./application-snippets.tsx";
import type { ApplicationErrors, ApplicationLimits, ApplicationValues } from "./application-values.ts";
import { type DangerousSwitch, DangerousSwitches } from "./dangerous.tsx";
import { TryCard } from "./tokens.tsx";

export type TemplateName = keyof Text["admin"]["application"]["templates"];

export interface AdminApplicationProps extends AdminPageProps {
  /** Null while the application is being created. */
  readonly existing: {
    readonly name: string;
    readonly logo: string | null;
    /** Where its look is changed. */
    readonly lookHref: string;
    /** Where it is shown what its tokens would say, and where a sign-in is tried; null where it can't be. */
    readonly tokensHref: string;
    readonly tryAction: string | null;
    readonly credentials: ShownCredentials;
    readonly rotateAction: string;
    readonly removeAction: string;
    /** Null where it was set up by hand. */
    readonly registration: ShownRegistration | null;
    readonly snippets: readonly { readonly name: SnippetName; readonly code: string }[];
    /** Where it is said what it may do with the API. */
    readonly permissionsHref: string;
  } | null;
  /** Unix seconds. */
  readonly now: number;
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
    <RemoveCard
      t={t}
      csrf={csrf}
      text={text}
      title={<Fill text={text.removeTitle} values={{ application: <Said>{existing.name}</Said> }} />}
      body={text.removeBody}
      action={existing.removeAction}
    />
  );
};

export const AdminApplicationPage = (props: AdminApplicationProps) => {
  const { t, csrf, now, existing, values, fieldErrors, limits, dangerous, template, action } = props;
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
      {existing && (
        <Card
          id="look"
          title={t.look.console.title}
          lead={t.look.console.lead}
          aside={<ButtonLink href={existing.lookHref}>{t.look.console.open}</ButtonLink>}
        />
      )}
      {existing && (
        <TryCard t={t} csrf={csrf} application={{ name: existing.name, href: action, tryAction: existing.tryAction }} />
      )}
      {existing && (
        <Card
          id="tokens-preview"
          title={t.look.tokens.title}
          lead={t.look.tokens.lead}
          aside={<ButtonLink href={existing.tokensHref}>{t.look.tokens.open}</ButtonLink>}
        />
      )}
      {existing && (
        <Card
          id="permissions"
          title={t.console.permissions.title}
          lead={t.console.permissions.cardLead}
          aside={<ButtonLink href={existing.permissionsHref}>{t.console.permissions.open}</ButtonLink>}
        />
      )}
      {existing && <Snippets t={t} snippets={existing.snippets} />}
      {existing?.registration && <RegistrationCard t={t} now={now} registration={existing.registration} />}
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
        <ApplicationFolds {...fields} />
        <DangerousSwitches
          t={t}
          now={now}
          lead={text.dangerLead}
          switches={dangerous}
          error={fieldErrors.dangers}
          creating={creating}
        />
        <div class="form-end">
          <Button kind="primary">{creating ? text.submitCreate : t.common.save}</Button>
        </div>
      </PostForm>
      {existing && <Remove t={t} csrf={csrf} existing={existing} />}
    </AdminFrame>
  );
};
