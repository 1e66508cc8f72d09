/**
 * Ports, claimed together before anything is opened: so that a start that can't succeed changes nothing, and says which
 * port is taken and how to choose another.
 */
import { createServer, type Server } from "node:net";
import { Failure } from "./failure.ts";

export interface WantedPort {
  /** "the hub" */
  readonly program: string;
  readonly host: string;
  /** 0 for any free one. */
  readonly port: number;
  /** The option that chooses another. */
  readonly flag: string;
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined);

function trouble({ program, host, port, flag }: WantedPort, error: unknown): unknown {
  switch (codeOf(error)) {
    case "EADDRINUSE":
      return new Failure(
        "port_taken",
        `Port ${port}, which ${program} wants, is taken. Stop what listens there (another Alldoor?), or choose another port: ${flag} ${port < 60_000 ? port + 100 : port - 100}.`,
        error,
      );
    case "EACCES":
      return new Failure(
        "port_taken",
        `Port ${port}, which ${program} wants, is for privileged users. Choose one from 1024 on: ${flag} ${8000 + port}.`,
        error,
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new Failure("usage", `This machine has no address ${host} to listen on: see --host.`, error);
    default:
      return error;
  }
}

function claim(wanted: WantedPort): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error) => reject(trouble(wanted, error)));
    server.listen({ host: wanted.host, port: wanted.port, exclusive: true }, () => resolve(server));
  });
}

/**
 * The ports, each free a moment ago and no two the same.
 * @throws Failure `port_taken`, `usage`
 */
export async function choosePorts(wanted: readonly WantedPort[]): Promise<number[]> {
  for (const [index, { port, program, flag }] of wanted.entries()) {
    const other = wanted.slice(0, index).find((each) => each.port === port);
    if (port !== 0 && other)
      throw new Failure(
        "usage",
        `${program} and ${other.program} can't both have port ${port}: see ${other.flag} and ${flag}.`,
      );
  }
  const servers: Server[] = [];
  try {
    for (const each of wanted) servers.push(await claim(each));
    return servers.map((server) => {
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : 0;
    });
  } finally {
    await Promise.all(servers.map(close));
  }
}
