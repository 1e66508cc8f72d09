/** Strava. Answers as its API reference shows the athlete, and errors as `message` with a list. */
import type { Json } from "../../providers/provider.ts";
import { refusal } from "./refusal.ts";
import type { AnswerContext, Shape } from "./shape.ts";

const athlete = ({ ids, person }: AnswerContext): Json => ({
  id: Number(ids.digits(8)),
  username: person.username,
  resource_state: 2,
  firstname: person.givenName,
  lastname: person.familyName,
  city: null,
  country: null,
  sex: null,
  premium: false,
  created_at: "2019-03-05T09:30:00Z",
  profile_medium: `https://dgalywyr863hv.cloudfront.net/pictures/athletes/${ids.digits(8)}/medium.jpg`,
  profile: `https://dgalywyr863hv.cloudfront.net/pictures/athletes/${ids.digits(8)}/large.jpg`,
});

export const strava: Shape = {
  scopes: ["read", "read_all", "profile:*", "activity:*"],
  callback: ({ scope }) => ({ scope: [...scope].join(",") }),
  lifetime: 21_600,
  refresh: { given: () => true, rotation: "keep" },
  token: ({ access_token, refresh_token, expires_in }, context) => ({
    token_type: "Bearer",
    expires_at: context.now + 21_600,
    expires_in: expires_in ?? null,
    refresh_token: refresh_token ?? null,
    access_token: access_token ?? null,
    athlete: athlete(context),
  }),
  profile: athlete,
  reject(rejection, place) {
    if (place === "api") {
      const errors = [{ resource: "Athlete", field: "access_token", code: "invalid" }];
      return refusal(401, { message: "Authorization Error", errors });
    }
    if (place !== "token") return null;
    const field = rejection.code === "unknown_client" ? "client_id" : "code";
    return refusal(400, { message: "Bad Request", errors: [{ resource: "Application", field, code: "invalid" }] });
  },
};
