/** OpenShift: a cluster's own sign-in. */
import { oauth2 } from "../../entry.ts";

export const openshift = oauth2({
  id: "openshift",
  name: "OpenShift",
  docs: "https://docs.redhat.com/en/documentation/openshift_container_platform/",
  note: "Known from one source; whether it is still offered was not confirmed.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    url: {
      label: "OAuth server",
      help: "For example https://oauth-openshift.apps.example.com.",
      type: "url",
      required: true,
    },
    api: { label: "API server", help: "For example https://api.example.com:6443.", type: "url", required: true },
  },
  authorize: "{url}/oauth/authorize",
  token: "{url}/oauth/token",
  userinfo: "{api}/apis/user.openshift.io/v1/users/~",
  scope: ["user:info"],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "metadata.uid", preferred_username: "metadata.name", name: "fullName" },
});
