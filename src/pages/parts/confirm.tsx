/**
 * A button that asks before it acts, without JavaScript: the question is a popover (HTML, the `popover` attribute) of
 * its own, with the form inside; the focus moves to the harmless answer. A browser that knows no popovers shows the
 * question in place.
 */
import type { Child } from "hono/jsx";
import type { Text } from "../text/index.ts";
import type { ButtonKind } from "./button.tsx";
import { PostForm } from "./form.tsx";

interface ConfirmProps {
  readonly t: Text;
  /** Unique on the page. */
  readonly id: string;
  /** What the button says; also what the deciding button inside says. */
  readonly label: string;
  /** What a screen reader says for the first button, where several look the same; it contains `label`. */
  readonly fullLabel?: string;
  readonly title: Child;
  readonly body: Child;
  readonly action: string;
  readonly csrf: string;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly kind?: Extract<ButtonKind, "danger" | "plain" | "primary">;
  readonly small?: boolean;
}

export const Confirm = (props: ConfirmProps) => {
  const { t, id, label, fullLabel, title, body, action, csrf, hidden = {}, kind = "danger", small = false } = props;
  return (
    <>
      <button
        type="button"
        class={`button button-${kind === "danger" ? "danger-quiet" : "plain"}${small ? " button-small" : ""}`}
        popovertarget={id}
        aria-label={fullLabel}
      >
        <span>{label}</span>
      </button>
      <div class="confirm" id={id} popover="auto" role="dialog" aria-labelledby={`${id}-title`}>
        <p class="confirm-title" id={`${id}-title`}>
          {title}
        </p>
        <p class="confirm-body">{body}</p>
        <div class="row row-end">
          <button type="button" class="button button-plain" popovertarget={id} popovertargetaction="hide" autofocus>
            <span>{t.common.cancel}</span>
          </button>
          <PostForm action={action} csrf={csrf} hidden={hidden}>
            <button type="submit" class={`button button-${kind}`}>
              <span>{label}</span>
            </button>
          </PostForm>
        </div>
      </div>
    </>
  );
};
