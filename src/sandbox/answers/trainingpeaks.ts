/** TrainingPeaks. Answers as its partners' wiki shows `v1/athlete/profile`. */
import type { Shape } from "./shape.ts";

export const trainingpeaks: Shape = {
  scopes: ["athlete:profile", "coach:athletes", "events:read", "file:write", "metrics:*", "workouts:*"],
  refresh: { given: () => true, rotation: "spend" },
  profile: ({ ids, person }) => ({
    Id: Number(ids.digits(6)),
    FirstName: person.givenName,
    LastName: person.familyName,
    TimeZone: "Europe/Oslo",
    BirthMonth: "1990-01",
    Sex: "f",
    CoachedBy: null,
    Weight: null,
    IsPremium: true,
    PreferredUnits: "Metric",
    Email: person.email ?? "",
  }),
  needs: { profile: ["athlete:profile"] },
};
