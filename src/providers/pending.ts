/**
 * A sign-in under way, as its caller keeps it: whatever of it came back with the browser instead, the browser could change.
 */
import type { SettingValues } from "./provider.ts";

/** What must be kept between start and callback: on the server, single-use, bound to the browser. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce?: string;
  readonly codeVerifier?: string;
  /** The settings that were given with this sign-in. */
  readonly settings?: SettingValues;
  /** It may end with a token that the provider's script gave to our page. */
  readonly script?: true;
  /** OAuth 1.0: the request token and its secret. */
  readonly requestToken?: { readonly token: string; readonly secret: string };
  readonly openId?: PendingOpenId;
}

/** What an OpenID 2.0 assertion must agree with. */
export interface PendingOpenId {
  readonly endpoint: string;
  /** What discovery found for the person's own identifier; nothing where the server chooses. */
  readonly claimedId?: string;
  readonly localId?: string;
  readonly association?: OpenIdAssociation;
}

/** A secret shared with an OpenID 2.0 server (section 8). */
export interface OpenIdAssociation {
  readonly handle: string;
  readonly type: "HMAC-SHA1" | "HMAC-SHA256";
  /** base64. */
  readonly macKey: string;
  /** Unix seconds. */
  readonly expiresAt: number;
}
