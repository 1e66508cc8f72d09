/**
 * The check of a bcrypt hash, in a thread of its own: it is JavaScript and takes a tenth of a second to several seconds, in which
 * the server would answer nobody. There is no queue here: `passwords.ts` lets only a few run at once.
 */
import { Worker } from "node:worker_threads";

/**
 * @param hash Of a form that was checked before (`legacy-passwords.ts`).
 * @throws Error where the thread fails or ends without an answer
 */
export function verifyBcrypt(password: string, hash: string): Promise<boolean> {
  const file = import.meta.url.endsWith(".ts") ? "./bcrypt-worker.ts" : "./bcrypt-worker.js";
  const worker = new Worker(new URL(file, import.meta.url), { workerData: { password, hash }, env: {} });
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  worker.once("message", (fits: unknown) => resolve(fits === true));
  worker.once("error", reject);
  worker.once("exit", () => reject(new Error("The thread of a bcrypt check ended without an answer.")));
  return promise;
}
