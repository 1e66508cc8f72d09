/** oidc-provider as a subject, on its own in-memory storage or on SQLite. */
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchEnvironment } from "./launched.ts";
import { makeSecrets, type PeerPlace, RESOURCES } from "./peer-place.ts";
import { signInAtPeer } from "./peer-sign-in.ts";
import { storeRefreshTokens } from "./peer-stored-tokens.ts";
import { ServerProcess } from "./server-process.ts";
import type { Bench, Subject, SubjectId } from "./subject.ts";

export interface PeerWish {
  readonly id: SubjectId;
  readonly title: string;
  readonly storage: "memory" | "sqlite";
  /** How many refresh tokens are stored already; in memory none can be. */
  readonly tokens: number;
}

export function peer(bench: Bench, { id, title, storage, tokens }: PeerWish): Subject {
  const path = (ending: string) => join(bench.directory, `${id}-${name}.${ending}`);
  const name = randomBytes(4).toString("hex");
  const made = makeSecrets();
  const secrets = path("json");
  writeFileSync(secrets, JSON.stringify(made), { mode: 0o600 });
  const file = storage === "sqlite" ? path("sqlite") : null;
  if (file !== null) storeRefreshTokens(file, made.client.clientId, tokens);
  return {
    id,
    title,
    ways: {
      clients: { ES256: made.client, RS256: made.client },
      signed: { ES256: { resource: RESOURCES.ES256 }, RS256: { resource: RESOURCES.RS256 } },
      signIn: signInAtPeer,
    },
    start(port) {
      const argument: PeerPlace = { port, file, secrets };
      return new ServerProcess({
        program: "peer-server",
        environment: launchEnvironment(bench.directory),
        argument,
        core: bench.core,
        logFile: path("log"),
      });
    },
  };
}
