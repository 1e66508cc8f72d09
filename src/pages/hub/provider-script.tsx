/**
 * Signing in by a provider's own script. The button is hidden until the script is there (`browser/provider-script.ts`); the link
 * leads to the provider's own page, by redirect. Fields: `state`, `access_token` (empty until the script answers); hidden:
 * `csrf`.
 */
import type { PageProps } from "../layout.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Fill } from "../parts/fill.tsx";
import { formAction, safeHref } from "../parts/href.ts";
import { Notice } from "../parts/notice.tsx";
import { Said } from "../parts/said.tsx";
import { ProviderMark } from "../parts/tile.tsx";

export interface ProviderScriptProps extends PageProps {
  readonly provider: { readonly name: string; readonly colour: string | null; readonly entry?: string };
  readonly sdk: {
    readonly address: string;
    readonly object: string;
    readonly ready: string;
    /** JSON, as `login` is. */
    readonly init: string;
    readonly login: string;
    /** Where the token is in the script's answer. */
    readonly answer: string;
  };
  readonly action: string;
  readonly csrf: string;
  readonly state: string;
  /** The provider's own page. */
  readonly redirectHref: string;
  readonly backHref: string;
}

export const ProviderScriptPage = (props: ProviderScriptProps) => {
  const { t, assets, provider, sdk, action, csrf, state, redirectHref, backHref } = props;
  const text = t.providerScript;
  const name = <Said>{provider.name}</Said>;
  return (
    <DoorFrame
      t={t}
      assets={assets}
      title={text.title}
      script={assets.providerScript}
      below={
        <p>
          <a href={safeHref(backHref)}>{text.back}</a>
        </p>
      }
    >
      <DoorTitle
        title={<Fill text={text.heading} values={{ provider: name }} />}
        above={<ProviderMark name={provider.name} colour={provider.colour} entry={provider.entry} />}
        lead={<Fill text={text.lead} values={{ provider: name }} />}
      />
      <div role="status" hidden data-sdk-failed>
        <Notice kind="warning">{text.failed}</Notice>
      </div>
      <form
        method="post"
        class="stack"
        action={formAction(action)}
        data-sdk={safeHref(sdk.address)}
        data-object={sdk.object}
        data-ready={sdk.ready}
        data-init={sdk.init}
        data-login={sdk.login}
        data-answer={sdk.answer}
      >
        <input type="hidden" name="csrf" value={csrf} />
        <input type="hidden" name="state" value={state} />
        <input type="hidden" name="access_token" value="" />
        <button type="button" class="button button-primary button-wide" hidden>
          <span>
            <Fill text={text.submit} values={{ provider: name }} />
          </span>
        </button>
      </form>
      <ButtonLink href={redirectHref} wide>
        <Fill text={text.redirect} values={{ provider: name }} />
      </ButtonLink>
    </DoorFrame>
  );
};
