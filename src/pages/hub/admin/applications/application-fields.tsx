/** The fields of an application's form that most need, in three groups; the rest is in `application-folds.tsx`. */
import { OneOf, SomeOf, Switch } from "../../../parts/choice.tsx";
import { SelectField, TextArea, TextField } from "../../../parts/field.tsx";
import { choicesOf, type FieldGroupProps } from "./application-values.ts";

export const GeneralFields = ({ t, values, errors, creating }: FieldGroupProps) => {
  const text = t.admin.application;
  return (
    <div class="stack">
      <TextField
        t={t}
        name="name"
        label={text.name}
        hint={text.nameHint}
        value={values.name}
        error={errors.name}
        autocomplete="off"
        prose
      />
      {creating ? (
        <OneOf
          t={t}
          legend={text.type}
          name="type"
          choices={choicesOf(text.types, text.typeHints)}
          value={values.type}
          error={errors.type}
        />
      ) : (
        <>
          <p>
            <strong>{text.types[values.type]}.</strong> {text.typeHints[values.type]}{" "}
            <span class="muted">{text.typeFixed}</span>
          </p>
          <Switch name="enabled" label={text.enabled} on={values.enabled} />
        </>
      )}
      <TextField
        t={t}
        name="homepage"
        type="url"
        label={text.homepage}
        hint={text.homepageHint}
        value={values.homepage}
        error={errors.homepage}
        autocomplete="off"
        optional
      />
      <TextArea
        t={t}
        name="redirect_uris"
        label={text.redirectUris}
        hint={text.redirectUrisHint}
        value={values.redirect_uris}
        error={errors.redirect_uris}
        rows={Math.min(8, Math.max(3, values.redirect_uris.split("\n").length + 1))}
        optional
      />
      <SomeOf
        t={t}
        legend={text.grantTypes}
        name="grant_types"
        choices={choicesOf(text.grants, text.grantHints)}
        values={values.grant_types}
        error={errors.grant_types}
      />
    </div>
  );
};

export const SignInFields = ({ t, values, errors, limits }: FieldGroupProps) => {
  const text = t.admin.application;
  return (
    <div class="stack">
      <Switch name="password_sign_in" label={text.passwordSignIn} on={values.password_sign_in} />
      <Switch name="email_sign_in" label={text.emailSignIn} on={values.email_sign_in} />
      <Switch name="sign_up" label={text.signUp} on={values.sign_up} />
      <OneOf
        t={t}
        legend={text.consent}
        name="consent"
        choices={choicesOf(text.consents, text.consentHints)}
        value={values.consent}
        error={errors.consent}
      />
      <SomeOf
        t={t}
        legend={text.scopes}
        name="scopes"
        choices={limits.scopes.map((scope) => ({ value: scope, label: t.scopes[scope], hint: scope }))}
        values={values.scopes}
        error={errors.scopes}
      />
    </div>
  );
};

export const TokenFields = ({ t, values, errors, limits }: FieldGroupProps) => {
  const text = t.admin.application;
  return (
    <div class="stack">
      <SelectField
        t={t}
        name="signing_alg"
        label={text.signingAlg}
        hint={text.signingAlgHint}
        choices={limits.signingAlgs.map((alg) => ({ value: alg, label: alg }))}
        value={values.signing_alg}
        error={errors.signing_alg}
      />
      <TextField
        t={t}
        name="access_token_seconds"
        type="number"
        label={text.accessSeconds}
        hint={text.accessHint(limits.accessTokenMaximum)}
        unit={t.common.seconds}
        value={values.access_token_seconds}
        error={errors.access_token_seconds}
        autocomplete="off"
        min={limits.accessTokenMinimum}
        max={limits.accessTokenMaximum}
      />
      <TextField
        t={t}
        name="refresh_token_seconds"
        type="number"
        label={text.refreshSeconds}
        hint={text.refreshHint}
        unit={t.common.seconds}
        value={values.refresh_token_seconds}
        error={errors.refresh_token_seconds}
        autocomplete="off"
        min={limits.refreshTokenMinimum}
        max={limits.refreshTokenMaximum}
      />
    </div>
  );
};
