/** Buttons, and links that look like buttons. A button posts a form; a link goes somewhere and changes nothing. */
import type { Child } from "hono/jsx";
import { safeHref } from "./href.ts";
import { Icon, type IconName } from "./icon.tsx";

export type ButtonKind = "primary" | "plain" | "quiet" | "danger";

interface ButtonProps {
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly wide?: boolean;
  readonly small?: boolean;
  readonly name?: string;
  readonly value?: string;
  /** What a screen reader says where the visible words are the same in every row. */
  readonly label?: string;
  readonly children: Child;
}

const classes = (kind: ButtonKind, wide: boolean, small: boolean): string =>
  `button button-${kind}${wide ? " button-wide" : ""}${small ? " button-small" : ""}`;

export const Button = ({
  kind = "plain",
  icon,
  wide = false,
  small = false,
  name,
  value,
  label,
  children,
}: ButtonProps) => (
  <button type="submit" class={classes(kind, wide, small)} name={name} value={value} aria-label={label}>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
  </button>
);

interface ButtonLinkProps {
  readonly href: string;
  readonly kind?: ButtonKind;
  readonly icon?: IconName;
  readonly wide?: boolean;
  readonly small?: boolean;
  readonly label?: string;
  readonly children: Child;
}

export const ButtonLink = ({
  href,
  kind = "plain",
  icon,
  wide = false,
  small = false,
  label,
  children,
}: ButtonLinkProps) => (
  <a class={classes(kind, wide, small)} href={safeHref(href)} aria-label={label}>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
  </a>
);

interface ExternalLinkProps {
  readonly href: string;
  /** The words for "opens in a new tab". */
  readonly hint: string;
  readonly children: Child;
}

/** A link out of the product: a new tab that learns nothing about this page. */
export const ExternalLink = ({ href, hint, children }: ExternalLinkProps) => (
  <a href={safeHref(href)} target="_blank" rel="noopener noreferrer">
    {children}
    <Icon name="external" />
    <span class="unseen"> ({hint})</span>
  </a>
);
