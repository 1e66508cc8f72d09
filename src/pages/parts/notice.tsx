/**
 * Messages about what has just happened. An error has the role `alert` and an id that fields point at; a success has
 * the role `status`. Colour is never the only sign: each kind has its own icon.
 */
import type { Child } from "hono/jsx";
import { Icon, type IconName } from "./icon.tsx";

export type NoticeKind = "error" | "success" | "warning" | "info";

const icons: Readonly<Record<NoticeKind, IconName>> = {
  error: "alert",
  success: "check",
  warning: "alert",
  info: "info",
};

interface NoticeProps {
  readonly kind: NoticeKind;
  readonly id?: string;
  readonly title?: string;
  readonly children: Child;
}

export const Notice = ({ kind, id, title, children }: NoticeProps) => (
  <div
    class={`notice notice-${kind}`}
    id={id}
    role={kind === "error" ? "alert" : kind === "success" ? "status" : undefined}
  >
    <Icon name={icons[kind]} />
    <div>
      {title && <p class="notice-title">{title}</p>}
      <p>{children}</p>
    </div>
  </div>
);

/** The id of a form's own error. */
export const formErrorId = "form-error";

interface FormErrorProps {
  /** The sentence to show, or null for none. */
  readonly text: string | null;
}

export const FormError = ({ text }: FormErrorProps) =>
  text === null ? null : (
    <Notice kind="error" id={formErrorId}>
      {text}
    </Notice>
  );

interface OutcomeProps {
  readonly error: string | null;
  readonly notice: string | null;
}

/** What the form sent last has led to: an error before a success, and nothing when there is neither. */
export const Outcome = ({ error, notice }: OutcomeProps) =>
  error !== null ? <FormError text={error} /> : notice !== null ? <Notice kind="success">{notice}</Notice> : null;
