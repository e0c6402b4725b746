/**
 * What is not known by the state: appointments by their plists alone (BJPD's are taken over, ours are read back where the state is
 * lost), and runs by their journals.
 */
import { foundRunning } from '../../core/run-course.ts';
import { isAfter, type Zone } from '../../core/time.ts';
import type { Ports } from '../ports/ports.ts';
import type { Change, Ledger } from './ledger.ts';
import { appointed, rebuiltFrom, takenOver } from './takeover.ts';
import type { Course } from './views.ts';

/** What of the engine is needed here. */
export interface Adopter {
  readonly ports: Pick<Ports, 'clock' | 'jobFolder' | 'runJournal'>;
  readonly ledger: Ledger;
  readonly zone: Zone;
  commit(changes: readonly Change[], cause: string): Promise<unknown>;
}

/** What BJPD scheduled for these deployments, where nothing of ours is under way. */
export async function takeOver(engine: Adopter, courses: readonly Course[]): Promise<void> {
  const resting = courses.filter(({ record }) => record.stage.kind === 'resting');
  if (resting.length === 0) return;
  const now = engine.ports.clock.now();
  for (const file of await engine.ports.jobFolder.list()) {
    const it = resting.find(({ deployment }) => deployment.label === file.label);
    const deferral = it === undefined ? null : takenOver(it, file, now, engine.zone);
    if (it === undefined || deferral === null) continue;
    const record = appointed(it.record, deferral, file.writtenAt);
    await engine.commit([{ course: it, record }], 'a BJPD plist was taken over');
  }
}

/** Without a state, our own plists tell which appointments were made. */
export async function rebuild(engine: Adopter): Promise<void> {
  for (const file of await engine.ports.jobFolder.list()) {
    const rebuilt = rebuiltFrom(file, engine.zone);
    if (rebuilt === null) continue;
    const it =
      engine.ledger.course(rebuilt.id) ??
      (rebuilt.adHoc === null ? null : engine.ledger.adHocCourse(rebuilt.id, rebuilt.adHoc));
    if (it?.deployment.label !== file.label || it.record.stage.kind !== 'resting') continue;
    const record = appointed(it.record, rebuilt.deferral, file.writtenAt);
    await engine.commit([{ course: it, record }], 'rebuilt from its plist');
  }
}

/** A run that could not reach the helper left its journal: it counts, and its appointment is not missed. */
export async function findUntoldRuns(engine: Adopter): Promise<void> {
  const now = engine.ports.clock.now();
  for (const it of engine.ledger.courses) {
    const { stage } = it.record;
    if (stage.kind !== 'scheduled' || isAfter(stage.deferral.due, now)) continue;
    const journal = await engine.ports.runJournal.read(it.deployment.id, stage.deferral.appointment);
    if (journal === null) continue;
    const record = foundRunning(it.record, journal.startedAt);
    await engine.commit([{ course: it, record }], 'a run was found in its journal');
  }
}
