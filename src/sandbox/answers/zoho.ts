/** Zoho. Answers as its accounts documentation shows the token and `oauth/user/info`; errors come with status 200. */
import { oauthRefusal, refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

const codes: Readonly<Record<string, string>> = {
  unknown_client: "invalid_client",
  wrong_secret: "invalid_client_secret",
  client_authentication: "invalid_client",
  code_redirect_uri: "invalid_redirect_uri",
};

export const zoho: Shape = {
  clientId: () => "1000.SANDBOXSANDBOXSANDBOXSANDBOX00",
  callback: () => ({ location: "us", "accounts-server": "https://accounts.zoho.com" }),
  prefixes: { code: "1000.", access: "1000.", refresh: "1000." },
  refresh: { given: (_scope, authorize) => authorize.get("access_type") === "offline", rotation: "omit" },
  token: (standard) => ({ ...standard, api_domain: "https://www.zohoapis.com" }),
  schemes: ["Bearer", "Zoho-oauthtoken"],
  profile: ({ ids, person }) => ({
    First_Name: person.givenName,
    Last_Name: person.familyName,
    Display_Name: person.username,
    Email: person.email ?? "",
    ZUID: Number(ids.digits(9)),
  }),
  reject(rejection, place) {
    if (place === "authorize") return null;
    if (place === "api") return refusal(401, { cause: "INVALID_OAUTHTOKEN", response: "error" });
    return oauthRefusal(200, codes[rejection.code] ?? "invalid_code");
  },
};
