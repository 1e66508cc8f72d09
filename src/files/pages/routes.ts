/**
 * pages: what people see of the file server, and its forms. Everything that no other route answers is a path of the tree
 * (`browse.ts`), and asks by itself who comes: at the root, whoever is not signed in is shown the ways in. Owns no rule: what
 * may be done is decided by the domain folders, as for API and WebDAV.
 */

import { SECOND_STEP } from "../users/second-step.ts";
import type { Route } from "../web/route.ts";
import { SIGN_IN_PATH } from "../web/shell.tsx";
import { options } from "../webdav/options.ts";
import { MANAGE } from "./addresses.ts";
import { arrangeNow, ask, makeFolder } from "./arrange.ts";
import { browse } from "./browse.ts";
import { byMethod } from "./by-method.ts";
import { unlock } from "./folder-password.ts";
import { MARKDOWN, markdown } from "./markdown.ts";
import { metaPageRoutes } from "./metas.ts";
import { passkeyFormRoutes } from "./passkeys.ts";
import { platformPageRoutes } from "./platforms.ts";
import { profilePage } from "./profile.ts";
import { profileFormRoutes } from "./profile-forms.ts";
import { RAW, raw } from "./raw.ts";
import { settingPageRoutes } from "./settings.ts";
import { codePage, codeStep, PASSKEY_SIGN_IN, passkeyStep, passwordStep, signInPage } from "./sign-in.ts";
import { storagePageRoutes } from "./storages.ts";
import { upload } from "./upload.ts";
import { userPageRoutes } from "./users.ts";

const page = { errors: "page" } as const;

export const pageRoutes: readonly Route[] = [
  // Windows asks the root of a server, and nothing below it, whether WebDAV is spoken here.
  {
    methods: ["GET", "HEAD", "OPTIONS"],
    path: "/",
    access: "public",
    ...page,
    answer: (context) => (context.http.method === "OPTIONS" ? options() : browse(context)),
  },
  { methods: ["GET", "HEAD"], path: "/*", access: "public", ...page, answer: browse },
  { methods: ["GET", "HEAD"], path: `${RAW}/*`, access: "anyone", ...page, answer: raw },
  { methods: ["GET", "HEAD"], path: `${MARKDOWN}/*`, access: "anyone", ...page, answer: markdown },
  {
    methods: ["GET", "POST"],
    path: SIGN_IN_PATH,
    access: "public",
    ...page,
    answer: byMethod((context) => signInPage(context), passwordStep),
  },
  { methods: ["GET", "POST"], path: SECOND_STEP, access: "public", ...page, answer: byMethod(codePage, codeStep) },
  { methods: ["POST"], path: PASSKEY_SIGN_IN, access: "public", ...page, answer: passkeyStep },
  { methods: ["POST"], path: "/@unlock", access: "anyone", ...page, answer: unlock },
  { methods: ["POST"], path: "/@folder", access: "anyone", ...page, answer: makeFolder },
  { methods: ["POST"], path: "/@upload", access: "anyone", ...page, ownForm: true, answer: upload },
  { methods: ["POST"], path: "/@arrange", access: "anyone", ...page, answer: ask },
  { methods: ["POST"], path: "/@arrange/do", access: "anyone", ...page, answer: arrangeNow },
  { methods: ["GET"], path: MANAGE, access: "signed-in", ...page, answer: (context) => profilePage(context) },
  ...profileFormRoutes,
  ...passkeyFormRoutes,
  ...userPageRoutes,
  ...settingPageRoutes,
  ...platformPageRoutes,
  ...storagePageRoutes,
  ...metaPageRoutes,
];
