/** 500px. Answers as its API documentation showed `GET /users`. */
import type { Shape } from "./shape.ts";

export const fivehundredpx: Shape = {
  profile: ({ ids, person }) => ({
    user: {
      id: Number(ids.digits(7)),
      username: person.username,
      firstname: person.givenName,
      lastname: person.familyName,
      fullname: person.name,
      userpic_url: `https://pacdn.500px.org/${ids.digits(7)}/${ids.hex(20, "picture")}/1.jpg`,
      email: person.email ?? "",
      photos_count: 3,
      affection: 1,
      registration_date: "2012-03-05T09:30:00-05:00",
    },
  }),
};
