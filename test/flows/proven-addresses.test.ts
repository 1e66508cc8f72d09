/**
 * A proven address is exactly the one that was proven: whoever writes another one there at the very moment in which an
 * administrator vouches for it, or while they look at it, does not get theirs called proven. Applications know people by it.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { changeProfile } from "../../src/hub/account/change-profile.ts";
import { vouchForAddress } from "../../src/hub/admin/people/people.ts";
import { findUser } from "../../src/hub/users/store.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { signedInBrowser } from "../ground/oauth-client.ts";
import { sendForm } from "./bent-form.ts";

eachDatabase((fresh) => {
  let hub: TestHub;
  let admin: Awaited<ReturnType<TestHub["makeUser"]>>;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    admin = await hub.makeUser({ isAdmin: true });
  });
  afterAll(() => hub.close());

  const write = (user: Awaited<ReturnType<TestHub["makeUser"]>>, email: string) =>
    hub.hub.db.write((tx) =>
      changeProfile(tx, hub.hub, { userId: user.id }, user, { displayName: user.displayName, email, locale: null }),
    );

  test("at the same moment: one of the two is there, and the other is not called proven", async () => {
    for (let round = 0; round < 12; round += 1) {
      const person = await hub.makeUser({ emailVerified: false });
      const other = `chief${round}@example.com`;
      await Promise.allSettled([
        hub.hub.db.write((tx) => vouchForAddress(tx, hub.hub, { userId: admin.id }, person.id, person.email ?? "")),
        write(person, other),
      ]);
      const { email, emailVerified } = (await findUser(hub.hub.db, person.id)) ?? {};
      expect([email, emailVerified]).toEqual([other, false]);
    }
  });

  test("while an administrator looks at the page: they are told that it has been changed", async () => {
    const person = await hub.makeUser({ emailVerified: false });
    const browser = await signedInBrowser(hub, admin);
    const page = await browser.open(`${hub.url}/admin/users/${person.id}`);
    await write(person, "chief@example.com");
    const shown = await sendForm(browser, page, `/admin/users/${person.id}/verify-address`);
    expect([shown.status, shown.html.includes("precondition_failed")]).toEqual([412, true]);
    expect(await findUser(hub.hub.db, person.id)).toMatchObject({ email: "chief@example.com", emailVerified: false });
    const again = await browser.open(`${hub.url}/admin/users/${person.id}`);
    expect((await sendForm(browser, again, `/admin/users/${person.id}/verify-address`)).status).toBe(200);
    expect((await findUser(hub.hub.db, person.id))?.emailVerified).toBe(true);
  });

  test("two columns that do not agree prove nothing", async () => {
    const person = await hub.makeUser();
    await hub.hub.db.write((tx) =>
      tx.query.updateTable("users").set({ email: "chief@example.org" }).where("id", "=", person.id).execute(),
    );
    expect((await findUser(hub.hub.db, person.id))?.emailVerified).toBe(false);
  });
});
