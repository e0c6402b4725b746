/** Files that an admin names on the command line: opened once, bounded, never trusted. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { reasonOf } from '../files/durable-files.ts';
import { mostProfileBytes } from '../files/profile-file.ts';
import { failed, ok, type Result } from '../core/result.ts';

/** The problem is to be read after the file's name. */
export async function readNamedFile(path: string): Promise<Result<Buffer, string>> {
  try {
    // A pipe that nobody writes into must not keep the command waiting.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stats = await file.stat();
      if (!stats.isFile()) return failed('is not a regular file');
      if (stats.size > mostProfileBytes) return failed(`is larger than ${mostProfileBytes} bytes`);
      return ok(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (error) {
    return failed(`could not be read: ${reasonOf(error)}`);
  }
}
