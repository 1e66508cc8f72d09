/**
 * A cookie that holds a record of ours, sealed (`lib/seal.ts`): nobody else can read it or make one. What it can't do is
 * be taken back or be used only once; whoever keeps something in one says how that is met.
 */
import type { z } from "zod";
import { type Cookie, cookie } from "../../lib/cookies.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Vault } from "../../lib/seal.ts";

export interface SealedCookie<T> {
  /** The record, if there is one that we sealed under this name and that still has the form that we read. */
  read(header: string | undefined): T | null;
  /** A `Set-Cookie` value. @param seconds How long the browser keeps it. */
  write(record: T, seconds: number): string;
  clear(): string;
}

/** Browsers refuse cookies over 4096 bytes (RFC 6265, 6.1); nothing that long is ours. */
const LONGEST = 4096;

/** @param name Cookies are shared by all ports of a host, so no other program's name. */
export function sealedCookie<T>(vault: Vault, name: string, secure: boolean, schema: z.ZodType<T>): SealedCookie<T> {
  const jar: Cookie = cookie(name, secure);
  const place = `files:cookie:${name}` as const;
  const opened = (sealed: string): unknown => {
    try {
      return JSON.parse(vault.open(sealed, place));
    } catch (error) {
      // Changed, of another name, or sealed before the key was replaced: as if it were not there.
      if (error instanceof Refusal) return null;
      throw error;
    }
  };
  return {
    read(header) {
      const sealed = jar.read(header);
      if (sealed === undefined || sealed === "" || sealed.length > LONGEST) return null;
      const parsed = schema.safeParse(opened(sealed));
      return parsed.success ? parsed.data : null;
    },
    write: (record, seconds) => jar.write(vault.seal(JSON.stringify(record), place), { maxAge: seconds }),
    clear: () => jar.clear(),
  };
}
