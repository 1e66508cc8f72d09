/**
 * EVE Online. Its access token is a signed JWT that names the character and its owner; it is read like an ID Token, with
 * every check but the nonce, which the service has none of.
 */
import { oidc } from "../entry.ts";
import { readPath } from "../path.ts";

export const eveonline = oidc({
  id: "eveonline",
  name: "EVE Online",
  register: "https://developers.eveonline.com/applications/create",
  docs: "https://developers.eveonline.com/docs/services/sso/",
  status: "moved",
  note: "Version 1 ended on 1 November 2021. A person is a character's owner: a character that is sold is somebody else's.",
  known: { sources: 6, date: "2026-11-20" },
  issuer: "https://login.eveonline.com",
  issuerAliases: ["login.eveonline.com"],
  authorize: "https://login.eveonline.com/v2/oauth/authorize",
  token: "https://login.eveonline.com/v2/oauth/token",
  jwks: "https://login.eveonline.com/oauth/jwks",
  revoke: "https://login.eveonline.com/v2/oauth/revoke",
  scope: ["publicData"],
  pkce: true,
  tokenAuth: "basic",
  idTokenAlgs: ["RS256"],
  quirks: {
    tokenAnswer: { id_token: "access_token" },
    nonce: "unsupported",
    grantedScope: "$idToken.scp",
  },
  emailTrust: "never",
  claims: {
    sub: "owner",
    name: "name",
    picture: ({ profile }) => {
      const [, character] = /^CHARACTER:EVE:(\d+)$/.exec(String(readPath(profile, "sub"))) ?? [];
      return character === undefined ? undefined : `https://images.evetech.net/characters/${character}/portrait`;
    },
  },
});
