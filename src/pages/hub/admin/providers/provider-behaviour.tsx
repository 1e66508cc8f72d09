/**
 * How a registration behaves. Fields: `displayName`, `scope` and `furtherScope` (separated by spaces), `authorizeParams`
 * (`name=value`, one a line), `linkPolicy` (`off`, `ask`, `verified`), `enabled`, `allowSignUp`, `verifiedEmail`.
 */
import { OneOf, Switch } from "../../../parts/choice.tsx";
import { type FieldErrors, TextArea, TextField } from "../../../parts/field.tsx";
import { safeHref } from "../../../parts/href.ts";
import type { Text } from "../../../text/index.ts";

type Policy = keyof Text["admin"]["linking"]["policies"];

interface BehaviourProps {
  readonly t: Text;
  /** What is asked for where nothing is said. */
  readonly usualScope: readonly string[];
  readonly values: {
    readonly displayName: string;
    readonly scope: string;
    readonly furtherScope: string;
    readonly authorizeParams: string;
    readonly linkPolicy: Policy;
    readonly verifiedEmail: boolean;
    readonly enabled: boolean;
    readonly allowSignUp: boolean;
  };
  readonly fieldErrors: FieldErrors<string>;
  readonly linkingHref: string;
}

const Asked = ({ t, usualScope, values, fieldErrors }: Omit<BehaviourProps, "linkingHref">) => {
  const text = t.admin.provider;
  return (
    <>
      <TextField
        t={t}
        name="scope"
        label={text.scope}
        hint={text.scopeHint(usualScope.join(" "))}
        value={values.scope}
        error={fieldErrors["scope"]}
        autocomplete="off"
        optional
      />
      <TextField
        t={t}
        name="furtherScope"
        label={text.furtherScope}
        hint={text.furtherScopeHint}
        value={values.furtherScope}
        error={fieldErrors["furtherScope"]}
        autocomplete="off"
        optional
      />
      <TextArea
        t={t}
        name="authorizeParams"
        label={text.authorizeParams}
        hint={text.authorizeParamsHint}
        value={values.authorizeParams}
        error={fieldErrors["authorizeParams"]}
        rows={2}
        optional
      />
    </>
  );
};

export const Behaviour = (props: BehaviourProps) => {
  const { t, values, fieldErrors, linkingHref } = props;
  const text = t.admin.provider;
  const { policies, policyHints } = t.admin.linking;
  return (
    <div class="stack">
      <TextField
        t={t}
        name="displayName"
        label={text.name}
        hint={text.nameHint}
        value={values.displayName}
        error={fieldErrors["displayName"]}
        autocomplete="off"
        prose
      />
      <Asked {...props} />
      <Switch name="enabled" label={text.enabled} on={values.enabled} />
      <Switch name="allowSignUp" label={text.allowSignUp} on={values.allowSignUp} />
      <OneOf
        t={t}
        legend={text.linkPolicy}
        name="linkPolicy"
        value={values.linkPolicy}
        choices={(Object.keys(policies) as Policy[]).map((value) => ({
          value,
          label: policies[value],
          hint: policyHints[value],
        }))}
        error={fieldErrors["linkPolicy"]}
      />
      <p class="small">
        <a href={safeHref(linkingHref)}>{text.linkingTable}</a>
      </p>
      <Switch
        name="verifiedEmail"
        label="verifiedEmail"
        hint={text.verifiedEmailHint}
        on={values.verifiedEmail}
        dangerous
      />
    </div>
  );
};
