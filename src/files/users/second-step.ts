/**
 * Between the two steps of a sign-in: a sealed cookie of five minutes says whose first step was right (a password, or a platform)
 * and where it leads. It signs nobody in; the code does.
 */
import { z } from "zod";
import { seconds } from "../../lib/clock.ts";
import { cookie } from "../../lib/cookies.ts";
import { Refusal } from "../../lib/errors.ts";
import type { Files } from "../files.ts";
import { findUser } from "./store.ts";
import type { User } from "./user.ts";

/** The page that asks for the code. */
export const SECOND_STEP = "/sign-in/code";

const NAME = "alldoor_files_second_step";
const PLACE = `files:cookie:${NAME}` as const;
const LASTS_SECONDS = 300;

const platformStep = z.strictObject({
  delivery: z.enum(["page", "window", "address"]),
  next: z.string().nullable(),
  origin: z.strictObject({
    platform: z.string(),
    issuer: z.string(),
    subject: z.string(),
    sid: z.string().nullable(),
  }),
});
const record = z.strictObject({
  user: z.number(),
  passwordChangedAt: z.number(),
  expiresAt: z.number(),
  platform: platformStep.nullable(),
});

/** What a platform's sign-in goes on with; `null` where it began with a password. */
export type PlatformStep = z.infer<typeof platformStep>;

const jarOf = ({ secure }: Pick<Files, "secure">) => cookie(NAME, secure);

/** A `Set-Cookie` value. */
export function keepFirstStep(
  files: Pick<Files, "secure" | "vault" | "clock">,
  user: Pick<User, "id" | "passwordChangedAt">,
  platform: PlatformStep | null,
): string {
  const kept: z.infer<typeof record> = {
    user: user.id,
    passwordChangedAt: user.passwordChangedAt,
    expiresAt: seconds(files.clock) + LASTS_SECONDS,
    platform,
  };
  return jarOf(files).write(files.vault.seal(JSON.stringify(kept), PLACE), { maxAge: LASTS_SECONDS });
}

export const clearFirstStep = (files: Pick<Files, "secure">): string => jarOf(files).clear();

/** Whose first step was right in this browser a moment ago, if nothing has changed since. */
export async function firstStepOf(
  files: Pick<Files, "secure" | "vault" | "clock" | "db">,
  cookieHeader: string | undefined,
): Promise<{ readonly user: User; readonly platform: PlatformStep | null } | null> {
  const sealed = jarOf(files).read(cookieHeader);
  if (sealed === undefined || sealed === "") return null;
  let opened: unknown;
  try {
    opened = JSON.parse(files.vault.open(sealed, PLACE));
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
  const kept = record.safeParse(opened);
  if (!kept.success || kept.data.expiresAt <= seconds(files.clock)) return null;
  const user = await findUser(files.db, kept.data.user);
  if (!user || user.disabledAt !== null || user.passwordChangedAt !== kept.data.passwordChangedAt) return null;
  return { user, platform: kept.data.platform };
}
