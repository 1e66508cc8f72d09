/**
 * An application asks for a link to a provider. Two answers, each a form: link (hidden: `next`, `csrf`), or go on without
 * (hidden: `flow`, `provider`, `csrf`), which is remembered.
 */
import type { PageProps } from "../layout.tsx";
import { Button } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { Notice } from "../parts/notice.tsx";
import { Said } from "../parts/said.tsx";
import { ProviderMark } from "../parts/tile.tsx";

export interface PromptedLinkProps extends PageProps {
  readonly csrf: string;
  readonly application: string;
  readonly provider: {
    readonly name: string;
    readonly colour: string | null;
    readonly entry?: string;
    readonly sandbox: boolean;
  };
  /** The last try led to nothing. */
  readonly failed: boolean;
  readonly linkAction: string;
  /** Where linking comes back to. */
  readonly next: string;
  readonly skipAction: string;
  readonly hidden: Readonly<Record<string, string | null>>;
}

export const PromptedLinkPage = (props: PromptedLinkProps) => {
  const { t, assets, csrf, application, provider, failed, linkAction, next, skipAction, hidden } = props;
  const text = t.promptedLink;
  const names = { provider: <Said>{provider.name}</Said>, application: <Said>{application}</Said> };
  return (
    <DoorFrame t={t} assets={assets} title={text.title} failed={failed}>
      <DoorTitle
        title={text.title}
        above={<ProviderMark name={provider.name} colour={provider.colour} entry={provider.entry} />}
        lead={<Fill text={text.lead} values={names} />}
      />
      {failed && <Notice kind="error">{text.failed}</Notice>}
      <p>
        <Fill text={text.effect} values={names} />
      </p>
      <PostForm action={linkAction} csrf={csrf} hidden={{ next }} class="stack">
        <Button kind="primary" wide>
          <Fill text={text.submit} values={names} />
        </Button>
      </PostForm>
      <PostForm action={skipAction} csrf={csrf} hidden={hidden} class="stack">
        <Button wide>{text.skip}</Button>
      </PostForm>
    </DoorFrame>
  );
};
