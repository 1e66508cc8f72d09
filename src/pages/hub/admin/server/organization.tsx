/**
 * One organization: making and changing it. Fields: `name` (at creation only), `display_name`, `default_locale`,
 * `require_second_factor` and each switch by its own name; to put somebody into it `join_kind` and `join_what`.
 */
import { EnabledBadge } from "../../../parts/badge.tsx";
import { Button, ButtonLink } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { OneOf, Switch } from "../../../parts/choice.tsx";
import { Confirm } from "../../../parts/confirm.tsx";
import { Fact, Facts } from "../../../parts/facts.tsx";
import { type FieldErrors, SelectField, TextField } from "../../../parts/field.tsx";
import { Fill } from "../../../parts/fill.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Code, Said } from "../../../parts/said.tsx";
import { AdminFrame, type AdminPageProps } from "../frame.tsx";
import type { SecondFactorPolicy } from "../people/users.tsx";
import { type Counted, countText } from "./organizations.tsx";

export interface OrganizationValues {
  readonly name: string;
  readonly display_name: string;
  /** Empty for none. */
  readonly default_locale: string;
  readonly require_second_factor: SecondFactorPolicy;
  /** Each switch by its code (`console.organizations.flags`) and the field that it is. */
  readonly flags: readonly { readonly code: string; readonly field: string; readonly on: boolean }[];
  readonly join_kind: "person" | "application";
  readonly join_what: string;
}

export type OrganizationField = Exclude<keyof OrganizationValues, "flags">;

export interface AdminOrganizationProps extends AdminPageProps {
  /** Null while it is being made. */
  readonly existing: {
    readonly name: string;
    readonly displayName: string;
    readonly people: Counted;
    readonly applications: Counted;
    readonly enabled: boolean;
    /** The server is at home in it. */
    readonly first: boolean;
    readonly joinAction: string;
    readonly disableAction: string;
    readonly enableAction: string;
    readonly registrationHref: string;
  } | null;
  readonly values: OrganizationValues;
  readonly fieldErrors: FieldErrors<OrganizationField>;
  readonly action: string;
}

type Existing = NonNullable<AdminOrganizationProps["existing"]>;

const General = ({ t, csrf, existing, values, fieldErrors, action }: AdminOrganizationProps) => {
  const text = t.console.organizations;
  const { policies, policyHints } = t.admin.users;
  return (
    <Card id="general" title={text.general}>
      <PostForm action={action} csrf={csrf} class="stack">
        {existing === null && (
          <TextField
            t={t}
            name="name"
            label={text.name}
            hint={text.nameHint}
            value={values.name}
            error={fieldErrors.name}
            autocomplete="off"
          />
        )}
        <TextField
          t={t}
          name="display_name"
          label={text.displayName}
          value={values.display_name}
          error={fieldErrors.display_name}
          autocomplete="off"
          prose
        />
        <SelectField
          t={t}
          name="default_locale"
          label={text.locale}
          hint={text.localeHint}
          value={values.default_locale}
          error={fieldErrors.default_locale}
          choices={[...new Set([...Object.keys(text.locales), values.default_locale])].map((value) => ({
            value,
            label: text.locales[value] ?? value,
          }))}
        />
        <OneOf
          t={t}
          legend={text.secondFactor}
          name="require_second_factor"
          value={values.require_second_factor}
          choices={(Object.keys(policies) as SecondFactorPolicy[]).map((value) => ({
            value,
            label: policies[value],
            hint: policyHints[value],
          }))}
          error={fieldErrors.require_second_factor}
        />
        {values.flags.map(({ code, field, on }) => (
          <Switch name={field} label={text.flags[code] ?? code} hint={text.flagHints[code] ?? ""} on={on} />
        ))}
        <div class="form-end">
          <Button kind="primary">{existing === null ? text.submitCreate : t.common.save}</Button>
        </div>
      </PostForm>
    </Card>
  );
};

const Join = (props: AdminOrganizationProps & { readonly existing: Existing }) => {
  const { t, csrf, existing, values, fieldErrors } = props;
  const text = t.console.organizations;
  return (
    <Card id="join" title={text.join} lead={text.joinLead}>
      <PostForm action={existing.joinAction} csrf={csrf} class="stack">
        <OneOf
          t={t}
          legend={text.joinKind}
          name="join_kind"
          value={values.join_kind}
          choices={(["person", "application"] as const).map((value) => ({ value, label: text.joinKinds[value] }))}
          error={fieldErrors.join_kind}
        />
        <TextField
          t={t}
          name="join_what"
          label={text.joinWhat}
          hint={text.joinWhatHint}
          value={values.join_what}
          error={fieldErrors.join_what}
          autocomplete="off"
        />
        <div class="form-end">
          <Button>{text.joinSubmit}</Button>
        </div>
      </PostForm>
    </Card>
  );
};

const OnOff = ({ t, csrf, existing }: AdminOrganizationProps & { readonly existing: Existing }) => {
  const text = t.console.organizations;
  if (existing.first) return null;
  if (!existing.enabled)
    return (
      <Card
        id="switch"
        title={text.enable}
        lead={text.enableLead}
        aside={
          <PostForm action={existing.enableAction} csrf={csrf}>
            <Button>{text.enable}</Button>
          </PostForm>
        }
      />
    );
  return (
    <Card
      id="switch"
      title={text.disable}
      lead={text.disableLead}
      danger
      aside={
        <Confirm
          t={t}
          id="disable"
          label={text.disable}
          title={<Fill text={text.disableTitle} values={{ organization: <Said>{existing.displayName}</Said> }} />}
          body={text.disableBody}
          action={existing.disableAction}
          csrf={csrf}
        />
      }
    />
  );
};

export const AdminOrganizationPage = (props: AdminOrganizationProps) => {
  const { t, existing } = props;
  const text = t.console.organizations;
  return (
    <AdminFrame
      page={props}
      section="organizations"
      title={existing?.displayName ?? text.create}
      heading={existing ? <Said>{existing.displayName}</Said> : text.create}
      lead={existing?.first ? text.first : undefined}
      below
    >
      {existing && (
        <Card id="counts" title={t.admin.overview.counts}>
          <Facts>
            <Fact name={text.name}>
              <Code>{existing.name}</Code>
            </Fact>
            <Fact name={text.status}>
              <EnabledBadge t={t} enabled={existing.enabled} />
            </Fact>
            <Fact name={text.people}>{countText(t, existing.people)}</Fact>
            <Fact name={text.applications}>{countText(t, existing.applications)}</Fact>
          </Facts>
        </Card>
      )}
      <General {...props} />
      {existing && (
        <Card
          id="registration"
          title={text.registration}
          lead={text.registrationLead}
          aside={<ButtonLink href={existing.registrationHref}>{text.registrationOpen}</ButtonLink>}
        />
      )}
      {existing && <Join {...props} existing={existing} />}
      {existing && <OnOff {...props} existing={existing} />}
    </AdminFrame>
  );
};
