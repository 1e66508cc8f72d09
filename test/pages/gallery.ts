/**
 * The gallery: every page in its notable states (empty, wrong, long names, right-to-left names, many rows). The tests
 * hold each of them to the rules; `screenshots.ts` makes pictures of them to look at.
 */
import { accountPictures } from "./gallery-account.ts";
import { adminPictures } from "./gallery-admin.ts";
import { consolePictures } from "./gallery-console.ts";
import { directoryPictures } from "./gallery-directory.ts";
import { docsPictures } from "./gallery-docs.ts";
import { doorPictures } from "./gallery-door.ts";
import { filesPictures } from "./gallery-files.ts";
import { lookPictures } from "./gallery-look.ts";
import { mailPictures } from "./gallery-mail.ts";
import { membershipPictures } from "./gallery-memberships.ts";
import type { Picture } from "./picture.ts";

export const gallery: readonly Picture[] = [
  ...doorPictures,
  ...lookPictures,
  ...accountPictures,
  ...adminPictures,
  ...consolePictures,
  ...directoryPictures,
  ...membershipPictures,
  ...filesPictures,
  ...mailPictures,
  ...docsPictures,
];
