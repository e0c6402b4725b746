/** From what is installed to what is wanted. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { launchDaemonFor, type PlistDictionary, type PlistValue } from '../../src/core/launch-daemon.ts';
import { planJobs, sameValue, type JobScene, type PlanStep, type WantedJob } from '../../src/core/plan.ts';
import { seed } from './arbitraries.ts';
import { aDeferral, aDeployment, berlin } from './builders.ts';
import { bjpdPlist, programs } from './plists.ts';

const wantedJob = (label = 'x.macos', due = '2026-11-21T14:11:00Z'): WantedJob => ({
  label,
  dictionary: launchDaemonFor(aDeployment({ label }), aDeferral(due), berlin, programs),
});
const aScene = (change: Partial<JobScene> = {}): JobScene => ({
  installed: [],
  loaded: new Set(),
  alive: new Set(),
  kept: new Set(),
  ...change,
});
const job = wantedJob();
const earlier = wantedJob('x.macos', '2026-11-20T10:00:00Z');
const standing = { label: job.label, content: job.dictionary };
const labels = new Set([job.label]);
const foreignPlist = { Label: job.label, ProgramArguments: ['/usr/bin/true'] };

const kinds = (wanted: readonly WantedJob[], scene: JobScene): string[] =>
  planJobs(wanted, scene).map((step) => step.kind);

describe('a wanted job', () => {
  it('is installed where nothing stands', () => {
    expect(planJobs([job], aScene())).toEqual([{ kind: 'install', job }]);
  });

  it('is left alone where it stands and is loaded: an unchanged plist is not rewritten', () => {
    expect(planJobs([job], aScene({ installed: [standing], loaded: labels }))).toEqual([]);
  });

  it('is only loaded where it stands but launchd does not know it', () => {
    expect(planJobs([job], aScene({ installed: [standing] }))).toEqual([{ kind: 'load', label: job.label }]);
  });

  it('is installed over an earlier one of ours', () => {
    const scene = aScene({ installed: [{ label: job.label, content: earlier.dictionary }], loaded: labels });
    expect(planJobs([job], scene)).toEqual([{ kind: 'install', job }]);
  });

  it("is installed over BJPD's plist for the same trigger: that is taken over", () => {
    const scene = aScene({ installed: [{ label: job.label, content: bjpdPlist() }], loaded: labels });
    expect(planJobs([job], scene)).toEqual([{ kind: 'install', job }]);
  });

  it.each([
    ['another program', foreignPlist],
    ['a file that cannot be read', undefined],
    [
      "BJPD's plist for another trigger",
      bjpdPlist({ ProgramArguments: ['/usr/local/bin/jamf', 'policy', '-event', 'other'] }),
    ],
    ['a list', [job.dictionary]],
  ])('never touches what is not ours: %s', (_, content) => {
    for (const loaded of [labels, new Set<string>()]) {
      const scene = aScene({ installed: [{ label: job.label, content }], loaded });
      expect(planJobs([job], scene)).toEqual([{ kind: 'foreign', label: job.label }]);
    }
  });

  it('waits while a process of this label lives, whatever stands', () => {
    for (const content of [undefined, earlier.dictionary, job.dictionary]) {
      const installed = content === undefined ? [] : [{ label: job.label, content }];
      expect(planJobs([job], aScene({ installed, alive: labels }))).toEqual([]);
    }
  });
});

describe('a job that is not wanted', () => {
  it('is removed and unloaded, the file first', () => {
    expect(planJobs([], aScene({ installed: [standing], loaded: labels }))).toEqual([
      { kind: 'remove', label: job.label },
      { kind: 'unload', label: job.label },
    ]);
  });

  it('is unloaded also where its file is gone already', () => {
    expect(kinds([], aScene({ loaded: labels }))).toEqual(['unload']);
  });

  it('loses its file but is not unloaded while its process lives: that would kill the run', () => {
    expect(kinds([], aScene({ installed: [standing], loaded: labels, alive: labels }))).toEqual(['remove']);
  });

  it('keeps its file while its run has not called cleanup', () => {
    const scene = aScene({ installed: [standing], loaded: labels, alive: labels, kept: labels });
    expect(planJobs([], scene)).toEqual([]);
  });

  it.each([
    ["somebody else's", foreignPlist],
    ["BJPD's", bjpdPlist()],
    ['unreadable', undefined],
  ])('is left alone where it is %s', (_, content) => {
    expect(planJobs([], aScene({ installed: [{ label: job.label, content }] }))).toEqual([]);
  });
});

describe('a plan for many', () => {
  it('says each step once, by label', () => {
    const [a, b, c, d] = ['x.a', 'x.b', 'x.c', 'x.d'].map((label) => wantedJob(label)) as [
      WantedJob,
      WantedJob,
      WantedJob,
      WantedJob,
    ];
    const scene = aScene({
      installed: [
        { label: 'x.b', content: b.dictionary },
        { label: 'x.c', content: foreignPlist },
        { label: 'x.d', content: d.dictionary },
      ],
      loaded: new Set(['x.d']),
    });
    expect(planJobs([a, b, c], scene)).toEqual([
      { kind: 'install', job: a },
      { kind: 'load', label: 'x.b' },
      { kind: 'foreign', label: 'x.c' },
      { kind: 'remove', label: 'x.d' },
      { kind: 'unload', label: 'x.d' },
    ]);
  });

  /** What the steps do to a Mac. */
  function carriedOut(scene: JobScene, steps: readonly PlanStep[]): JobScene {
    const installed = new Map(scene.installed.map(({ label, content }) => [label, content]));
    const loaded = new Set(scene.loaded);
    for (const step of steps) {
      if (step.kind === 'install') {
        installed.set(step.job.label, step.job.dictionary);
        loaded.add(step.job.label);
      } else if (step.kind === 'load') loaded.add(step.label);
      else if (step.kind === 'remove') installed.delete(step.label);
      else if (step.kind === 'unload') loaded.delete(step.label);
    }
    return { ...scene, installed: [...installed].map(([label, content]) => ({ label, content })), loaded };
  }

  const names = ['x.a', 'x.b', 'x.c', 'x.d'];
  const scenes = fc
    .record({
      wanted: fc.subarray(names),
      files: fc.array(fc.constantFrom('none', 'same', 'earlier', 'bjpd', 'foreign', 'broken'), {
        minLength: 4,
        maxLength: 4,
      }),
      loaded: fc.subarray(names),
      alive: fc.subarray(names),
      kept: fc.subarray(names),
    })
    .map(({ wanted, files, loaded, alive, kept }) => {
      const content = (kind: string, label: string): unknown => {
        if (kind === 'same') return wantedJob(label).dictionary;
        if (kind === 'earlier') return wantedJob(label, '2026-11-20T10:00:00Z').dictionary;
        if (kind === 'bjpd') return bjpdPlist();
        return kind === 'foreign' ? foreignPlist : undefined;
      };
      const installed = names.flatMap((label, index) => {
        const kind = files[index] ?? 'none';
        return kind === 'none' ? [] : [{ label, content: content(kind, label), kind }];
      });
      const scene = { installed, loaded: new Set(loaded), alive: new Set(alive), kept: new Set(kept) };
      return { wanted: wanted.map((label) => wantedJob(label)), scene };
    });

  it('leaves nothing to do once it is carried out, but to name what is foreign', () => {
    fc.assert(
      fc.property(scenes, ({ wanted, scene }) => {
        const after = carriedOut(scene, planJobs(wanted, scene));
        expect(planJobs(wanted, after).filter(({ kind }) => kind !== 'foreign')).toEqual([]);
      }),
      { seed, numRuns: 1000 },
    );
  });

  it("never writes to, loads or removes somebody else's file, nor stops a living process", () => {
    fc.assert(
      fc.property(scenes, ({ wanted, scene }) => {
        const foreign = scene.installed
          .filter(({ kind }) => kind === 'foreign' || kind === 'broken')
          .map(({ label }) => label);
        for (const step of planJobs(wanted, scene)) {
          const label = step.kind === 'install' ? step.job.label : step.label;
          if (['install', 'load', 'remove'].includes(step.kind)) expect(foreign).not.toContain(label);
          if (['install', 'load', 'unload'].includes(step.kind))
            expect([...scene.alive]).not.toContain(label);
        }
      }),
      { seed, numRuns: 1000 },
    );
  });
});

describe('two property lists are the same', () => {
  const reversed = (value: PlistValue): PlistValue => {
    if (Array.isArray(value)) return value.map((item: PlistValue) => reversed(item));
    if (typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, reversed(item)]),
    );
  };

  it('in whichever order their keys stand', () => {
    expect(sameValue(job.dictionary, reversed(job.dictionary))).toBe(true);
    const scene = aScene({
      installed: [{ label: job.label, content: reversed(job.dictionary) }],
      loaded: labels,
    });
    expect(planJobs([job], scene)).toEqual([]);
  });

  it.each<[PlistValue, unknown, string]>([
    [{ a: 1 }, { a: 1, b: 2 }, 'a key more'],
    [{ a: 1, b: 2 }, { a: 1 }, 'a key less'],
    [{ a: 1 }, { b: 1 }, 'another key'],
    [{ a: 1 }, { a: '1' }, 'text instead of a number'],
    [{ a: true }, { a: 1 }, 'a number instead of true'],
    [['a', 'b'], ['b', 'a'], 'a list in another order'],
    [['a'], ['a', 'b'], 'a list with one more'],
    [['a'], { 0: 'a' }, 'a dictionary instead of a list'],
    [{}, [], 'a list instead of a dictionary'],
    [{}, null, 'null'],
    ['a', undefined, 'nothing'],
  ])('but not %j and %j: %s', (wanted, present) => {
    expect(sameValue(wanted, present)).toBe(false);
  });

  it('exactly when their JSON is, keys sorted', () => {
    const { value } = fc.letrec<{ value: PlistValue; list: PlistValue[]; dictionary: PlistDictionary }>(
      (tie) => ({
        value: fc.oneof(
          { maxDepth: 3 },
          fc.constantFrom('a', 'b', 1, 2, true, false),
          tie('list'),
          tie('dictionary'),
        ),
        list: fc.array(tie('value'), { maxLength: 2 }),
        dictionary: fc.dictionary(fc.constantFrom('k', 'l'), tie('value'), {
          maxKeys: 2,
          noNullPrototype: true,
        }),
      }),
    );
    const canonical = (of: PlistValue): string => {
      if (Array.isArray(of)) return `[${of.map(canonical).join()}]`;
      if (typeof of !== 'object') return JSON.stringify(of);
      const entries = Object.entries(of).map(([key, item]) => `${key}:${canonical(item)}`);
      return `{${entries.sort().join()}}`;
    };
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(sameValue(a, b)).toBe(canonical(a) === canonical(b));
        expect(sameValue(a, structuredClone(a))).toBe(true);
      }),
      { seed, numRuns: 1000 },
    );
  });
});
