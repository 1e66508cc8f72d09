/** Draugiem.lv. The answer as the passport's documentation shows it: people by their numbers, and a key for further calls. */
import type { Shape } from "./shape.ts";

export const draugiem: Shape = {
  clientId: () => "15000123",
  profile: ({ ids, person }) => {
    const uid = ids.digits(7);
    return {
      uid,
      language: "lv",
      users: {
        [uid]: {
          uid: Number(uid),
          name: person.givenName,
          surname: person.familyName,
          nick: person.username,
          place: "",
          img: `https://i8.ifrype.com/profile/${ids.hex(8, "picture")}/sm.jpg`,
          imgl: `https://i8.ifrype.com/profile/${ids.hex(8, "picture")}/l.jpg`,
        },
      },
    };
  },
};
