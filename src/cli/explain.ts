/**
 * What an error means to whoever typed the command: a stable code and one plain sentence. The inside of an error (its
 * stack, its cause) is only shown where the log level is `debug`, and secrets in it are masked there too.
 */
import { isDatabaseUnavailable } from "../db/failure.ts";
import { Refusal } from "../lib/errors.ts";
import { errorFields } from "../lib/log.ts";
import { Failure } from "./failure.ts";

export interface Explained {
  readonly code: string;
  readonly message: string;
  /** What is wrong with which field. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly exitCode: number;
  /** For the log level `debug`. */
  readonly stack?: string;
}

const inside = (error: unknown): string => JSON.stringify(errorFields(error), null, 2);

const codeOf = (error: Error): string => ("code" in error && typeof error.code === "string" ? error.code : "");
const textOf = (error: Error, name: "path" | "syscall"): string => {
  const value: unknown = name in error ? Reflect.get(error, name) : undefined;
  return typeof value === "string" ? value : "";
};

/** The operating system's own codes, as far as files and folders go. */
const FILE_TROUBLE: Readonly<Record<string, string>> = {
  EACCES: "may not be used by this user",
  EPERM: "may not be used by this user",
  EROFS: "is on a file system that can only be read",
  ENOENT: "does not exist",
  ENOTDIR: "is not a folder, or lies under something that is none",
  EISDIR: "is a folder",
  ENOSPC: "is on a disk that is full",
  EDQUOT: "is on a disk whose quota is used up",
  EMFILE: "could not be opened: too many files are open",
};

/** SQLSTATE (PostgreSQL, appendix A), and SQLite's result codes. */
const POSTGRES_TROUBLE: Readonly<Record<string, string>> = {
  "28P01": "PostgreSQL refused the user or the password in the database address.",
  "28000": "PostgreSQL does not let this user in.",
  "3D000": "PostgreSQL has no database of the name in the database address. Make it first.",
  "42501": "The database user may not do what is needed. It has to own its schema.",
  "25006": "The database can only be read: it is a replica, or was made read-only.",
};
const SQLITE_TROUBLE: Readonly<Record<number, string>> = {
  8: "The database file can't be written.",
  11: "The database file is damaged. Put the last backup in its place.",
  26: "The database file is not a database.",
};

function databaseTrouble(error: Error): string | undefined {
  if ("errcode" in error && typeof error.errcode === "number") return SQLITE_TROUBLE[error.errcode & 0xff];
  return POSTGRES_TROUBLE[codeOf(error)] ?? (/made by a newer version/.test(error.message) ? error.message : undefined);
}

/** A connection that failed on every address has its reasons inside. */
const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === "") return reasonOf(error.errors[0]);
  return error instanceof Error ? String(errorFields(error).message) : String(error);
};

export function explain(error: unknown): Explained {
  const stack = inside(error);
  if (error instanceof Failure) return { code: error.code, message: error.message, exitCode: error.exitCode, stack };
  if (error instanceof Refusal) {
    const { code, message, fields } = error;
    return { code, message, ...(Object.keys(fields).length > 0 ? { fields } : {}), exitCode: 1, stack };
  }
  if (isDatabaseUnavailable(error)) {
    return {
      code: "database_unavailable",
      message: `The database can't be reached: ${reasonOf(error)}.`,
      exitCode: 1,
      stack,
    };
  }
  if (!(error instanceof Error))
    return { code: "unexpected", message: "Something went wrong that nobody expected.", exitCode: 1, stack };
  const trouble = databaseTrouble(error);
  if (trouble !== undefined) return { code: "database_unusable", message: trouble, exitCode: 1, stack };
  if (codeOf(error) === "EADDRINUSE") {
    return { code: "port_taken", message: `Something else listens there: ${reasonOf(error)}.`, exitCode: 1, stack };
  }
  const file = FILE_TROUBLE[codeOf(error)];
  const path = textOf(error, "path");
  if (file !== undefined && path !== "")
    return { code: "file_unusable", message: `${path} ${file}.`, exitCode: 1, stack };
  return {
    code: "unexpected",
    message: `Something went wrong that nobody expected: ${reasonOf(error)}`,
    exitCode: 1,
    stack,
  };
}
