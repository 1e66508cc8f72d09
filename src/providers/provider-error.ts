/**
 * What can go wrong between an application and a provider: every code, listed once, with the words that anybody may see.
 *
 * The message never holds anything that a provider or a browser sent. What really happened is the `cause`, for the log
 * alone: it names the check that failed and the provider's own error code, never a token, a code or a secret.
 */

const messages = {
  /** The callback does not belong to the sign-in that was started (RFC 6749, 10.12; RFC 9207, 2.4). */
  state_mismatch: "This sign-in was not started here, or it has been used already.",
  /** The person, or the provider on their behalf, said no (RFC 6749, 4.1.2.1). */
  access_denied: "The sign-in was cancelled at the provider.",
  /** The provider said that it can't go on. */
  provider_error: "The provider could not complete the sign-in.",
  /** The token endpoint refused the code, the refresh token or the client (RFC 6749, 5.2). */
  token_refused: "The provider did not accept the sign-in's code or this application's credentials.",
  /** An answer came that the protocol does not allow. */
  bad_answer: "The provider's answer could not be understood.",
  /** The ID Token failed a check (OpenID Connect Core, 3.1.3.7). */
  id_token_invalid: "The provider's ID Token is not valid.",
  /** The assertion is sound, and has been used: it signs in once, and a second one of the same moment may be the same text. */
  assertion_used: "The provider gave the same answer twice. A moment later it gives another.",
  /** The answers hold no usable immutable id of the person. */
  subject_missing: "The provider did not say who is signing in.",
  /** No whole answer came: name, network, TLS, time, size, or an address that may not be called. */
  unreachable: "The provider can't be reached.",
  /** The entry, its settings or the registration are not usable. */
  misconfigured: "This provider is not set up correctly.",
} as const;

export type ProviderErrorCode = keyof typeof messages;

/** Every code that a {@link ProviderError} can have. They are stable. */
export const providerErrorCodes = Object.keys(messages) as readonly ProviderErrorCode[];

/** A failure with a stable `code`, a `message` that is safe to show, and a private `cause`. */
export class ProviderError extends Error {
  override readonly name = "ProviderError";
  readonly code: ProviderErrorCode;

  /**
   * @param detail What failed, for the log. Never a secret.
   * @param cause The error underneath, where there is one.
   */
  constructor(code: ProviderErrorCode, detail: string, cause?: unknown) {
    super(messages[code], { cause: new Error(detail, cause === undefined ? undefined : { cause }) });
    this.code = code;
  }
}
