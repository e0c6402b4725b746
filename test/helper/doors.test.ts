/** The two doors: who gets in, what they may say, and that nonsense from one never hurts another. */
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { maxLineBytes, rpcErrorCodes } from '../../src/contract/json-rpc.ts';
import { paths, sessionSocket } from '../../src/contract/identity.ts';
import { housekeeping, serving } from './deployments.ts';
import { DoorClient } from './door-client.ts';
import { jappleseed, newWorld, second, sharedWorld, type World } from './world.ts';

const sessionDoor = sessionSocket(jappleseed.uid);

/** The helper still answers: an admin, and a user who comes anew. */
async function servesOthers(world: World): Promise<void> {
  expect((await world.command('status')).code).toBe(0);
  const client = await world.userDoor(sessionDoor, jappleseed.uid);
  if (typeof client === 'string') throw new Error(client);
  expect((await client.hello()).result).toMatchObject({ protocol: 1 });
  client.close();
  expect(world.mac.events.all({ type: 'job-exited', label: 'io.intermission.helper' })).toEqual([]);
}

describe('who gets in', () => {
  it('lets the console user in at their door, and nobody else but root', async () => {
    const world = await newWorld(serving(housekeeping));
    expect(await world.userDoor(sessionDoor, second.uid)).toBe('EACCES');
    expect(await world.userDoor(sessionDoor, 65_534)).toBe('EACCES');
    for (const uid of [jappleseed.uid, second.uid, 65_534]) {
      expect(await world.userDoor(paths.adminSocket, uid)).toBe('EACCES');
    }
    const own = await world.userDoor(sessionDoor, jappleseed.uid);
    if (typeof own === 'string') throw new Error(own);
    expect((await own.hello()).result).toMatchObject({ protocol: 1 });
    expect((await own.call('subscribe')).result).toMatchObject({ deployments: [] });
  });

  it('moves the door and drops the connections when the console user changes', async () => {
    const world = await newWorld();
    const first = await world.session();
    await first.call('subscribe');
    await world.mac.showLoginWindow();
    await world.mac.clock.advance(5_000);
    await first.closed;
    expect(await world.userDoor(sessionDoor, jappleseed.uid)).toBe('ENOENT');
    await world.mac.login(second);
    await world.sessionDoorOf(second.uid);
    expect(await world.userDoor(sessionSocket(second.uid), jappleseed.uid)).toBe('EACCES');
    const client = await world.userDoor(sessionSocket(second.uid), second.uid);
    expect(client).toBeInstanceOf(DoorClient);
  });

  it('opens the door for a user who logs in within seconds of the start', async () => {
    const world = await newWorld({ user: null });
    await world.mac.login(jappleseed);
    await world.mac.clock.advance(6_000);
    await world.eventually('the door is open', async () =>
      (await world.userDoor(sessionDoor, jappleseed.uid)) instanceof DoorClient ? true : null,
    );
  });

  it('moves the door also while somebody keeps refused connections open', async () => {
    const world = await newWorld();
    const path = world.mac.path(sessionDoor);
    const sockets = Array.from({ length: 20 }, () => connect({ path, allowHalfOpen: true }));
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once('connect', resolve))));
    for (const socket of sockets) socket.on('error', () => undefined);
    await world.mac.login(second);
    await world.sessionDoorOf(second.uid);
    expect((await world.command('status')).stdout).toContain('bmoss is logged in');
    for (const socket of sockets) socket.destroy();
  });
});

describe('what may be said', () => {
  const shared = sharedWorld(serving(housekeeping));

  it.each(['prompt', 'cleanup', 'defer', 'cancel', 'status', 'reload', 'runBegin', 'runEnd', 'constructor'])(
    'the session door knows no %s',
    async (method) => {
      const world = shared();
      const client = await world.session();
      const { error } = await client.call(method, { target: { kind: 'deployment', id: 'tidy' } });
      expect(error).toEqual({
        code: rpcErrorCodes.unknownMethod,
        message: `There is no method "${method}" at this door.`,
      });
      client.close();
    },
  );

  it.each([
    ['an extra key', 'intent', { kind: 'not-now', deployment: 'tidy', label: 'x' }],
    ['a deployment with a slash', 'intent', { kind: 'not-now', deployment: '../tidy' }],
    ['a number for a deployment', 'intent', { kind: 'not-now', deployment: 7 }],
    ['an unknown kind of intent', 'intent', { kind: 'run', deployment: 'tidy' }],
    ['minutes below one', 'intent', { kind: 'choose', deployment: 'tidy', pick: { kind: 'in', minutes: 0 } }],
    [
      'a time that does not exist',
      'intent',
      { kind: 'choose', deployment: 'tidy', pick: { kind: 'at', local: '2026-02-30T10:00', zone: 'UTC' } },
    ],
    ['a report of something else', 'report', { event: 'free' }],
    ['a subscription with a wish', 'subscribe', { all: true }],
    ['a list for parameters', 'subscribe', []],
  ])('%s is refused by its rule', async (_, method, params) => {
    const world = shared();
    const client = await world.session();
    const { error } = await client.call(method, params);
    expect(error?.code).toBe(rpcErrorCodes.invalidParams);
    expect(error?.message).not.toBe('');
    // The connection stays: the framing is whole.
    expect((await client.call('subscribe')).error).toBeUndefined();
    client.close();
  });

  const nonsense: readonly (readonly [string, string, number])[] = [
    ['broken JSON', '{"jsonrpc":\n', rpcErrorCodes.parse],
    ['a bare number', '7\n', rpcErrorCodes.invalidRequest],
    ['a batch', '[]\n', rpcErrorCodes.invalidRequest],
    ['another grammar', '{"method":"status"}\n', rpcErrorCodes.invalidRequest],
    ['a notification', '{"jsonrpc":"2.0","method":"hello"}\n', rpcErrorCodes.invalidRequest],
    ['an answer', '{"jsonrpc":"2.0","id":1,"result":null}\n', rpcErrorCodes.invalidRequest],
    ['no hello', '{"jsonrpc":"2.0","id":1,"method":"subscribe"}\n', rpcErrorCodes.helloExpected],
    [
      'a wrong version',
      '{"jsonrpc":"2.0","id":1,"method":"hello","params":{"protocol":99,"program":"app","version":"9"}}\n',
      rpcErrorCodes.wrongVersion,
    ],
    [
      'a hello of no program',
      '{"jsonrpc":"2.0","id":1,"method":"hello","params":{"protocol":1,"program":"x","version":"9"}}\n',
      rpcErrorCodes.invalidParams,
    ],
    ['bytes that are no text', '\u0000\u0001\u0002\n', rpcErrorCodes.parse],
    ['a line without end', 'x'.repeat(maxLineBytes + 1), rpcErrorCodes.lineTooLong],
    ['a line of 10 MB', `${'x'.repeat(10_000_000)}\n`, rpcErrorCodes.lineTooLong],
    ['a deep nest', `${'['.repeat(30_000)}${']'.repeat(30_000)}\n`, rpcErrorCodes.invalidRequest],
  ];
  describe.each([sessionDoor, paths.adminSocket])('at %s', (door) => {
    it.each(nonsense)('%s gets one clear error and the connection is closed', async (_, text, code) => {
      const world = shared();
      const client = await world.raw(door);
      client.raw(text);
      const { error } = await client.complaint();
      expect(error?.code).toBe(code);
      expect(error?.message).toMatch(/^[A-Z].*\.$|:/);
      await client.closed;
    });
  });

  it('a wrong version is named by both numbers', async () => {
    const world = shared();
    const client = await world.raw(sessionDoor);
    const { error } = await client.hello(99);
    expect(error?.message).toMatch(/speaks protocol 1, the caller \(0\.0\.0\) 99\./);
  });

  it('whoever says nothing is let go', { timeout: 20_000 }, async () => {
    const world = shared();
    const client = await world.raw(sessionDoor);
    await client.closed;
    expect(client.heard).toMatchObject([{ error: { code: rpcErrorCodes.helloExpected } }]);
    await servesOthers(world);
  });
});

describe('too much', () => {
  it('too many messages on one connection end it; the helper serves on', async () => {
    const world = await newWorld();
    const client = await world.session();
    for (let index = 0; index < 500; index += 1) client.send('report', { event: 'woke' });
    expect((await client.complaint()).error?.code).toBe(rpcErrorCodes.tooManyRequests);
    await client.closed;
    const began = Date.now();
    expect((await world.command('status')).code).toBe(0);
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  it('a flood over ever new connections is slowed down, and policies are still answered at once', async () => {
    const world = await newWorld(serving(housekeeping));
    const path = world.mac.path(sessionDoor);
    let refused = 0;
    for (let round = 0; round < 40; round += 1) {
      const socket = connect(path);
      socket.on('error', () => undefined);
      const client = world.keep(new DoorClient(socket, socket));
      await client.hello().catch(() => (refused += 1));
      for (let index = 0; index < 40; index += 1) client.send('report', { event: 'woke' });
      socket.once('close', () => undefined);
      socket.destroySoon();
      await client.closed;
    }
    const began = Date.now();
    expect((await world.command('prompt', '--deployment', 'tidy')).code).toBe(0);
    expect(Date.now() - began).toBeLessThan(2_000);
    expect(refused).toBeGreaterThan(0);
  });

  it('too many connections are refused one by one, with a word; those that stand, stay', async () => {
    const world = await newWorld({ onlooker: false });
    const standing = await Promise.all(Array.from({ length: 8 }, () => world.session()));
    for (const client of standing) await client.call('subscribe');
    const late = await world.raw(sessionDoor);
    expect((await late.complaint()).error).toEqual({
      code: rpcErrorCodes.tooManyRequests,
      message: 'Too many connections.',
    });
    await late.closed;
    expect((await standing[0]?.call('subscribe'))?.error).toBeUndefined();
    expect((await world.command('status')).code).toBe(0);
    for (const client of standing) client.close();
    await world.eventually('a place is free again', async () => {
      const client = await world.raw(sessionDoor);
      const free = await client.hello().then(
        ({ error }) => error === undefined,
        () => false,
      );
      return free ? true : null;
    });
  });

  it('peers that vanish while they are refused do not take the helper with them', async () => {
    const world = await newWorld({ onlooker: false });
    const path = world.mac.path(sessionDoor);
    const standing = await Promise.all(Array.from({ length: 8 }, () => world.session()));
    for (let round = 0; round < 300; round += 1) {
      const socket = connect(path);
      socket.on('error', () => undefined);
      socket.write('x'.repeat(round * 200));
      if (round % 2 === 0) socket.destroy();
      else socket.once('connect', () => socket.destroy());
    }
    for (const client of standing) client.close();
    await world.eventually('the helper serves on', async () =>
      (await world.command('status')).code === 0 ? true : null,
    );
    expect(world.mac.events.all({ type: 'job-exited', label: 'io.intermission.helper' })).toEqual([]);
  });
});
