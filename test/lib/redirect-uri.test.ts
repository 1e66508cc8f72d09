/**
 * lib/redirect-uri, beside what browsers make of an address (WHATWG URL): nothing is registered that reads as one host and
 * leads to another, and nothing is accepted that leads anywhere but where the registered one does.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isClaimableByOthers, isRegistered, redirectUriFault, withQuery } from "../../src/lib/redirect-uri.ts";

test.each([
  "https://app.example.com/callback",
  "https://app.example.com",
  "https://app.example.com:8443/a/b?x=1&y=%20",
  "https://app.example.com/?next=https://other.example/@x",
  "https://xn--mnchen-3ya.example/cb",
  "https://192.0.2.1/cb",
  "https://[2001:db8::1]/cb",
  "http://localhost/cb",
  "http://localhost:3000/cb",
  "http://127.0.0.1:3000/cb",
  "http://[::1]:3000/cb",
  "com.example.app:/cb",
  "com.example.app://cb/x?y",
])("%s may be registered", (uri) => {
  expect(redirectUriFault(uri)).toBeNull();
});

test.each([
  ["", "redirect_not_absolute"],
  ["callback", "redirect_not_absolute"],
  ["/callback", "redirect_not_absolute"],
  ["//app.example.com/cb", "redirect_not_absolute"],
  ["https:app.example.com/cb", "redirect_not_absolute"],
  ["https:/app.example.com/cb", "redirect_not_absolute"],
  ["https:///app.example.com/cb", "redirect_not_absolute"],
  ["https://", "redirect_not_absolute"],
  ["https://?x", "redirect_not_absolute"],
  ["https://app.example.com:99999/", "redirect_not_absolute"],
  ["https://user@app.example.com/cb", "redirect_not_absolute"],
  ["https://app.example.com@evil.example/cb", "redirect_not_absolute"],
  ["https://app.example.com:x@evil.example/cb", "redirect_not_absolute"],
  ["https://@evil.example/cb", "redirect_not_absolute"],
  ["https://app.example.com\\@evil.example/cb", "redirect_not_absolute"],
  ["https://app.example.com\\cb", "redirect_not_absolute"],
  ["https://*.example.com/cb", "redirect_not_absolute"],
  ["https://app.example.com/*", "redirect_not_absolute"],
  ["https://app.example.com/cb#x", "redirect_fragment"],
  ["https://app.example.com/cb#", "redirect_fragment"],
  ["https://münchen.example/cb", "redirect_not_absolute"],
  ["https://app.example.com/é", "redirect_not_absolute"],
  ["https://app.example.com/a b", "redirect_not_absolute"],
  ["https://app.example.com/\u0000", "redirect_not_absolute"],
  ["https://app.example.com/\t", "redirect_not_absolute"],
  ["https://app%2eexample.com/cb", "redirect_not_absolute"],
  ["https://ev%69l.example/cb", "redirect_not_absolute"],
  ["https://0x7f.1/cb", "redirect_not_absolute"],
  ["https://2130706433/cb", "redirect_not_absolute"],
  ["http://127.1/cb", "redirect_not_absolute"],
  ["http://0:3000/cb", "redirect_not_absolute"],
  ["http://[0:0:0:0:0:0:0:1]/cb", "redirect_not_absolute"],
  ["http://app.example.com/cb", "redirect_insecure"],
  ["http://localhost.evil.example/cb", "redirect_insecure"],
  ["http://127.0.0.1.evil.example/cb", "redirect_insecure"],
  ["http://192.168.0.1/cb", "redirect_insecure"],
  ["ftp://app.example.com/cb", "redirect_insecure"],
  ["javascript:alert(1)", "redirect_insecure"],
  ["JAVASCRIPT:alert(1)", "redirect_insecure"],
  ["data:text/html,x", "redirect_insecure"],
  ["file:///etc/passwd", "redirect_insecure"],
  ["blob:https://app.example.com/x", "redirect_insecure"],
  ["view-source:https://app.example.com", "redirect_insecure"],
  ["myapp:/cb", "redirect_insecure"],
  [`https://app.example.com/${"a".repeat(2000)}`, "too_long"],
])("%s may not", (uri, fault) => {
  expect(redirectUriFault(uri)).toBe(fault);
});

/** Pieces that addresses are made of, and that they are bent with. */
const piece = fc.constantFrom(
  ..."https http :// : / // /// \\ @ ? # % %2e %40 .. . ; , = & 0 1 127.0.0.1 [::1] localhost example.com evil.example user :80 :443 :0 cb com.example.app * | ^ é \u3002 \uff0e \u00ad \t".split(
    " ",
  ),
  " ",
);
const address = fc.array(piece, { maxLength: 9 }).map((parts) => parts.join(""));

test("what may be registered says plainly where it leads", () => {
  let registered = 0;
  fc.assert(
    fc.property(
      fc.oneof(
        address,
        address.map((rest) => `https://${rest}`),
        address.map((rest) => `http://localhost${rest}`),
      ),
      (uri) => {
        if (redirectUriFault(uri) !== null) return;
        registered += 1;
        const url = new URL(uri);
        expect([url.username, url.password, url.hash]).toEqual(["", "", ""]);
        if (url.protocol !== "https:" && url.protocol !== "http:") {
          expect(url.protocol).toMatch(/^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/);
          return;
        }
        const [, host] = /^https?:\/\/([^/?:[]+|\[[^\]]*\])(?::\d+)?(?=[/?]|$)/i.exec(uri) ?? [];
        expect(host?.toLowerCase()).toBe(url.hostname);
        if (url.protocol === "http:") expect(["localhost", "127.0.0.1", "[::1]"]).toContain(url.hostname);
      },
    ),
    { numRuns: 5000 },
  );
  expect(registered).toBeGreaterThan(50);
});

const REGISTERED = [
  "https://app.example.com/cb?x=1",
  "http://127.0.0.1/cb",
  "http://[::1]:4000/cb?y",
  "http://localhost/cb",
  "com.example.app:/cb",
];

test("what is accepted is registered, or leads to the same place on another port of a native application", () => {
  const bent = fc
    .tuple(fc.constantFrom(...REGISTERED), fc.nat(60), fc.nat(4), piece)
    .map(([uri, at, cut, inserted]) => uri.slice(0, at) + inserted + uri.slice(at + cut));
  fc.assert(
    fc.property(fc.oneof(bent, address), (requested) => {
      expect(isRegistered(requested, REGISTERED, false)).toBe(REGISTERED.includes(requested));
      if (!isRegistered(requested, REGISTERED, true) || REGISTERED.includes(requested)) return;
      const url = new URL(requested);
      const same = REGISTERED.map((uri) => new URL(uri)).some(
        (known) =>
          known.protocol === url.protocol &&
          known.hostname === url.hostname &&
          known.pathname === url.pathname &&
          known.search === url.search &&
          ["127.0.0.1", "[::1]"].includes(known.hostname),
      );
      expect([requested, same, url.username, url.hash]).toEqual([requested, true, "", ""]);
    }),
    { numRuns: 5000 },
  );
});

test("any port that there is, of a native application's loopback literal", () => {
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 70_000 }), (port) => {
      expect(isRegistered(`http://127.0.0.1:${port}/cb`, REGISTERED, true)).toBe(port > 0 && port < 65_536);
    }),
  );
});

test("parameters are added to the query and change nothing that was there", () => {
  const parameters = fc.dictionary(fc.string({ unit: "grapheme", minLength: 1 }), fc.string({ unit: "grapheme" }), {
    maxKeys: 5,
  });
  fc.assert(
    fc.property(
      fc.constantFrom(
        "https://a.example/cb",
        "https://a.example/cb?",
        "https://a.example/cb?b=%7e&c=1+2",
        "com.example.app:/cb",
        "https://a.example",
      ),
      parameters,
      (uri, added) => {
        const whole = withQuery(uri, added);
        expect(whole.startsWith(uri)).toBe(true);
        expect(whole).toMatch(/^[\x21-\x7e]*$/);
        const names = [...new URL(whole).searchParams].slice([...new URL(uri).searchParams].length);
        expect(names).toEqual(Object.entries(added));
      },
    ),
  );
  expect(withQuery("https://a.example", { x: undefined })).toBe("https://a.example");
});

test.each([
  ["https://a.example/cb", false],
  ["http://localhost/cb", true],
  ["http://127.0.0.1:1/cb", true],
  ["com.example.app:/cb", true],
])("%s can be claimed by any program: %s", (uri, claimable) => {
  expect(isClaimableByOthers(uri)).toBe(claimable);
});
