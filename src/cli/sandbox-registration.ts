/**
 * A registration that a running sandbox makes up, asked for through its control interface (`sandbox/control.ts`): what a
 * person would do at a real provider's console.
 */
import { z } from "zod";
import { createOutbound, type OutboundFetch } from "../lib/outbound.ts";
import type { Provider, SettingValues } from "../providers/provider.ts";
import { emulate } from "../sandbox/emulation.ts";
import { Failure } from "./failure.ts";

const made = z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) });

export interface SandboxRegistration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Settings that lead to a host which the sandbox emulates. */
  readonly settings: SettingValues;
  /** Registers our callback address. @throws Failure `sandbox_refused` */
  addCallback(address: string): Promise<void>;
}

async function post(fetch: OutboundFetch, address: string, body: unknown): Promise<unknown> {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    if (answer.ok) return await answer.json();
    throw new Error(`status ${answer.status}`);
  } catch (cause) {
    throw new Failure(
      "sandbox_refused",
      `The sandbox at ${new URL(address).origin} did not register the hub. Is it running there, on this machine?`,
      cause,
    );
  }
}

/**
 * @param sandbox Its origin.
 * @param given Settings that were chosen; where there is none, the sandbox's own.
 * @throws Failure `sandbox_refused`
 */
export async function registerAtSandbox<T>(
  sandbox: string,
  entry: Provider,
  given: SettingValues,
  work: (registration: SandboxRegistration) => Promise<T>,
): Promise<T> {
  const { fetch, close } = createOutbound({ allow: [new URL(sandbox).host] });
  try {
    const settings = { ...emulate(entry).demo, ...given };
    const answer = made.safeParse(await post(fetch, `${sandbox}/_sandbox/apps`, { providerId: entry.id, settings }));
    if (!answer.success) throw new Failure("sandbox_refused", `What answers at ${sandbox} is not a sandbox.`);
    const { clientId, clientSecret } = answer.data;
    return await work({
      clientId,
      clientSecret,
      settings,
      async addCallback(redirectUri) {
        await post(fetch, `${sandbox}/_sandbox/redirect-uris`, { providerId: entry.id, clientId, redirectUri });
      },
    });
  } finally {
    close();
  }
}
