/** `GET /`: the page that people come to, signed in or not. `?error=` and `?notice=` name one of the page's own sentences. */
import type { Answer } from "../lib/endpoint.ts";
import { FilesHomePage } from "../pages/files/home.tsx";
import { renderPage } from "../pages/layout.tsx";
import { findIdentity } from "./sso/identities.ts";
import type { Context } from "./web/route.ts";

/** The parameter, if it is one of the names that the page has words for. */
const named = <T extends object>(words: T, name: string | null): keyof T | null =>
  name !== null && Object.hasOwn(words, name) ? (name as keyof T) : null;

export async function home({ files, session, user, query, csrf, t, assets, html }: Context): Promise<Answer> {
  const identity = session?.origin ? await findIdentity(files.db, session.origin) : undefined;
  const page = (
    <FilesHomePage
      t={t}
      assets={assets}
      person={
        session && { name: identity?.label ?? user.username, email: null, subject: session.origin?.subject ?? "" }
      }
      signInHref="/sign-in"
      signOutAction="/sign-out"
      csrf={csrf}
      error={named(t.files.errors, query.get("error"))}
      notice={named(t.files.notices, query.get("notice"))}
    />
  );
  return html(renderPage(page));
}
