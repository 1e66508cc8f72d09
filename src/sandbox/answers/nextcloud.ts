/** Nextcloud. Answers as its OCS overview shows `cloud/user`: everything lies in an envelope of meta and data. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const nextcloud: Shape = {
  demo: { server: "https://cloud.sandbox.test" },
  tokenAuth: ["post", "basic"],
  tokenRedirectUri: "optional",
  lifetime: 3600,
  refresh: { given: () => true, rotation: "spend" },
  token: (standard, { ids }) => ({ ...standard, user_id: `u${ids.digits(6)}` }),
  profile: ({ ids, person }) => ({
    ocs: {
      meta: { status: "ok", statuscode: 200, message: "OK" },
      data: {
        enabled: true,
        id: `u${ids.digits(6)}`,
        quota: { free: 1_073_741_824, used: 0, total: 1_073_741_824, relative: 0, quota: -3 },
        email: person.email,
        displayname: person.name,
        "display-name": person.name,
        phone: "",
        address: "",
        website: "",
        groups: ["users"],
        language: person.locale.slice(0, 2),
        locale: "",
      },
    },
  }),
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, {
          ocs: { meta: { status: "failure", statuscode: 997, message: "Current user is not logged in" }, data: [] },
        })
      : null,
};
