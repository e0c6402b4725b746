/** The UUIDs of our profiles: from the name alone, so that a profile that is made again replaces the one before. */
import { createHash } from 'node:crypto';

/** The namespace of our names: any fixed UUID, never changed. */
const namespace = Buffer.from('6f1d1b7c2f5e4a0c9c1c7d6a0b3e5f42', 'hex');

/** A UUID of version 5 (RFC 9562). */
export function uuidOf(name: string): string {
  const bytes = createHash('sha1').update(namespace).update(name).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex').toUpperCase();
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
