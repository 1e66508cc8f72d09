/** A server of OpenID 2.0. Nobody's in particular: identifiers are addresses of its own, and assertions are signed. */
import type { Shape } from "./shape.ts";

export const openid: Shape = {
  demo: { identifier: "https://openid.sandbox.test" },
};
