/**
 * One kept-alive HTTP/1.1 connection to 127.0.0.1, with one request at a time. It is written on `node:net` because a
 * general client costs more a request than the servers that are measured here, and would be what is measured.
 */
import { connect, type Socket } from "node:net";
import { type Answer, readAnswer } from "./answer.ts";

/** Milliseconds after which an answer is not waited for any more. */
const PATIENCE_MS = 10_000;

interface Waiting {
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

const NOTHING = Buffer.alloc(0);

export class Connection {
  readonly #socket: Socket;
  #unread: Buffer = NOTHING;
  #waiting: Waiting | undefined;
  #broken: Error | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.setTimeout(PATIENCE_MS, () => {
      if (this.#waiting) this.#fail(new Error(`no answer within ${PATIENCE_MS / 1000} seconds`));
    });
    socket.on("data", (part: Buffer) => this.#take(part));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the server closed the connection")));
  }

  /** @throws Error with Node's code (`ECONNREFUSED` …) */
  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port });
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        resolve(new Connection(socket));
      });
    });
  }

  /** @param request A whole request, as `request.ts` writes it. @throws Error when no whole answer comes */
  send(request: string): Promise<Answer> {
    if (this.#waiting) throw new Error("a connection answers one request at a time");
    if (this.#broken) throw this.#broken;
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request, "latin1");
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(part: Buffer): void {
    const bytes = this.#unread.length === 0 ? part : Buffer.concat([this.#unread, part]);
    try {
      const reading = readAnswer(bytes);
      this.#unread = reading ? bytes.subarray(reading.length) : bytes;
      if (!reading) return;
      const waiting = this.#waiting;
      if (!waiting || this.#unread.length > 0) throw new Error("the server sent more than was asked for");
      this.#waiting = undefined;
      waiting.resolve(reading.answer);
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #fail(error: Error): void {
    this.#broken ??= error;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#socket.destroy();
    waiting?.reject(error);
  }
}
