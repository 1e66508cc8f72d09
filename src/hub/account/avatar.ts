/**
 * My picture: `POST /account/picture` (a file), `POST /account/picture/remove`, and `GET /avatars/:id`, where it is shown to whoever
 * has its address: applications have it as the claim `picture` (OpenID Connect Core 1.0, 5.1). Under the hash in the address
 * it never changes, so caches keep it; without it, or under an older one, the present picture is kept for minutes.
 */
import type { Answer, EndpointRequest } from "../../lib/endpoint.ts";
import { fieldRefusal, Refusal } from "../../lib/errors.ts";
import {
  AVATAR_ROUTES,
  type AvatarSize,
  findAvatar,
  MOST_BYTES,
  readAvatar,
  removeAvatar,
  setAvatar,
} from "../avatars/store.ts";
import type { Hub } from "../hub.ts";
import { reserveAttempt } from "../limits/attempts.ts";
import type { PageContext, PageRoute, ProtocolRoute } from "../web/route.ts";
import { requireSignedIn, SECTIONS } from "./frame.ts";
import { drawPictureFault } from "./profile.tsx";

export const PICTURE = `${SECTIONS.profile}/picture`;
const REMOVE = `${PICTURE}/remove`;

/** Reading a picture costs a second of a processor. */
const PER_PERSON = { most: 20, window: 3600 };

async function savePicture(context: PageContext): Promise<Answer> {
  const { hub, form, occasion } = context;
  const { user } = requireSignedIn(context);
  try {
    const bytes = form.file("picture");
    if (bytes === null) throw fieldRefusal({ picture: "required" });
    await reserveAttempt(hub, [{ key: `picture:${user.id}`, ...PER_PERSON }]);
    const files = await readAvatar(bytes);
    await hub.db.write((tx) => setAvatar(tx, hub, { userId: user.id, occasion }, user.id, files));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "field_invalid") throw error;
    return drawPictureFault(context, error.fields);
  }
  return context.redirect(`${SECTIONS.profile}?notice=picture_saved`);
}

async function removePicture(context: PageContext): Promise<Answer> {
  const { hub, occasion } = context;
  const { user } = requireSignedIn(context);
  await hub.db.write((tx) => removeAvatar(tx, hub, { userId: user.id, occasion }, user.id));
  return context.redirect(`${SECTIONS.profile}?notice=picture_removed`);
}

/** Seconds for which a picture is kept that was asked for without its hash. */
const SHORT_SECONDS = 300;

const show =
  (hub: Pick<Hub, "db">, size: AvatarSize) =>
  async ({ query }: EndpointRequest, { id = "" }: Readonly<Record<string, string>>): Promise<Answer> => {
    const avatar = await findAvatar(hub.db, id, size);
    if (!avatar) throw new Refusal("not_found");
    const isNamed = new URLSearchParams(query).get("v") === avatar.hash;
    return {
      status: 200,
      headers: {
        "content-type": "image/webp",
        "cache-control": isNamed ? "public, max-age=31536000, immutable" : `public, max-age=${SHORT_SECONDS}`,
        // Nothing in it runs, and applications may show it.
        "content-security-policy": "default-src 'none'; sandbox",
        "cross-origin-resource-policy": "cross-origin",
      },
      body: avatar.bytes,
    };
  };

const shown = { kind: "protocol", methods: ["GET"], errors: "page", anyOrigin: true } as const;

export const avatarRoutes = (hub: Pick<Hub, "db">): readonly ProtocolRoute[] => [
  { ...shown, path: AVATAR_ROUTES.large, endpoint: show(hub, "large") },
  { ...shown, path: AVATAR_ROUTES.small, endpoint: show(hub, "small") },
];

const mine = { kind: "page", access: "signed-in" } as const;

export const pictureRoutes: readonly PageRoute[] = [
  { ...mine, method: "POST", path: PICTURE, upload: MOST_BYTES, page: savePicture },
  { ...mine, method: "POST", path: REMOVE, page: removePicture },
];
