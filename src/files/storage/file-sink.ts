/** Where an upload's bytes go: in order, many pieces with one call where many are waiting. The file stays open afterwards. */
import type { FileHandle } from "node:fs/promises";
import { Writable } from "node:stream";

const AHEAD = 1_048_576;

type Done = (error?: Error | null) => void;

export class FileSink extends Writable {
  readonly #file: FileHandle;
  #written = 0;

  constructor(file: FileHandle) {
    super({ highWaterMark: AHEAD, decodeStrings: true });
    this.#file = file;
  }

  /** Bytes. */
  get written(): number {
    return this.#written;
  }

  override _write(piece: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#put([piece]).then(() => done(), done);
  }

  override _writev(pieces: { readonly chunk: Buffer }[], done: Done): void {
    this.#put(pieces.map(({ chunk }) => chunk)).then(() => done(), done);
  }

  async #put(pieces: readonly Buffer[]): Promise<void> {
    const total = pieces.reduce((sum, { length }) => sum + length, 0);
    let { bytesWritten } = await this.#file.writev(pieces, this.#written);
    // The system may take less than it was given: a disk that is full says so at the next attempt.
    if (bytesWritten < total) {
      const rest = Buffer.concat(pieces, total);
      while (bytesWritten < total) {
        const position = this.#written + bytesWritten;
        bytesWritten += (await this.#file.write(rest, bytesWritten, total - bytesWritten, position)).bytesWritten;
      }
    }
    this.#written += total;
  }
}
