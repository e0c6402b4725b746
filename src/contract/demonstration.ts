/**
 * What `intermission demo` hands to the app in a file: what the app would show, and the pictures in it. The app then talks to no helper.
 * The file is as private as the person who runs the command, and so is what can be done with it: show that person something.
 */
import * as z from 'zod/mini';
import { pictureSchema, snapshotSchema } from './session-door.ts';

export const demonstrationSchema = z.strictObject({
  snapshot: snapshotSchema,
  /** By the digests that the snapshot names them with. */
  pictures: z.record(z.string(), pictureSchema),
});
export type Demonstration = z.infer<typeof demonstrationSchema>;

/** In bytes; as many pictures as fit are shown. */
export const mostDemonstrationBytes = 16 * 1024 * 1024;
