/** Draugiem.lv's passport: a request that a hash signs, and one call whose answer is token and person. */
import { signed } from "../entry.ts";
import { readPath } from "../path.ts";
import type { Answers, Json } from "../provider.ts";

const member = ({ profile }: Answers, name: string): Json | undefined =>
  readPath(profile, `users.${String(readPath(profile, "uid"))}.${name}`);

export const draugiem = signed({
  id: "draugiem",
  name: "Draugiem",
  register: "https://www.draugiem.lv/applications/dev/create/?type=4",
  docs: "https://www.draugiem.lv/applications/dev/docs/passport/",
  note: "The client id is the application's number, the client secret its API key. There is no e-mail address.",
  known: { sources: 1, date: "2026-11-20" },
  callbackPath: "/draugiem/callback/",
  authorize: "https://api.draugiem.lv/authorize",
  request: {
    app: "{clientId}",
    hash: { md5: "{clientSecret}{callbackAddress}" },
    redirect: "{callbackAddress}",
  },
  proof: {
    kind: "exchange",
    code: "dr_auth_code",
    success: { parameter: "dr_auth_status", value: "ok" },
    url: "https://api.draugiem.lv/json",
    query: { action: "authorize", app: "{clientSecret}", code: "{code}" },
    accessToken: "apikey",
  },
  scope: [],
  pkce: false,
  emailTrust: "never",
  claims: {
    sub: "uid",
    name: (answers) =>
      [member(answers, "name"), member(answers, "surname")].filter((word) => typeof word === "string").join(" "),
    given_name: (answers) => member(answers, "name"),
    family_name: (answers) => member(answers, "surname"),
    picture: (answers) => member(answers, "imgl") ?? member(answers, "imgm") ?? member(answers, "img"),
    locale: "language",
  },
});
