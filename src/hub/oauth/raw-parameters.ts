/** The parameters of an authorization request as they came, before anything is known of who sent them. */
import { Refusal } from "../../lib/errors.ts";

/** RFC 8707, 2: several resources are several parameters. */
const REPEATABLE = "resource";

/** Parameters as they came: what stood there once, and what is wrong with the whole. */
export class RawParameters {
  readonly #all: URLSearchParams;

  constructor(text: string) {
    this.#all = new URLSearchParams(text);
  }

  /** Empty counts as absent (RFC 6749, 3.1). @throws Refusal `parameter_repeated` */
  once(name: string): string | undefined {
    const values = this.#all.getAll(name);
    if (values.length > 1) throw new Refusal("parameter_repeated", `The parameter "${name}" is there more than once.`);
    return values[0] === "" ? undefined : values[0];
  }

  /** The values of the one parameter that may be there several times. */
  resources(): readonly string[] {
    return [...new Set(this.#all.getAll(REPEATABLE).filter((value) => value !== ""))];
  }

  /** As a query again. */
  toString(): string {
    return this.#all.toString();
  }

  isRepeated(name: string): boolean {
    return this.#all.getAll(name).length > 1;
  }

  /** What is wrong whatever the names mean, or `null`: a name that is there twice, a NUL, which PostgreSQL can't hold. */
  fault(): string | null {
    const seen = new Set<string>();
    for (const [name, value] of this.#all) {
      if (seen.has(name) && name !== REPEATABLE) return "A parameter is there more than once.";
      if (value.includes("\u0000")) return "A parameter is malformed.";
      seen.add(name);
    }
    return null;
  }
}
