/** Random examples for the property tests. The seed is fixed: a failure comes back on every Mac and every run. */
import fc from 'fast-check';
import type { Deployment } from '../../src/core/deployment.ts';
import { aDeployment, now } from './builders.ts';

export const seed = 20_261_121;

/** Rules as admins may set them. */
export const arbitraryDeployment: fc.Arbitrary<Deployment> = fc
  .record({
    menu: fc.uniqueArray(fc.integer({ min: 0, max: 20_000 }), { minLength: 1, maxLength: 6 }),
    preselected: fc.option(fc.constantFrom(0, 60, 240)),
    namedTimes: fc.subarray(['end-of-day', 'tomorrow-morning'] as const),
    ownTime: fc.boolean(),
    days: fc.option(fc.integer({ min: 0, max: 14 })),
    deferrals: fc.option(fc.integer({ min: 0, max: 3 })),
    dateInHours: fc.option(fc.integer({ min: -48, max: 400 })),
    graceMinutes: fc.integer({ min: 5, max: 240 }),
    selfService: fc.boolean(),
  })
  .map(({ days, deferrals, dateInHours, selfService, ...rest }) =>
    aDeployment({
      ...rest,
      distribution: selfService ? 'self-service' : 'automatic',
      deadline: {
        fixed: dateInHours === null ? null : { kind: 'instant', at: now.add({ hours: dateInHours }) },
        daysAfterFirstOffered: days,
        deferrals,
      },
    }),
  );
