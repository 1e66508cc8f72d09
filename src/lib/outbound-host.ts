/**
 * What is remembered about each host that is called: how many calls are under way, who waits, and whether the host has
 * been failing. One slow or dead host must not take sockets, memory or time from the others.
 *
 *   closed ──5 failures in a row──> open ──30 s──> half-open (one call is let through)
 *     ^                              ^                  │
 *     └────────── it succeeds ───────┼──────────────────┤
 *                                    └──── it fails ────┘
 */
import { OutboundError } from "./outbound-error.ts";

export interface HostLimits {
  /** Calls under way at a time. */
  readonly concurrency: number;
  /** Calls that may wait for one of those to end. */
  readonly queue: number;
  /** Failures in a row that open the circuit. */
  readonly failures: number;
  /** Milliseconds that the circuit stays open. */
  readonly openMilliseconds: number;
  /** Milliseconds on a clock that never goes back. */
  readonly clock: () => number;
}

/** How a call went, as far as the host's health is concerned. `unknown`: it was given up for reasons of our own. */
export type HostOutcome = "healthy" | "failed" | "unknown";

export interface HostSlot {
  /** Ends the call. To be called exactly once. */
  leave(outcome: HostOutcome): void;
}

interface Waiting {
  readonly admit: () => void;
}

/** One host. */
export class OutboundHost {
  readonly #limits: HostLimits;
  readonly #waiting = new Set<Waiting>();
  #active = 0;
  #failures = 0;
  #openedAt = 0;
  #probing = false;

  constructor(limits: HostLimits) {
    this.#limits = limits;
  }

  /** Nothing under way and nothing to remember. */
  get idle(): boolean {
    return this.#active === 0 && this.#waiting.size === 0 && this.#failures === 0;
  }

  /** Nothing under way. */
  get quiet(): boolean {
    return this.#active === 0 && this.#waiting.size === 0;
  }

  /**
   * Waits for leave to call.
   * @param patience Milliseconds to wait at most.
   * @throws OutboundError `circuit_open`, `busy`, or `timeout` where no call ended in time.
   */
  async enter(patience: number): Promise<HostSlot> {
    const probe = this.#checkCircuit();
    if (this.#active < this.#limits.concurrency) this.#active += 1;
    else await this.#wait(patience, probe);
    return { leave: (outcome) => this.#leave(outcome, probe) };
  }

  /** Whether this call is the one that tries out a host that was failing. */
  #checkCircuit(): boolean {
    const { failures, openMilliseconds, clock } = this.#limits;
    if (this.#failures < failures) return false;
    if (this.#probing || clock() - this.#openedAt < openMilliseconds) throw new OutboundError("circuit_open");
    this.#probing = true;
    return true;
  }

  #wait(patience: number, probe: boolean): Promise<void> {
    if (this.#waiting.size >= this.#limits.queue) {
      if (probe) this.#probing = false;
      return Promise.reject(new OutboundError("busy"));
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(waiting);
        if (probe) this.#probing = false;
        reject(new OutboundError("timeout", new Error("no call to this host ended in time")));
      }, patience);
      const waiting: Waiting = {
        // The place of the call that ended is handed on, so `#active` stays as it is.
        admit: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      this.#waiting.add(waiting);
    });
  }

  #leave(outcome: HostOutcome, probe: boolean): void {
    if (probe) this.#probing = false;
    if (outcome === "healthy") {
      this.#failures = 0;
    } else if (outcome === "failed") {
      this.#failures += 1;
      if (this.#failures >= this.#limits.failures) this.#openedAt = this.#limits.clock();
    }
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#active -= 1;
      return;
    }
    this.#waiting.delete(next);
    next.admit();
  }
}

/** Hosts with something to remember; the rest cost nothing. */
export class OutboundHosts {
  readonly #limits: HostLimits;
  readonly #hosts = new Map<string, OutboundHost>();
  readonly #most: number;

  /** @param most Hosts remembered at a time; beyond, the oldest with no call under way is forgotten. */
  constructor(limits: HostLimits, most = 1000) {
    this.#limits = limits;
    this.#most = most;
  }

  get size(): number {
    return this.#hosts.size;
  }

  /** The host of that name and port. */
  of(name: string): OutboundHost {
    const known = this.#hosts.get(name);
    if (known !== undefined) return known;
    if (this.#hosts.size >= this.#most) this.#forgetOldest();
    const host = new OutboundHost(this.#limits);
    this.#hosts.set(name, host);
    return host;
  }

  /** Forgets a host about which there is nothing to remember. */
  release(name: string): void {
    if (this.#hosts.get(name)?.idle === true) this.#hosts.delete(name);
  }

  #forgetOldest(): void {
    for (const [name, host] of this.#hosts) {
      if (!host.quiet) continue;
      this.#hosts.delete(name);
      return;
    }
  }
}
