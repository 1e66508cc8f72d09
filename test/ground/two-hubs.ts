/**
 * Two hubs on one database behind a plain proxy that gives each request to the other one: nothing of a sign-in may be kept in a
 * process.
 */
import { randomBytes } from "node:crypto";
import { createServer, request as httpRequest, type Server } from "node:http";
import { catalogue } from "../../src/providers/catalogue/index.ts";
import { serveSandbox } from "../../src/sandbox/serve.ts";
import { testClock } from "./clock.ts";
import type { FreshDatabase } from "./databases.ts";
import { freePort, startHub, type TestHub } from "./hub.ts";

export interface TwoHubs {
  /** The first, at the proxy's address. */
  readonly hub: TestHub;
  readonly sandbox: Awaited<ReturnType<typeof serveSandbox>>;
  /** How many requests each of them has answered. */
  readonly answered: readonly [number, number];
  close(): Promise<void>;
}

/** A proxy without any memory but whose turn it is. */
function alternating(ports: readonly [number, number], answered: [number, number]): Server {
  let turn = 0;
  return createServer((request, response) => {
    const which = turn as 0 | 1;
    turn = 1 - turn;
    answered[which] += 1;
    const onward = httpRequest(
      { host: "127.0.0.1", port: ports[which], method: request.method, path: request.url, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
}

/** @param database Of PostgreSQL: a SQLite file has one writer. */
export async function startTwoHubs(database: FreshDatabase): Promise<TwoHubs> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const sandbox = await serveSandbox({ port: 0, providers: catalogue, slowMs: 60_000 });
  const time = testClock();
  const environment = {
    ALLDOOR_ISSUER: url,
    ALLDOOR_ENCRYPTION_KEY: randomBytes(32).toString("base64"),
    ALLDOOR_SANDBOX: sandbox.url,
    ALLDOOR_TRUSTED_PROXIES: "127.0.0.1",
  };
  const first = await startHub({ ...database, time, environment });
  const second = await startHub({ ...database, time, environment });
  const answered: [number, number] = [0, 0];
  const proxy = alternating([portOf(first), portOf(second)], answered);
  await new Promise<void>((resolve) => proxy.listen(port, resolve));
  return {
    hub: { ...first, url },
    sandbox,
    answered,
    async close() {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
      await first.close();
      await second.close();
      await sandbox.close();
    },
  };
}

const portOf = ({ url }: TestHub): number => Number(new URL(url).port);
