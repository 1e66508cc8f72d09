/**
 * Connecting a device (RFC 8628, 3.3 and 5.4): the code that is typed, what is being approved, how it ended, and the QR code
 * that a screen without a keyboard can show. The code's field is `user_code`, the buttons `name=decision`, `approve` or `deny`.
 *
 * A code that came with the address only fills the field: somebody else may have sent that address, so the page that asks
 * says from where and since when the device asks, and whether the reader began it.
 */
import type { PageProps } from "../layout.tsx";
import { Button, ButtonLink } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";
import { Fact, Facts } from "../parts/facts.tsx";
import { TextField } from "../parts/field.tsx";
import { Fill } from "../parts/fill.tsx";
import { PostForm } from "../parts/form.tsx";
import { FormError, formErrorId, Notice } from "../parts/notice.tsx";
import { QrCode } from "../parts/qr-code.tsx";
import { Code, Said } from "../parts/said.tsx";
import { type ScopeDescriptions, ScopeList } from "../parts/scope.tsx";
import { ApplicationTile } from "../parts/tile.tsx";
import { Time } from "../parts/time.tsx";

export interface DeviceCodeProps extends PageProps {
  /** Prefills the field. */
  readonly userCode: string;
  /** The code that was sent is not one that waits for this person. */
  readonly wrong: boolean;
  /** The whole address with the code, for a phone; null without a code. */
  readonly phoneAddress: string | null;
  readonly action: string;
  readonly csrf: string;
}

/** Where the code is typed. */
export const DeviceCodePage = ({ t, assets, userCode, wrong, phoneAddress, action, csrf }: DeviceCodeProps) => (
  <DoorFrame t={t} assets={assets} title={t.deviceGrant.title} failed={wrong}>
    <DoorTitle title={t.deviceGrant.title} lead={t.deviceGrant.lead} />
    <FormError text={wrong ? t.deviceGrant.wrong : null} />
    <PostForm action={action} csrf={csrf} class="stack">
      <TextField
        t={t}
        name="user_code"
        label={t.deviceGrant.code}
        hint={t.deviceGrant.codeHint}
        value={userCode}
        autocomplete="off"
        describedBy={wrong ? formErrorId : undefined}
      />
      <Button kind="primary" wide>
        {t.deviceGrant.submit}
      </Button>
    </PostForm>
    {phoneAddress !== null && (
      <details class="qr">
        <summary>{t.deviceGrant.phone}</summary>
        <QrCode text={phoneAddress} label={t.deviceGrant.qrLabel} />
      </details>
    )}
  </DoorFrame>
);

export interface DeviceRequestProps extends PageProps {
  readonly application: { readonly name: string; readonly type: "confidential" | "public" };
  readonly account: { readonly displayName: string; readonly username: string };
  readonly scopes: readonly string[];
  readonly scopeDescriptions?: ScopeDescriptions;
  /** The services (RFC 8707) that the tokens are for. */
  readonly resources: readonly string[];
  readonly userCode: string;
  /** The network address that the device asked from. */
  readonly address: string;
  /** Unix seconds. */
  readonly askedAt: number;
  readonly now: number;
  readonly action: string;
  readonly csrf: string;
}

/** What is being approved. */
export const DeviceRequestPage = (props: DeviceRequestProps) => {
  const { t, assets, application, account, scopes, resources, userCode, address, askedAt, now, action, csrf } = props;
  return (
    <DoorFrame t={t} assets={assets} title={t.deviceGrant.askPlain(application.name)} below={t.consent.revocable}>
      <DoorTitle
        title={<Fill text={t.deviceGrant.ask} values={{ application: <Said>{application.name}</Said> }} />}
        above={<ApplicationTile name={application.name} logo={null} large />}
      />
      <Notice kind="warning" title={t.deviceGrant.yours}>
        <Fill text={t.deviceGrant.yoursBody} values={{ code: <Code>{userCode}</Code> }} />
      </Notice>
      <ScopeList t={t} scopes={scopes} descriptions={props.scopeDescriptions} />
      <Facts>
        <Fact name={t.consent.account}>
          <span>
            <Said>{account.displayName}</Said> (<Said>{account.username}</Said>)
          </span>
        </Fact>
        <Fact name={t.deviceGrant.address}>
          <Code>{address}</Code>
        </Fact>
        <Fact name={t.deviceGrant.askedAt}>
          <Time t={t} at={askedAt} now={now} />
        </Fact>
        {resources.length > 0 && (
          <Fact name={t.deviceGrant.resources}>
            {resources.map((resource) => (
              <Code>{resource}</Code>
            ))}
          </Fact>
        )}
      </Facts>
      {application.type === "public" && <p class="small muted">{t.deviceGrant.publicNote}</p>}
      <PostForm action={action} csrf={csrf} hidden={{ user_code: userCode }} class="consent-answer">
        <Button name="decision" value="deny" wide>
          {t.consent.deny}
        </Button>
        <Button kind="primary" name="decision" value="approve" wide>
          {t.consent.allow}
        </Button>
      </PostForm>
    </DoorFrame>
  );
};

export interface DeviceOutcomeProps extends PageProps {
  readonly decision: "approved" | "denied";
  readonly applicationName: string;
}

/** How it ended. */
export const DeviceOutcomePage = ({ t, assets, decision, applicationName }: DeviceOutcomeProps) => (
  <DoorFrame t={t} assets={assets} title={t.deviceGrant[decision].title}>
    <DoorTitle title={t.deviceGrant[decision].title} />
    <Notice kind={decision === "approved" ? "success" : "info"}>
      <Fill text={t.deviceGrant[decision].body} values={{ application: <Said>{applicationName}</Said> }} />
    </Notice>
    <ButtonLink href="/account" wide>
      {t.deviceGrant.toAccount}
    </ButtonLink>
  </DoorFrame>
);

export interface DeviceQrProps extends PageProps {
  readonly userCode: string;
  /** The address without the code, to be typed. */
  readonly shortAddress: string;
  /** The address with the code, to be scanned. */
  readonly address: string;
}

/** For the screen of the device itself: scan, or type two short things. */
export const DeviceQrPage = ({ t, assets, userCode, shortAddress, address }: DeviceQrProps) => (
  <DoorFrame t={t} assets={assets} title={t.deviceGrant.phone}>
    <DoorTitle title={t.deviceGrant.phone} lead={t.deviceGrant.qrLead} />
    <div class="qr">
      <QrCode text={address} label={t.deviceGrant.qrLabel} />
    </div>
    <Facts>
      <Fact name={t.deviceGrant.qrAddress}>
        <Code>{shortAddress}</Code>
      </Fact>
      <Fact name={t.deviceGrant.code}>
        <Code>{userCode}</Code>
      </Fact>
    </Facts>
  </DoorFrame>
);
