/** The guarded way out against real servers: where it goes, what it takes, when it gives up. */
import type { IncomingHttpHeaders, RequestListener } from "node:http";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  createOutbound,
  type Outbound,
  OutboundError,
  type OutboundOptions,
  sandboxRewrite,
} from "../../src/lib/outbound.ts";
import { selfSigned } from "./certificate.ts";
import { type UpstreamServer, upstreamServer } from "./upstream-server.ts";

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

const serve = async (listener: RequestListener, tls?: { cert: string; key: string }): Promise<UpstreamServer> => {
  const server = await upstreamServer(listener, tls);
  open.push(server);
  return server;
};

/** A way out that may call this machine. */
const way = (options: OutboundOptions = {}): Outbound => {
  const outbound = createOutbound({ allow: ["127.0.0.1"], headMilliseconds: 300, totalMilliseconds: 600, ...options });
  open.push(outbound);
  return outbound;
};

const codeOf = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => "answered",
    (error: unknown) => (error instanceof OutboundError ? error.code : String(error)),
  );

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("where it goes", () => {
  const leadsTo =
    (...addresses: string[]) =>
    async () =>
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

  test.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://2130706433/",
    "https://127.0.0.1./",
    "https://①②⑦.0.0.1/",
    "https://10.1.2.3/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.100.100.200/",
    "https://0.0.0.0/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:a9fe:a9fe]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[fe80::1]/",
    "https://[fd00:ec2::254]/",
    "http://8.8.8.8/",
    "http://example.test/",
    "https://user:password@example.test/",
    "ftp://example.test/",
    "file:///etc/passwd",
    "data:text/plain,x",
    "not an address",
    "",
  ])("not to %s", async (address) => {
    let looked = 0;
    const outbound = way({
      allow: [],
      resolve: async () => {
        looked += 1;
        return [];
      },
    });
    expect(await codeOf(outbound.fetch(address))).toBe("blocked");
    expect(looked).toBe(0);
  });

  test.each([
    ["127.0.0.1"],
    ["169.254.169.254"],
    ["::1"],
    ["::ffff:127.0.0.1"],
    ["64:ff9b::a9fe:a9fe"],
    ["10.0.0.1", "192.168.0.1", "fd00::1"],
  ])("not where a name leads to %s", async (...addresses) => {
    const server = await serve((_, response) => response.end("secret"));
    const outbound = way({ allow: [], resolve: leadsTo(...addresses) });
    for (const host of ["metadata.test", "localhost", "localhost."]) {
      expect(await codeOf(outbound.fetch(`https://${host}:${server.port}/`))).toBe("blocked");
    }
    expect(server.connections()).toBe(0);
  });

  test("a name that changes its mind is judged at each connection", async () => {
    const tls = selfSigned("upstream.test");
    const server = await serve((_, response) => response.setHeader("connection", "close").end("hello"), tls);
    const turns = [["127.0.0.1"], ["10.0.0.1"], ["10.0.0.1", "127.0.0.1"]];
    const resolve = async () => (turns.shift() ?? []).map((address) => ({ address, family: 4 }));
    const outbound = way({ allow: ["127.0.0.0/8"], ca: [tls.cert], resolve });
    const url = `https://upstream.test:${server.port}/`;
    expect(await (await outbound.fetch(url)).text()).toBe("hello");
    expect(await codeOf(outbound.fetch(url))).toBe("blocked");
    // Of several addresses, only the allowed one is ever called.
    expect(await (await outbound.fetch(url)).text()).toBe("hello");
    expect(await codeOf(outbound.fetch(url))).toBe("unreachable");
    expect(server.connections()).toBe(2);
  });

  test("to what is listed, and to nothing beside it", async () => {
    const server = await serve((_, response) => response.end("hello"));
    const other = await serve((_, response) => response.end("other"));
    const resolve = leadsTo("127.0.0.1");
    const byPort = way({ allow: [`127.0.0.1:${server.port}`, `inner.test:${server.port}`], resolve });
    expect(await (await byPort.fetch(`http://127.1:${server.port}/`)).text()).toBe("hello");
    expect(await (await byPort.fetch(`http://INNER.test:${server.port}/`)).text()).toBe("hello");
    expect(await codeOf(byPort.fetch(`${other.origin}/`))).toBe("blocked");
    expect(await codeOf(byPort.fetch(`http://inner.test:${other.port}/`))).toBe("blocked");
    expect(await codeOf(byPort.fetch(`http://x.inner.test:${server.port}/`))).toBe("blocked");
    const byNetwork = way({ allow: ["127.0.0.0/8"], resolve });
    expect(await (await byNetwork.fetch(`${server.origin}/`)).text()).toBe("hello");
    expect(await codeOf(byNetwork.fetch("http://10.0.0.1/"))).toBe("blocked");
    // A listed network allows addresses; http to a name needs the name listed.
    expect(await codeOf(byNetwork.fetch(`http://inner.test:${server.port}/`))).toBe("blocked");
    const sixth = way({ allow: ["[::1]:8080", "fd00::/8"] });
    expect(await codeOf(sixth.fetch("http://[::1]:8081/"))).toBe("blocked");
    expect(other.connections()).toBe(0);
  });

  test.each([["http://x"], ["a b"], ["10.0.0.0/33"], ["10.0.0/8"], ["host:port"], ["/8"]])(
    "%j can't be listed",
    (entry) => {
      expect(() => createOutbound({ allow: [entry] })).toThrow();
    },
  );

  test.each([300, 301, 302, 303, 307, 308])("not after a %d", async (status) => {
    const target = await serve((_, response) => response.end("secret"));
    const server = await serve((_, response) => response.writeHead(status, { location: `${target.origin}/` }).end());
    const headers = { authorization: "Bearer secret" };
    expect(await codeOf(way().fetch(server.origin, { headers, redirect: "follow" }))).toBe("redirect");
    expect(target.connections()).toBe(0);
  });

  test("says the same of what is blocked and what is not there, and keeps the reason private", async () => {
    const free = await upstreamServer(() => undefined);
    await free.close();
    const errors = await Promise.all(
      ["https://10.0.0.1/", `${free.origin}/`].map((url) =>
        way()
          .fetch(url)
          .catch((error: unknown) => error),
      ),
    );
    const [blocked, unreachable] = errors as [OutboundError, OutboundError];
    expect([blocked.code, unreachable.code]).toEqual(["blocked", "unreachable"]);
    expect(blocked.message).toBe(unreachable.message);
    expect(unreachable.message).not.toContain("127.0.0.1");
    expect(String(unreachable.cause)).toContain("ECONNREFUSED");
  });
});

describe("TLS", () => {
  const tls = selfSigned("upstream.test");
  const allow = ["127.0.0.0/8"];
  const resolve = async () => [{ address: "127.0.0.1", family: 4 }];

  test("needs an authority that is trusted", async () => {
    const server = await serve((_, response) => response.end("hello"), tls);
    const url = `https://upstream.test:${server.port}/`;
    expect(await codeOf(way({ allow, resolve }).fetch(url))).toBe("unreachable");
    expect(await (await way({ allow, resolve, ca: [tls.cert] }).fetch(url)).text()).toBe("hello");
  });

  test("needs the certificate to name the host", async () => {
    const server = await serve((_, response) => response.end("hello"), tls);
    const outbound = way({ allow, resolve, ca: [tls.cert] });
    expect(await codeOf(outbound.fetch(`https://other.test:${server.port}/`))).toBe("unreachable");
    expect(await codeOf(outbound.fetch(`https://127.0.0.1:${server.port}/`))).toBe("unreachable");
  });

  test("is not turned off by the environment, nor by listing the host", async () => {
    const server = await serve((_, response) => response.end("hello"), tls);
    // Node warns, once and rightly.
    vi.spyOn(process, "emitWarning").mockImplementation(() => undefined);
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    try {
      const outbound = way({ allow: ["upstream.test"], resolve });
      expect(await codeOf(outbound.fetch(`https://upstream.test:${server.port}/`))).toBe("unreachable");
    } finally {
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
    }
  });
});

describe("what it sends", () => {
  interface Seen {
    readonly method: string;
    readonly url: string;
    readonly headers: IncomingHttpHeaders;
    readonly body: string;
  }
  const echo = () =>
    serve((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method, url, headers } = request;
        response.end(JSON.stringify({ method, url, headers, body: Buffer.concat(chunks).toString() }));
      });
    });
  const sent = async (input: string | URL | Request, init?: RequestInit) =>
    (await (await way().fetch(input, init)).json()) as Seen;

  test("a plain call", async () => {
    const { origin, port } = await echo();
    expect(await sent(new URL(`${origin}/a%20b?c=d#e`))).toEqual({
      method: "GET",
      url: "/a%20b?c=d",
      headers: {
        host: `127.0.0.1:${port}`,
        connection: "keep-alive",
        "user-agent": "Alldoor",
        "accept-encoding": "gzip, deflate, br",
      },
      body: "",
    });
  });

  test("forms, texts and bytes, with their length", async () => {
    const { origin } = await echo();
    const form = await sent(origin, { method: "post", body: new URLSearchParams({ a: "b c" }) });
    expect(form).toMatchObject({ method: "POST", body: "a=b+c" });
    expect(form.headers["content-type"]).toBe("application/x-www-form-urlencoded;charset=UTF-8");
    expect((await sent(origin, { method: "POST", body: "é" })).headers["content-length"]).toBe("2");
    const bytes = await sent(origin, {
      method: "PUT",
      body: new Uint8Array([65, 66]),
      headers: { "content-type": "x/y" },
    });
    expect(bytes).toMatchObject({ body: "AB", headers: { "content-type": "x/y" } });
    const empty = await sent(origin, { method: "POST" });
    expect(empty.headers).toMatchObject({ "content-length": "0" });
    expect(empty.headers).not.toHaveProperty("transfer-encoding");
    await expect(way().fetch(origin, { method: "POST", body: new Blob(["x"]) })).rejects.toThrow(TypeError);
  });

  test("a Request, whose parts may be replaced", async () => {
    const { origin } = await echo();
    const request = new Request(`${origin}/r`, { method: "POST", body: "x=1", headers: { "x-a": "1" } });
    expect(await sent(request)).toMatchObject({ method: "POST", url: "/r", body: "x=1", headers: { "x-a": "1" } });
    expect(await sent(new Request(`${origin}/r`), { headers: [["x-b", "2"]] })).toMatchObject({
      method: "GET",
      headers: { "x-b": "2" },
    });
  });

  test("no caller takes over the connection's own headers", async () => {
    const { origin, port } = await echo();
    const headers = { Host: "evil.test", Connection: "upgrade", "Content-Length": "5", "User-Agent": "Other/1" };
    expect((await sent(origin, { headers })).headers).toMatchObject({
      host: `127.0.0.1:${port}`,
      connection: "keep-alive",
      "user-agent": "Other/1",
    });
  });

  test("a caller's mistakes are its own, and no failure of the host", async () => {
    const server = await serve((_, response) => response.end("hello"));
    const outbound = way();
    for (const init of [
      { headers: { "x-a": "1\r\nx-b: 2" } },
      { headers: { "x a": "1" } },
      { method: "CONNECT" },
      { method: "G T" },
    ]) {
      for (let time = 0; time < 5; time += 1)
        await expect(outbound.fetch(server.origin, init)).rejects.toThrow(TypeError);
    }
    expect(server.connections()).toBe(0);
    expect(await codeOf(outbound.fetch(server.origin))).toBe("answered");
  });

  test("to the sandbox, where there is one", async () => {
    const { origin, port } = await echo();
    const rewrite = sandboxRewrite(origin);
    const seen = await (await way({ rewrite }).fetch("https://api.github.com/user?x=1")).json();
    expect(seen).toMatchObject({ url: "/api.github.com/user?x=1", headers: { host: `127.0.0.1:${port}` } });
    // The sandbox is judged like any other address.
    expect(await codeOf(way({ rewrite, allow: [] }).fetch("https://api.github.com/user"))).toBe("blocked");
  });
});

describe("what it takes", () => {
  const body = Buffer.from(JSON.stringify({ hello: "wörld", filler: "x".repeat(2000) }));

  test.each<[string, Buffer, string]>([
    ["nothing", body, "identity"],
    ["gzip", gzipSync(body), "gzip"],
    ["GZIP", gzipSync(body), "GZIP"],
    ["deflate", deflateSync(body), "deflate"],
    ["bare deflate", deflateRawSync(body), "deflate"],
    ["brotli", brotliCompressSync(body), "br"],
  ])("a body packed with %s", async (_, packed, encoding) => {
    const { origin } = await serve((__, response) =>
      response
        .writeHead(201, { "content-encoding": encoding, "content-type": "application/json", "x-a": ["1", "2"] })
        .end(packed),
    );
    const response = await way().fetch(origin);
    expect(await response.text()).toBe(body.toString());
    expect(response.status).toBe(201);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(response.headers.get("x-a")).toBe("1, 2");
    expect(response.headers.get("content-encoding")).toBeNull();
  });

  test("an answer without a body", async () => {
    const { origin } = await serve((_, response) => response.writeHead(204).end());
    const response = await way().fetch(origin);
    expect([response.status, response.body]).toEqual([204, null]);
  });

  const LIMIT = 1_048_576;
  test.each<[string, RequestListener, string]>([
    ["a mebibyte", (_, r) => r.end(Buffer.alloc(LIMIT)), "answered"],
    ["a byte more, announced", (_, r) => r.end(Buffer.alloc(LIMIT + 1)), "too_large"],
    [
      "a byte more, in pieces",
      (_, r) => {
        r.write("x");
        r.end(Buffer.alloc(LIMIT));
      },
      "too_large",
    ],
    ["a hundred mebibytes, packed", (_, r) => r.writeHead(200, { "content-encoding": "gzip" }).end(bomb), "too_large"],
    ["a length that lies", (_, r) => r.writeHead(200, { "content-length": "99999999999" }).end("x"), "too_large"],
    [
      "an encoding nobody asked for",
      (_, r) => r.writeHead(200, { "content-encoding": "zstd" }).end("x"),
      "unreachable",
    ],
    [
      "an encoding inside another",
      (_, r) => r.writeHead(200, { "content-encoding": "gzip, gzip" }).end("x"),
      "unreachable",
    ],
    [
      "an encoding from the prototype",
      (_, r) => r.writeHead(200, { "content-encoding": "constructor" }).end("x"),
      "unreachable",
    ],
    [
      "a packed body that is broken",
      (_, r) => r.writeHead(200, { "content-encoding": "gzip" }).end("not gzip"),
      "unreachable",
    ],
    [
      "a packed body that breaks off",
      (_, r) => r.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(body).subarray(0, 20)),
      "unreachable",
    ],
    ["a header of 20 KiB", (_, r) => r.writeHead(200, { "x-a": "a".repeat(20_000) }).end(), "too_large"],
    [
      "a body that breaks off",
      (_, r) => {
        r.writeHead(200, { "content-length": "10" }).write("abc");
        setTimeout(() => r.destroy(), 20);
      },
      "unreachable",
    ],
    [
      "not HTTP",
      (_, r) => {
        r.socket?.end("220 mail.test ESMTP\r\n");
      },
      "unreachable",
    ],
    [
      "nothing",
      (_, r) => {
        r.socket?.destroy();
      },
      "unreachable",
    ],
    [
      "a protocol switch",
      (_, r) => {
        r.socket?.end("HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n");
      },
      "unreachable",
    ],
    [
      "a status that is none",
      (_, r) => {
        r.socket?.end("HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n");
      },
      "unreachable",
    ],
    [
      "two lengths",
      (_, r) => {
        r.socket?.end("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab");
      },
      "unreachable",
    ],
  ])("%s", async (_, listener, code) => {
    const { origin } = await serve(listener);
    expect(await codeOf(way({ headMilliseconds: 5000, totalMilliseconds: 5000 }).fetch(origin))).toBe(code);
  });

  // A hundred mebibytes of zeroes, packed a thousandfold.
  const bomb = gzipSync(Buffer.alloc(100 * LIMIT));
});

describe("when it gives up", () => {
  test("no head in time", async () => {
    const { origin } = await serve(() => undefined);
    const start = performance.now();
    expect(await codeOf(way({ headMilliseconds: 100 }).fetch(origin))).toBe("timeout");
    expect(performance.now() - start).toBeLessThan(280);
  });

  test("no end in time, though it keeps coming", async () => {
    const { origin } = await serve((_, response) => {
      const drip = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(drip));
    });
    const start = performance.now();
    expect(await codeOf(way({ totalMilliseconds: 200 }).fetch(origin))).toBe("timeout");
    expect(performance.now() - start).toBeLessThan(400);
  });

  test("a name that never resolves", async () => {
    const outbound = way({ resolve: () => new Promise(() => undefined), headMilliseconds: 50 });
    expect(await codeOf(outbound.fetch("https://slow.test/"))).toBe("timeout");
  });

  test("the caller does, and hears its own reason", async () => {
    const { origin } = await serve(() => undefined);
    const reason = new Error("enough");
    const controller = new AbortController();
    const call = way().fetch(origin, { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 20);
    await expect(call).rejects.toBe(reason);
    await expect(way().fetch(origin, { signal: controller.signal })).rejects.toBe(reason);
  });

  test("it is closed", async () => {
    const server = await serve(() => undefined);
    const outbound = way();
    const call = codeOf(outbound.fetch(server.origin));
    await sleep(30);
    outbound.close();
    expect(await call).toBe("unreachable");
    expect(await codeOf(outbound.fetch(server.origin))).toBe("unreachable");
    expect(server.connections()).toBe(1);
  });
});

describe("connections", () => {
  test("are kept and used again", async () => {
    const server = await serve((_, response) => response.end("hello"));
    const outbound = way();
    for (let call = 0; call < 5; call += 1) await outbound.fetch(server.origin);
    expect(server.connections()).toBe(1);
  });

  test("that the server has closed meanwhile are replaced, and the call is made once", async () => {
    const calls = new Map<unknown, number>();
    let answered = 0;
    const server = await serve((request, response) => {
      const count = (calls.get(request.socket) ?? 0) + 1;
      calls.set(request.socket, count);
      if (count > 1) request.socket.destroy();
      else {
        answered += 1;
        response.end("hello");
      }
    });
    const outbound = way();
    expect(await (await outbound.fetch(server.origin, { method: "POST", body: "a" })).text()).toBe("hello");
    expect(await (await outbound.fetch(server.origin, { method: "POST", body: "b" })).text()).toBe("hello");
    expect([answered, server.connections()]).toEqual([2, 2]);
  });

  test("that are new and break are not tried again", async () => {
    const server = await serve((request) => request.socket.destroy());
    expect(await codeOf(way().fetch(server.origin))).toBe("unreachable");
    expect(server.connections()).toBe(1);
  });
});

describe("a host that is slow", () => {
  let now = 0;
  let busy = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const slow: RequestListener = (_, response) => {
    busy += 1;
    most = Math.max(most, busy);
    waiting.push(() => {
      busy -= 1;
      response.end("hello");
    });
  };
  beforeEach(() => {
    now = 0;
    busy = 0;
    most = 0;
    waiting.length = 0;
  });
  const answerAll = () => {
    for (const answer of waiting.splice(0)) answer();
  };

  test("gets so many calls at once, so many wait, and the rest are refused at once", async () => {
    const server = await serve(slow);
    const fast = await serve((_, response) => response.end("hello"));
    const outbound = way({ concurrencyPerHost: 3, queuePerHost: 2, headMilliseconds: 5000, totalMilliseconds: 5000 });
    const calls = Array.from({ length: 7 }, () => codeOf(outbound.fetch(server.origin)));
    expect(await Promise.race(calls)).toBe("busy");
    // Another host does not wait for this one.
    expect(await codeOf(outbound.fetch(fast.origin))).toBe("answered");
    for (let round = 0; round < 50 && waiting.length < 3; round += 1) await sleep(5);
    answerAll();
    for (let round = 0; round < 50 && waiting.length < 2; round += 1) await sleep(5);
    answerAll();
    expect((await Promise.all(calls)).sort()).toEqual([...Array(5).fill("answered"), "busy", "busy"]);
    expect(most).toBe(3);
    expect(await Promise.all([codeOf(outbound.fetch(server.origin)), sleep(50).then(answerAll)])).toEqual([
      "answered",
      undefined,
    ]);
  });

  test("waiting has an end too, and gives its place back", async () => {
    const server = await serve(slow);
    const outbound = way({
      concurrencyPerHost: 1,
      queuePerHost: 1,
      headMilliseconds: 100,
      totalMilliseconds: 1000,
      clock: () => now,
    });
    expect(await Promise.all([codeOf(outbound.fetch(server.origin)), codeOf(outbound.fetch(server.origin))])).toEqual([
      "timeout",
      "timeout",
    ]);
    expect(await Promise.all([codeOf(outbound.fetch(server.origin)), sleep(40).then(answerAll)])).toEqual([
      "answered",
      undefined,
    ]);
  });
});

describe("a host that fails", () => {
  const world = { now: 0, healthy: false, calls: 0, status: 200 };
  const listener: RequestListener = (request, response) => {
    world.calls += 1;
    if (world.healthy) response.writeHead(world.status).end("hello");
    else request.socket.destroy();
  };
  beforeEach(() => {
    Object.assign(world, { now: 0, healthy: false, calls: 0, status: 200 });
  });
  const fail = async (outbound: Outbound, origin: string, times: number) => {
    for (let time = 0; time < times; time += 1) expect(await codeOf(outbound.fetch(origin))).toBe("unreachable");
  };

  test("is left alone after five failures, and tried with one call after half a minute", async () => {
    const { origin } = await serve(listener);
    const other = await serve((_, response) => response.end("hello"));
    const outbound = way({ clock: () => world.now });
    await fail(outbound, origin, 5);
    expect(await codeOf(outbound.fetch(origin))).toBe("circuit_open");
    world.now = 29_999;
    expect(await codeOf(outbound.fetch(origin))).toBe("circuit_open");
    expect(world.calls).toBe(5);
    expect(await codeOf(outbound.fetch(other.origin))).toBe("answered");

    world.now = 30_000;
    const trial = await Promise.all(Array.from({ length: 4 }, () => codeOf(outbound.fetch(origin))));
    expect(trial.sort()).toEqual(["circuit_open", "circuit_open", "circuit_open", "unreachable"]);
    expect(await codeOf(outbound.fetch(origin))).toBe("circuit_open");

    world.now = 60_000;
    world.healthy = true;
    expect(await codeOf(outbound.fetch(origin))).toBe("answered");
    expect(await codeOf(outbound.fetch(origin))).toBe("answered");
    expect(world.calls).toBe(8);
  });

  test("is well again after one success", async () => {
    const { origin } = await serve(listener);
    const outbound = way({ clock: () => world.now });
    await fail(outbound, origin, 4);
    world.healthy = true;
    expect(await codeOf(outbound.fetch(origin))).toBe("answered");
    world.healthy = false;
    await fail(outbound, origin, 5);
    expect(await codeOf(outbound.fetch(origin))).toBe("circuit_open");
  });

  test("in the sandbox is not mistaken for another host there", async () => {
    const { origin } = await serve((request, response) => {
      if (request.url?.startsWith("/dead.test/")) request.socket.destroy();
      else response.end("hello");
    });
    const outbound = way({ rewrite: sandboxRewrite(origin) });
    await fail(outbound, "https://dead.test/", 5);
    expect(await codeOf(outbound.fetch("https://dead.test/"))).toBe("circuit_open");
    expect(await codeOf(outbound.fetch("https://living.test/"))).toBe("answered");
  });

  test("counts a gateway's failures, and neither refusals nor its own errors", async () => {
    const { origin } = await serve(listener);
    world.healthy = true;
    for (const [status, after] of [
      [503, "circuit_open"],
      [500, "answered"],
      [404, "answered"],
      [302, "redirect"],
    ] as const) {
      world.status = status;
      const outbound = way({ clock: () => world.now });
      for (let time = 0; time < 5; time += 1) await codeOf(outbound.fetch(origin));
      expect(await codeOf(outbound.fetch(origin)), String(status)).toBe(after);
    }
  });

  test("is not blamed for calls that were given up here", async () => {
    const { origin } = await serve(() => undefined);
    const outbound = way({ clock: () => world.now, headMilliseconds: 5000 });
    for (let time = 0; time < 6; time += 1) {
      await expect(outbound.fetch(origin, { signal: AbortSignal.timeout(5) })).rejects.toMatchObject({
        name: "TimeoutError",
      });
    }
  });
});

describe("sandboxRewrite", () => {
  const rewrite = sandboxRewrite("http://localhost:9000/", ["localhost:8000", "own.test"]);
  const rewritten = (address: string) => rewrite(new URL(address)).href;

  test.each([
    [
      "https://github.com/login/oauth/authorize?x=1&y=%20",
      "http://localhost:9000/github.com/login/oauth/authorize?x=1&y=%20",
    ],
    ["https://accounts.google.com", "http://localhost:9000/accounts.google.com/"],
    ["https://keycloak.test:8443/realms/a#b", "http://localhost:9000/keycloak.test:8443/realms/a#b"],
    ["http://keycloak:8080/x", "http://localhost:9000/keycloak:8080/x"],
    ["https://graph.test//a//b", "http://localhost:9000/graph.test//a//b"],
    ["http://localhost:9000/github.com/user", "http://localhost:9000/github.com/user"],
    ["http://localhost:8000/token", "http://localhost:8000/token"],
    ["https://own.test/x", "https://own.test/x"],
    ["http://localhost:9001/x", "http://localhost:9000/localhost:9001/x"],
    ["https://localhost:9000/x", "http://localhost:9000/localhost:9000/x"],
  ])("%s", (address, expected) => {
    expect(rewritten(address)).toBe(expected);
    expect(rewritten(expected)).toBe(expected);
  });

  test("a sandbox under a path", () => {
    const under = sandboxRewrite("https://demo.test/sandbox");
    expect(under(new URL("https://github.com/user")).href).toBe("https://demo.test/sandbox/github.com/user");
    expect(under(new URL("https://demo.test/sandbox/x")).href).toBe("https://demo.test/sandbox/x");
    expect(under(new URL("https://demo.test/sandboxed/x")).href).toBe(
      "https://demo.test/sandbox/demo.test/sandboxed/x",
    );
  });

  test("needs an http address", () => {
    expect(() => sandboxRewrite("localhost:9000")).toThrow(TypeError);
    expect(() => sandboxRewrite("nonsense")).toThrow(TypeError);
  });
});
