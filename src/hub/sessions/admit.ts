/**
 * Where a way in goes with what it has proven: into a session, or, where a second factor is missing, into a sign-in that waits
 * for its second step. Both in the caller's transaction, so that what came with the first proof (a new account, a new link)
 * stands either way.
 */
import type { Writer } from "../../db/database.ts";
import { readBearer } from "../../lib/bearer.ts";
import { noteInFlow } from "../flows/store.ts";
import type { Hub } from "../hub.ts";
import { noteBrowser } from "../mail/seen-browsers.ts";
import { keepPendingLogin } from "../ways/pending-login.ts";
import { type ProvenLogin, tryLogin } from "./complete-login.ts";

export interface Arrival extends ProvenLogin {
  /** This browser's value: only it may take the second step. */
  readonly browser: string;
  /** The authorization request that the person is on the way to. */
  readonly flowId?: number | undefined;
  /** The own path that the browser goes to afterwards. */
  readonly returnTo: string;
}

export type Admission =
  | {
      readonly step: "done";
      /** The session cookie's new value. */
      readonly session: string;
    }
  | {
      readonly step: "second";
      /** The own path of the second step's page. */
      readonly path: string;
    };

export const SECOND_STEP = "/sign-in/second-step";

/** @throws Refusal `account_disabled` */
export async function admit(
  tx: Writer,
  hub: Pick<Hub, "ids" | "clock">,
  { browser, flowId, returnTo, ...login }: Arrival,
): Promise<Admission> {
  const { user, session } = await tryLogin(tx, hub, login);
  if (session === null) {
    const handle = await keepPendingLogin(tx, hub, {
      user,
      amr: login.amr,
      way: login.way,
      clientId: login.clientId ?? null,
      flowId: flowId ?? null,
      returnTo,
      confirming: login.confirming ?? false,
      browser,
    });
    return { step: "second", path: `${SECOND_STEP}?login=${handle}` };
  }
  await noteBrowser(tx, hub, login.userId, browser, login.occasion);
  if (flowId !== undefined) await noteInFlow(tx, flowId, "login", readBearer(session)?.id ?? 0);
  return { step: "done", session };
}
