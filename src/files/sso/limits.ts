/**
 * Who may get an account through a platform: people of named organizations, groups or e-mail domains. Of several lists each has to
 * be met; what the platform does not say is not met.
 */

import { readPath } from "../../providers/path.ts";
import type { Json, Profile } from "../../providers/provider.ts";
import type { Limits } from "../platforms/platform.ts";

/** Where platforms say it: the ID Token's claims first, which are signed. */
const ANSWERS = ["idToken", "profile"] as const;
/** `owner` is Casdoor's, `hd` Google's, `tid` Microsoft's. */
const ORGANIZATION = ["owner", "hd", "tid", "organization", "org_id"] as const;
const GROUPS = ["groups", "roles"] as const;

const listOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).filter((each): each is string => typeof each === "string" && each !== "");

const said = (raw: Json, names: readonly string[]): readonly string[] =>
  ANSWERS.flatMap((answer) => names.flatMap((name) => listOf(readPath(raw, `${answer}.${name}`))));

const meets = (allowed: readonly string[], found: readonly string[]): boolean =>
  allowed.length === 0 || found.some((each) => allowed.includes(each));

const domainOf = ({ email, email_verified }: Profile): readonly string[] =>
  email === undefined || !email_verified ? [] : [email.slice(email.lastIndexOf("@") + 1).toLowerCase()];

export const mayRegister = ({ organizations, groups, emailDomains }: Limits, profile: Profile): boolean =>
  meets(organizations, said(profile.raw, ORGANIZATION)) &&
  meets(groups, said(profile.raw, GROUPS)) &&
  meets(emailDomains, domainOf(profile));
