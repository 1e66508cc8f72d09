/** Feishu. Answers as the open platform shows the token, version 2, and `user_info`; every answer has a `code`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

const codes: Readonly<Record<string, readonly [number, string]>> = {
  unknown_client: [20_048, "invalid_client"],
  wrong_secret: [20_002, "invalid_client"],
  code_unknown: [20_003, "invalid_grant"],
  code_expired: [20_004, "invalid_grant"],
  code_used: [20_065, "invalid_grant"],
  verifier_mismatch: [20_049, "invalid_grant"],
  code_redirect_uri: [20_071, "invalid_grant"],
};

export const feishu: Shape = {
  clientId: () => "cli_sandbox0sandbox0",
  tokenBodies: ["form", "json"],
  lifetime: 7200,
  refresh: { given: (scope) => scope.has("offline_access"), rotation: "spend" },
  token: (standard) => ({ code: 0, ...standard }),
  profile: ({ ids, person, shared }) => ({
    code: 0,
    msg: "success",
    data: {
      name: person.name,
      en_name: person.name,
      avatar_url: `https://s3-imfile.feishucdn.com/static-resource/v1/${ids.hex(20, "picture")}`,
      open_id: `ou_${ids.hex(32)}`,
      union_id: `on_${ids.hex(32, "union")}`,
      ...(person.email === null ? {} : { email: person.email }),
      tenant_key: shared.hex(16, "tenant"),
    },
  }),
  reject(rejection, place) {
    if (place === "authorize") return null;
    if (place === "api") return refusal(200, { code: 20_005, msg: "The user access token passed is invalid" });
    const [code, error] = codes[rejection.code] ?? [20_063, "invalid_request"];
    return refusal(400, { code, error, error_description: rejection.message });
  },
};
