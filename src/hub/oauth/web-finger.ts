/**
 * WebFinger: `GET /.well-known/webfinger` (RFC 7033), for one question: where the issuer of somebody is (OpenID Connect
 * Discovery 1.0, 2). The answer is the same for everybody, known here or not, so that it tells nothing of who has an account.
 */
import { type Answer, type EndpointRequest, json } from "../../lib/endpoint.ts";
import type { Hub } from "../hub.ts";
import { OAuthError } from "../web/oauth-error.ts";

const ISSUER = "http://openid.net/specs/connect/1.0/issuer";
const LONGEST = 500;

export const webFinger =
  (hub: Hub) =>
  (http: EndpointRequest): Answer => {
    const query = new URLSearchParams(http.query);
    const [resource, ...others] = query.getAll("resource");
    if (
      resource === undefined ||
      others.length > 0 ||
      resource.length > LONGEST ||
      !/^(?:acct|https?|mailto):\S+$/i.test(resource)
    ) {
      throw new OAuthError("invalid_request", "resource must be there once, as a URI.");
    }
    // RFC 7033, 4.3: `rel` may be there several times, and names what is wanted.
    const wanted = query.getAll("rel");
    const links = wanted.length === 0 || wanted.includes(ISSUER) ? [{ rel: ISSUER, href: hub.issuer }] : [];
    return json({ subject: resource, links }, 200, { "content-type": "application/jrd+json" });
  };
