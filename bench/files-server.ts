/**
 * The file server that `files.ts` measures, in a process of its own: the build, with its settings as shipped, on folders that
 * are given. Tells its parent how it is reached, and at the end how much memory it ever took.
 */
import { randomBytes } from "node:crypto";

type Serve = typeof import("../dist/files/serve.js");
type Settings = typeof import("../dist/files/settings/store.js");
type Users = typeof import("../dist/files/users/store.js");
type AppPasswords = typeof import("../dist/files/app-passwords/store.js");

const [build = "", dataDirectory = "", root = ""] = process.argv.slice(2);
const { serveFiles } = (await import(`${build}/files/serve.js`)) as Serve;
const { settingText } = (await import(`${build}/files/settings/store.js`)) as Settings;
const { createUser } = (await import(`${build}/files/users/store.js`)) as Users;
const { createAppPassword } = (await import(`${build}/files/app-passwords/store.js`)) as AppPasswords;

const { files, port, close } = await serveFiles({
  host: "127.0.0.1",
  port: 0,
  address: "http://localhost",
  hub: { issuer: "http://localhost:1", clientId: "none", clientSecret: "none" },
  encryptionKey: randomBytes(32).toString("base64url"),
  dataDirectory,
  root,
});
const user = await files.db.write((tx) =>
  createUser(tx, files, { username: "bench", role: "admin", basePath: "/", permission: 0, passwordHash: null }),
);
const { value } = await files.db.write((tx) =>
  createAppPassword(
    tx,
    { ids: files.ids, now: Math.floor(files.clock() / 1000) },
    { userId: user.id, name: "bench", access: "write", path: "/", expiresAt: null },
  ),
);
process.send?.({
  port,
  token: await settingText(files, "token"),
  basic: `Basic ${Buffer.from(`bench:${value}`).toString("base64")}`,
});
process.on("message", async (message) => {
  process.send?.({ peak: process.resourceUsage().maxRSS * 1024 });
  if (message !== "end") return;
  await close();
  process.disconnect?.();
});
