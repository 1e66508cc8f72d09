/**
 * A file's bytes as a stream: read in large pieces, one ahead, so that memory stays flat however large the file and however
 * slow the reader. The file is closed with the stream. A file that has become shorter meanwhile breaks the stream off, where
 * an early end would look like a whole answer.
 */
import { read } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { Refusal } from "../../lib/errors.ts";

const PIECE = 262_144;

export class FileBody extends Readable {
  readonly #file: FileHandle;
  #position: number;
  #left: number;
  #reading = false;
  /** Waits for the reading that is under way: its file's number may belong to another file after closing. */
  #afterReading: (() => void) | null = null;

  /** @param length Bytes that will come. */
  constructor(file: FileHandle, start: number, length: number) {
    super({ highWaterMark: PIECE, autoDestroy: true });
    this.#file = file;
    this.#position = start;
    this.#left = length;
  }

  override _read(): void {
    if (this.#left === 0) {
      this.push(null);
      return;
    }
    const wanted = Math.min(PIECE, this.#left);
    const piece = Buffer.allocUnsafeSlow(wanted);
    this.#reading = true;
    read(this.#file.fd, piece, 0, wanted, this.#position, (error, count) => {
      this.#reading = false;
      if (this.#afterReading) this.#afterReading();
      else if (error) this.destroy(error);
      else if (count === 0) this.destroy(new Refusal("unexpected", "The file became shorter while it was read."));
      else {
        this.#position += count;
        this.#left -= count;
        this.push(count === wanted ? piece : piece.subarray(0, count));
      }
    });
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    const close = (): void => {
      this.#file.close().then(
        () => callback(error),
        (closing: Error) => callback(error ?? closing),
      );
    };
    if (this.#reading) this.#afterReading = close;
    else close();
  }
}
