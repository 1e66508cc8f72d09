/**
 * `alldoor keys rotate`: new signing keys. Without `--now` nobody notices: a new key is published first, signs once every
 * verifier can know it, and the old one stays published until no token of its own is left.
 */
import { makeKeys, rotateKeys } from "../../hub/admin/server/keys.ts";
import { SIGNING_ALGS, type SigningAlg } from "../../hub/clients/settings.ts";
import { seconds } from "../../lib/clock.ts";
import { command } from "../command.ts";
import { keyDocument, keyStates } from "../key-view.ts";
import { COMMAND_LINE, withHub } from "../with-hub.ts";

const LATER =
  "New keys are published. They sign in about ten minutes, when every application can know them; tokens of the old keys stay valid until they expire.";
const NOW =
  "The old keys are withdrawn and new ones sign. Everything that the old keys signed stops being valid: at hubs that are running within half a minute, " +
  "at applications as soon as they read the key set again (they may keep it for five minutes). Sessions and refresh tokens go on.";
const WAITING = "Nothing was changed: new keys are published already and wait for their time to sign.";

export const keysRotate = command({
  about: [
    "Without --now the change is smooth: new keys are published now and sign in about ten minutes.",
    "--now is for keys that somebody else may know: the old ones are withdrawn at once, and every access token and ID Token that they signed stops being valid.",
  ],
  settings: "hub",
  options: {
    alg: { kind: "list", value: "ALG", choices: SIGNING_ALGS, help: "Only the keys of this algorithm. Default: all." },
    now: { kind: "flag", help: "The old keys may be known to others: withdraw them at once." },
  },
  examples: ["keys rotate", "keys rotate --alg RS256 --now"],
  async run({ options, configuration, output }) {
    await withHub(configuration(), async (hub) => {
      const algs = options.alg.length === 0 ? SIGNING_ALGS : (options.alg as readonly SigningAlg[]);
      const fresh = await makeKeys([...new Set(algs)]);
      const rotated = await hub.db.write((tx) => rotateKeys(tx, hub, COMMAND_LINE, fresh, options.now));
      await hub.keys.reload();
      const keys = keyStates(hub.keys.list(), seconds(hub.clock)).map(keyDocument);
      output.answer({ rotated, keys }, rotated === 0 ? WAITING : options.now ? NOW : LATER);
    });
  },
});
