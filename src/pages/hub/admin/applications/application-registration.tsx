/** How an application came that nobody set up by hand: dynamic registration (RFC 7591), or a document at its own address. */
import { Card } from "../../../parts/card.tsx";
import { Code } from "../../../parts/said.tsx";
import { Time } from "../../../parts/time.tsx";
import type { Text } from "../../../text/index.ts";

export interface ShownRegistration {
  readonly kind: keyof Text["admin"]["application"]["registrationKinds"];
  /** Member and value, as it said them. */
  readonly said: readonly (readonly [string, string])[];
  /** Unix seconds: when a document is read again; null for what registered itself. */
  readonly freshUntil: number | null;
}

interface RegistrationCardProps {
  readonly t: Text;
  /** Unix seconds. */
  readonly now: number;
  readonly registration: ShownRegistration;
}

export const RegistrationCard = ({ t, now, registration: { kind, said, freshUntil } }: RegistrationCardProps) => {
  const text = t.admin.application;
  return (
    <Card id="registration" title={text.registration} lead={text.registrationKinds[kind]}>
      <details class="more">
        <summary>{text.registrationDocument}</summary>
        <dl class="facts">
          {freshUntil !== null && (
            <div class="fact">
              <dt>{text.registrationFresh}</dt>
              <dd>
                <Time t={t} at={freshUntil} now={now} />
              </dd>
            </div>
          )}
          {said.map(([member, value]) => (
            <div class="fact">
              <dt>
                <Code>{member}</Code>
              </dt>
              <dd>
                <Code>{value}</Code>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </Card>
  );
};
