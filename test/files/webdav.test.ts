/** WebDAV on the wire (RFC 4918), over the whole program: methods, properties and locks, and where they end. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { eachDatabase } from "../ground/databases.ts";
import { startHub, type TestHub } from "../ground/hub.ts";
import { basic, type Dav, davClient, hrefsOf, lockBody, propfindBody } from "./dav-client.ts";
import { startFiles, type TestFiles } from "./served-files.ts";

const READ_AND_MANAGE = 768;

eachDatabase((fresh) => {
  let hub: TestHub;
  let files: TestFiles;
  let dav: Dav;
  let other: Dav;
  /** A folder of this test alone. */
  let at: string;

  const person = async (permission = READ_AND_MANAGE, basePath = "/"): Promise<Dav> => {
    const { username, password } = await files.makeUser({ permission, basePath });
    return davClient(files, basic(username, password));
  };
  const destination = (path: string) => ({ destination: `${files.url}${path}` });

  beforeAll(async () => {
    hub = await startHub();
    files = await startFiles(hub, { databaseUrl: (await fresh()).databaseUrl });
    [dav, other] = [await person(), await person()];
  });
  afterAll(async () => {
    await files.close();
    await hub.close();
  });
  beforeEach(async () => {
    at = `/dav/${randomBytes(6).toString("hex")}`;
    await dav("MKCOL", `${at}/`);
  });

  describe("files and folders", () => {
    test("a file is put, read, replaced and deleted", async () => {
      const made = await dav("PUT", `${at}/a.txt`, { body: "one" });
      expect(made.status).toBe(201);
      expect((await dav("PUT", `${at}/a.txt`, { body: "two!" })).status).toBe(204);
      const got = await dav("GET", `${at}/a.txt`);
      expect([got.status, got.text, got.headers["content-length"]]).toEqual([200, "two!", "4"]);
      expect(got.headers["content-type"]).toMatch(/^text\/plain/);
      expect(got.headers["etag"]).not.toBe(made.headers["etag"]);
      const head = await dav("HEAD", `${at}/a.txt`);
      expect([head.status, head.text, head.headers["content-length"], head.headers["etag"]]).toEqual([
        200,
        "",
        "4",
        got.headers["etag"],
      ]);
      expect((await dav("DELETE", `${at}/a.txt`)).status).toBe(204);
      expect((await dav("GET", `${at}/a.txt`)).status).toBe(404);
      expect((await dav("DELETE", `${at}/a.txt`)).status).toBe(404);
    });

    test("what a browser opens from here can't run as this site", async () => {
      await dav("PUT", `${at}/a.html`, { body: "<script>1</script>" });
      const { headers } = await dav("GET", `${at}/a.html`);
      expect(headers["content-security-policy"]).toMatch(/^sandbox;/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
    });

    test("a part is read by a range, and nothing is put by one", async () => {
      await dav("PUT", `${at}/a.txt`, { body: "0123456789" });
      const part = await dav("GET", `${at}/a.txt`, { headers: { range: "bytes=2-4" } });
      expect([part.status, part.text, part.headers["content-range"]]).toEqual([206, "234", "bytes 2-4/10"]);
      const beyond = await dav("GET", `${at}/a.txt`, { headers: { range: "bytes=10-" } });
      expect([beyond.status, beyond.headers["content-range"]]).toEqual([416, "bytes */10"]);
      const put = await dav("PUT", `${at}/a.txt`, { body: "x", headers: { "content-range": "bytes 0-0/10" } });
      expect(put.status).toBe(400);
      expect((await dav("GET", `${at}/a.txt`)).text).toBe("0123456789");
    });

    test("conditions decide whether a file is sent and replaced", async () => {
      const { headers } = await dav("PUT", `${at}/a.txt`, { body: "one" });
      const etag = String(headers["etag"]);
      expect((await dav("GET", `${at}/a.txt`, { headers: { "if-none-match": etag } })).status).toBe(304);
      const put = (condition: Record<string, string>) => dav("PUT", `${at}/a.txt`, { body: "two", headers: condition });
      expect((await put({ "if-none-match": "*" })).status).toBe(412);
      expect((await put({ "if-match": '"other"' })).status).toBe(412);
      expect((await put({ if: '(["other"])' })).status).toBe(412);
      expect((await put({ if: `([${etag}])` })).status).toBe(204);
      expect((await put({ if: "nothing of the kind" })).status).toBe(400);
    });

    test("the time that a client gives is the file's", async () => {
      const put = await dav("PUT", `${at}/a.txt`, { body: "one", headers: { "x-oc-mtime": "1500000000" } });
      expect(put.headers["x-oc-mtime"]).toBe("accepted");
      const { headers } = await dav("GET", `${at}/a.txt`);
      expect(headers["last-modified"]).toBe("Fri, 14 Jul 2017 02:40:00 GMT");
    });

    test("a folder is made once, in one that is there, without a body", async () => {
      expect((await dav("MKCOL", `${at}/b`)).status).toBe(201);
      expect((await dav("MKCOL", `${at}/b`)).status).toBe(405);
      expect((await dav("MKCOL", `${at}/c/d`)).status).toBe(409);
      expect((await dav("MKCOL", `${at}/e`, { body: "<a/>" })).status).toBe(415);
      expect((await dav("PUT", `${at}/c/d.txt`, { body: "x" })).status).toBe(409);
      expect((await dav("PUT", `${at}/b`, { body: "x" })).status).toBe(405);
      expect((await dav("GET", `${at}/b/`)).status).toBe(405);
    });

    test("a copy and a move go to the whole new name", async () => {
      await dav("PUT", `${at}/a.txt`, { body: "one" });
      const copied = await dav("COPY", `${at}/a.txt`, { headers: destination(`${at}/b.txt`) });
      expect(copied.status).toBe(201);
      expect((await dav("COPY", `${at}/a.txt`, { headers: destination(`${at}/b.txt`) })).status).toBe(204);
      const kept = { ...destination(`${at}/b.txt`), overwrite: "F" };
      expect((await dav("MOVE", `${at}/a.txt`, { headers: kept })).status).toBe(412);
      expect((await dav("MOVE", `${at}/a.txt`, { headers: destination(`${at}/c.txt`) })).status).toBe(201);
      expect((await dav("MOVE", `${at}/b.txt`, { headers: destination(`${at}/c.txt`) })).status).toBe(204);
      expect(hrefsOf(await dav("PROPFIND", at, { headers: { depth: "1" } }))).toEqual([`${at}/`, `${at}/c.txt`]);
    });

    test("a folder is copied with or without what is in it", async () => {
      await dav("MKCOL", `${at}/a`);
      await dav("PUT", `${at}/a/x.txt`, { body: "x" });
      expect((await dav("COPY", `${at}/a/`, { headers: { ...destination(`${at}/b/`), depth: "0" } })).status).toBe(201);
      expect((await dav("COPY", `${at}/a/`, { headers: destination(`${at}/c/`) })).status).toBe(201);
      expect((await dav("GET", `${at}/b/x.txt`)).status).toBe(404);
      expect((await dav("GET", `${at}/c/x.txt`)).text).toBe("x");
      const badly = { ...destination(`${at}/d/`), depth: "1" };
      expect((await dav("COPY", `${at}/a/`, { headers: badly })).status).toBe(400);
    });

    test.each([
      ["nowhere", {}, 400],
      ["another server", { destination: "http://elsewhere.example/dav/x" }, 502],
      ["no address", { destination: "x y z" }, 400],
      ["outside of /dav", { destination: "/api/x" }, 403],
      ["above the root", { destination: "/dav/../../x" }, 403],
      ["above the root, encoded", { destination: "/dav/%2e%2e/x" }, 403],
      ["this host at another port", { destination: "http://localhost:80/dav/x" }, 502],
      ["a folder that is not there", { destination: "/dav/nobody/made/this" }, 409],
      ["with a half Overwrite", { destination: "/dav/x", overwrite: "maybe" }, 400],
    ])("a move to %s is refused", async (_what, headers, status) => {
      await dav("PUT", `${at}/a.txt`, { body: "one" });
      expect((await dav("MOVE", `${at}/a.txt`, { headers })).status).toBe(status);
      expect((await dav("GET", `${at}/a.txt`)).text).toBe("one");
    });

    test("nothing goes into itself, or onto what holds it", async () => {
      await dav("MKCOL", `${at}/a`);
      await dav("MKCOL", `${at}/a/b`);
      for (const method of ["COPY", "MOVE"]) {
        expect((await dav(method, `${at}/a`, { headers: destination(`${at}/a`) })).status).toBe(403);
        expect((await dav(method, `${at}/a`, { headers: destination(`${at}/./a/`) })).status).toBe(403);
        expect((await dav(method, `${at}/a`, { headers: destination(`${at}/a/b/c`) })).status).toBe(403);
        expect((await dav(method, `${at}/a/b`, { headers: destination(`${at}/a`) })).status).toBe(403);
      }
    });

    test.each(["/dav/../x", "/dav/%2e%2e/x", "/dav/a/%2E%2E/%2e%2e/x"])("%s leads out and is refused", async (path) => {
      expect((await dav("GET", path)).status).toBe(403);
      expect((await dav("PUT", path, { body: "x" })).status).toBe(403);
    });

    test.each([
      ["/dav/%", 400],
      ["/dav/%ff", 400],
      ["/dav/a%2fb", 404],
      ["/dav/a%5cb", 404],
      ["/dav/a%00b", 404],
    ])("%s is no name: %i", async (path, status) => {
      expect((await dav("GET", path)).status).toBe(status);
      expect((await dav("PUT", path, { body: "x" })).status).toBe(status);
    });
  });

  describe("properties", () => {
    test("a folder tells of itself and of what is in it, by addresses that lead there", async () => {
      const names = ["a b.txt", "100%.txt", "名.txt", "it's & <that>.txt", "a#b?c.txt"];
      for (const name of names) await dav("PUT", `${at}/${encodeURIComponent(name)}`, { body: name });
      await dav("MKCOL", `${at}/z`);
      const listed = await dav("PROPFIND", `${at}/`, { headers: { depth: "1" } });
      expect([listed.status, listed.headers["content-type"]]).toEqual([207, "application/xml; charset=utf-8"]);
      const [self, ...inside] = hrefsOf(listed);
      expect(self).toBe(`${at}/`);
      expect(inside).toContain(`${at}/z/`);
      const texts = await Promise.all(inside.filter((href) => !href.endsWith("/")).map((href) => dav("GET", href)));
      expect(texts.map(({ text }) => text).sort()).toEqual([...names].sort());
    });

    test("what is asked for and there is 200, the rest 404", async () => {
      await dav("PUT", `${at}/a.txt`, { body: "four" });
      const body = propfindBody("getcontentlength", "getetag", "resourcetype", "unheard-of");
      const { text } = await dav("PROPFIND", `${at}/a.txt`, { headers: { depth: "0" }, body });
      const [there = "", missing = ""] = text.split("</D:propstat>");
      expect(there).toContain("<D:getcontentlength>4</D:getcontentlength>");
      expect(there).toContain("<D:resourcetype/>");
      expect(there).toContain("HTTP/1.1 200 OK");
      expect(missing).toContain("<D:unheard-of/>");
      expect(missing).toContain("HTTP/1.1 404 Not Found");
      const { headers } = await dav("HEAD", `${at}/a.txt`);
      expect(text).toContain(`<D:getetag>${headers["etag"]}</D:getetag>`);
    });

    test("a quota is told to whoever asks for it (RFC 4331)", async () => {
      const asked = await dav("PROPFIND", at, {
        headers: { depth: "0" },
        body: propfindBody("quota-available-bytes", "quota-used-bytes"),
      });
      expect(asked.text).toMatch(/<D:quota-available-bytes>\d+<\/D:quota-available-bytes>/);
      expect(asked.text).toMatch(/<D:quota-used-bytes>\d+<\/D:quota-used-bytes>/);
      expect((await dav("PROPFIND", at, { headers: { depth: "0" } })).text).not.toContain("quota");
    });

    test("everything below at once is refused, and so is what says nothing of depth", async () => {
      for (const headers of [{ depth: "infinity" }, {}] as Record<string, string>[]) {
        const { status, text } = await dav("PROPFIND", at, { headers });
        expect([status, text.includes("<D:propfind-finite-depth>")]).toEqual([403, true]);
      }
      expect((await dav("PROPFIND", at, { headers: { depth: "2" } })).status).toBe(400);
    });

    test.each([
      "<x",
      "<x/>",
      '<D:propfind xmlns:D="DAV:"/>',
      '<!DOCTYPE a><D:propfind xmlns:D="DAV:"><D:allprop/></D:propfind>',
    ])("the body %j is refused", async (body) => {
      expect((await dav("PROPFIND", at, { headers: { depth: "0" }, body })).status).toBe(400);
    });

    test("a body of more than a mebibyte is refused", async () => {
      const body = `<D:propfind xmlns:D="DAV:"><!--${"x".repeat(1_048_576)}--><D:allprop/></D:propfind>`;
      expect((await dav("PROPFIND", at, { headers: { depth: "0" }, body })).status).toBe(413);
    });

    const set = (path: string, inner: string) =>
      dav("PROPPATCH", path, {
        body: `<D:propertyupdate xmlns:D="DAV:" xmlns:x="urn:x"><D:set><D:prop>${inner}</D:prop></D:set></D:propertyupdate>`,
      });
    const colour = async (path: string): Promise<string | undefined> => {
      const body = '<D:propfind xmlns:D="DAV:"><D:prop><colour xmlns="urn:x"/></D:prop></D:propfind>';
      const { text } = await dav("PROPFIND", path, { headers: { depth: "0" }, body });
      return />([^<]*)<\/colour>/.exec(text)?.[1];
    };

    test("a client's own property is kept, moves along, is copied, and goes with its file", async () => {
      await dav("MKCOL", `${at}/a`);
      await dav("PUT", `${at}/a/f.txt`, { body: "x" });
      expect((await set(`${at}/a/f.txt`, "<x:colour>blue &amp; green</x:colour>")).status).toBe(207);
      expect(await colour(`${at}/a/f.txt`)).toBe("blue &amp; green");
      const listed = await dav("PROPFIND", `${at}/a`, { headers: { depth: "1" } });
      expect(listed.text).toContain('<colour xmlns="urn:x">blue &amp; green</colour>');
      await dav("COPY", `${at}/a`, { headers: destination(`${at}/b`) });
      await dav("MOVE", `${at}/a`, { headers: destination(`${at}/c`) });
      expect([await colour(`${at}/b/f.txt`), await colour(`${at}/c/f.txt`)]).toEqual([
        "blue &amp; green",
        "blue &amp; green",
      ]);
      await dav("DELETE", `${at}/c`);
      await dav("MKCOL", `${at}/c`);
      await dav("PUT", `${at}/c/f.txt`, { body: "another" });
      expect(await colour(`${at}/c/f.txt`)).toBeUndefined();
    });

    test("all of a change is done or nothing", async () => {
      await dav("PUT", `${at}/f.txt`, { body: "x" });
      const { status, text } = await set(`${at}/f.txt`, "<x:colour>red</x:colour><D:getetag>mine</D:getetag>");
      const [refused = "", dependent = ""] = text.split("</D:propstat>");
      expect(status).toBe(207);
      expect(refused).toContain("<D:getetag/>");
      expect(refused).toContain("403 Forbidden");
      expect(refused).toContain("<D:cannot-modify-protected-property/>");
      expect(dependent).toContain("424 Failed Dependency");
      expect(await colour(`${at}/f.txt`)).toBeUndefined();
    });

    test("a file can't be filled with properties", async () => {
      await dav("PUT", `${at}/f.txt`, { body: "x" });
      const { text } = await set(`${at}/f.txt`, `<x:colour>${"x".repeat(300_000)}</x:colour>`);
      expect(text).toContain("507 Insufficient Storage");
      expect(await colour(`${at}/f.txt`)).toBeUndefined();
    });

    test("the time that Windows gives is the file's", async () => {
      await dav("PUT", `${at}/f.txt`, { body: "x" });
      const time = "Fri, 14 Jul 2017 02:40:00 GMT";
      await set(
        `${at}/f.txt`,
        `<Z:Win32LastModifiedTime xmlns:Z="urn:schemas-microsoft-com:">${time}</Z:Win32LastModifiedTime>`,
      );
      expect((await dav("HEAD", `${at}/f.txt`)).headers["last-modified"]).toBe(time);
    });
  });

  describe("locks", () => {
    const lock = async (path: string, headers: Record<string, string> = {}, who = dav, body = lockBody()) => {
      const answer = await who("LOCK", path, { headers, body });
      return { ...answer, token: String(answer.headers["lock-token"] ?? "").slice(1, -1) };
    };

    test("what somebody has locked, only they change, with the token", async () => {
      await dav("PUT", `${at}/f.txt`, { body: "one" });
      const { status, token, text } = await lock(`${at}/f.txt`, { timeout: "Infinite, Second-4100000000" });
      expect(status).toBe(200);
      expect(token).toMatch(/^urn:uuid:/);
      expect(text).toContain(`<D:lockroot><D:href>${at}/f.txt</D:href></D:lockroot>`);
      expect(text).toContain("mailto:someone@example.com");
      const refused = await other("PUT", `${at}/f.txt`, { body: "two" });
      expect([refused.status, refused.text.includes("<D:lock-token-submitted>")]).toEqual([423, true]);
      // The token alone is no right: it is the other person's.
      const stolen = { if: `(<${token}>)` };
      expect((await other("PUT", `${at}/f.txt`, { body: "two", headers: stolen })).status).toBe(423);
      expect((await other("UNLOCK", `${at}/f.txt`, { headers: { "lock-token": `<${token}>` } })).status).toBe(403);
      expect((await dav("PUT", `${at}/f.txt`, { body: "two" })).status).toBe(423);
      expect((await dav("PUT", `${at}/f.txt`, { body: "two", headers: stolen })).status).toBe(204);
      expect((await dav("UNLOCK", `${at}/f.txt`, { headers: { "lock-token": `<${token}>` } })).status).toBe(204);
      expect((await other("PUT", `${at}/f.txt`, { body: "three" })).status).toBe(204);
    });

    test("the API honours what WebDAV has locked", async () => {
      await dav("PUT", `${at}/f.txt`, { body: "x" });
      await lock(`${at}/f.txt`);
      const user = await files.makeUser({ permission: 1023 });
      const token = await files.token(user);
      const json = { dir: at.slice("/dav".length), names: ["f.txt"] };
      expect((await files.api("/api/fs/remove", { token, json })).message).toMatch(/locked/);
      expect((await dav("GET", `${at}/f.txt`)).text).toBe("x");
    });

    test.each([
      ["PUT", "f.txt", {}],
      ["DELETE", "f.txt", {}],
      ["DELETE", "", {}],
      ["PROPPATCH", "f.txt", {}],
      ["MOVE", "f.txt", { to: "g.txt" }],
      ["MOVE", "free.txt", { to: "f.txt" }],
      ["COPY", "free.txt", { to: "f.txt" }],
    ])("%s of %j is refused while a file is locked", async (method, name, { to }: { to?: string }) => {
      for (const each of ["f.txt", "free.txt"]) await dav("PUT", `${at}/${each}`, { body: "x" });
      await lock(`${at}/f.txt`);
      const body =
        method === "PROPPATCH"
          ? { body: '<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><a/></D:prop></D:set></D:propertyupdate>' }
          : method === "PUT"
            ? { body: "y" }
            : {};
      const headers = to === undefined ? {} : destination(`${at}/${to}`);
      expect((await other(method, `${at}/${name}`, { headers, ...body })).status).toBe(423);
      expect((await dav("GET", `${at}/f.txt`)).text).toBe("x");
    });

    test("a folder's lock guards who is in it, and of depth infinity all below", async () => {
      await dav("MKCOL", `${at}/a`);
      await dav("MKCOL", `${at}/a/b`);
      await dav("PUT", `${at}/a/f.txt`, { body: "x" });
      const { token } = await lock(`${at}/a`, { depth: "0" });
      expect((await other("PUT", `${at}/a/new.txt`, { body: "x" })).status).toBe(423);
      expect((await other("DELETE", `${at}/a/f.txt`)).status).toBe(423);
      expect((await other("PUT", `${at}/a/f.txt`, { body: "y" })).status).toBe(204);
      expect((await other("PUT", `${at}/a/b/new.txt`, { body: "x" })).status).toBe(201);
      await dav("UNLOCK", `${at}/a`, { headers: { "lock-token": `<${token}>` } });
      await lock(`${at}/a`, { depth: "infinity" });
      expect((await other("PUT", `${at}/a/f.txt`, { body: "z" })).status).toBe(423);
      expect((await other("PUT", `${at}/a/b/more.txt`, { body: "x" })).status).toBe(423);
      expect((await other("MKCOL", `${at}/ab`)).status).toBe(201);
    });

    test("exclusive locks meet none, shared ones only shared ones, above and below", async () => {
      await dav("MKCOL", `${at}/a`);
      await dav("PUT", `${at}/a/f.txt`, { body: "x" });
      const shared = lockBody("shared");
      expect((await lock(`${at}/a/f.txt`, {}, dav, shared)).status).toBe(200);
      expect((await lock(`${at}/a/f.txt`, {}, other, shared)).status).toBe(200);
      const refused = await lock(`${at}/a`, {}, other);
      expect([refused.status, refused.text]).toEqual([423, expect.stringContaining("no-conflicting-lock")]);
      expect(hrefsOf(refused)).toEqual([`${at}/a/f.txt`]);
      expect((await lock(`${at}/a`, { depth: "0" }, other)).status).toBe(200);
    });

    test("a lock is renewed by its token, and ends by itself", async () => {
      await dav("PUT", `${at}/f.txt`, { body: "x" });
      const { token } = await lock(`${at}/f.txt`, { timeout: "Second-100" });
      hub.time.advance(90);
      const renewed = await dav("LOCK", `${at}/f.txt`, { headers: { if: `(<${token}>)`, timeout: "Second-100" } });
      expect([renewed.status, renewed.text]).toEqual([
        200,
        expect.stringContaining("<D:timeout>Second-100</D:timeout>"),
      ]);
      hub.time.advance(90);
      expect((await other("PUT", `${at}/f.txt`, { body: "y" })).status).toBe(423);
      hub.time.advance(20);
      expect((await other("PUT", `${at}/f.txt`, { body: "y" })).status).toBe(204);
      const late = await dav("LOCK", `${at}/f.txt`, { headers: { if: `(<${token}>)` } });
      expect(late.status).toBe(412);
    });

    test("locking what is not there makes an empty file", async () => {
      const { status } = await lock(`${at}/new.txt`);
      expect(status).toBe(201);
      const { text, headers } = await other("GET", `${at}/new.txt`);
      expect([text, headers["content-length"]]).toEqual(["", "0"]);
      expect((await other("PUT", `${at}/new.txt`, { body: "x" })).status).toBe(423);
      expect((await lock(`${at}/nowhere/new.txt`)).status).toBe(409);
    });

    test("a lock stays behind when its file moves, and goes with it", async () => {
      await dav("PUT", `${at}/f.txt`, { body: "x" });
      const { token } = await lock(`${at}/f.txt`);
      await dav("MOVE", `${at}/f.txt`, { headers: { ...destination(`${at}/g.txt`), if: `(<${token}>)` } });
      expect((await other("PUT", `${at}/g.txt`, { body: "y" })).status).toBe(204);
      expect((await other("PUT", `${at}/f.txt`, { body: "y" })).status).toBe(201);
    });

    test("a lock is discovered; its token is shown to whoever made it", async () => {
      await dav("PUT", `${at}/f.txt`, { body: "x" });
      const { token } = await lock(`${at}/f.txt`);
      const body = propfindBody("lockdiscovery", "supportedlock");
      const [mine, theirs] = await Promise.all(
        [dav, other].map((who) => who("PROPFIND", at, { headers: { depth: "1" }, body })),
      );
      expect(mine?.text).toContain(token);
      expect(theirs?.text).toContain("<D:activelock>");
      expect(theirs?.text).not.toContain(token);
      expect(theirs?.text).not.toContain(token.slice("urn:uuid:".length));
    });

    test.each([
      ["<x/>", 400],
      ['<D:lockinfo xmlns:D="DAV:"><D:lockscope><D:exclusive/></D:lockscope></D:lockinfo>', 400],
      [lockBody().replace("D:write", "D:read"), 422],
    ])("%s is no lock", async (body, status) => {
      await dav("PUT", `${at}/f.txt`, { body: "x" });
      expect((await lock(`${at}/f.txt`, {}, dav, body)).status).toBe(status);
    });

    test("UNLOCK needs a token that covers the file", async () => {
      await dav("PUT", `${at}/f.txt`, { body: "x" });
      const { token } = await lock(`${at}/f.txt`);
      await dav("PUT", `${at}/g.txt`, { body: "x" });
      expect((await dav("UNLOCK", `${at}/f.txt`)).status).toBe(400);
      expect((await dav("UNLOCK", `${at}/f.txt`, { headers: { "lock-token": "<urn:uuid:0>" } })).status).toBe(409);
      expect((await dav("UNLOCK", `${at}/g.txt`, { headers: { "lock-token": `<${token}>` } })).status).toBe(409);
    });
  });

  describe("who may", () => {
    test.each([
      [0, 403, 403],
      [256, 207, 403],
      [512, 403, 403],
      [768, 207, 201],
    ])("the bits %i: reading %i, writing %i", async (permission, reading, writing) => {
      const who = await person(permission);
      expect((await who("PROPFIND", at, { headers: { depth: "1" } })).status).toBe(reading);
      expect((await who("PUT", `${at}/new-${permission}.txt`, { body: "x" })).status).toBe(writing);
    });

    test("who only reads changes nothing by any method", async () => {
      await dav("PUT", `${at}/f.txt`, { body: "x" });
      const reader = await person(256);
      const body = '<D:propertyupdate xmlns:D="DAV:"><D:set><D:prop><a/></D:prop></D:set></D:propertyupdate>';
      const answers = [
        await reader("PUT", `${at}/f.txt`, { body: "y" }),
        await reader("DELETE", `${at}/f.txt`),
        await reader("MKCOL", `${at}/d`),
        await reader("COPY", `${at}/f.txt`, { headers: destination(`${at}/g.txt`) }),
        await reader("MOVE", `${at}/f.txt`, { headers: destination(`${at}/g.txt`) }),
        await reader("PROPPATCH", `${at}/f.txt`, { body }),
        await reader("LOCK", `${at}/f.txt`, { body: lockBody() }),
        await reader("LOCK", `${at}/new.txt`, { body: lockBody() }),
      ];
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 403));
      expect(hrefsOf(await dav("PROPFIND", at, { headers: { depth: "1" } }))).toEqual([`${at}/`, `${at}/f.txt`]);
    });

    test("a base path is the root, and what lies beside it can't be named", async () => {
      const base = at.slice("/dav".length);
      await dav("MKCOL", `${at}-beside`);
      await dav("PUT", `${at}-beside/secret.txt`, { body: "secret" });
      await dav("PUT", `${at}/own.txt`, { body: "own" });
      const inside = await person(768, base);
      expect(hrefsOf(await inside("PROPFIND", "/dav/", { headers: { depth: "1" } }))).toEqual([
        "/dav/",
        "/dav/own.txt",
      ]);
      expect((await inside("GET", `/dav/..${base}-beside/secret.txt`)).status).toBe(403);
      expect((await inside("GET", `/dav${base}-beside/secret.txt`)).status).toBe(404);
      expect((await dav("GET", `${at}-beside/secret.txt`)).text).toBe("secret");
      const out = destination("/dav/../x.txt");
      expect((await inside("MOVE", "/dav/own.txt", { headers: out })).status).toBe(403);
    });

    test("a lock above one's base path is shown as one of the base", async () => {
      const base = `${at.slice("/dav".length)}/in`;
      await dav("MKCOL", `${at}/in`);
      await dav("LOCK", at, { body: lockBody() });
      const inside = await person(768, base);
      const { text } = await inside("PROPFIND", "/dav/", {
        headers: { depth: "0" },
        body: propfindBody("lockdiscovery"),
      });
      expect(text).toContain("<D:lockroot><D:href>/dav/</D:href></D:lockroot>");
      expect(text).not.toContain(base);
    });
  });
});
