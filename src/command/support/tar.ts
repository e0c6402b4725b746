/** A tar archive in memory (POSIX ustar): regular files that belong to root, nothing else. */

export interface ArchivedFile {
  /** Relative, in ASCII, at most 100 characters. */
  readonly name: string;
  readonly bytes: Buffer;
}

const block = 512;

export function tarOf(files: readonly ArchivedFile[], modified: Date): Buffer {
  const parts = files.flatMap(({ name, bytes }) => [
    header(name, bytes.length, modified),
    bytes,
    Buffer.alloc((block - (bytes.length % block)) % block),
  ]);
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

/** Fields as POSIX has them: name, mode, uid, gid, size, time, checksum, type, …, magic and version, owner and group. */
function header(name: string, size: number, modified: Date): Buffer {
  if (!/^[\x21-\x7e]{1,100}$/.test(name)) throw new Error(`"${name}" cannot be a name in an archive`);
  const bytes = Buffer.alloc(block);
  const octal = (value: number, at: number, length: number): number =>
    bytes.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'ascii');
  bytes.write(name, 0, 'ascii');
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(size, 124, 12);
  octal(Math.floor(modified.getTime() / 1000), 136, 12);
  bytes.write('        ', 148, 'ascii');
  bytes.write('0', 156, 'ascii');
  bytes.write('ustar\x0000', 257, 'ascii');
  bytes.write('root', 265, 'ascii');
  bytes.write('wheel', 297, 'ascii');
  const sum = bytes.reduce((total, byte) => total + byte, 0);
  bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return bytes;
}
