/** ownCloud: the token answer of its OAuth 2.0 app names the user, whose id is given once. */
import type { Shape } from "../shape.ts";

export const owncloud: Shape = {
  token: (standard, { person }) => ({
    ...standard,
    user_id: `${person.subject}-files`,
    message_url: "https://owncloud.sandbox.test/index.php/apps/oauth2/authorization-successful",
  }),
};
