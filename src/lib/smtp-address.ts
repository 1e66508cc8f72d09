/**
 * Where mail goes out: `smtps://` speaks TLS from the first byte (RFC 8314, 3.3), `smtp://` turns to it by STARTTLS (RFC 3207)
 * before anything is said; only a server on this very machine may do without. Passwords stand in the address and go nowhere
 * else.
 */
import { isIP } from "node:net";

export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte. */
  readonly secure: boolean;
  /** The server is this machine: TLS is used where it is offered. */
  readonly local: boolean;
  readonly user: string | null;
  readonly password: string | null;
}

const SUBMISSION = 587;
const SUBMISSIONS = 465;
const LOCAL = new Set(["localhost", "127.0.0.1", "::1"]);

type Read = { readonly address: SmtpAddress } | { readonly fault: string };

function read(text: string): Read {
  const url = URL.parse(text);
  if (!url || (url.protocol !== "smtp:" && url.protocol !== "smtps:"))
    return { fault: "must begin with smtps:// or smtp://" };
  if (url.hostname === "" || !["", "/"].includes(url.pathname) || url.search !== "" || url.hash !== "")
    return { fault: "must be a scheme, user and password, host and port, nothing behind" };
  if ((url.username === "") !== (url.password === ""))
    return { fault: "must have both a user and a password, or neither" };
  let user: string;
  let password: string;
  let named: string;
  try {
    [user, password, named] = [url.username, url.password, url.hostname].map(decodeURIComponent) as [
      string,
      string,
      string,
    ];
  } catch {
    return { fault: "has a percent sign that stands for nothing: write it as %25" };
  }
  const host = named.replace(/^\[|\]$/g, "").toLowerCase();
  // URL reads hosts of other schemes as they are; this is what may be one.
  if (isIP(host) === 0 && !/^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/.test(host))
    return { fault: "has no host name that can be one" };
  const secure = url.protocol === "smtps:";
  return {
    address: {
      host,
      port: url.port === "" ? (secure ? SUBMISSIONS : SUBMISSION) : Number(url.port),
      secure,
      local: LOCAL.has(host),
      user: user === "" ? null : user,
      password: password === "" ? null : password,
    },
  };
}

/** What is wrong with an address of a mail server, in words that follow its name; `null` where nothing is. */
export function smtpFault(text: string): string | null {
  const result = read(text);
  return "fault" in result ? result.fault : null;
}

/** @throws RangeError where `smtpFault` finds something; without the address, which holds a password */
export function readSmtpAddress(text: string): SmtpAddress {
  const result = read(text);
  if ("fault" in result) throw new RangeError(`The mail server's address ${result.fault}.`);
  return result.address;
}

export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

const ADDRESS = /^[^\s@<>(),;:"[\]\\\p{C}]{1,64}@[\p{L}\p{N}](?:[\p{L}\p{N}.-]{0,251}[\p{L}\p{N}])?$/u;

/** `name@example.com`, or `Name <name@example.com>`; `null` for anything else. */
export function readMailbox(text: string): Mailbox | null {
  const [, name = "", address = ""] = /^([^<>"\p{C}]{0,100})<([^<>]{1,254})>$/u.exec(text.trim()) ?? [
    undefined,
    "",
    text.trim(),
  ];
  return address.length <= 254 && ADDRESS.test(address) ? { name: name.trim(), address } : null;
}
