/** A JupyterHub. People are their user names there. */
import { oauth2 } from "../entry.ts";

export const jupyterhub = oauth2({
  id: "jupyterhub",
  name: "JupyterHub",
  register: "https://jupyterhub.readthedocs.io/en/stable/howto/configuration/config-user-env.html",
  docs: "https://jupyterhub.readthedocs.io/en/stable/explanation/oauth.html",
  note: "The client id of a hub's service begins with service-. A user name that was given up may be given to another.",
  known: { sources: 1, date: "2026-11-20" },
  settings: {
    apiUrl: { label: "Hub", help: "The hub's address.", type: "url", required: true, allauth: "API_URL" },
  },
  authorize: "{apiUrl}/hub/api/oauth2/authorize",
  token: "{apiUrl}/hub/api/oauth2/token",
  userinfo: "{apiUrl}/hub/api/user",
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: { sub: "name", preferred_username: "name" },
});
