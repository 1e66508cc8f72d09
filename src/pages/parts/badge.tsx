/** A short word about the state of something. */
import type { Text } from "../text/index.ts";

export type BadgeKind = "good" | "muted" | "warning" | "danger" | "brass";

interface BadgeProps {
  readonly kind: BadgeKind;
  readonly children: string;
}

export const Badge = ({ kind, children }: BadgeProps) => <span class={`badge badge-${kind}`}>{children}</span>;

interface StateProps {
  readonly t: Text;
}

/** Marks what is emulated by the sandbox, so that nobody takes it for the real service. */
export const SandboxBadge = ({ t }: StateProps) => <Badge kind="brass">{t.common.sandbox}</Badge>;

export const VerifiedBadge = ({ t, verified }: StateProps & { readonly verified: boolean }) => (
  <Badge kind={verified ? "good" : "warning"}>{verified ? t.common.verified : t.common.unverified}</Badge>
);

export const EnabledBadge = ({ t, enabled }: StateProps & { readonly enabled: boolean }) => (
  <Badge kind={enabled ? "good" : "muted"}>{enabled ? t.common.enabled : t.common.disabled}</Badge>
);
