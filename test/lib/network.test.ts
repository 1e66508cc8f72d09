/** lib/network: who is calling, where proxies are believed and where not, and which addresses count as one caller. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addressList, callerAddress, networkOf } from "../../src/lib/network.ts";

const PROXIES = addressList(["10.0.0.0/8", "192.0.2.1", "2001:db8:aa::/48", "::1"]);
const NONE = addressList([]);

test.each([
  ["nobody forwards", "203.0.113.5", undefined, "203.0.113.5"],
  ["a stranger forwards", "203.0.113.5", "198.51.100.1", "203.0.113.5"],
  ["a proxy forwards", "10.1.2.3", "198.51.100.1", "198.51.100.1"],
  ["a proxy forwards what somebody made up before it", "10.1.2.3", "1.1.1.1, 2.2.2.2, 198.51.100.1", "198.51.100.1"],
  ["two proxies in a row", "10.1.2.3", "198.51.100.1, 192.0.2.1", "198.51.100.1"],
  ["a made-up proxy to the left", "10.1.2.3", "10.9.9.9, 198.51.100.1", "198.51.100.1"],
  ["nothing but proxies", "10.1.2.3", "10.0.0.1, 10.0.0.2", "10.0.0.1"],
  ["an empty header", "10.1.2.3", "", "10.1.2.3"],
  ["a word", "10.1.2.3", "unknown", "10.1.2.3"],
  ["a word before the caller", "10.1.2.3", "_hidden, 198.51.100.1", "198.51.100.1"],
  ["a word after the caller", "10.1.2.3", "198.51.100.1, _hidden", "10.1.2.3"],
  ["an address with a port", "10.1.2.3", "198.51.100.1:4711", "10.1.2.3"],
  ["a range", "10.1.2.3", "198.51.100.0/24", "10.1.2.3"],
  ["spaces around", "10.1.2.3", "  198.51.100.1\t,192.0.2.1 ", "198.51.100.1"],
  ["IPv6", "::1", "2001:db8::7", "2001:db8::7"],
  ["an IPv6 proxy", "2001:db8:aa:1::5", "2001:db8::7", "2001:db8::7"],
  ["IPv4 in IPv6, as sockets say it", "::ffff:10.1.2.3", "198.51.100.1", "198.51.100.1"],
  ["IPv4 in IPv6 as the caller", "::1", "::ffff:198.51.100.1", "198.51.100.1"],
  ["IPv4 in IPv6 in capitals", "::1", "::FFFF:198.51.100.1", "198.51.100.1"],
  ["IPv4 in IPv6 in hexadecimal", "::1", "::ffff:c633:6401", "198.51.100.1"],
  ["IPv4 in IPv6 at full length", "::1", "0:0:0:0:0:ffff:c633:6401", "198.51.100.1"],
  ["a proxy written as IPv4 in IPv6 in hexadecimal", "::1", "198.51.100.1, ::ffff:a01:203", "198.51.100.1"],
  ["a zone", "::1", "fe80::1%eth0", "fe80::1"],
  ["IPv6 in capitals and at full length", "::1", "2001:0DB8:0000:0000:0000:0000:0000:0007", "2001:db8::7"],
  ["no peer", undefined, undefined, "unknown"],
])("%s: %s, %s is %s", (_what, peer, forwarded, caller) => {
  expect(callerAddress(peer, forwarded, PROXIES)).toBe(caller);
});

test("without listed proxies nothing that is sent changes the caller", () => {
  fc.assert(
    fc.property(fc.ipV4(), fc.string(), fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())), (peer, noise, hops) => {
      expect(callerAddress(peer, [noise, ...hops].join(","), NONE)).toBe(peer);
    }),
  );
});

test("behind a proxy whatever stands left of the caller changes nothing", () => {
  const hop = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.string({ maxLength: 20 }).filter((text) => !text.includes(",")),
  );
  fc.assert(
    fc.property(fc.array(hop), (made) => {
      expect(callerAddress("10.0.0.1", [...made, "203.0.113.9"].join(", "), PROXIES)).toBe("203.0.113.9");
    }),
  );
});

test.each([
  ["203.0.113.9", "203.0.113.9"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["2001:0DB8:0001:0002:ffff::", "2001:db8:1:2::/64"],
  ["::1", "0:0:0:0::/64"],
  ["1::", "1:0:0:0::/64"],
  ["64:ff9b::198.51.100.1", "64:ff9b:0:0::/64"],
  ["::ffff:198.51.100.1", "198.51.100.1"],
  ["::FFFF:c633:6401", "198.51.100.1"],
  ["unknown", "unknown"],
])("%s counts as %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("two IPv6 addresses count as one exactly when their first 64 bits are the same", () => {
  const groups = fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 4, maxLength: 4 });
  const text = (parts: readonly number[]) => parts.map((part) => part.toString(16)).join(":");
  fc.assert(
    fc.property(groups, groups, groups, groups, (head, tail, otherHead, otherTail) => {
      fc.pre(head.some((group) => group !== 0) && otherHead.some((group) => group !== 0));
      const one = networkOf(`${text(head)}:${text(tail)}`);
      expect(networkOf(`${text(head)}:${text(otherTail)}`)).toBe(one);
      expect(networkOf(`${text(otherHead)}:${text(tail)}`) === one).toBe(text(head) === text(otherHead));
    }),
  );
});

test.each([
  "10.0.0.0/",
  "10.0.0.0/33",
  "10.0.0.0/-1",
  "10.0.0.0/8/8",
  "10.0.0.0/0x8",
  "10.0.0.0/1e1",
  "10.0.0.0/ 8",
  "10.0.0.0/8.0",
  "::/129",
  "::/",
  "10.0.0",
  "10.0.0.256",
  "10.0.0.0-10.0.0.9",
  "localhost",
  "*",
  "",
  "/8",
])("%s is neither an address nor a range, and lists nobody", (entry) => {
  expect(() => addressList([entry])).toThrow(RangeError);
});

test("a range holds its addresses and no other", () => {
  const list = addressList([" 10.1.0.0/16 ", "192.0.2.7", "2001:db8::/32"]);
  expect([
    list.check("10.1.255.255"),
    list.check("10.2.0.0"),
    list.check("192.0.2.7"),
    list.check("192.0.2.8"),
  ]).toEqual([true, false, true, false]);
  expect([list.check("2001:db8:ffff::1", "ipv6"), list.check("2001:db9::1", "ipv6")]).toEqual([true, false]);
});
