/** Vimeo. Answers as version 2 of its advanced API showed vimeo.people.getInfo. */
import type { Shape } from "./shape.ts";

export const vimeo: Shape = {
  profile: ({ ids, person }) => ({
    generated_in: "0.0093",
    stat: "ok",
    person: {
      created_on: "2012-03-05 09:30:00",
      id: ids.digits(7),
      is_contact: "0",
      is_plus: "0",
      display_name: person.name,
      username: person.username,
      location: "",
      bio: "",
      number_of_videos: "3",
    },
  }),
};
