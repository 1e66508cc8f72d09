/** A file server that is served: opened, listening, and drained when it is told to stop. */
import { type ListenOptions, listen } from "../lib/serve.ts";
import { createFilesApp } from "./app.ts";
import { followChanges } from "./arrangement.ts";
import type { Files } from "./files.ts";
import { type FilesOptions, openFiles } from "./open-files.ts";
import { pruneHourly } from "./prune.ts";

export const FILES_PORT = 5244;

export interface ServedFiles {
  readonly files: Files;
  readonly port: number;
  /** Tells `/readyz`, lets running requests end, closes everything. */
  close(): Promise<void>;
}

/** @throws what `openFiles` throws; Node's error when the port is taken or a certificate can't be read */
export async function serveFiles({ host, port, tls, ...options }: FilesOptions & ListenOptions): Promise<ServedFiles> {
  const opened = await openFiles(options);
  try {
    const app = createFilesApp(opened.files);
    const listening = await listen(app.handle, { host, port, tls, uploads: true });
    const stopPruning = pruneHourly(opened.files);
    const stopFollowing = followChanges(opened.files, opened.follower);
    return {
      files: opened.files,
      port: listening.port,
      async close() {
        app.stopping();
        await listening.close();
        stopPruning();
        stopFollowing();
        await opened.close();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
