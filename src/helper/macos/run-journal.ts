/** The journals that `intermission run` leaves in the state folder, one file for each run. */
import { readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { paths } from '../../contract/identity.ts';
import { decodeRunJournal, runJournalName } from '../../contract/run-journal.ts';
import type { RunEnding } from '../../core/attempts.ts';
import { parseInstant, type Instant } from '../../core/time.ts';
import type { RunJournal } from '../ports/ports.ts';
import { ownFolder, readTrusted } from '../../files/durable-files.ts';

const mostJournalBytes = 1024 * 1024;

export class MacRunJournal implements RunJournal {
  readonly #folder: string;

  constructor(root: string) {
    this.#folder = join(root, paths.runsFolder);
  }

  async read(
    deployment: string,
    appointment: Instant,
  ): Promise<{ readonly startedAt: Instant; readonly ending: RunEnding | null } | null> {
    const bytes = await readTrusted(
      join(this.#folder, runJournalName(deployment, appointment.toString())),
      mostJournalBytes,
    );
    if (!bytes.ok || bytes.value === null) return null;
    const journal = decodeRunJournal(bytes.value.toString('utf8'));
    const startedAt = journal === null ? null : parseInstant(journal.startedAt);
    return journal === null || startedAt === null ? null : { startedAt, ending: journal.ending };
  }

  async forgetBut(deployment: string, appointment: Instant | null): Promise<void> {
    await ownFolder(this.#folder, 0o700);
    const keep = appointment === null ? null : runJournalName(deployment, appointment.toString());
    const prefix = runJournalName(deployment, '').replace(/\.json$/, '');
    for (const name of await readdir(this.#folder)) {
      if (name.startsWith(prefix) && name !== keep)
        await unlink(join(this.#folder, name)).catch(() => undefined);
    }
  }
}
