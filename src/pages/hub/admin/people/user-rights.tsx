/** What an administrator may change about somebody else: the account on, off or gone, its address, and the right to administer. */
import type { Child } from "hono/jsx";
import { Button } from "../../../parts/button.tsx";
import { Card } from "../../../parts/card.tsx";
import { Confirm } from "../../../parts/confirm.tsx";
import { Fill } from "../../../parts/fill.tsx";
import { PostForm } from "../../../parts/form.tsx";
import { Said } from "../../../parts/said.tsx";
import type { Text } from "../../../text/index.ts";

interface UserRightsProps {
  readonly t: Text;
  readonly csrf: string;
  readonly user: {
    readonly displayName: string;
    readonly email: string | null;
    readonly emailVerified: boolean;
    readonly administrator: boolean;
    readonly disabled: boolean;
    readonly hasTotp: boolean;
    readonly passkeys: number;
  };
  readonly self: boolean;
  readonly actions: {
    readonly disable: string;
    readonly enable: string;
    readonly makeAdministrator: string;
    readonly removeAdministrator: string;
    readonly resetFactors: string;
    readonly verifyAddress: string;
    readonly invite: string;
    readonly look: string | null;
    readonly remove: string;
  };
}

interface RightProps {
  readonly lead: string;
  readonly children: Child;
}

const Right = ({ lead, children }: RightProps) => (
  <li class="right">
    <p>{lead}</p>
    {children}
  </li>
);

const Administrator = ({ t, csrf, user, actions }: UserRightsProps) => {
  const text = t.admin.user;
  return user.administrator ? (
    <Right lead={text.removeAdministratorLead}>
      <PostForm action={actions.removeAdministrator} csrf={csrf}>
        <Button small>{text.removeAdministrator}</Button>
      </PostForm>
    </Right>
  ) : (
    <Right lead={text.makeAdministratorLead}>
      <Confirm
        t={t}
        id="make-administrator"
        label={text.makeAdministrator}
        title={<Fill text={text.makeAdministratorTitle} values={{ name: <Said>{user.displayName}</Said> }} />}
        body={text.makeAdministratorBody}
        action={actions.makeAdministrator}
        csrf={csrf}
        kind="primary"
        small
      />
    </Right>
  );
};

const OnOff = ({ t, csrf, user, actions }: UserRightsProps) => {
  const text = t.admin.user;
  return user.disabled ? (
    <Right lead={text.enableLead}>
      <PostForm action={actions.enable} csrf={csrf}>
        <Button small>{text.enable}</Button>
      </PostForm>
    </Right>
  ) : (
    <Right lead={text.disableLead}>
      <Confirm
        t={t}
        id="disable"
        label={text.disable}
        title={text.disableTitle}
        body={<Fill text={text.disableBody} values={{ name: <Said>{user.displayName}</Said> }} />}
        action={actions.disable}
        csrf={csrf}
        small
      />
    </Right>
  );
};

/** For somebody who has lost their phone or their passkey, and their recovery codes with it. */
const Factors = ({ t, csrf, user, actions }: UserRightsProps) => {
  const text = t.admin.user;
  return (
    <Right lead={text.resetFactorsLead}>
      <Confirm
        t={t}
        id="reset-factors"
        label={text.resetFactors}
        title={<Fill text={text.resetFactorsTitle} values={{ name: <Said>{user.displayName}</Said> }} />}
        body={text.resetFactorsBody}
        action={actions.resetFactors}
        csrf={csrf}
        small
      />
    </Right>
  );
};

/** An address that an administrator vouches for: it opens the account like one that its person has proven. */
const Address = ({ t, csrf, user, actions }: UserRightsProps) => {
  const text = t.admin.user;
  return (
    <Right lead={text.verifyLead}>
      <Confirm
        t={t}
        id="verify-address"
        label={text.verify}
        title={<Fill text={text.verifyTitle} values={{ email: <Said>{user.email ?? ""}</Said> }} />}
        body={text.verifyBody}
        action={actions.verifyAddress}
        csrf={csrf}
        hidden={{ email: user.email ?? "" }}
        small
      />
    </Right>
  );
};

/** A letter by which the person chooses a password. */
const Invite = ({ t, csrf, user, actions }: UserRightsProps) => {
  const text = t.admin.user;
  return (
    <Right lead={text.inviteLead}>
      <Confirm
        t={t}
        id="invite"
        label={text.invite}
        title={<Fill text={text.inviteTitle} values={{ email: <Said>{user.email ?? ""}</Said> }} />}
        body={text.inviteBody}
        action={actions.invite}
        csrf={csrf}
        kind="primary"
        small
      />
    </Right>
  );
};

/** To see what they see, where their organization allows it. */
const Look = ({ t, csrf, user, look }: Omit<UserRightsProps, "actions"> & { readonly look: string }) => {
  const text = t.admin.user;
  return (
    <Right lead={text.lookLead}>
      <Confirm
        t={t}
        id="look"
        label={text.look}
        title={<Fill text={text.lookTitle} values={{ name: <Said>{user.displayName}</Said> }} />}
        body={text.lookBody}
        action={look}
        csrf={csrf}
        kind="primary"
        small
      />
    </Right>
  );
};

const Removal = ({ t, csrf, user, actions }: UserRightsProps) => {
  const text = t.admin.user;
  return (
    <Right lead={text.removeLead}>
      <Confirm
        t={t}
        id="remove"
        label={text.remove}
        title={<Fill text={text.removeTitle} values={{ name: <Said>{user.displayName}</Said> }} />}
        body={text.removeBody}
        action={actions.remove}
        csrf={csrf}
        small
      />
    </Right>
  );
};

export const UserRights = (props: UserRightsProps) => {
  const { t, self, user } = props;
  const text = t.admin.user;
  return (
    <Card id="rights" title={text.rights} lead={self ? text.self : undefined}>
      {!self && (
        <ul class="rights">
          {(user.hasTotp || user.passkeys > 0) && <Factors {...props} />}
          {user.email !== null && !user.disabled && (user.emailVerified || !user.administrator) && (
            <Invite {...props} />
          )}
          {user.email !== null && !user.emailVerified && !user.administrator && <Address {...props} />}
          {props.actions.look !== null && !user.administrator && <Look {...props} look={props.actions.look} />}
          <Administrator {...props} />
          <OnOff {...props} />
          <Removal {...props} />
        </ul>
      )}
    </Card>
  );
};
