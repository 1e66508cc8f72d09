/**
 * Switches that take a protection away. They are drawn in red, under their own names, which begin with
 * `dangerously`; a form field has the same name, so that log, form and documentation speak of one thing. Each says when it
 * was last of use, so that people can find out which they may close.
 */
import { Switch } from "../../../parts/choice.tsx";
import type { FieldError } from "../../../parts/field.tsx";
import { Fill } from "../../../parts/fill.tsx";
import { Notice } from "../../../parts/notice.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";
import { Fold } from "../fold.tsx";

export type DangerousName = keyof Text["admin"]["dangerous"];

export interface DangerousSwitch {
  readonly name: DangerousName;
  readonly on: boolean;
  /** Null where it was never of use, or the application is only being made. */
  readonly used: {
    /** Unix seconds. */
    readonly lastAt: number;
    readonly times: number;
  } | null;
}

interface DangerousSwitchesProps {
  readonly t: Text;
  /** Unix seconds. */
  readonly now: number;
  readonly lead: string;
  readonly switches: readonly DangerousSwitch[];
  readonly error?: FieldError | undefined;
  /** Nothing can have been of use yet. */
  readonly creating: boolean;
}

const Used = ({ t, now, used }: Pick<DangerousSwitchesProps, "t" | "now"> & Pick<DangerousSwitch, "used">) => (
  <p class="switch-used small muted">
    {used === null ? (
      t.admin.application.neverUsed
    ) : (
      <Fill
        text={t.admin.application.lastUsed}
        values={{ time: <Time t={t} at={used.lastAt} now={now} />, times: t.admin.application.times(used.times) }}
      />
    )}
  </p>
);

export const DangerousSwitches = ({ t, now, lead, switches, error, creating }: DangerousSwitchesProps) =>
  switches.length === 0 ? null : (
    <Fold
      id="danger"
      title={t.admin.application.danger}
      lead={lead}
      open={error !== undefined || switches.some(({ on, used }) => on || used !== null)}
      danger
    >
      {error && <Notice kind="warning">{t.fieldErrors[error]}</Notice>}
      <div class="stack">
        {switches.map(({ name, on, used }) => (
          <div>
            <Switch name={name} label={name} hint={t.admin.dangerous[name]} on={on} dangerous />
            {!creating && <Used t={t} now={now} used={used} />}
          </div>
        ))}
      </div>
    </Fold>
  );
