/** A token that says itself what it is good for (EVE Online's `scp`): kept as the scope; good for less than was asked, it is refused. */
import { expect, test } from "vitest";
import { eveonline, finishSignIn, startSignIn } from "../../src/providers/index.ts";
import { engineGround } from "./sandbox-sign-in.ts";

const MAIL = "esi-mail.read_mail.v1";

async function signedIn(asked: readonly string[], wanted: readonly string[]) {
  const ground = engineGround([eveonline]);
  const app = ground.app("eveonline");
  const { url, pending } = await startSignIn({ ...app, scope: asked }, ground);
  const back = await ground.sandbox.signInAs(url, "mira");
  return finishSignIn({ ...app, scope: wanted }, pending, back.searchParams, ground);
}

test("what was granted is kept, one scope or several", async () => {
  expect((await signedIn(["publicData"], ["publicData"])).tokens.scope).toBe("publicData");
  expect((await signedIn(["publicData", MAIL], ["publicData", MAIL])).tokens.scope?.split(" ").sort()).toEqual([
    MAIL,
    "publicData",
  ]);
});

test("a token that lacks a scope signs nobody in", async () => {
  await expect(signedIn(["publicData"], ["publicData", MAIL])).rejects.toMatchObject({ code: "token_refused" });
  await expect(signedIn([], ["publicData"])).rejects.toMatchObject({ code: "token_refused" });
});

test("more than was asked for is no fault", async () => {
  expect((await signedIn(["publicData", MAIL], ["publicData"])).profile.sub).toMatch(/^[\w-]{27}=$/);
});
