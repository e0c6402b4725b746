/** How the rules grow: a snapshot of many deployments, a plan of many LaunchDaemons. In this process, without I/O. */
import { performance } from 'node:perf_hooks';
import { offered } from '../src/core/course.ts';
import { decideWish } from '../src/core/deferral.ts';
import { planJobs, type InstalledJob } from '../src/core/plan.ts';
import { newRecord } from '../src/core/record.ts';
import { parseInstant, type Instant } from '../src/core/time.ts';
import { deploymentView } from '../src/contract/deployment-view.ts';
import type { Course } from '../src/helper/service/views.ts';
import { wantedJobs } from '../src/helper/service/job-keeper.ts';
import { domainOf, readPreferences } from '../src/preferences/read-domain.ts';
import { median, milliseconds, type Row } from './measure.ts';

const zone = 'Europe/Berlin';
const now = parseInstant('2026-11-25T13:10:20Z') as Instant;

/** Asked, with a deadline, working hours and a menu of times. */
function courses(count: number): readonly Course[] {
  const dictionaries = Array.from({ length: count }, (_, at) => [
    `d${String(at)}`,
    [
      {
        name: domainOf(`d${String(at)}`),
        managed: true,
        dictionary: { Trigger: `run_${String(at)}`, Title: `Work ${String(at)}`, DeadlineDays: 7 },
      },
    ],
  ]) satisfies [string, unknown][];
  const { deployments } = readPreferences({
    organization: [],
    deployments: new Map(dictionaries as [string, never[]][]),
    moment: null,
  });
  return deployments.map((deployment) => ({
    deployment,
    record: offered(newRecord(deployment.id), deployment, true, now, zone),
  }));
}

function timed(runs: number, what: () => unknown): number {
  const took: number[] = [];
  for (let run = -3; run < runs; run += 1) {
    const begun = performance.now();
    what();
    if (run >= 0) took.push(performance.now() - begun);
  }
  return median(took);
}

const snapshotOf = (of: readonly Course[]): string =>
  JSON.stringify(of.map((course) => deploymentView(course, null, now, zone)));

export function rules(): readonly Row[] {
  const [few, many] = [courses(100), courses(1000)];
  const small = timed(50, () => snapshotOf(few));
  const large = timed(20, () => snapshotOf(many));
  const [fewJobs, manyJobs] = [scheduled(few), scheduled(many)];
  const smallPlan = timed(50, () => planned(fewJobs));
  const largePlan = timed(20, () => planned(manyJobs));
  return [
    {
      what: 'snapshot of 1,000 deployments for one of 100',
      ours: milliseconds(large),
      baseline: milliseconds(small),
      ratio: large / small,
      goal: 10,
    },
    {
      what: 'snapshot of 1,000 deployments for 10 ms',
      ours: milliseconds(large),
      baseline: '10 ms (the goal itself)',
      ratio: large / 10,
      goal: 1,
    },
    {
      what: 'plan of 1,000 LaunchDaemons for one of 100',
      ours: milliseconds(largePlan),
      baseline: milliseconds(smallPlan),
      ratio: largePlan / smallPlan,
      goal: 10,
    },
  ];
}

const inAnHour = { kind: 'in', minutes: 60 } as const;

function scheduled(of: readonly Course[]): readonly Course[] {
  return of.map(({ deployment, record }) => {
    const result = decideWish(deployment, record, inAnHour, 'admin', now, zone);
    if (!result.ok) throw new Error(`nothing was scheduled: ${JSON.stringify(result.problem)}`);
    return { deployment, record: result.value };
  });
}

/** The same LaunchDaemons stand already: each has to be compared. */
function planned(of: readonly Course[]): unknown {
  const wanted = wantedJobs({ courses: of, zone, attached: new Set() });
  const installed: InstalledJob[] = wanted.map(({ label, dictionary }) => ({ label, content: dictionary }));
  const labels = new Set(wanted.map(({ label }) => label));
  const steps = planJobs(wanted, { installed, loaded: labels, alive: new Set(), kept: new Set() });
  if (steps.length > 0) throw new Error('nothing should be to do');
  return steps;
}
