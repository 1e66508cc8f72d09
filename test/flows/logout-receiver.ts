/** An application's back-channel log-out endpoint, on a port of its own: keeps what comes, and answers what a test wants. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The Logout Token. */
  readonly token: string;
}

export interface LogoutReceiver {
  readonly url: string;
  readonly host: string;
  readonly received: readonly Received[];
  /** Answers from here on: a status, or anything that a test makes of the response. */
  answer: number | ((response: ServerResponse) => void);
  /** Resolves once so many have come since the last `clear`. */
  until(count: number): Promise<readonly Received[]>;
  clear(): void;
  close(): Promise<void>;
}

export async function startLogoutReceiver(): Promise<LogoutReceiver> {
  const received: Received[] = [];
  let waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts).toString("utf8");
      const { method = "", url = "", headers } = request;
      received.push({ method, path: url, headers, body, token: new URLSearchParams(body).get("logout_token") ?? "" });
      if (typeof receiver.answer === "number") response.writeHead(receiver.answer, { location: "/elsewhere" }).end();
      else receiver.answer(response);
      for (const look of waiting) look();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const host = `127.0.0.1:${address.port}`;
  const receiver: LogoutReceiver = {
    url: `http://${host}`,
    host,
    received,
    answer: 200,
    until: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (received.length < count) return;
          waiting = waiting.filter((each) => each !== look);
          resolve([...received]);
        };
        waiting.push(look);
        look();
      }),
    clear: () => received.splice(0),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return receiver;
}
