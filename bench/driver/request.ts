/**
 * Requests as text, made before the clock runs where they can be: what the driver does while it runs, it does beside
 * the server.
 */

export type Fields = Readonly<Record<string, string>>;

/** A client's id and secret, for `client_secret_basic`. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Writes requests to one port of 127.0.0.1. */
export interface RequestWriter {
  /** @param target Path and query. */
  get(target: string, fields?: Fields): string;
  /** A form, all of whose values are known. */
  post(target: string, form: Fields, fields?: Fields): string;
  /**
   * A form whose last value comes later, again and again.
   * @param last The name of that parameter; its values are of the characters that a form leaves as they are.
   */
  postLater(target: string, form: Fields, last: string, fields?: Fields): (value: string) => string;
}

const lines = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("");

export function requestsTo(port: number): RequestWriter {
  const begin = (method: string, target: string, fields: Fields) =>
    `${method} ${target} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nuser-agent: alldoor-bench\r\n${lines(fields)}`;
  const beginForm = (target: string, fields: Fields) =>
    `${begin("POST", target, fields)}content-type: application/x-www-form-urlencoded\r\ncontent-length: `;
  return {
    get: (target, fields = {}) => `${begin("GET", target, fields)}\r\n`,
    post(target, form, fields = {}) {
      const body = new URLSearchParams(form).toString();
      return `${beginForm(target, fields)}${body.length}\r\n\r\n${body}`;
    },
    postLater(target, form, last, fields = {}) {
      const head = beginForm(target, fields);
      const body = `${new URLSearchParams({ ...form, [last]: "" })}`;
      return (value) => `${head}${body.length + value.length}\r\n\r\n${body}${value}`;
    },
  };
}

/** RFC 6749, 2.3.1: both halves are form-encoded inside. */
export const basic = ({ clientId, clientSecret }: Credentials): Fields => {
  const pair = `${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`;
  return { authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
};

export const bearer = (token: string): Fields => ({ authorization: `Bearer ${token}` });
