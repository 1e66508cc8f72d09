/** What every page says while an administrator looks at somebody's account, and how it ends. Hidden: `csrf`. */
import { Button } from "../parts/button.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { Icon } from "../parts/icon.tsx";
import { Said } from "../parts/said.tsx";
import type { Text } from "../text/index.ts";

export interface ImpersonationBannerProps {
  readonly t: Text;
  readonly csrf: string;
  readonly person: string;
  readonly administrator: string;
  readonly stopAction: string;
}

export const ImpersonationBanner = ({ t, csrf, person, administrator, stopAction }: ImpersonationBannerProps) => (
  <aside class="looking" aria-label={t.looking.title}>
    <Icon name="alert" />
    <p>
      <Fill
        text={t.looking.banner}
        values={{ administrator: <Said>{administrator}</Said>, person: <Said>{person}</Said> }}
      />
    </p>
    <PostForm action={stopAction} csrf={csrf}>
      <Button small>{t.looking.stop}</Button>
    </PostForm>
  </aside>
);
