/**
 * Switches that take a protection away. They are drawn in red, under their own names, which begin with
 * `dangerously`; a form field has the same name, so that log, form and documentation speak of one thing.
 */
import { Card } from "../../parts/card.tsx";
import { Switch } from "../../parts/choice.tsx";
import type { Text } from "../../text/index.ts";

export type DangerousName = keyof Text["admin"]["dangerous"];

export interface DangerousSwitch {
  readonly name: DangerousName;
  readonly on: boolean;
}

interface DangerousSwitchesProps {
  readonly t: Text;
  readonly lead: string;
  readonly switches: readonly DangerousSwitch[];
}

export const DangerousSwitches = ({ t, lead, switches }: DangerousSwitchesProps) =>
  switches.length === 0 ? null : (
    <Card id="danger" title={t.admin.application.danger} lead={lead} danger>
      <div class="stack">
        {switches.map(({ name, on }) => (
          <Switch name={name} label={name} hint={t.admin.dangerous[name]} on={on} dangerous />
        ))}
      </div>
    </Card>
  );
