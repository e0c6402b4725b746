/**
 * The spread over a fleet. Without it, ten thousand Macs with one deadline call the server in one minute. What nobody chose begins
 * later by a share of `spreadMinutes` that follows from the Mac and the deployment: always the same on one Mac, so that the deadline
 * it shows is the one it keeps, and another for each deployment, so that no Mac is always the last. Always later: earlier would take
 * time away from people that was promised to them.
 */
import type { Deployment } from './deployment.ts';

/** FNV-1a, 32 bits, over the text's UTF-16 units (for ASCII these are its bytes). */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

/** The finaliser of MurmurHash3: ids that differ in one digit come to lie far apart. */
export function mixed(hash: number): number {
  let mix = hash;
  mix = Math.imul(mix ^ (mix >>> 16), 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return (mix ^ (mix >>> 16)) >>> 0;
}

/** From 0 to just under 1. The core has no cryptography, and none is needed: nobody gains by a minute. */
export const shareOf = (mac: string, deployment: string): number =>
  mixed(fnv1a(`${mac}\n${deployment}`)) / 0x1_0000_0000;

/** By how many minutes this Mac is later, of `most` at the most; 0 while nothing is known of the Mac. */
export function minutesLater({ id, mac, spreadMinutes }: Deployment, most = spreadMinutes): number {
  return mac === null ? 0 : Math.floor(shareOf(mac.id, id) * (Math.min(most, spreadMinutes) + 1));
}
