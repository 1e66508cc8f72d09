/** Addresses of mail servers and senders, as they are typed into the configuration. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { readMailbox, readSmtpAddress, smtpFault } from "../../src/lib/smtp-address.ts";

test("an address says host, port, TLS and who we are", () => {
  expect(readSmtpAddress("smtps://me%40here:p%3Aw@Mail.Example.com")).toEqual({
    host: "mail.example.com",
    port: 465,
    secure: true,
    local: false,
    user: "me@here",
    password: "p:w",
  });
  expect(readSmtpAddress("smtp://mail.example.com")).toMatchObject({
    port: 587,
    secure: false,
    local: false,
    user: null,
  });
  expect(readSmtpAddress("smtp://[::1]:2525")).toMatchObject({ host: "::1", port: 2525, local: true });
});

test("only this very machine is local", () => {
  for (const host of ["localhost", "127.0.0.1", "[::1]"]) expect(readSmtpAddress(`smtp://${host}`).local).toBe(true);
  for (const host of ["localhost.example.com", "127.0.0.2", "[::2]", "10.0.0.1", "x.localhost"])
    expect([host, readSmtpAddress(`smtp://${host}`).local]).toEqual([host, false]);
});

test("what is no address is refused in words that don't repeat the password", () => {
  const wrong = [
    "",
    "mail.example.com",
    "http://mail.example.com",
    "smtp://",
    "smtp://user@mail.example.com",
    "smtp://user:canary-word@mail.example.com/path",
    "smtp://user:canary-word@mail.example.com?tls=no",
    "smtp://user:canary-word%zz@mail.example.com",
    "smtp://user:canary-word@ma%0d%0ail.example.com",
    "smtp://user:canary-word@mail.example.com:99999",
  ];
  for (const text of wrong) {
    const fault = smtpFault(text);
    expect([text, typeof fault]).toEqual([text, "string"]);
    expect(fault).not.toContain("canary");
    expect(() => readSmtpAddress(text)).toThrow(RangeError);
  }
});

test("whatever is typed is read or refused, and a host that is read can't break a line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      for (const typed of [text, `smtp://${text}`, `smtps://u:p@${text}`]) {
        const host = smtpFault(typed) === null ? readSmtpAddress(typed).host : "refused";
        expect([typed, host]).toEqual([typed, expect.stringMatching(/^[a-z0-9.:-]+$/)]);
      }
      const { name, address } = readMailbox(text) ?? { name: "", address: "" };
      expect(name + address).not.toMatch(/[\r\n\0<>]/);
    }),
  );
});

test("a sender is an address, with a name or without", () => {
  expect(readMailbox("id@example.com")).toEqual({ name: "", address: "id@example.com" });
  expect(readMailbox("Example ID <id@example.com>")).toEqual({ name: "Example ID", address: "id@example.com" });
  for (const text of ["", "Example", "a@b@c", "x <a@b>, y <c@d>", "a@example.com\r\nBcc: x@example.com", "<>"])
    expect([text, readMailbox(text)]).toEqual([text, null]);
});
