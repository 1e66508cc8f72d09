/** Globus. Claims as its Auth reference lists them: who vouches for the person stands beside the name. */
import type { AnswerContext, JsonObject, Shape } from "./shape.ts";

const claims = ({ person, scope }: AnswerContext): JsonObject => ({
  ...(scope.has("profile")
    ? {
        name: person.name,
        preferred_username: `${person.username}@globusid.org`,
        identity_provider: "41143743-f3c8-4d60-bbdb-eeecaba85bd9",
        identity_provider_display_name: "Globus ID",
        organization: "Sandbox",
      }
    : {}),
  ...(scope.has("email") && person.email !== null ? { email: person.email } : {}),
});

export const globus: Shape = {
  scopes: ["openid", "profile", "email", "offline_access", "urn:globus:auth:scope:*"],
  tokenAuth: ["post", "basic"],
  lifetime: 172_800,
  refresh: { given: (scope) => scope.has("offline_access"), rotation: "omit" },
  token: (standard) => ({ ...standard, resource_server: "auth.globus.org", other_tokens: [] }),
  idToken: (context) => ({ ...claims(context), last_authentication: context.authTime }),
  profile: (context) => ({ sub: context.ids.uuid(), ...claims(context), last_authentication: context.authTime }),
};
