/**
 * What only the command line can run into, as values with a stable code, beside the refusals of `lib/errors.ts`. A message
 * says what is wrong and, where somebody can know it, what to do.
 */

const failures = {
  /** The arguments make no sense together; nothing was tried. */
  usage: 2,
  /** Something else listens where a program wants to. */
  port_taken: 1,
  /** A file that was named, or one of ours, can't be read or written or is not what it should be. */
  file_unusable: 1,
  /** A secret or a password was needed, and none came. */
  input_missing: 1,
  /** The person at the terminal stopped it. */
  cancelled: 1,
  /** The database answers, but not as one of ours can be used. */
  database_unusable: 1,
  /** The sandbox would not register the hub. */
  sandbox_refused: 1,
  /** The catalogue has no provider of that name. */
  provider_missing: 1,
  /** No application has that client id. */
  application_missing: 1,
  organization_missing: 1,
  group_missing: 1,
  role_missing: 1,
  /** Nobody has that username or proven address. */
  person_missing: 1,
  /** The files program has not been told who it is at the hub. */
  files_unregistered: 1,
} as const;

export type FailureCode = keyof typeof failures;

export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;
  readonly exitCode: number;

  constructor(code: FailureCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.exitCode = failures[code];
  }
}

/** @param meant The word that was probably meant. */
export const usage = (message: string, meant?: string): Failure =>
  new Failure("usage", meant === undefined ? message : `${message} Did you mean ${meant}?`);
