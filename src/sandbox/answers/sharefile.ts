/** ShareFile. Answers as its API documentation shows the token, with subdomain and planes, and the user. */
import { refusal } from "./refusal.ts";
import type { Shape } from "./shape.ts";

export const sharefile: Shape = {
  demo: { subdomain: "sandbox" },
  callback: ({ settings, now }) => ({
    subdomain: settings.subdomain ?? "",
    apicp: "sf-api.com",
    appcp: "sharefile.com",
    l: String(now),
  }),
  lifetime: 28_800,
  refresh: { given: () => true, rotation: "spend" },
  token: (standard, { settings }) => ({
    ...standard,
    token_type: "bearer",
    apicp: "sf-api.com",
    appcp: "sharefile.com",
    subdomain: settings.subdomain ?? "",
    access_files_folders: true,
  }),
  profile: ({ ids, person }) => ({
    Id: ids.uuid(),
    Username: person.email ?? person.username,
    Email: person.email ?? "",
    FullName: person.name,
    FirstName: person.givenName,
    LastName: person.familyName,
    Company: "Sandbox",
    IsConfirmed: true,
  }),
  reject: (_rejection, place) =>
    place === "api" ? refusal(401, { code: "Unauthorized", message: { lang: "en-US", value: "Unauthorized" } }) : null,
};
