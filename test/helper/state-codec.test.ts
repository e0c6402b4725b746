/** The state file: what is written reads back, and what an older version wrote reads as well. */
import { describe, expect, it } from 'vitest';
import type { DeploymentRecord } from '../../src/core/record.ts';
import { decodeState, encodeState } from '../../src/helper/service/state-codec.ts';
import { anAsked, aScheduled, at } from '../core/builders.ts';

const read = (text: string): readonly DeploymentRecord[] => {
  const decoded = decodeState(text);
  if (!decoded.ok) throw new Error(decoded.problem);
  return decoded.value.records;
};
const written = (...records: DeploymentRecord[]): string => encodeState({ records, mac: null, untold: [] });

describe('a record', () => {
  it('reads back as it was', () => {
    const record = aScheduled('2026-11-21T16:00:00Z', {
      by: 'deadline',
      event: { deadline: '2026-12-01T17:00:00', target: '26.7' },
      graceUntil: at('2026-11-21T12:00:00Z'),
      warnedAt: at('2026-11-21T13:00:00Z'),
    });
    expect(read(written(record))).toEqual([record]);
  });

  it.each<DeploymentRecord['stage']>([
    {
      kind: 'not-met',
      since: at('2026-11-21T12:00:00Z'),
      criterion: 'free-space',
      required: '20 GB',
      found: '3 GB',
    },
    { kind: 'unqualified', since: at('2026-11-21T12:00:00Z'), winner: { id: '2', title: '' }, rule: 'id' },
  ])('that is $kind reads back as it was', (stage) => {
    const record = anAsked({ stage, doubt: 'df took too long' });
    expect(read(written(record))).toEqual([record]);
  });

  it.each(['event', 'graceUntil', 'warnedAt', 'doubt'] as const)(
    'without %s, as versions before wrote it, has none',
    (field) => {
      const { records, version } = JSON.parse(written(anAsked())) as {
        records: Record<string, unknown>[];
        version: number;
      };
      const old = records.map((it) =>
        Object.fromEntries(Object.entries(it).filter(([name]) => name !== field)),
      );
      expect(read(JSON.stringify({ version, records: old }))).toEqual([anAsked()]);
    },
  );
});

describe('what is known of the Mac', () => {
  const mac = {
    id: 'x',
    firstSeen: at('2026-11-01T08:00:00Z'),
    lastThere: at('2026-11-21T12:00:00Z'),
    session: '5E6FFEBE-0000-4000-8000-000000000000',
  };

  it.each([mac, { ...mac, lastThere: null, session: null }, null])('reads back as it was (%#)', (it) => {
    expect(decodeState(encodeState({ records: [], mac: it, untold: [] }))).toEqual({
      ok: true,
      value: { records: [], mac: it, untold: [] },
    });
  });

  it('is nothing where a version before wrote the state', () => {
    expect(decodeState('{"version":1,"records":[]}')).toEqual({
      ok: true,
      value: { records: [], mac: null, untold: [] },
    });
  });
});
