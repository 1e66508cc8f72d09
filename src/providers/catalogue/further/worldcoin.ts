/** World ID: proof of being a person. */
import { oidc } from "../../entry.ts";

export const worldcoin = oidc({
  id: "worldcoin",
  name: "World ID",
  register: "https://developer.worldcoin.org/",
  docs: "https://docs.world.org/",
  note: "The person stays without a name: the answer is an id that is another one at each application.",
  known: { sources: 1, date: "2026-11-20" },
  issuer: "https://id.worldcoin.org",
  scope: ["openid"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "sub" },
});
