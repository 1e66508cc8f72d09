/**
 * cli: the command `alldoor`. It stands on top of everything and nothing imports it: it reads what the person at the
 * terminal wants, opens the programs (hub, sandbox, files) or the hub's domain for it, and says what came of it. It owns
 * no rule of any of them. One small file a command, in `cli/commands/`.
 */
import { runCli } from "./cli/run.ts";

// Whoever read our output has gone (`alldoor provider list | head`): no mistake, and no reason for a hub to stop.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

// Whatever we write (database, keys, backups of them) is its owner's alone, also in a folder that somebody else made.
process.umask(0o077);

// Not awaited: commands are loaded later, and in a bundle they may wait for this very module.
void runCli(process.argv.slice(2), process.env).then((code) => {
  process.exitCode = code;
});
