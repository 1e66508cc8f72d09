/**
 * cli: what a command is. Help, the reference in `docs/` and the reading of arguments are all drawn from these
 * definitions, so that none of them can tell a story of its own. A command's file is loaded when it is called for.
 */
import type { Configuration } from "../lib/configuration.ts";
import type { Output } from "./output.ts";
import type { SettingsGroup } from "./settings.ts";

/** The process's variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

interface OptionBase {
  /** One or two plain sentences. */
  readonly help: string;
  /** The environment variable that stands in where the option is not given. */
  readonly variable?: string;
}

/** An option with a value. */
export interface TextOption extends OptionBase {
  readonly kind: "text";
  /** What stands for the value in help: `FILE`. */
  readonly value: string;
  readonly choices?: readonly string[];
  readonly required?: true;
}

/** An option that may be given several times; where it has choices, also several in one value, by spaces or commas. */
export interface ListOption extends Omit<OptionBase, "variable"> {
  readonly kind: "list";
  readonly value: string;
  readonly choices?: readonly string[];
}

/** An option without a value. */
export interface FlagOption extends Omit<OptionBase, "variable"> {
  readonly kind: "flag";
}

export type Option = TextOption | ListOption | FlagOption;
/** By their names in camel case; `redirectUri` is written `--redirect-uri`. */
export type Options = Readonly<Record<string, Option>>;

type OptionValue<T extends Option> = T extends FlagOption
  ? boolean
  : T extends ListOption
    ? readonly string[]
    : T extends { readonly required: true }
      ? string
      : string | undefined;

export type OptionValues<O extends Options> = { readonly [K in keyof O]: OptionValue<O[K]> };

export interface Operand {
  /** In capitals. */
  readonly name: string;
  readonly help: string;
  /** Any number of words, none included. */
  readonly rest?: true;
}

/** One call of a command. */
export interface Call<O extends Options = Options> {
  readonly options: OptionValues<O>;
  /** As many as the command has, save for a `rest`. */
  readonly operands: readonly string[];
  /** Variables and options together. @throws Refusal `configuration_invalid` */
  configuration(): Configuration;
  /** For what is no option: a secret that may stand in a variable. */
  readonly environment: Environment;
  readonly output: Output;
  /** The table of commands, for help. */
  readonly commands: readonly ListedCommand[];
}

/** What a command's own file says of it; its name and summary stand in the table (`commands.ts`). */
export interface Definition<O extends Options = Options> {
  /** Paragraphs for its help: what to know before, what follows from it. */
  readonly about: readonly string[];
  readonly settings: SettingsGroup;
  readonly operands?: readonly Operand[];
  readonly options: O;
  /** Arguments of whole example calls. */
  readonly examples?: readonly string[];
  /** @returns the exit code; 0 where nothing is returned. */
  run(call: Call<O>): Promise<number | undefined>;
}

/** Only gives the definition its types. */
export const command = <const O extends Options>(definition: Definition<O>): Definition<O> => definition;

/** A line of the table of commands. */
export interface ListedCommand {
  /** One word, two or three. */
  readonly name: string;
  /** What it does, in a few words without a full stop. */
  readonly summary: string;
  load(): Promise<Definition>;
}

export type Command = Definition & Pick<ListedCommand, "name" | "summary">;

/** How an option is written: `redirectUri` → `--redirect-uri`. */
export const optionFlag = (name: string): string =>
  `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
