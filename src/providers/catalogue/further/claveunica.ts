/** ClaveÚnica: the digital identity of Chile. */
import { oauth2 } from "../../entry.ts";
import { joined } from "../claim-sources.ts";

export const claveunica = oauth2({
  id: "claveunica",
  name: "ClaveÚnica",
  docs: "https://claveunica.gob.cl/",
  note: "The national number (RUN) is the subject.",
  known: { sources: 1, date: "2026-11-20" },
  authorize: "https://accounts.claveunica.gob.cl/openid/authorize",
  token: "https://accounts.claveunica.gob.cl/openid/token",
  userinfo: "https://accounts.claveunica.gob.cl/openid/userinfo",
  scope: ["openid", "run", "name"],
  pkce: false,
  quirks: { profileMethod: "POST" },
  emailTrust: "never",
  claims: {
    sub: "RolUnico.numero",
    name: joined("name.nombres[0]", "name.apellidos[0]"),
    given_name: "name.nombres[0]",
    family_name: "name.apellidos[0]",
  },
});
