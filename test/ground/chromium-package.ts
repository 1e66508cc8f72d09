/**
 * Unpacks the Chromium that the npm package `@sparticuz/chromium` holds, once for each version, beside the package.
 *
 * The package itself unpacks into the system's temporary folder under a fixed name, and takes whatever stands there for
 * its own: another user's file would be run. Its libraries it lays out only inside a cloud function; here they are what
 * lets Chromium start on a machine without NSS. Its list of fonts names the folders of such a function; without a font
 * Chromium ends at the first input field.
 */
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inflate } from "@sparticuz/chromium";

const PARTS = ["chromium.br", "fonts.tar.br", "swiftshader.tar.br", "al2023.tar.br"];

/** The package's own font first, then the system's, for the scripts that it does not have. */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;

/** @returns the binary, and the environment that it needs. */
export async function unpackChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const home = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "..");
  const { version } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
  const cache = fileURLToPath(new URL("../node_modules/.cache/", import.meta.url));
  const folder = join(cache, `chromium-${version}`);
  if (!(await exists(folder))) {
    await mkdir(cache, { recursive: true });
    const partial = await mkdtemp(join(cache, "unpacking-"));
    try {
      await unpack(join(home, "bin"), partial);
      await rename(partial, folder);
    } catch (error) {
      await rm(partial, { recursive: true, force: true });
      // Another process of the same run was first.
      if (!(await exists(folder))) throw error;
    }
  }
  return {
    executablePath: join(folder, "chromium"),
    env: { LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_FILE: join(folder, "fonts", "fonts.conf") },
  };
}

async function unpack(from: string, into: string): Promise<void> {
  const before = process.env.TMPDIR;
  // Where `inflate` writes; it reads this when called.
  process.env.TMPDIR = into;
  try {
    await Promise.all(PARTS.map((part) => inflate(join(from, part))));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await writeFile(join(into, "fonts", "fonts.conf"), FONTS);
  await chmod(into, 0o755);
  await chmod(join(into, "chromium"), 0o755);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
