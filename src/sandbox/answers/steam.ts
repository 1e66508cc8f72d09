/** Steam. Answers as the Web API documents GetPlayerSummaries: a list of the players that were asked for. */
import type { Shape } from "./shape.ts";

export const steam: Shape = {
  profile: ({ ids, person }) => ({
    response: {
      players: [
        {
          steamid: ids.digits(17),
          communityvisibilitystate: 3,
          profilestate: 1,
          personaname: person.username,
          realname: person.name,
          profileurl: `https://steamcommunity.com/profiles/${ids.digits(17)}/`,
          avatar: `https://avatars.steamstatic.com/${ids.hex(40, "picture")}.jpg`,
          avatarmedium: `https://avatars.steamstatic.com/${ids.hex(40, "picture")}_medium.jpg`,
          avatarfull: `https://avatars.steamstatic.com/${ids.hex(40, "picture")}_full.jpg`,
          lastlogoff: 1_777_000_000,
        },
      ],
    },
  }),
};
