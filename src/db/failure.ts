/** Tells what a database's failure means: it can't answer now (gone, full, shutting down), a row is there already, or a mistake of ours. */

const POSTGRES = /^(08\d\d\d|53\d\d\d|57P0[1-4]|58\d\d\d)$/;
const SOCKET = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOTFOUND", "EHOSTUNREACH"]);
/** SQLITE_BUSY, SQLITE_IOERR, SQLITE_FULL, SQLITE_CANTOPEN (sqlite.org/rescode.html). */
const SQLITE = new Set([5, 10, 13, 14]);

export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("errcode" in error && typeof error.errcode === "number") return SQLITE.has(error.errcode & 0xff);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return (
    POSTGRES.test(code) ||
    SOCKET.has(code) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
  );
}

/** Whether a row was refused because what it refers to is not there (SQLITE_CONSTRAINT_FOREIGNKEY, `foreign_key_violation`). */
export function isOrphan(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("errcode" in error && typeof error.errcode === "number") return error.errcode === 787;
  return "code" in error && error.code === "23503";
}

/** Whether a row was refused because another one has what only one may have (SQLITE_CONSTRAINT_UNIQUE, `unique_violation`). */
export function isDuplicate(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("errcode" in error && typeof error.errcode === "number") return error.errcode === 2067;
  return "code" in error && error.code === "23505";
}
