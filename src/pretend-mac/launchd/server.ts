/** launchd's socket: requests come in, one JSON object a line, and each gets one reply line with the same `id`. */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { lines } from '../json-lines.ts';
import { answer } from './answer.ts';
import type { Machine } from './machine.ts';
import { requestSchema, type Request } from './requests.ts';

/** Serves until `exit` is asked for; then calls `exit` after having replied. */
export async function serve(machine: Machine, path: string, exit: () => Promise<void>): Promise<void> {
  rmSync(path, { force: true });
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    lines(socket, (line) => void take(machine, socket, line, exit));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });
  chmodSync(path, 0o666);
}

async function take(
  machine: Machine,
  socket: Socket,
  line: string,
  exit: () => Promise<void>,
): Promise<void> {
  const { id, request } = parse(line);
  const reply = (body: object): void => {
    if (socket.writable) socket.write(`${JSON.stringify({ id, ...body })}\n`);
  };
  if (!request) {
    reply({ code: 22, value: 'not a request' });
  } else if (request.ask === 'subscribe') {
    reply({ code: 0 });
    const stop = machine.events.subscribe(request.since, (event) => {
      if (socket.writable) socket.write(`${JSON.stringify({ event })}\n`);
    });
    socket.on('close', stop);
  } else if (request.ask === 'exit') {
    await machine.powerOff(true);
    reply({ code: 0 });
    await exit();
  } else {
    try {
      reply(await answer(machine, request));
    } catch (error) {
      reply({ code: 22, value: String(error) });
    }
  }
}

function parse(line: string): { id: unknown; request: Request | undefined } {
  try {
    const value = JSON.parse(line) as { id?: unknown };
    return { id: value.id, request: requestSchema.safeParse(value).data };
  } catch {
    return { id: null, request: undefined };
  }
}
