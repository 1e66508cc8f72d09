/**
 * The small window of a sign-in, at its end: its script gives the outcome to the window that opened it, if that is of our own origin,
 * and closes it. Opened by itself it says that all is done.
 */
import type { PageProps } from "../layout.tsx";
import { ButtonLink } from "../parts/button.tsx";
import { DoorFrame, DoorTitle } from "../parts/door-frame.tsx";

export interface FilesSsoWindowProps extends PageProps {
  /** JSON, as the opener gets it. */
  readonly message: string;
  readonly homeHref: string;
}

export const FilesSsoWindowPage = ({ t, assets, message, homeHref }: FilesSsoWindowProps) => (
  <DoorFrame
    t={t}
    assets={assets}
    title={t.files.windowTitle}
    product={t.files.product}
    script={assets.ssoWindowScript}
  >
    <DoorTitle title={t.files.windowTitle} lead={t.files.windowLead} />
    <div data-message={message} hidden />
    <ButtonLink href={homeHref} wide>
      {t.files.windowHome}
    </ButtonLink>
  </DoorFrame>
);
