/** Whether a sign-in to a client can be tried from the console: it is on, and takes authorization codes. */
import type { Client } from "./store.ts";

export const isTriable = (client: Client): boolean =>
  client.disabledAt === null &&
  client.grantTypes.includes("authorization_code") &&
  client.responseTypes.includes("code");
