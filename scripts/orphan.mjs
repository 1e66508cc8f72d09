/**
 * Notices that whoever started us is gone.
 *
 * npm runs a script in a shell, and sends a signal that it gets to that shell alone: the shell ends, npm ends, and the
 * program would serve on with nobody left to stop it. A program started by hand may outlive its shell, so this
 * concerns only what npm runs.
 */
const CHECK_MS = 250;

/**
 * @param {() => void} then
 * @returns {() => void} stops watching
 */
export function whenOrphaned(then) {
  if (!process.env.npm_command && !process.env.npm_lifecycle_event) return () => {};
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, CHECK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
