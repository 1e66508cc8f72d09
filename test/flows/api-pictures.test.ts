/** `/api/v1/users/:id/picture`: a person's picture, set and taken away by a program. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPersonalToken } from "../../src/hub/permissions/personal-tokens.ts";
import { pictureHead } from "../../src/lib/picture-head.ts";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { pngFile } from "../ground/png-file.ts";

const png = pngFile({ width: 300, height: 30, depth: 8, colour: 2, samples: (x, y) => [x % 256, y, 0] });

eachDatabase((fresh) => {
  let hub: TestHub;
  let token: string;
  beforeAll(async () => {
    hub = await startHub(await fresh());
    const admin = await hub.makeUser({ isAdmin: true });
    const occasion = { address: "203.0.113.9", requestId: "r", userAgent: "test" };
    token = await hub.hub.db.write((tx) =>
      createPersonalToken(tx, hub.hub, admin, { name: "t", scopes: ["alldoor:users:write"], days: 30 }, occasion),
    );
  });
  afterAll(() => hub.close());

  async function call(method: "PUT" | "DELETE", id: string, body?: unknown) {
    const answer = await fetch(`${hub.url}/api/v1/users/${id}/picture`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown> };
  }

  test("what is set is our own picture at our own origin, and gone once it is removed", async () => {
    const person = await hub.makeUser();
    const set = await call("PUT", person.id, { picture: png.toString("base64") });
    expect(set.status).toBe(200);
    const address = String(set.body.picture);
    expect(address).toMatch(new RegExp(`^${hub.url}/avatars/[\\w-]+\\?v=`));
    const shown = new Uint8Array(await (await fetch(address)).arrayBuffer());
    expect(pictureHead(shown)).toEqual({ kind: "webp", width: 256, height: 26 });
    expect((await call("DELETE", person.id)).status).toBe(204);
    expect((await fetch(address)).status).toBe(404);
    expect((await call("DELETE", person.id)).status).toBe(204);
  });

  test.each([
    ["what is no picture", { picture: Buffer.from("<svg/>").toString("base64") }, 422],
    ["what is no base64", { picture: "%%%" }, 422],
    ["nothing", {}, 422],
    ["more than a picture", { picture: "AAAA", user_id: "x" }, 422],
  ])("%s is refused", async (_, body, status) => {
    const person = await hub.makeUser();
    const answer = await call("PUT", person.id, body);
    expect([answer.status, answer.body.code ?? answer.body.type]).toEqual([status, expect.any(String)]);
    const { picture } = await hub.hub.db.query
      .selectFrom("users")
      .select("picture")
      .where("id", "=", person.id)
      .executeTakeFirstOrThrow();
    expect(picture).toBeNull();
  });

  test("nobody is nobody", async () => {
    expect((await call("PUT", "nobody", { picture: png.toString("base64") })).status).toBe(404);
  });
});
