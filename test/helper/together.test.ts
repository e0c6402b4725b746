/** One time for several deployments that ask at once, decided by the real helper and kept by launchd. */
import { describe, expect, it } from 'vitest';
import { paths } from '../../src/contract/identity.ts';
import { snapshotSchema, type Snapshot } from '../../src/contract/session-door.ts';
import type { DoorClient } from './door-client.ts';
import { serving, type Piece } from './deployments.ts';
import { jamfOrder, pieceOf } from './several.ts';
import { labelOf, newWorld, type World } from './world.ts';

async function asking(
  pieces: readonly Piece[],
): Promise<{ readonly world: World; readonly session: DoorClient }> {
  const world = await newWorld(serving(...pieces));
  const session = await world.session();
  await session.call('subscribe');
  for (const { id } of pieces) await world.command('prompt', '--deployment', id);
  await session.snapshot((it) =>
    (it as Snapshot).together?.deployments.length === pieces.length ? true : null,
  );
  return { world, session };
}

const choose = async (
  session: DoorClient,
  deployments: readonly string[],
  pick: object,
): Promise<unknown> => {
  const answer = await session.call('intent', { kind: 'choose-together', deployments, pick });
  return answer.result ?? answer.error;
};

const pieces = [pieceOf('a'), pieceOf('b'), pieceOf('c')];
const ids = pieces.map(({ id }) => id);

describe('one time for several', () => {
  it('is offered, accepted for all in one change, and kept at one minute', async () => {
    const { world, session } = await asking(pieces);
    const { together } = snapshotSchema.parse((await session.call('subscribe')).result);
    expect(together).toMatchObject({ deployments: ids, oneRestart: false });
    const at = { kind: 'at', local: '2026-11-21T15:00', zone: 'Europe/Berlin' };
    expect(await choose(session, ids, at)).toEqual({ kind: 'accepted', due: '2026-11-21T14:00:00Z' });
    for (const id of ids)
      expect((await world.entry(id)).detail).toMatchObject({ due: '2026-11-21T14:00:00Z' });
    await world.mac.clock.advanceTo('2026-11-21T14:00:00Z');
    for (const id of ids) await world.untilDetail(id, 'installed');
    expect(jamfOrder(world)).toEqual(ids);
  });

  it('is refused for all where one of them cannot have it', async () => {
    const short = pieceOf('b', { keys: { DeadlineDate: '2026-11-21T16:00' } });
    const { world, session } = await asking([pieceOf('a'), short]);
    const at = { kind: 'at', local: '2026-11-21T17:00', zone: 'Europe/Berlin' };
    expect(await choose(session, ['a', 'b'], at)).toMatchObject({
      kind: 'refused',
      reason: 'after-the-deadline',
      fresh: { id: 'b' },
    });
    for (const id of ['a', 'b']) expect((await world.entry(id)).detail.kind).toBe('asked');
    expect(await choose(session, ['a', 'nobody'], { kind: 'now' })).toMatchObject({
      kind: 'refused',
      reason: 'unknown-deployment',
    });
  });

  it('tells which one launchd could not keep; that one asks again, the others stand', async () => {
    const { world, session } = await asking(pieces);
    const foreign = `${paths.launchDaemons}/${labelOf('b')}.plist`;
    world.mac.writePlist(foreign, { Label: labelOf('b'), ProgramArguments: ['/usr/bin/true'] });
    const at = { kind: 'at', local: '2026-11-21T15:00', zone: 'Europe/Berlin' };
    expect(await choose(session, ids, at)).toEqual({
      kind: 'partly-accepted',
      due: '2026-11-21T14:00:00Z',
      notScheduled: ['b'],
    });
    const kinds = await Promise.all(ids.map(async (id) => (await world.entry(id)).detail.kind));
    expect(kinds).toEqual(['scheduled', 'asked', 'scheduled']);
  });

  it.each([
    ['the same one twice', ['a', 'a']],
    ['one only', ['a']],
    ['more than anybody can look at', Array.from({ length: 11 }, (_, index) => `d${String(index)}`)],
  ])('is no message with %s', async (_what, deployments) => {
    const { session } = await asking([pieceOf('a'), pieceOf('b')]);
    expect(await choose(session, deployments, { kind: 'now' })).toMatchObject({ code: -32602 });
  });
});
