/** A provider's picture becomes a person's own at their first sign-in, where their organization wants it: through the way out, once. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { takeOverPicture } from "../../src/hub/avatars/take-over.ts";
import { eachDatabase } from "../ground/databases.ts";
import { pngFile } from "../ground/png-file.ts";
import { type SandboxedHub, startSandboxedHub } from "../ground/sandbox.ts";
import { signInThrough } from "../ground/upstream.ts";

const ADDRESS = "https://pictures.example.com/mei.png";
const png = Uint8Array.from(pngFile({ width: 90, height: 60, depth: 8, colour: 2, samples: (x, y) => [x, y, 0] }));

eachDatabase((fresh) => {
  let hub: SandboxedHub;
  beforeAll(async () => {
    hub = await startSandboxedHub(await fresh());
    await hub.addProvider("github");
  });
  afterAll(() => hub.close());

  const wanted = (take_pictures: 0 | 1) =>
    hub.hub.db.write((tx) => tx.query.updateTable("organizations").set({ take_pictures }).execute());
  const pictureOf = async (userId: string) =>
    (await hub.hub.db.query.selectFrom("users").select("picture").where("id", "=", userId).executeTakeFirstOrThrow())
      .picture;

  /** Has the picture of a new person taken over, where the way out gives this answer. @returns what was asked for */
  async function takeOver(answer: () => Response | Promise<Response>, address: string | null = ADDRESS) {
    const user = await hub.makeUser();
    const asked: string[] = [];
    const upstream = {
      ...hub.hub.upstream,
      fetch: async (input: string | URL | Request) => {
        asked.push(String(input));
        return answer();
      },
    };
    await takeOverPicture(
      { ...hub.hub, upstream },
      { userId: user.id, organizationId: user.organizationId, address: address ?? undefined },
    );
    return { asked, picture: await pictureOf(user.id) };
  }

  test("off by default: nothing is asked for", async () => {
    expect(await takeOver(() => new Response(png))).toEqual({ asked: [], picture: null });
  });

  test("switched on it is fetched once and shown at our own origin", async () => {
    await wanted(1);
    const { asked, picture } = await takeOver(() => new Response(png));
    expect(asked).toEqual([ADDRESS]);
    expect(picture).toMatch(new RegExp(`^${hub.url}/avatars/`));
    expect((await fetch(picture ?? "")).headers.get("content-type")).toBe("image/webp");
  });

  test.each<[string, () => Response | Promise<Response>]>([
    ["a page instead", () => new Response("<html>sign in first</html>")],
    ["a refusal with a picture in it", () => new Response(png, { status: 403 })],
    ["an SVG", () => new Response("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["nobody there", () => Promise.reject(new Error("unreachable"))],
  ])("%s: the sign-in goes on without a picture", async (_, answer) => {
    await wanted(1);
    expect((await takeOver(answer)).picture).toBeNull();
  });

  test("a provider that tells of none is asked for none, and who has a picture keeps it", async () => {
    await wanted(1);
    expect(await takeOver(() => new Response(png), null)).toEqual({ asked: [], picture: null });
    const user = await hub.makeUser();
    await hub.hub.db.write((tx) =>
      tx.query
        .updateTable("users")
        .set({ picture: "https://elsewhere.example/me" })
        .where("id", "=", user.id)
        .execute(),
    );
    const upstream = { ...hub.hub.upstream, fetch: async () => new Response(png) };
    const { organizationId } = user;
    await takeOverPicture({ ...hub.hub, upstream }, { userId: user.id, organizationId, address: ADDRESS });
    expect(await pictureOf(user.id)).toBe("https://elsewhere.example/me");
  });

  test("a whole sign-in whose picture can't be had succeeds all the same", async () => {
    await wanted(1);
    const made = await hub.makeClient({ allowSignUp: true, consent: "first-party" });
    const claims = await signInThrough(hub, "github", "theo", made);
    expect(claims.sub).toBeTypeOf("string");
    expect(claims.picture).toBeUndefined();
  });
});
