/**
 * Faults that a developer has armed for a provider's next requests, through the control interface: the way to spoil an
 * endpoint that the consent page can't reach (discovery, key set, profile), or a sign-in that nobody clicks through.
 */
import type { EndpointName } from "./emulation.ts";
import type { FaultId } from "./faults.ts";
import { stageOf } from "./faults.ts";

export interface ArmedFault {
  readonly providerId: string;
  readonly fault: FaultId;
  /** Where a fault of stage `answer` strikes; every other one strikes at the next consent. */
  readonly endpoint: EndpointName;
  /** How many times it is still to strike. */
  readonly times: number;
}

export interface ArmedFaults {
  arm(fault: ArmedFault): void;
  all(): readonly ArmedFault[];
  clear(): void;
  /** The fault that strikes at this endpoint now; counted. */
  strike(providerId: string, endpoint: EndpointName): FaultId | null;
}

const MOST_ARMED = 500;

export function createArmedFaults(): ArmedFaults {
  let armed: ArmedFault[] = [];
  return {
    arm(fault) {
      const endpoint = stageOf(fault.fault) === "answer" ? fault.endpoint : "authorize";
      armed = [...armed, { ...fault, endpoint }].slice(-MOST_ARMED);
    },
    all: () => armed,
    clear() {
      armed = [];
    },
    strike(providerId, endpoint) {
      const index = armed.findIndex((entry) => entry.providerId === providerId && entry.endpoint === endpoint);
      const entry = armed[index];
      if (!entry) return null;
      armed = armed.toSpliced(index, 1, ...(entry.times > 1 ? [{ ...entry, times: entry.times - 1 }] : []));
      return entry.fault;
    },
  };
}
