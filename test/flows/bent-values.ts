/** A bearer value bent in every way that leaves it almost the same: each byte changed, cut at each length, lengthened, respelled. */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** The character whose six bits differ in one: the closest that base64url has. */
const flipped = (character: string): string => {
  const at = ALPHABET.indexOf(character);
  return at === -1 ? "A" : ALPHABET.charAt(at ^ 1);
};

export function bentValues(value: string): string[] {
  const bent: string[] = [];
  for (let at = 0; at < value.length; at += 1) {
    const [head, character, tail] = [value.slice(0, at), value.charAt(at), value.slice(at + 1)];
    bent.push(head + flipped(character) + tail, head + tail, value.slice(0, at));
  }
  bent.push(`${value}A`, `A${value}`, `${value}=`, `${value} `, ` ${value}`, `${value}.`, value + value, `${value}\n`);
  bent.push(value.toLowerCase(), value.toUpperCase(), [...value].reverse().join(""), "A".repeat(value.length));
  bent.push(Buffer.from(value, "base64url").toString("base64"), Buffer.from(value, "base64url").toString("hex"));
  return [...new Set(bent)].filter((each) => each !== value && each !== "");
}
