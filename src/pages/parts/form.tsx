/**
 * A form that changes something: always POST, always with the anti-forgery token of the session in `csrf`. A page has
 * no other way to draw one, so none can forget the token.
 */
import type { Child } from "hono/jsx";
import { formAction } from "./href.ts";

interface PostFormProps {
  readonly action: string;
  readonly csrf: string;
  /** Further hidden fields; one whose value is null is left out. */
  readonly hidden?: Readonly<Record<string, string | null>>;
  readonly class?: string;
  /** It brings a file. */
  readonly upload?: boolean;
  readonly children: Child;
}

export const PostForm = ({ action, csrf, hidden = {}, class: className, upload, children }: PostFormProps) => (
  <form
    method="post"
    action={formAction(action)}
    class={className}
    enctype={upload ? "multipart/form-data" : undefined}
  >
    <input type="hidden" name="csrf" value={csrf} />
    {Object.entries(hidden).map(([name, value]) => value !== null && <input type="hidden" name={name} value={value} />)}
    {children}
  </form>
);
