/**
 * Loaded before a program (`node --require clock-shim.cjs`, Electron's `-r`) to make it follow the pretend clock named
 * by PRETEND_MAC_CLOCK. Does nothing without that variable.
 */
import { installClock } from '../clock/shim.ts';
import { ENVIRONMENT } from '../places.ts';

const file = process.env[ENVIRONMENT.clock];
if (file) installClock(file);
