/** `intermission support-bundle`: one file that explains a problem to whoever helps, and tells nobody who sits at the Mac. */
import { constants } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { paths } from '../../contract/identity.ts';
import { version } from '../../contract/version.ts';
import { localOf, parseInstant } from '../../core/time.ts';
import { failed, ok, type Result } from '../../core/result.ts';
import { reasonOf } from '../../files/durable-files.ts';
import { zoneOfLink } from '../../files/zone-link.ts';
import { done, problem, type Answer } from '../answer.ts';
import { exitCodes } from '../exit-codes.ts';
import { Collection, type StatusTold } from './collect.ts';
import { identitiesOf } from './mac.ts';
import { redactedKinds, Redactor, type RedactedKind } from './redaction.ts';
import { tarOf } from './tar.ts';

export async function supportBundle(root: string, file: string | null, status: StatusTold): Promise<Answer> {
  if (process.getuid?.() !== 0)
    return problem(exitCodes.notPermitted, 'only root may collect a support bundle');
  const now = new Date();
  const path = file ?? defaultName(root, now);
  const opened = await createNew(path);
  if (!opened.ok) return problem(exitCodes.notScheduled, `${path} could not be created: ${opened.problem}`);
  try {
    const user = status.kind === 'report' ? (status.report.consoleUser?.name ?? null) : null;
    const redactor = new Redactor(await identitiesOf(root, user));
    const collection = new Collection(root, redactor);
    await collection.collect(status);
    const manifest = manifestOf(collection, redactor, now);
    const files = [{ name: 'MANIFEST.txt', bytes: Buffer.from(manifest) }, ...collection.files];
    await opened.value.writeFile(gzipSync(tarOf(files, now)));
    await opened.value.sync();
    return done(`${manifest}\nWritten to ${path}. Look through it before you hand it on.`);
  } catch (error) {
    // Ours: it was created above, and nobody else's can stand there.
    await unlink(path).catch(() => undefined);
    return problem(exitCodes.notScheduled, `${path} could not be written: ${reasonOf(error)}`);
  } finally {
    await opened.value.close();
  }
}

/** Readable by root alone; never another file, never through a link. */
async function createNew(path: string): Promise<Result<Awaited<ReturnType<typeof open>>, string>> {
  const { O_WRONLY, O_CREAT, O_EXCL, O_NOFOLLOW } = constants;
  try {
    return ok(await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600));
  } catch (error) {
    return failed(
      (error as NodeJS.ErrnoException).code === 'EEXIST'
        ? 'it exists, and nothing is overwritten'
        : reasonOf(error),
    );
  }
}

function defaultName(root: string, now: Date): string {
  const instant = parseInstant(now.toISOString());
  const zone = zoneOfLink(join(root, paths.localtime)) ?? 'UTC';
  const local =
    instant === null ? '' : localOf(instant, zone).toPlainDateTime().toString({ smallestUnit: 'second' });
  return `Intermission-support-${local.replaceAll(/[-:]/g, '').replace('T', '-')}.tar.gz`;
}

const kindWords: Readonly<Record<RedactedKind, string>> = {
  user: 'names of people: [user-N]',
  path: 'what lies in home folders: [path]',
  email: 'e-mail addresses: [email-N]',
  host: 'names of machines and servers: [host-N]',
  address: 'network addresses: [address]',
  serial: 'serial numbers and hardware UUIDs: [serial]',
  secret: 'passwords, tokens, keys and queries of links: [secret]',
};

function manifestOf({ files, leftOut }: Collection, { counts }: Redactor, now: Date): string {
  return [
    `Intermission ${version}, support bundle of ${now.toISOString()}`,
    '',
    'Inside:',
    ...files.map(({ name, bytes }) => `  ${name}  ${String(bytes.length)} bytes`),
    '',
    'Taken out, with what stands in its place:',
    ...redactedKinds.map((kind) => `  ${kindWords[kind]}  ${String(counts.get(kind) ?? 0)} times`),
    '',
    'Left in: titles, texts, IDs, labels and triggers as the admin wrote them, names of apps, numeric user IDs, times.',
    '',
    'Left out:',
    ...[
      'the state file (status.json says what it holds)',
      'the preference files themselves (preferences.json has their values)',
      'the app’s own log, which is in the home folder',
      'the logs of jamf and macOS',
      ...leftOut,
    ].map((line) => `  ${line}`),
    '',
  ].join('\n');
}
