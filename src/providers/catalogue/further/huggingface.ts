/** Hugging Face: machine learning models. */
import { oidc } from "../../entry.ts";

export const huggingface = oidc({
  id: "huggingface",
  name: "Hugging Face",
  register: "https://huggingface.co/settings/applications/new",
  docs: "https://huggingface.co/docs/hub/oauth",
  known: { sources: 3, date: "2026-11-20" },
  issuer: "https://huggingface.co",
  callUserinfo: true,
  scope: ["openid", "profile", "email"],
  pkce: true,
  emailTrust: "claim",
  claims: {
    sub: "sub",
    preferred_username: "preferred_username",
    name: "name",
    email: "email",
    email_verified: "email_verified",
    picture: "picture",
  },
});
