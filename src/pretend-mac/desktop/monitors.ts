/**
 * Monitors that can be plugged in and out while programs run. Of Debian's X servers Xvnc is the one that gives several without
 * hardware; only a viewer may ask it for them, in the RFB protocol (RFC 6143, and the message SetDesktopSize that its extension
 * ExtendedDesktopSize adds). So this is a viewer that looks at nothing. It comes through a socket in a file, never over TCP.
 */
import { createConnection, type Socket } from 'node:net';
import type { Rectangle } from './windows.ts';

const extendedDesktopSize = -308;
const raw = 0;
/** In the rectangle that answers: `x` is who caused it, `y` the result. */
const causedByUs = 1;

/** Replaces the monitors of the server behind that socket, and resolves when it has done so. Throws when it refuses. */
export async function arrangeMonitors(socketPath: string, monitors: readonly Rectangle[]): Promise<void> {
  const socket = createConnection(socketPath);
  const read = reader(socket);
  try {
    await greet(socket, read);
    socket.write(encodings());
    socket.write(setDesktopSize(monitors));
    const result = await resultOf(() => socket.write(updateRequest), read);
    if (result !== 0) throw new Error(`the X server refused these monitors (${result})`);
  } finally {
    socket.destroy();
  }
}

type Read = (bytes: number) => Promise<Buffer>;

function reader(socket: Socket): Read {
  const parts = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest = Buffer.alloc(0);
  return async (bytes) => {
    while (rest.length < bytes) {
      const part = await parts.next();
      if (part.done === true) throw new Error('the X server hung up');
      rest = Buffer.concat([rest, part.value]);
    }
    const taken = rest.subarray(0, bytes);
    rest = rest.subarray(bytes);
    return taken;
  };
}

/** Version 3.8, no security of its own (the socket's file has it), shared. */
async function greet(socket: Socket, read: Read): Promise<void> {
  await read(12);
  socket.write('RFB 003.008\n');
  await read((await read(1)).readUInt8());
  socket.write(Buffer.from([1]));
  if ((await read(4)).readUInt32BE() !== 0) throw new Error('the X server lets no viewer in');
  socket.write(Buffer.from([1]));
  await read(20);
  await read((await read(4)).readUInt32BE());
}

function encodings(): Buffer {
  const message = Buffer.alloc(12);
  message.writeUInt8(2);
  message.writeUInt16BE(2, 2);
  message.writeInt32BE(raw, 4);
  message.writeInt32BE(extendedDesktopSize, 8);
  return message;
}

function setDesktopSize(monitors: readonly Rectangle[]): Buffer {
  const message = Buffer.alloc(8 + 16 * monitors.length);
  message.writeUInt8(251);
  message.writeUInt16BE(Math.max(...monitors.map(({ x, width }) => x + width)), 2);
  message.writeUInt16BE(Math.max(...monitors.map(({ y, height }) => y + height)), 4);
  message.writeUInt8(monitors.length, 6);
  for (const [index, { x, y, width, height }] of monitors.entries()) {
    const at = 8 + 16 * index;
    message.writeUInt32BE(index, at);
    for (const [place, value] of [x, y, width, height].entries())
      message.writeUInt16BE(value, at + 4 + 2 * place);
  }
  return message;
}

/** One pixel, when it changes: nothing is answered before something was asked for, and each request is good for one answer. */
const updateRequest = Buffer.from([3, 1, 0, 0, 0, 0, 0, 1, 0, 1]);

/** Reads updates of the screen until the one that answers. */
async function resultOf(request: () => void, read: Read): Promise<number> {
  for (;;) {
    request();
    const [kind, , high = 0, low = 0] = await read(4);
    if (kind !== 0) throw new Error(`a message of the X server that nobody asked for (${kind ?? ''})`);
    for (let rectangle = 0; rectangle < high * 256 + low; rectangle += 1) {
      const header = await read(12);
      const [x, y, width, height] = [0, 2, 4, 6].map((at) => header.readUInt16BE(at));
      if (header.readInt32BE(8) === raw) {
        await read((width ?? 0) * (height ?? 0) * 4);
        continue;
      }
      const screens = (await read(4)).readUInt8();
      await read(16 * screens);
      if (x === causedByUs) return y ?? -1;
    }
  }
}
