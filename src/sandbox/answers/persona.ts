/** Persona. The verifier's answer as Mozilla documented it. Each person has an address here that is theirs alone. */
import type { Shape } from "./shape.ts";

export const persona: Shape = {
  demo: { audience: "http://localhost:8000" },
  profile: ({ ids, now, settings }) => ({
    status: "okay",
    email: `p${ids.digits(6)}@persona.test`,
    audience: settings.audience ?? "",
    expires: (now + 3600) * 1000,
    issuer: "login.persona.org",
  }),
};
