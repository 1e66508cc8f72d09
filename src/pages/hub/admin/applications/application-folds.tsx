/**
 * The settings of an application that few need: each group is folded, and open where something in it is wrong. Names and
 * what each may hold are in `application-values.ts`.
 */
import type { Child } from "hono/jsx";
import { OneOf, SomeOf, Switch } from "../../../parts/choice.tsx";
import { SelectField, TextArea, TextField } from "../../../parts/field.tsx";
import { Fold } from "../fold.tsx";
import { type ApplicationValues, choicesOf, type FieldGroupProps } from "./application-values.ts";

type Name = keyof ApplicationValues;

type LineName = { [N in Name]: ApplicationValues[N] extends string ? N : never }[Name];

const linesOf = (text: string): number => Math.min(8, Math.max(2, text.split("\n").length + 1));

/** Several lines, one thing on each. */
const Lines = ({
  t,
  values,
  errors,
  name,
  label,
  hint,
}: FieldGroupProps & { readonly name: LineName; readonly label: string; readonly hint: string }) => (
  <TextArea
    t={t}
    name={name}
    label={label}
    hint={hint}
    value={values[name]}
    error={errors[name]}
    rows={linesOf(values[name])}
    optional
  />
);

const Address = ({
  t,
  values,
  errors,
  name,
  label,
  hint,
}: FieldGroupProps & { readonly name: LineName; readonly label: string; readonly hint: string }) => (
  <TextField
    t={t}
    name={name}
    type="url"
    label={label}
    hint={hint}
    value={values[name]}
    error={errors[name]}
    autocomplete="off"
    optional
  />
);

interface GroupProps {
  readonly group: FieldGroupProps;
  readonly id: string;
  readonly title: string;
  readonly lead: string;
  readonly names: readonly Name[];
  /** Whatever it holds is to be seen. */
  readonly open?: boolean;
  readonly children: Child;
}

const Group = ({ group, id, title, lead, names, open = false, children }: GroupProps) => (
  <Fold id={id} title={title} lead={lead} open={open || names.some((name) => group.errors[name] !== undefined)}>
    <div class="stack">{children}</div>
  </Fold>
);

const Proof = (props: FieldGroupProps) => {
  const { t, values, errors, creating } = props;
  const text = t.admin.application;
  return (
    <Group
      group={props}
      id="proof"
      title={text.proof}
      lead={text.proofLead}
      names={["response_types", "auth_method", "jwks", "jwks_uri", "default_max_age"]}
    >
      {(creating || values.type === "confidential") && (
        <OneOf
          t={t}
          legend={text.authMethod}
          name="auth_method"
          choices={choicesOf(text.authMethods, text.authMethodHints)}
          value={values.auth_method}
          error={errors.auth_method}
        />
      )}
      <Lines {...props} name="jwks" label={text.jwks} hint={text.jwksHint} />
      <Address {...props} name="jwks_uri" label={text.jwksUri} hint={text.jwksUriHint} />
      <Switch
        name="require_pushed_requests"
        label={text.pushed}
        hint={text.pushedHint}
        on={values.require_pushed_requests}
      />
      <Switch name="require_dpop" label={text.dpop} hint={text.dpopHint} on={values.require_dpop} />
      <SomeOf
        t={t}
        legend={text.responseTypes}
        name="response_types"
        choices={choicesOf(text.responses)}
        values={values.response_types}
        error={errors.response_types}
      />
      <TextField
        t={t}
        name="default_max_age"
        type="number"
        label={text.maxAge}
        hint={text.maxAgeHint}
        unit={t.common.seconds}
        value={values.default_max_age}
        error={errors.default_max_age}
        autocomplete="off"
        min={0}
        optional
      />
    </Group>
  );
};

const Reach = (props: FieldGroupProps) => {
  const text = props.t.admin.application;
  return (
    <Group
      group={props}
      id="reach"
      title={text.reach}
      lead={text.reachLead}
      names={["custom_scopes", "resources", "exchange_from", "exchange_audiences"]}
    >
      <Lines {...props} name="custom_scopes" label={text.customScopes} hint={text.customScopesHint} />
      <Lines {...props} name="resources" label={text.resources} hint={text.resourcesHint} />
      <Lines {...props} name="exchange_from" label={text.exchangeFrom} hint={text.exchangeFromHint} />
      <Lines {...props} name="exchange_audiences" label={text.exchangeAudiences} hint={text.exchangeAudiencesHint} />
    </Group>
  );
};

const Who = (props: FieldGroupProps) => {
  const text = props.t.admin.application;
  return (
    <Group
      group={props}
      id="who"
      title={text.who}
      lead={text.whoLead}
      names={["required_groups", "required_roles"]}
      open={props.values.required_groups !== "" || props.values.required_roles !== ""}
    >
      <Lines {...props} name="required_groups" label={text.requiredGroups} hint={text.requiredGroupsHint} />
      <Lines {...props} name="required_roles" label={text.requiredRoles} hint={text.requiredRolesHint} />
    </Group>
  );
};

const Claims = (props: FieldGroupProps) => {
  const { t, values, errors, limits } = props;
  const text = t.admin.application;
  return (
    <Group
      group={props}
      id="claims"
      title={text.claims}
      lead={text.claimsLead}
      names={["token_format", "token_fields", "subject_type", "sector_identifier", "userinfo_signing_alg"]}
    >
      <OneOf
        t={t}
        legend={text.tokenFormat}
        name="token_format"
        choices={choicesOf(text.formats, text.formatHints)}
        value={values.token_format}
        error={errors.token_format}
      />
      <Lines {...props} name="token_fields" label={text.tokenFields} hint={text.tokenFieldsHint} />
      <OneOf
        t={t}
        legend={text.subjectType}
        name="subject_type"
        choices={choicesOf(text.subjects, text.subjectHints)}
        value={values.subject_type}
        error={errors.subject_type}
      />
      <TextField
        t={t}
        name="sector_identifier"
        label={text.sector}
        hint={text.sectorHint}
        value={values.sector_identifier}
        error={errors.sector_identifier}
        autocomplete="off"
        optional
      />
      <SelectField
        t={t}
        name="userinfo_signing_alg"
        label={text.userinfoAlg}
        hint={text.userinfoAlgHint}
        choices={[
          { value: "", label: t.common.none },
          ...limits.signingAlgs.map((alg) => ({ value: alg, label: alg })),
        ]}
        value={values.userinfo_signing_alg}
        error={errors.userinfo_signing_alg}
      />
    </Group>
  );
};

const LogOut = (props: FieldGroupProps) => {
  const { t, values } = props;
  const text = t.admin.application;
  return (
    <Group
      group={props}
      id="log-out"
      title={text.logOut}
      lead={text.logOutLead}
      names={["post_logout_redirect_uris", "backchannel_logout_uri", "frontchannel_logout_uri", "initiate_login_uri"]}
    >
      <Lines {...props} name="post_logout_redirect_uris" label={text.postLogout} hint={text.postLogoutHint} />
      <Address {...props} name="backchannel_logout_uri" label={text.backchannel} hint={text.backchannelHint} />
      <Switch
        name="backchannel_logout_session_required"
        label={text.backchannelSession}
        on={values.backchannel_logout_session_required}
      />
      <Address {...props} name="frontchannel_logout_uri" label={text.frontchannel} hint={text.frontchannelHint} />
      <Switch
        name="frontchannel_logout_session_required"
        label={text.frontchannelSession}
        on={values.frontchannel_logout_session_required}
      />
      <Address {...props} name="initiate_login_uri" label={text.initiateLogin} hint={text.initiateLoginHint} />
    </Group>
  );
};

export const ApplicationFolds = (props: FieldGroupProps) => (
  <>
    <Who {...props} />
    <Proof {...props} />
    <Reach {...props} />
    <Claims {...props} />
    <LogOut {...props} />
  </>
);
