/** Random examples for the property tests. The seed is fixed: a failure comes back on every Mac and every run. */
import fc from 'fast-check';
import { weekdays, type DayHours, type Deployment } from '../../src/core/deployment.ts';
import { aDeployment, now } from './builders.ts';

export const seed = 20_261_121;

const minutes = fc.integer({ min: 0, max: 1440 });
const dayHours: fc.Arbitrary<DayHours> = fc
  .tuple(fc.constantFrom(...weekdays), minutes, minutes)
  .filter(([, from, until]) => from !== until)
  .map(([day, ...ends]) => {
    const [start, end] = ends.sort((a, b) => a - b);
    const time = (minute: number) => ({ hour: Math.floor(minute / 60), minute: minute % 60 });
    return { day, start: time(start), end: time(end) };
  });
/** Some hours of the week, perhaps over each other. */
export const arbitraryHours = fc.array(dayHours, { minLength: 1, maxLength: 5 });

/** Rules as admins may set them. */
export const arbitraryDeployment: fc.Arbitrary<Deployment> = fc
  .record({
    menu: fc.uniqueArray(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 6 }),
    preselected: fc.option(fc.constantFrom(0, 60, 240)),
    namedTimes: fc.subarray(['end-of-day', 'tomorrow-morning'] as const),
    ownTime: fc.boolean(),
    workingDays: fc.subarray([...weekdays]),
    allowedHours: fc.option(arbitraryHours, { freq: 2 }),
    days: fc.option(fc.integer({ min: 0, max: 14 })),
    hours: fc.option(fc.integer({ min: 0, max: 400 }), { freq: 2 }),
    newMacGraceHours: fc.constantFrom(0, 24),
    absentGraceHours: fc.constantFrom(0, 4),
    spreadMinutes: fc.constantFrom(0, 0, 90),
    mac: fc.option(
      fc.record({
        id: fc.uuid(),
        firstSeen: fc.integer({ min: 0, max: 100 }).map((ago) => now.subtract({ hours: ago })),
      }),
    ),
    deferrals: fc.option(fc.integer({ min: 0, max: 3 })),
    dateInHours: fc.option(fc.integer({ min: -48, max: 400 })),
    graceMinutes: fc.integer({ min: 5, max: 240 }),
    selfService: fc.boolean(),
  })
  .map(({ days, hours, deferrals, dateInHours, selfService, ...rest }) =>
    aDeployment({
      ...rest,
      distribution: selfService ? 'self-service' : 'automatic',
      deadline: {
        fixed: dateInHours === null ? null : { kind: 'instant', at: now.add({ hours: dateInHours }) },
        daysAfterFirstOffered: days,
        hoursAfterFirstOffered: hours,
        deferrals,
      },
    }),
  );
