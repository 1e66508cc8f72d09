/** `alldoor application providers`: what an application allows of each provider; without options it only shows. */
import { replaceRules } from "../../hub/admin/providers/providers.ts";
import { type ProviderRule, rulesOfClient, shownRule } from "../../hub/providers/rules.ts";
import { listProviders, requireProvider } from "../../hub/providers/store.ts";
import { requireApplication, withApplications } from "../application-view.ts";
import { command } from "../command.ts";
import { usage } from "../failure.ts";
import { facts } from "../output.ts";
import { COMMAND_LINE } from "../with-hub.ts";

/** The words of `--allow` by what they stand for. */
const WORDS = { canSignIn: "sign-in", canSignUp: "sign-up", canUnlink: "unlink", prompted: "prompted" } as const;
const NAMES = Object.keys(WORDS) as (keyof ProviderRule)[];

/** `github=sign-in,unlink`: the slug, and the words of what is on. */
function parse(text: string): { readonly slug: string; readonly rule: ProviderRule } {
  const [slug = "", said, ...more] = text.split("=");
  const words = said === "" ? [] : (said?.split(",") ?? []);
  const known: readonly string[] = Object.values(WORDS);
  if (said === undefined || more.length > 0 || words.some((word) => !known.includes(word)))
    throw usage(`--allow is a slug, = and any of ${known.join(", ")} with commas between: github=sign-in,unlink`);
  const on = (name: keyof ProviderRule): boolean => words.includes(WORDS[name]);
  const rule = {
    canSignIn: on("canSignIn"),
    canSignUp: on("canSignUp"),
    canUnlink: on("canUnlink"),
    prompted: on("prompted"),
  };
  return { slug, rule };
}

const wordsOf = (rule: ProviderRule): string[] => NAMES.filter((name) => rule[name]).map((name) => WORDS[name]);

export const applicationProviders = command({
  about: [
    "sign-in: its people may sign in with it. sign-up: unknown people get an account by it, where the provider's registration allows that. unlink: a link may be taken back. prompted: people without a link are asked for one.",
    "Where nothing is said, it is sign-in,sign-up,unlink. Providers that no --allow names stay as they are.",
  ],
  settings: "hub",
  operands: [{ name: "CLIENT_ID", help: "The client id, as in alldoor application list." }],
  options: {
    allow: { kind: "list", value: "SLUG=WHAT,…", help: "Allows this of the provider, and nothing else." },
  },
  examples: [
    "application providers 3f0c1de27ab34f5e9a10 --allow github=sign-in,unlink",
    "application providers 3f0c1de27ab34f5e9a10 --allow discord=",
  ],
  async run({ operands: [clientId = ""], options: { allow }, configuration, output }) {
    const wishes = allow.map(parse);
    await withApplications(configuration(), async (hub) => {
      const shown = await hub.db.write(async (tx) => {
        const client = await requireApplication(tx, clientId);
        const rows = await listProviders(tx);
        if (wishes.length > 0) {
          const before = await rulesOfClient(tx, client.id);
          const rules = new Map(rows.map(({ id }) => [id, before(id)]));
          for (const { slug, rule } of wishes) rules.set((await requireProvider(tx, slug)).id, rule);
          await replaceRules(tx, hub, COMMAND_LINE, client.id, rules);
        }
        const ruleOf = await rulesOfClient(tx, client.id);
        return rows.map(({ id, slug }) => ({ slug, rule: ruleOf(id) }));
      });
      output.answer(
        {
          client_id: clientId,
          providers: shown.map(({ slug, rule }) => ({ provider: slug, ...shownRule(rule) })),
        },
        facts(shown.map(({ slug, rule }) => [slug, wordsOf(rule).join(", ") || "nothing"])),
      );
    });
  },
});
