/** WebDAV's XML: what is read is what stands there, with its namespaces; what could do harm is refused before it does. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inLanguage, readXml, writeXml, type XmlElement } from "../../src/files/webdav/xml.ts";
import { escapeText } from "../../src/files/webdav/xml-text.ts";

const read = (text: string): XmlElement => readXml(Buffer.from(text));

describe("reading", () => {
  test("a prefix is a namespace, wherever it was declared", () => {
    const element = read(
      '<a:one xmlns:a="urn:a" xmlns="urn:b"><two/><a:two b="1" a:c="2">x<![CDATA[<y>]]></a:two></a:one>',
    );
    expect(element).toMatchObject({ namespace: "urn:a", name: "one" });
    expect(element.content).toMatchObject([
      { namespace: "urn:b", name: "two", content: [] },
      {
        namespace: "urn:a",
        name: "two",
        attributes: [
          { namespace: "", name: "b", value: "1" },
          { namespace: "urn:a", name: "c", value: "2" },
        ],
        content: ["x", "<y>"],
      },
    ]);
  });

  test("UTF-16 is read by its byte order mark", () => {
    const text = '\ufeff<?xml version="1.0" encoding="utf-16"?><a>名</a>';
    expect(readXml(Buffer.from(text, "utf16le")).content).toEqual(["名"]);
    expect(readXml(Buffer.from(text, "utf16le").swap16()).content).toEqual(["名"]);
  });

  test.each([
    ["a document type", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 400],
    ["an external entity", '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>', 400],
    ["an entity that nobody declared", "<a>&b;</a>", 400],
    ["a prefix that nobody declared", "<a:b/>", 400],
    ["the prefix xmlns", '<xmlns:a xmlns:xmlns="urn:x"/>', 400],
    ["a prefix bound to nothing", '<a:b xmlns:a=""/>', 400],
    ["an open end", "<a><b></a>", 400],
    ["two roots", "<a/><b/>", 400],
    ["no root", "<!-- nothing -->", 400],
    ["too many levels", "<a>".repeat(33) + "</a>".repeat(33), 400],
    ["too many elements", `<a>${"<b/>".repeat(10_001)}</a>`, 400],
    ["a character that XML has not", "<a>\u0001</a>", 400],
    ["another encoding", '<?xml version="1.0" encoding="iso-8859-1"?><a/>', 415],
  ])("%s is refused", (_what, text, status) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ status }));
  });

  test("bytes that are no UTF-8 are refused", () => {
    expect(() => readXml(Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0x3c, 0x2f, 0x61, 0x3e]))).toThrow(
      expect.objectContaining({ status: 400 }),
    );
  });

  test("no bytes do anything but be read or be refused", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.string({ maxLength: 200 }).map((text) => Buffer.from(`<a>${text}</a>`)),
    );
    fc.assert(
      fc.property(bytes, (given) => {
        let refused = false;
        try {
          readXml(Buffer.from(given));
        } catch (error) {
          refused = true;
          expect(error).toMatchObject({ name: "DavRefusal" });
        }
        expect(typeof refused).toBe("boolean");
      }),
    );
  });
});

test("what was written is what is read again, whatever text it holds", () => {
  const name = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9._-]{0,8}$/);
  const text = fc.string({ unit: "binary", maxLength: 20 }).filter((value) => escapeText(value).indexOf("\ufffd") < 0);
  const namespace = fc.constantFrom("", "DAV:", "urn:a", "urn:\"<&>'");
  const attribute = fc.record({ namespace: fc.constantFrom("", "urn:a"), name, value: text });
  const { element } = fc.letrec<{ element: XmlElement }>((tie) => ({
    element: fc.record({
      namespace,
      name,
      attributes: fc.uniqueArray(attribute, { maxLength: 2, selector: ({ name: own }) => own }),
      content: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        fc.tuple(text.filter((value) => value !== "")),
        fc.constant([]),
        fc.tuple(tie("element")),
      ),
    }),
  }));
  fc.assert(
    fc.property(element, (given) => {
      expect(read(writeXml(given))).toEqual(given);
    }),
  );
});

test("a property keeps the language that holds around it", () => {
  const [inner] = read('<a xml:lang="de"><b xml:lang="fr"/></a>').content;
  const [bare] = read('<a xml:lang="de"><b/></a>').content;
  if (typeof inner !== "object" || typeof bare !== "object") throw new Error("two elements");
  const around = [read('<a xml:lang="de"/>')];
  expect(writeXml(inLanguage(inner, around))).toContain('xml:lang="fr"');
  expect(writeXml(inLanguage(bare, around))).toContain('xml:lang="de"');
});
