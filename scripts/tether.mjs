/**
 * Loaded into a program that launch.mjs started: when the launcher is gone without having said so, ends the program
 * the way the launcher was ended, at once. Otherwise the ports would stay taken with nobody at the terminal to ask.
 */
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
// Waiting for the launcher must not keep a finished program alive.
process.channel?.unref();
// Nor may the program's own children be tied to it like this: they inherit these arguments.
process.execArgv.splice(0, process.execArgv.indexOf("--import") + 2);
