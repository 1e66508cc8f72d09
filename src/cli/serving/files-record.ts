/** What `alldoor start` keeps of the file server in the data directory: who it is at which hub, and under which address. */
import { join } from "node:path";
import { z } from "zod";
import { readPrivateJson, writePrivateJson } from "../private-file.ts";

const record = z.object({
  issuer: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  redirectUri: z.string(),
});

export type FilesClient = z.infer<typeof record>;

export const filesRecord = (dataDirectory: string): string => join(dataDirectory, "files.json");

/** @throws Failure `file_unusable` */
export const keptFilesClient = (dataDirectory: string): FilesClient | undefined =>
  readPrivateJson(filesRecord(dataDirectory), record);

export const keepFilesClient = (dataDirectory: string, client: FilesClient): void =>
  writePrivateJson(filesRecord(dataDirectory), client);
