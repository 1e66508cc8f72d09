/**
 * Two-step sign-in: my authenticator, my recovery codes, the browsers that are remembered; and the page on which an
 * authenticator is set up. Fields `device`, `code`; hidden: `csrf`, `offer`.
 */
import { AuthenticatorForm, type AuthenticatorOffer } from "../../parts/authenticator-form.tsx";
import { Badge } from "../../parts/badge.tsx";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { Card } from "../../parts/card.tsx";
import { Confirm } from "../../parts/confirm.tsx";
import { describeDevice, deviceIcon, deviceName } from "../../parts/device.tsx";
import { Fact, Facts } from "../../parts/facts.tsx";
import { PostForm } from "../../parts/form.tsx";
import { Icon } from "../../parts/icon.tsx";
import { Code } from "../../parts/said.tsx";
import { Time } from "../../parts/time.tsx";
import { AccountFrame, type AccountPageProps } from "./frame.tsx";

export interface RememberedRow {
  readonly id: string;
  readonly userAgent: string | null;
  readonly ip: string;
  /** Unix seconds. */
  readonly rememberedAt: number;
  /** Unix seconds. */
  readonly lastUsedAt: number;
  /** Unix seconds. */
  readonly expiresAt: number;
}

export interface AccountSecondFactorProps extends AccountPageProps {
  /** Unix seconds. */
  readonly now: number;
  /** Since when there is an authenticator, in Unix seconds, or null. */
  readonly totpSince: number | null;
  /** How many recovery codes are left; null where there is nothing that they would stand in for. */
  readonly codesLeft: number | null;
  readonly devices: readonly RememberedRow[];
  readonly actions: Readonly<Record<"setUp" | "disable" | "makeCodes" | "forget", string>>;
}

const Authenticator = ({ t, csrf, now, totpSince, actions }: AccountSecondFactorProps) => {
  const text = t.account.secondFactor;
  if (totpSince === null) {
    return (
      <Card id="totp" title={text.totp} lead={text.offLead} aside={<Badge kind="muted">{text.off}</Badge>}>
        <div class="row">
          <ButtonLink href={actions.setUp} kind="primary" icon="shield">
            {text.setUp}
          </ButtonLink>
        </div>
      </Card>
    );
  }
  return (
    <Card id="totp" title={text.totp} aside={<Badge kind="good">{text.on}</Badge>}>
      <Facts>
        <Fact name={text.since}>
          <Time t={t} at={totpSince} now={now} />
        </Fact>
      </Facts>
      <div class="row">
        <Confirm
          t={t}
          id="disable-totp"
          label={text.disable}
          title={text.disableTitle}
          body={text.disableBody}
          action={actions.disable}
          csrf={csrf}
        />
      </div>
    </Card>
  );
};

const Codes = ({ t, csrf, codesLeft, actions }: AccountSecondFactorProps) => {
  const text = t.account.secondFactor;
  if (codesLeft === null) return null;
  return (
    <Card id="codes" title={text.codes} lead={text.codesLead}>
      <p>{codesLeft === 0 ? text.codesNone : text.codesLeft(codesLeft)}</p>
      <div class="row">
        <Confirm
          t={t}
          id="make-codes"
          label={text.makeCodes}
          title={text.makeCodesTitle}
          body={text.makeCodesBody}
          action={actions.makeCodes}
          csrf={csrf}
          kind="primary"
        />
      </div>
    </Card>
  );
};

const Device = ({ t, csrf, now, action, device }: DeviceProps) => {
  const text = t.account.secondFactor;
  const described = describeDevice(device.userAgent);
  const name = deviceName(t, described);
  return (
    <li class="item">
      <div class="item-head">
        <span class="item-icon">
          <Icon name={deviceIcon(described)} />
        </span>
        <h3>{name}</h3>
        <div class="item-end">
          <PostForm action={action} csrf={csrf}>
            <Button name="device" value={device.id} small label={`${text.forget}: ${name}`}>
              {text.forget}
            </Button>
          </PostForm>
        </div>
      </div>
      <Facts>
        <Fact name={text.remembered}>
          <Time t={t} at={device.rememberedAt} now={now} />
        </Fact>
        <Fact name={t.account.sessions.lastSeen}>
          <Time t={t} at={device.lastUsedAt} now={now} />
        </Fact>
        <Fact name={text.until}>
          <Time t={t} at={device.expiresAt} now={now} />
        </Fact>
        <Fact name={t.account.sessions.address}>
          <Code>{device.ip}</Code>
        </Fact>
      </Facts>
    </li>
  );
};

type DeviceProps = Pick<AccountSecondFactorProps, "t" | "csrf" | "now"> & {
  readonly action: string;
  readonly device: RememberedRow;
};

const Devices = ({ t, csrf, now, devices, actions }: AccountSecondFactorProps) => {
  const text = t.account.secondFactor;
  return (
    <Card
      id="devices"
      title={text.devices}
      lead={devices.length === 0 ? text.devicesNone : text.devicesLead}
      aside={
        devices.length > 1 && (
          <PostForm action={actions.forget} csrf={csrf}>
            <Button name="device" value="all" small>
              {text.forgetAll}
            </Button>
          </PostForm>
        )
      }
    >
      {devices.length > 0 && (
        <ul class="items">
          {devices.map((device) => (
            <Device t={t} csrf={csrf} now={now} action={actions.forget} device={device} />
          ))}
        </ul>
      )}
    </Card>
  );
};

export const AccountSecondFactorPage = (props: AccountSecondFactorProps) => {
  const text = props.t.account.secondFactor;
  return (
    <AccountFrame page={props} section="secondFactor" title={text.title} lead={text.lead}>
      <Authenticator {...props} />
      <Codes {...props} />
      {(props.totpSince !== null || props.devices.length > 0) && <Devices {...props} />}
    </AccountFrame>
  );
};

export interface AccountAuthenticatorProps extends AccountPageProps {
  readonly offer: AuthenticatorOffer;
  readonly action: string;
}

export const AccountAuthenticatorPage = (props: AccountAuthenticatorProps) => {
  const { t, csrf, offer, action, error } = props;
  const text = t.account.secondFactor;
  return (
    <AccountFrame page={props} section="secondFactor" title={text.setUp} lead={text.offLead} copies>
      <Card id="authenticator" title={text.totp}>
        <AuthenticatorForm t={t} offer={offer} failed={error !== null} action={action} csrf={csrf} />
      </Card>
    </AccountFrame>
  );
};
