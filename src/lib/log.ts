/**
 * Structured logs: one JSON line an event, on standard output, gathered for one turn of the event loop. Fields are
 * chosen by the caller from an allow-list of harmless ones; a value under a name that smells of a secret is masked all the
 * same, and so is anything that looks like a JWT or a bearer value inside an error's text.
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
    ...("code" in error && typeof error.code === "string" ? { code: error.code } : {}),
    ...(depth === 0 && error.stack ? { stack: maskText(error.stack.split("\n").slice(1, 8).join("\n")) } : {}),
    ...(error.cause !== undefined && depth < 4 ? { cause: errorFields(error.cause, depth + 1) } : {}),
  };
}

function masked(fields: LogFields): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (SECRET_NAME.test(name)) out[name] = MASK;
    else if (value instanceof Error) out[name] = errorFields(value);
    else if (typeof value === "string") out[name] = maskText(value);
    else out[name] = value;
  }
  return out;
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
    waiting += `${JSON.stringify({ time: new Date().toISOString(), level: rank, program, event, ...masked(fields) })}\n`;
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
