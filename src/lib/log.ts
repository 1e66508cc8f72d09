/**
 * Structured logs: one JSON line an event, on standard output, gathered for one turn of the event loop. Fields are
 * chosen by the caller from an allow-list of harmless ones; a value under a name that smells of a secret is masked all the
 * same, however deep it lies, and so is whatever looks like a JWT or a bearer value in any text. Logging never throws.
 */

export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";
export type LogFields = Readonly<Record<string, unknown>>;

export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
  /** Writes out what is waiting. */
  flush(): void;
}

const RANK = { debug: 0, info: 1, warn: 2, error: 3, silent: 4 } as const;
const SECRET_NAME = /secret|password|passwd|token|cookie|authorization|assertion|verifier|private|^code$|credential/i;
const SECRET_TEXT = /eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){1,4}|[A-Za-z0-9_-]{43,}/g;
const MASK = "***";

const maskText = (text: string): string => text.replace(SECRET_TEXT, MASK).slice(0, 4000);

/** An error and its causes as plain fields, secrets masked. */
export function errorFields(error: unknown, depth = 0): LogFields {
  if (!(error instanceof Error)) return { message: maskText(String(error)) };
  return {
    name: error.name,
    message: maskText(error.message),
    ...("code" in error && typeof error.code === "string" ? { code: maskText(error.code) } : {}),
    ...(depth === 0 && error.stack ? { stack: maskText(error.stack.split("\n").slice(1, 8).join("\n")) } : {}),
    ...(error.cause !== undefined && depth < 4 ? { cause: errorFields(error.cause, depth + 1) } : {}),
  };
}

/** Levels of a value that are told, and entries of each. */
const DEEPEST = 6;
const MOST = 100;

function masked(fields: LogFields, depth = 0): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields).slice(0, MOST)) {
    if (value !== undefined) out[name] = SECRET_NAME.test(name) ? MASK : maskedValue(value, depth);
  }
  return out;
}

function maskedValue(value: unknown, depth: number): unknown {
  if (typeof value === "string") return maskText(value);
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "function") return undefined;
  if (typeof value !== "object") return maskText(String(value));
  if (value instanceof Error) return errorFields(value);
  if (value instanceof Date) return String(value);
  if (depth >= DEEPEST) return "…";
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.slice(0, MOST).map((each) => maskedValue(each, depth + 1));
  return masked(value as LogFields, depth + 1);
}

/** A line for what can't be read: an object may throw when it is looked at. */
function written(head: LogFields, fields: LogFields): string {
  try {
    return JSON.stringify({ ...head, ...masked(fields) });
  } catch (error) {
    return JSON.stringify({ ...head, unreadable: errorFields(error).message });
  }
}

/** @param write Where lines go; standard output by default. */
export function createLog(
  level: LogLevel = "info",
  program = "alldoor",
  write: (lines: string) => void = (lines) => void process.stdout.write(lines),
): Log {
  let waiting = "";
  let scheduled = false;
  const flush = () => {
    scheduled = false;
    if (waiting === "") return;
    const lines = waiting;
    waiting = "";
    write(lines);
  };
  const emit = (rank: Exclude<LogLevel, "silent">, event: string, fields: LogFields = {}) => {
    if (RANK[rank] < RANK[level]) return;
    waiting += `${written({ time: new Date().toISOString(), level: rank, program, event }, fields)}\n`;
    if (scheduled) return;
    scheduled = true;
    setImmediate(flush);
  };
  return {
    debug: (event, fields) => emit("debug", event, fields),
    info: (event, fields) => emit("info", event, fields),
    warn: (event, fields) => emit("warn", event, fields),
    error: (event, fields) => emit("error", event, fields),
    flush,
  };
}

export const silentLog: Log = createLog("silent");
