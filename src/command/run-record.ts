/** The run's own journal: written before jamf starts and when it ends, so that a run happens once and is never forgotten. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { paths } from '../contract/identity.ts';
import { runJournalName, type RunJournalContent } from '../contract/run-journal.ts';
import { ownFolder, reasonOf, writeDurably } from '../files/durable-files.ts';

export type JournalStart = 'begun' | 'already-begun' | { readonly problem: string };

const pathOf = (root: string, deployment: string, appointment: string): string =>
  join(root, paths.runsFolder, runJournalName(deployment, appointment));

/** Creates the journal exclusively: of two jobs for one appointment, only one begins. */
export async function beginJournal(
  root: string,
  deployment: string,
  appointment: string,
  startedAt: string,
): Promise<JournalStart> {
  try {
    await ownFolder(join(root, paths.runsFolder), 0o700);
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const file = await open(pathOf(root, deployment, appointment), flags, 0o600);
    try {
      await file.writeFile(content({ version: 1, startedAt, ending: null }));
      await file.sync();
    } finally {
      await file.close();
    }
    return 'begun';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EEXIST'
      ? 'already-begun'
      : { problem: reasonOf(error) };
  }
}

export async function endJournal(
  root: string,
  deployment: string,
  appointment: string,
  journal: RunJournalContent,
): Promise<void> {
  const written = await writeDurably(pathOf(root, deployment, appointment), content(journal), 0o600);
  if (!written.ok) process.stderr.write(`intermission: ${written.problem}\n`);
}

const content = (journal: RunJournalContent): string => `${JSON.stringify(journal)}\n`;
