/** What a grant is: the parameters it reads, and the ordered list of checks that ends in an issue. */
import type { Parameters } from "../../../lib/parameters.ts";
import type { Client } from "../../clients/store.ts";
import type { Hub, Occasion } from "../../hub.ts";

/** RFC 6749, 5.1, and OpenID Connect Core, 3.1.3.3. */
export interface TokenAnswer {
  readonly access_token: string;
  readonly token_type: "Bearer" | "DPoP";
  /** Seconds. */
  readonly expires_in: number;
  readonly scope: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  /** RFC 8693, 2.2.1. */
  readonly issued_token_type?: string;
}

export interface GrantRequest {
  readonly hub: Hub;
  /** Authenticated, and allowed to use this grant type. */
  readonly client: Client;
  readonly parameters: Parameters;
  readonly occasion: Occasion;
  /** Thumbprint of the key that the request proves (RFC 9449). */
  readonly jkt: string | null;
}

export interface Grant {
  readonly parameters: readonly string[];
  /** @throws OAuthError */
  issue(request: GrantRequest): Promise<TokenAnswer>;
}
