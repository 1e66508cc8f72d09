/**
 * Why a call did not bring an answer. Codes are for programs and logs; the message is the same for an address that is
 * not allowed and one that is not there, so that nobody can map an inner network by reading errors.
 */

const CANNOT_BE_REACHED = "The address can't be reached.";

const messages = {
  /** The address may not be called: its scheme, its host, or where its host's name leads. */
  blocked: CANNOT_BE_REACHED,
  /** No whole, well-formed answer: name, network, TLS, protocol or encoding. */
  unreachable: CANNOT_BE_REACHED,
  timeout: "The address did not answer in time.",
  /** The answer's head or body is larger than allowed, as sent or unpacked. */
  too_large: "The answer is too large.",
  /** The answer is a redirect. None is ever followed. */
  redirect: "The address answered with a redirect.",
  /** As many calls to this host are under way and waiting as may be. */
  busy: "Too many calls to this address at once.",
  /** The host failed several times in a row and is left alone for a while. */
  circuit_open: "The address has failed repeatedly and is left alone for a while.",
} as const;

export type OutboundErrorCode = keyof typeof messages;

/** A call that failed. `cause` is for the log alone. */
export class OutboundError extends Error {
  override readonly name = "OutboundError";
  readonly code: OutboundErrorCode;

  constructor(code: OutboundErrorCode, cause?: unknown) {
    super(messages[code], cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
