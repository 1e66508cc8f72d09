/** The data directory: there or makeable, writable, nobody else's business, on a disk of this machine, with room left. */
import { accessSync, constants, existsSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Finding, failed, ok, type Patient, warning } from "./finding.ts";

const CHECK = "data-directory";
/** Bytes. */
const LITTLE = 200 * 1024 * 1024;
/** `statfs` types of NFS, SMB, CIFS, SMB2, AFS, Ceph and Coda, which lie on another machine: SQLite's locks don't hold there (sqlite.org/useovernet.html). */
const NETWORK = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x5346414f, 0x00c36400, 0x73757245]);

/** The closest folder above that is there. */
const foundation = (directory: string): string => (existsSync(directory) ? directory : foundation(dirname(directory)));

function isWritable(directory: string): boolean {
  const probe = join(directory, `.doctor-${process.pid}`);
  try {
    // Asking for the right alone says nothing where the file system itself is read-only.
    writeFileSync(probe, "", { flag: "wx", mode: 0o600 });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { force: true });
  }
}

const octal = (mode: number): string => (mode & 0o777).toString(8).padStart(3, "0");

/** Files of ours that others on the machine may read, most telling first. */
function readableByOthers(directory: string): string[] {
  const secret = /^(encryption\.key|files\.key|files\.json|sandbox\.json|alldoor\.sqlite.*)$/;
  return readdirSync(directory).filter(
    (name) => secret.test(name) && (statSync(join(directory, name)).mode & 0o044) !== 0,
  );
}

function privacy(directory: string): Finding {
  const { mode } = statSync(directory);
  const isOpen = (mode & 0o055) !== 0 && process.platform !== "win32";
  const exposed = isOpen ? readableByOthers(directory) : [];
  const fix = `chmod 700 '${directory}'${exposed.length === 0 ? "" : `; chmod 600 '${directory}'/*`}`;
  if (exposed.includes("encryption.key"))
    return failed(
      CHECK,
      `Others on this machine can read the encryption key in ${directory}.`,
      `${fix}; the key counts as known to them.`,
    );
  if (exposed.length > 0)
    return failed(CHECK, `Others on this machine can read ${exposed.join(", ")} in ${directory}.`, fix);
  if (isOpen) return warning(CHECK, `Others on this machine may look into ${directory} (mode ${octal(mode)}).`, fix);
  return ok(CHECK, `${directory} is there, writable, and its owner's alone.`);
}

function place(directory: string, usesSqlite: boolean): Finding | null {
  const { type, bavail, bsize } = statfsSync(directory);
  if (usesSqlite && NETWORK.has(type >>> 0)) {
    return failed(
      CHECK,
      `${directory} lies on another machine: SQLite can lose data there.`,
      "Choose a folder on a disk of this machine with --data, or PostgreSQL with --database-url.",
    );
  }
  const free = bavail * bsize;
  if (free >= LITTLE) return null;
  return warning(
    CHECK,
    `Only ${Math.floor(free / 1024 / 1024)} MiB are left on the disk of ${directory}.`,
    "Make room: a full disk stops every sign-in.",
  );
}

export function dataDirectory({ configuration }: Patient): readonly Finding[] {
  const { dataDirectory: directory, databaseUrl } = configuration;
  const base = foundation(directory);
  const about = place(base, databaseUrl === undefined);
  const more = about ? [about] : [];
  if (base !== directory) {
    try {
      accessSync(base, constants.W_OK | constants.X_OK);
      return [ok(CHECK, `${directory} is not there yet; the first start makes it.`), ...more];
    } catch {
      return [
        failed(
          CHECK,
          `${directory} is not there, and this user can't make it in ${base}.`,
          "Make it for this user, or choose another with --data.",
        ),
        ...more,
      ];
    }
  }
  if (!statSync(directory).isDirectory())
    return [failed(CHECK, `${directory} is not a folder.`, "Choose a folder with --data.")];
  if (!isWritable(directory))
    return [
      failed(CHECK, `This user can't write in ${directory}.`, "Give the folder to the user that Alldoor runs as."),
      ...more,
    ];
  return [privacy(directory), ...more];
}
