/**
 * A picture that a preference names: read by root and shown to a user, so it may only be what an admin put there on purpose.
 * The file and every folder above it belong to root, and its bytes are a picture: nothing else ever leaves through it.
 */
import { createHash } from 'node:crypto';
import { failed, ok, type Result } from '../core/result.ts';
import { readTrusted } from './durable-files.ts';
import { pictureType, type PictureType } from './picture.ts';
import { trustedFile } from './trusted-program.ts';

const mostPictureBytes = 512 * 1024;

export interface PictureFile {
  /** SHA-256 of the bytes, in hexadecimal digits. */
  readonly digest: string;
  readonly type: PictureType;
  readonly bytes: Buffer;
}

/** Reads the picture that the Mac path names, below `root`; the problem says why it is not shown. */
export async function readPictureFile(root: string, macPath: string): Promise<Result<PictureFile, string>> {
  const path = await trustedFile(root, macPath);
  if (!path.ok) return path;
  const read = await readTrusted(path.value, mostPictureBytes);
  // Its problem names the path below `root`, the sentence names it already.
  if (!read.ok) return failed(read.problem.replace(path.value, 'it'));
  const bytes = read.value;
  if (bytes === null) return failed(`${macPath} does not exist`);
  const type = pictureType(bytes);
  if (!type.ok) return type;
  return ok({ digest: createHash('sha256').update(bytes).digest('hex'), type: type.value, bytes });
}
