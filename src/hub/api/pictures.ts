/** `/api/v1/users/:id/picture`: a person's own picture, put there by a program or taken away. It is shown where `picture` says. */
import { z } from "zod";
import { readAvatar, removeAvatar, setAvatar } from "../avatars/store.ts";
import type { ApiRoute } from "./route.ts";
import { changing, Nothing } from "./schema.ts";
import { requireChangeable, requireUser, showUser, UserShape } from "./users.ts";

const PATH = "/api/v1/users/:id/picture";
/** Characters of base64 that leave room for the rest of a call's body. */
const LONGEST = 120_000;

export const pictureRoutes: readonly ApiRoute[] = [
  changing({
    id: "setPictureOfUser",
    method: "PUT",
    path: PATH,
    summary: "Gives a person a picture: PNG, JPEG or WebP of up to 90 kB, which is made smaller and written anew.",
    scope: "alldoor:users:write",
    reach: "organization",
    status: 200,
    body: z.strictObject({ picture: z.base64().min(1).max(LONGEST).describe("The file, as base64.") }),
    answer: UserShape,
    mayRepeat: requireChangeable,
    async change(context) {
      const { hub, caller, body } = context;
      // Nobody has pictures read for people whom they may not change.
      await requireChangeable(hub.db, context);
      const files = await readAvatar(Buffer.from(body.picture, "base64"));
      return async (tx) => {
        const user = await requireChangeable(tx, context);
        await setAvatar(tx, hub, caller.actor, user.id, files);
        return showUser(await requireUser(tx, caller, user.id));
      };
    },
  }),
  changing({
    id: "removePictureOfUser",
    method: "DELETE",
    path: PATH,
    summary: "Takes a person's picture away, also one that is kept elsewhere.",
    scope: "alldoor:users:write",
    reach: "organization",
    status: 204,
    body: Nothing,
    answer: null,
    change: (context) => async (tx) => {
      const user = await requireChangeable(tx, context);
      await removeAvatar(tx, context.hub, context.caller.actor, user.id);
    },
  }),
];
