/** What the account's pages have in common: who is looking, where the sections are, and what the last form led to. */
import { Refusal } from "../../lib/errors.ts";
import type { AccountError, AccountNotice, AccountPageProps } from "../../pages/hub/account/frame.tsx";
import { avatarPath } from "../avatars/store.ts";
import type { SignedIn } from "../sessions/store.ts";
import type { PageContext } from "../web/route.ts";

export const SECTIONS = {
  profile: "/account",
  password: "/account/password",
  passkeys: "/account/passkeys",
  secondFactor: "/account/second-factor",
  identities: "/account/identities",
  sessions: "/account/sessions",
  applications: "/account/applications",
  tokens: "/account/tokens",
  activity: "/account/activity",
  data: "/account/data",
} as const;

/** What a page may be told by its own address (`?notice=`, `?error=`); anything else there is passed over. */
export interface FromAddress {
  readonly notices?: readonly AccountNotice[];
  readonly errors?: readonly AccountError[];
}

/** Whoever is signed in: the routes let nobody else in. @throws Refusal `sign_in_required` */
export function requireSignedIn({ signedIn }: PageContext): SignedIn {
  if (!signedIn) throw new Refusal("sign_in_required");
  return signedIn;
}

/** @param error What the form that was just sent has led to, where the page answers it directly. */
export function accountPage(
  context: PageContext,
  fromAddress: FromAddress,
  error: AccountError | null = null,
): AccountPageProps {
  const { hub, t, assets, csrf, query } = context;
  const { user } = requireSignedIn(context);
  const { notices = [], errors = [] } = fromAddress;
  return {
    t,
    assets,
    csrf,
    viewer: {
      displayName: user.displayName,
      username: user.name,
      picture: avatarPath(hub, user.picture),
      signOutAction: "/sign-out",
    },
    sections: SECTIONS,
    adminHref: user.isAdmin ? "/admin" : null,
    notice: notices.find((notice) => notice === query.get("notice")) ?? null,
    error: error ?? errors.find((each) => each === query.get("error")) ?? null,
  };
}
