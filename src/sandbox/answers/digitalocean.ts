/** DigitalOcean. Answers as its OAuth reference shows the token and its API reference `GET /v2/account`. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const digitalocean: Shape = {
  scopes: ["read", "write", "account:read"],
  lifetime: 2_592_000,
  refresh: { given: () => true, rotation: "spend" },
  token: (standard, { ids, person }) => ({
    ...standard,
    token_type: "bearer",
    info: { name: person.name, email: person.email, uuid: ids.hex(40) },
  }),
  profile: ({ ids, person }) => ({
    account: {
      droplet_limit: 25,
      floating_ip_limit: 5,
      name: person.name,
      email: person.email,
      uuid: ids.hex(40),
      email_verified: person.emailVerified,
      status: "active",
      status_message: "",
    },
  }),
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { id: "unauthorized", message: "Unable to authenticate you" }) : null,
};
