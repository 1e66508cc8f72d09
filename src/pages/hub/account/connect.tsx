/**
 * The question before an identity is linked to the account that its address belongs to. Hidden fields: `csrf`, `proof`.
 */
import type { PageProps } from "../../layout.tsx";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../../parts/door-frame.tsx";
import { Fill } from "../../parts/fill.tsx";
import { PostForm } from "../../parts/form.tsx";
import { Said } from "../../parts/said.tsx";
import { ProviderMark } from "../../parts/tile.tsx";

export interface ConnectIdentityProps extends PageProps {
  readonly csrf: string;
  readonly provider: { readonly name: string; readonly colour: string | null };
  /** Who the person is at the provider, in its words. */
  readonly identity: string;
  /** The username here. */
  readonly account: string;
  readonly action: string;
  readonly hidden: Readonly<Record<string, string | null>>;
  /** Goes on without the link. */
  readonly skipHref: string;
}

export const ConnectIdentityPage = (props: ConnectIdentityProps) => {
  const { t, assets, csrf, provider, identity, account, action, hidden, skipHref } = props;
  const text = t.connect;
  const name = <Said>{provider.name}</Said>;
  return (
    <DoorFrame t={t} assets={assets} title={text.title}>
      <DoorTitle
        title={text.title}
        above={<ProviderMark name={provider.name} colour={provider.colour} />}
        lead={
          <Fill
            text={text.lead}
            values={{ provider: name, identity: <Said>{identity}</Said>, account: <Said>{account}</Said> }}
          />
        }
      />
      <p>
        <Fill text={text.effect} values={{ provider: name }} />
      </p>
      <PostForm action={action} csrf={csrf} hidden={hidden} class="stack">
        <Button kind="primary" wide>
          {text.submit}
        </Button>
      </PostForm>
      <ButtonLink href={skipHref} wide>
        {text.skip}
      </ButtonLink>
    </DoorFrame>
  );
};
