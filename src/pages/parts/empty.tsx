/** What stands where a list would be while it has nothing in it: what it is, and how it gets its first entry. */
import type { Child } from "hono/jsx";
import { Icon, type IconName } from "./icon.tsx";

interface EmptyProps {
  readonly icon: IconName;
  readonly title: string;
  readonly hint: string;
  readonly children?: Child;
}

export const Empty = ({ icon, title, hint, children }: EmptyProps) => (
  <div class="empty">
    <span class="empty-icon">
      <Icon name={icon} />
    </span>
    <p class="empty-title">{title}</p>
    <p class="empty-hint">{hint}</p>
    {children}
  </div>
);
