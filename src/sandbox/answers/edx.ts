/** Open edX. Answers as its user API documents `/me` and `/accounts/{username}`. */
import { refusal } from "./refusal.ts";
import type { AnswerContext, Shape } from "./shape.ts";

const username = ({ ids }: AnswerContext): string => `learner_${ids.digits(6)}`;

export const edx: Shape = {
  demo: { edxUrl: "https://courses.sandbox.test" },
  lifetime: 36_000,
  refresh: { given: () => true, rotation: "spend" },
  profile: (context) => ({ username: username(context) }),
  extra: {
    account: (context) => ({
      username: username(context),
      name: context.person.name,
      email: context.person.email,
      is_active: context.person.emailVerified,
      date_joined: "2019-03-05T09:30:00Z",
      profile_image: {
        has_image: true,
        image_url_full: `https://courses.sandbox.test/media/profile-images/${context.ids.hex(32, "picture")}_500.jpg`,
      },
    }),
  },
  reject: (_rejection, place) =>
    place === "api"
      ? refusal(401, { developer_message: "The access token is invalid.", error_code: "invalid_token" })
      : null,
};
