/**
 * A form whose answer comes from the browser's passkeys (`browser/passkey.ts`): the options stand in it as JSON, what the
 * authenticator says is sent in `credential`. The whole form stays hidden until the script says that the browser can do it.
 */
import type { Child } from "hono/jsx";
import { formAction } from "./href.ts";

interface PasskeyFormProps {
  /** `create` makes one, `get` uses one. */
  readonly does: "create" | "get";
  /** Public key credential options, as JSON. */
  readonly options: string;
  /** Also offers passkeys in the suggestions of fields with `autocomplete="… webauthn"`. */
  readonly suggests?: boolean;
  /** What is said when nothing came of it. */
  readonly failed: string;
  readonly action: string;
  readonly csrf: string;
  readonly hidden?: Readonly<Record<string, string | null>>;
  readonly children: Child;
}

export const PasskeyForm = (props: PasskeyFormProps) => {
  const { does, options, suggests = false, failed, action, csrf, hidden = {}, children } = props;
  return (
    <form
      method="post"
      action={formAction(action)}
      class="stack"
      hidden
      data-passkey={does}
      data-options={options}
      data-suggests={suggests ? "true" : undefined}
      data-failed={failed}
    >
      <input type="hidden" name="csrf" value={csrf} />
      <input type="hidden" name="credential" value="" />
      {Object.entries(hidden).map(
        ([name, value]) => value !== null && <input type="hidden" name={name} value={value} />,
      )}
      {children}
      <p class="small muted" role="status" />
    </form>
  );
};
