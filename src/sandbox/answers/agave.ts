/** Agave. Answers as its documentation showed `GET /profiles/v2/me`: the profile lies in `result`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const agave: Shape = {
  scopes: ["PRODUCTION", "default", "openid"],
  lifetime: 14_400,
  refresh: { given: () => true, rotation: "spend" },
  profile: ({ ids, person }) => ({
    status: "success",
    message: null,
    version: "2.2.27",
    result: {
      // One name for one account: it does not follow a change of the person's name.
      username: `u${ids.digits(8)}`,
      email: person.email ?? "",
      first_name: person.givenName,
      last_name: person.familyName,
      status: "Active",
      create_time: "20190305093000Z",
    },
  }),
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { status: "error", message: "Invalid Credentials", result: null }) : null,
};
